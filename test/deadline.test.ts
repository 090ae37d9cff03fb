import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../src/http/deadline.ts';
import { useGraph } from './support/graph.ts';

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
});
