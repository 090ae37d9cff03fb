import { describe, expect, it } from 'vitest';
import { useSupergraph } from './supergraph/use-supergraph.ts';

describe.each(['hive', 'hive-rust'] as const)('the cost of an operation on %s', (gateway) => {
  const supergraph = useSupergraph(gateway, {
    hive: { demandControl: { maxCost: 50, includeExtensionMetadata: true } },
  });

  it('is its number of REST calls', async () => {
    const { errors, extensions, calls } = await supergraph.ask(
      '{ account { name sites(first: 5) { totalCount nodes { displayName } } domains(first: 5) { nodes { name } } } }',
    );
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Get Account': 1, 'Query Sites': 2, 'List Connected Domains': 1 });
    expect(extensions).toEqual({ cost: { estimated: 4, max: 50 } });
  });

  it('is known before anything is asked, so that too dear an operation costs nothing', async () => {
    const { errors, requests } = await supergraph.ask(
      '{ account { domains(first: 100) { nodes { dnsZone { __typename } } } } }',
    );
    expect(errors).toMatchObject([
      { extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', cost: { estimated: 102, max: 50 } } },
    ]);
    expect(requests).toEqual({});
  });
});
