import fc from 'fast-check';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { expect, it } from 'vitest';
import { coerceVariables } from '../../src/execution/graphql-js.ts';
import { VariableReader } from '../../src/execution/variables.ts';

const schema = buildSchema(`
  scalar Any
  enum Size { SMALL LARGE }
  input Filter { size: Size = SMALL, ids: [ID!] }
  type Query { nothing: Int }
`);

const types = ['String', 'ID', 'Boolean', 'Int', 'Float', 'Any', 'Size', 'Filter'];
const wrappings = ['T', 'T!', '[T]', '[T!]', '[T!]!', '[[T!]!]!'];
const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    'text',
    '',
    '7',
    7,
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    true,
    false,
    'SMALL',
    {},
    { ids: 'a' },
  ),
  fc.array(fc.constantFrom<unknown>('text', 'SMALL', 1, 2.5, true, null, {}, ['nested']), { maxLength: 3 }),
);

it('variables are taken as graphql-js takes them', () => {
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          type: fc.constantFrom(...types),
          wrapping: fc.constantFrom(...wrappings),
          isGiven: fc.boolean(),
          isDefault: fc.nat(9),
          value: values,
        }),
        { maxLength: 3 },
      ),
      (variables) => {
        const declared = variables.map(
          ({ type, wrapping, isDefault }, at) =>
            `$v${at}: ${wrapping.replace('T', type)}${isDefault === 0 ? ' = null' : ''}`,
        );
        const list = declared.length === 0 ? '' : `(${declared.join(', ')})`;
        const [node] = parse(`query ${list} { nothing }`).definitions as readonly OperationDefinitionNode[];
        const definitions = node?.variableDefinitions ?? [];
        const raw = Object.fromEntries([
          ...variables.flatMap(({ isGiven, value }, at) => (isGiven ? [[`v${at}`, value]] : [])),
          ['unknown', 1],
        ]);
        const expected = coerceVariables(schema, definitions, raw, 5);
        seen[expected.errors === undefined ? 'taken' : 'refused'] += 1;
        expect(new VariableReader(schema, definitions).read(raw)).toEqual(expected);
      },
    ),
    { numRuns: 3_000 },
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(200);
});

it('a megabyte of what does not fit is refused with the same errors, in a fraction of a second', () => {
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, { at }]));
  const [node] = parse('query ($filter: Filter, $filters: [Filter!], $id: ID, $size: [Size!]) { nothing }')
    .definitions as readonly OperationDefinitionNode[];
  const definitions = node?.variableDefinitions ?? [];
  const reader = new VariableReader(schema, definitions);
  const summary = ({ errors = [] }: { readonly errors?: readonly Error[] }) =>
    errors.map(({ message }) =>
      message.replace(/got invalid value .*?(?= at "|; )/s, '').replace(/ (?:value|found): .*/s, ''),
    );
  for (const raw of [
    { filter: keys(30) },
    { filters: [keys(30), { ids: ['a'] }, { size: keys(30) }] },
    { id: keys(30), size: [keys(30), 'SMALL', keys(3)] },
    { id: Array(30).fill(keys(30)), filter: Array(30).fill(1) },
    { filter: { ids: [keys(30)], size: 'SMALL', other: keys(30) } },
  ]) {
    const expected = summary(coerceVariables(schema, definitions, raw, 5) as { errors?: readonly Error[] });
    expect(expected.length).toBeGreaterThan(0);
    expect(summary(reader.read(raw) as { errors?: readonly Error[] })).toEqual(expected);
  }
  const start = performance.now();
  for (const raw of [{ filter: keys(60_000) }, { id: keys(60_000) }, { filters: [{ size: keys(60_000) }] }]) {
    expect((reader.read(raw) as { errors?: readonly Error[] }).errors?.length).toBeLessThanOrEqual(6);
  }
  expect(performance.now() - start).toBeLessThan(1_500);
});
