import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../src/http/deadline.ts';
import { useGraph } from '../support/graph.ts';

const of = (value: string) => deadlineOf(new Headers({ 'x-request-timeout-ms': value }), 10_000);

describe('the time of an operation', () => {
  it("is the server's own without a header", () => {
    expect(deadlineOf(new Headers(), 10_000)).toBe(10_000);
  });

  it('is what the caller has left, less the way back', () => {
    expect([of('5000'), of('500'), of('1')]).toEqual([4_900, 450, 0.9]);
  });

  it("is never longer than the server's", () => {
    expect(of('60000')).toBe(10_000);
  });

  it.each(['', '0', '-1', '1.5', '1e3', '60001', '999999', 'soon', '5000 ', '5000, 1'].map((value) => [value]))(
    'takes no notice of %j',
    (value) => {
      expect(deadlineOf({ get: () => value }, 10_000)).toBe(10_000);
    },
  );
});

describe('an operation whose caller is in a hurry', () => {
  const graph = useGraph();

  it('is answered in time, with an error for what took longer', async () => {
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'hang' });
    const { data, errors } = await graph.ask('{ account { id name } }', {}, { 'x-request-timeout-ms': '200' });
    expect(data).toEqual({ account: { id: graph.sandbox.accountId, name: null } });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['DEADLINE_EXCEEDED']);
  });

  it('is answered in time when a write to the same object takes longer, and writes nothing', async () => {
    const { state, faults, calls, accountId } = graph.sandbox;
    const site = [...state.sites.values()].find((one) => one.accountId === accountId && !one.published);
    const publish = 'mutation ($id: ID!) { publishSite(input: { siteId: $id }) { site { id } } }';
    faults.inject({ operation: 'Publish Site', kind: 'delay', delayMs: 1_000 });
    const patient = graph.ask(publish, { id: site?.id });
    while (calls.counts()['Publish Site'] !== 1) await new Promise((resolve) => setTimeout(resolve, 2));
    const from = performance.now();
    const hasty = await graph.ask(publish, { id: site?.id }, { 'x-request-timeout-ms': '200' });
    expect(performance.now() - from).toBeLessThan(700);
    expect(hasty.errors?.map(({ extensions }) => extensions.code)).toEqual(['DEADLINE_EXCEEDED']);
    expect((await patient).data).toEqual({ publishSite: { site: { id: site?.id } } });
    expect(calls.counts()['Publish Site']).toBeUndefined();
  });
});
