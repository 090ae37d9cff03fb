import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useGraph } from './support/graph.ts';

/** REST calls of each operation on the demo account. Whoever adds an operation writes its cost here. */
const calls: Record<string, Record<string, number>> = {
  'account-overview': {
    'Get Account': 1,
    'Query Sites': 1,
    'Count Sites': 1,
    'Search Team': 1,
    'List Connected Domains': 1,
  },
  'child-accounts': { 'List Child Accounts': 1, 'Get Account': 4, 'Query Sites': 4 },
  'domain-health': { 'List Connected Domains': 1, 'Query Sites': 1 },
  'open-invites': { 'Search Team': 1, 'Get Roles Info': 1 },
  'sites-without-domain': { 'Query Sites': 1 },
  'team-and-roles': { 'Get Account': 1, 'Search Team': 1, 'Get Roles Info': 1, 'Query Sites': 1 },
  trash: { 'Query Sites': 1 },
};

describe('an operation of the library', () => {
  const graph = useGraph();
  const operations = globSync('schema/operations/*.graphql')
    .sort()
    .map((path) => ({ name: basename(path, '.graphql'), document: readFileSync(path, 'utf8') }));

  it('has its cost written down', () => {
    expect(operations.map(({ name }) => name)).toEqual(Object.keys(calls).sort());
  });

  it.each(operations)('answers on the sandbox at its known cost: $name', async ({ name, document }) => {
    expect(document).toMatch(/^# [A-Z]/);
    const answer = await graph.ask(document);
    expect(answer.errors).toBeUndefined();
    expect(lists(answer.data).every((list) => list.length > 0)).toBe(true);
    expect(answer.calls).toEqual(calls[name]);
  });
});

/** Every `nodes` list of an answer: an example that shows nothing is none. */
function lists(value: unknown): unknown[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    ...(key === 'nodes' ? [child as unknown[]] : []),
    ...lists(child),
  ]);
}
