import { describe, expect, it } from 'vitest';
import { createQuota } from '../../../src/wix/quota.ts';
import { allEndpoints } from '../../support/coverage.ts';
import { useGraph } from '../../support/graph.ts';
import { operations } from '../../support/operations.ts';

const uncounted = new Set((await allEndpoints()).filter(({ level }) => level === 'public').map(({ name }) => name));

describe('the rate limit of an operation', () => {
  const graph = useGraph({ client: { quota: createQuota(10_000), retry: { maxRetries: 2, baseDelayMs: 1 } } });
  const left = async () => (await graph.ask('{ rateLimit { remaining } }')).data.rateLimit.remaining as number;
  const counted = (calls: Readonly<Record<string, number>>) =>
    Object.entries(calls).reduce((sum, [name, count]) => sum + (uncounted.has(name) ? 0 : count), 0);

  it.each(operations.filter(({ document }) => /^query/m.test(document)))(
    'includes its own calls: $name',
    async ({ document, variables }) => {
      const before = await left();
      // First and last, because fields are resolved in their order.
      const asked = document
        .replace(/^(query[^{]*\{)/m, '$1 first: rateLimit { remaining }')
        .replace(/^\}/m, 'last: rateLimit { remaining } }');
      const { data, errors, calls } = await graph.ask(asked, variables);
      expect(errors).toBeUndefined();
      expect(before - data.first.remaining).toBe(counted(calls));
      expect(data.last).toEqual(data.first);
    },
  );

  it('includes calls that fail and are retried', async () => {
    const before = await left();
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status: 503, times: 1 });
    const { data, errors, calls } = await graph.ask(
      '{ rateLimit { remaining } account { name sites(first: 3) { nodes { displayName } } } }',
    );
    expect([errors, calls]).toEqual([undefined, { 'Get Account': 1, 'Query Sites': 2 }]);
    expect(before - data.rateLimit.remaining).toBe(counted(calls));
  });
});
