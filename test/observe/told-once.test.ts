import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';

describe.each([
  ['on the fast path', true],
  ['through yoga', false],
])('an operation, %s', (_name, fastPath) => {
  const told: unknown[] = [];
  const graph = useGraph({
    server: {
      fastPath,
      observe: () => ({
        began: (operation) => told.push(operation),
        ended: (outcome) => told.push(outcome),
        sent: () => () => {},
        saved: () => {},
      }),
    },
  });
  const tellingOf = async (document: string, variables?: Record<string, unknown>, headers?: Record<string, string>) => {
    told.splice(0);
    await graph.ask(document, variables, headers);
    return told;
  };

  it('is told of when it begins and when it has ended, once', async () => {
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 403 });
    expect(await tellingOf('query Mine { account { id name } }')).toEqual([
      { name: 'Mine', type: 'query' },
      { result: 'partial', codes: ['FORBIDDEN'] },
    ]);
    expect(await tellingOf('{ __typename }')).toEqual([
      { name: null, type: 'query' },
      { result: 'ok', codes: [] },
    ]);
  });

  it('is told of with a trace and with an explanation too', async () => {
    for (const header of [{ 'x-graph-explain': 'trace' }, { 'apollo-federation-include-trace': 'ftv1' }]) {
      expect(await tellingOf('{ __typename }', {}, header as unknown as Record<string, string>)).toHaveLength(2);
    }
  });

  it('is not told of when it is refused before it runs', async () => {
    expect(await tellingOf('{ nonsense }')).toEqual([]);
    expect(await tellingOf('query ($id: ID!) { account(id: $id) { id } }')).toEqual([]);
    expect(await tellingOf('{ account { id } }', {}, { 'wix-account-id': 'none' })).toEqual([]);
  });
});
