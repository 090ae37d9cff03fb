import { describe, expect, it } from 'vitest';
import { breakingChanges, unnamedChanges } from './support/schema-changes.ts';

const before = `
  directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION
  interface Named { name: String }
  type Query { site(id: ID): Site kinds: [Kind!] any: Any page(first: Int): Int }
  type Site implements Named { id: ID! name: String @semanticNonNull }
  type Other { id: ID! }
  union Any = Site | Other
  enum Kind { WIX HEADLESS }
  input Filter { kind: Kind }
  type Mutation { write(filter: Filter): Site }
`;

/** A change of each kind that graphql-js finds, and the coordinate that the changelog must name. */
const changes: readonly (readonly [string, string, string])[] = [
  ['type Other { id: ID! }\n  union Any = Site | Other', 'union Any = Site', 'Other'],
  ['union Any = Site | Other', 'union Any = Site', 'Any.Other'],
  ['page(first: Int): Int', '', 'Query.page'],
  ['page(first: Int): Int', 'page(first: Int): String', 'Query.page'],
  ['page(first: Int): Int', 'page: Int', 'Query.page(first:)'],
  ['page(first: Int): Int', 'page(first: Int!): Int', 'Query.page(first:)'],
  ['page(first: Int): Int', 'page(first: Int, after: ID!): Int', 'Query.page(after:)'],
  ['id: ID! name', 'id: ID name', 'Site.id'],
  ['name: String @semanticNonNull', 'name: String', 'Site.name'],
  ['WIX HEADLESS', 'WIX', 'Kind.HEADLESS'],
  ['{ kind: Kind }', '{ kind: Kind, limit: Int! }', 'Filter.limit'],
  ['{ kind: Kind }', '{ kind: Kind! }', 'Filter.kind'],
  ['type Site implements Named', 'type Site', 'Site'],
  ['enum Kind { WIX HEADLESS }', 'scalar Kind', 'Kind'],
];

describe('the gate for changes of the schema', () => {
  it.each(changes)('wants %s -> %s to be named as %s', (from, to, coordinate) => {
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    expect(breakingChanges(before, after).map((change) => change.coordinate)).toContain(coordinate);
    const elsewhere = `## Unreleased\n\n- Something else.\n\n## 0.1.0\n\n- \`${coordinate}\`\n`;
    expect(unnamedChanges(before, after, elsewhere).map((change) => change.coordinate)).toContain(coordinate);
    const all = breakingChanges(before, after).map((change) => `\`${change.coordinate}\``);
    expect(unnamedChanges(before, after, `## Unreleased\n\n- ${all.join(', ')}\n\n## 0.1.0\n`)).toEqual([]);
  });

  it('lets additions pass', () => {
    const after = before
      .replace('id: ID! name', 'id: ID! url: String name')
      .replace('first: Int', 'first: Int, after: ID');
    expect(after).not.toBe(before);
    expect(unnamedChanges(before, after, '')).toEqual([]);
  });
});
