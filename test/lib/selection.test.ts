import { type GraphQLResolveInfo, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { selects } from '../../src/lib/selection.ts';

/** What a resolver of the first field of a document is told of its selection. */
function infoOf(document: string): GraphQLResolveInfo {
  const { definitions } = parse(document);
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const fragments = definitions.flatMap((one) =>
    one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
  );
  const fieldNodes = operation?.selectionSet.selections.filter((one) => one.kind === Kind.FIELD);
  return { fieldNodes, fragments: Object.fromEntries(fragments) } as unknown as GraphQLResolveInfo;
}

describe('a selection', () => {
  it.each([
    ['{ node { domains } }', true],
    ['{ node { name } }', false],
    ['{ node }', false],
    ['{ node { ... { domains } } }', true],
    ['{ node { ... on Site { domains } } }', true],
    ['{ node { ... on Folder { domains } } }', false],
    ['{ node { ...wanted } } fragment wanted on Site { name ...more } fragment more on Site { domains }', true],
    ['{ node { ...wanted } } fragment wanted on Folder { domains }', false],
    ['{ node { ...missing } }', false],
    ['{ node { site { domains } } }', false],
  ])('holds a field or not: %s', (document, expected) => {
    expect(selects(infoOf(document), 'Site', new Set(['domains']))).toBe(expected);
  });
});
