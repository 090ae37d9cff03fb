import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';
import { minimumCalls } from '../support/minimum-calls.ts';
import { operations } from '../support/operations.ts';

describe('an operation of the library', () => {
  const graph = useGraph();

  it('has the fewest calls that could answer it written down', () => {
    expect(operations.map(({ name }) => name)).toEqual(Object.keys(minimumCalls).sort());
  });

  it('has an excerpt of its answer written down', () => {
    const written = globSync('test/graph/operations/*.test.ts').flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/excerptOf\(graph, '([\w-]+)'\)/g),
    ]);
    expect(written.map(([, name]) => name).sort()).toEqual(operations.map(({ name }) => name));
  });

  it.each(operations)(
    'answers on the sandbox with the fewest calls that could: $name',
    async ({ name, document, variables }) => {
      expect(document).toMatch(/^# [A-Z].*\bREST calls?\b/);
      const answer = await graph.ask(document, variables);
      expect(answer.errors).toBeUndefined();
      expect(lists(answer.data).every((list) => list.length > 0)).toBe(true);
      expect(answer.calls).toEqual(minimumCalls[name]?.calls);
      const made = Object.values(answer.calls).reduce((sum, calls) => sum + calls, 0);
      expect(statedCalls(document) ?? made).toBe(made);
    },
  );

  it.each(operations.filter(({ document }) => /\(first: (20|50|100)\b/.test(document)))(
    'can be read to the end of its list: $name',
    ({ document }) => {
      expect(document).toMatch(/\bafter: \$after\b[\s\S]*pageInfo \{\s+hasNextPage\s+endCursor/);
    },
  );
});

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/** Returns the number of REST calls in a comment; null if it depends on the data. */
function statedCalls(document: string): number | null {
  const comment = document.match(/^# (.*)/)?.[1] ?? '';
  const number = comment.match(/\b(?<!or )(\w+) REST calls?\b(?!.*\bper\b)/)?.[1];
  return number === undefined ? null : numbers.findIndex((word) => word.toLowerCase() === number.toLowerCase());
}

/** Every `nodes` list of an answer: an example that shows nothing is none. */
function lists(value: unknown): unknown[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    ...(key === 'nodes' ? [child as unknown[]] : []),
    ...lists(child),
  ]);
}
