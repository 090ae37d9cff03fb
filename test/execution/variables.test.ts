import fc from 'fast-check';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { expect, it } from 'vitest';
import { coerceVariables } from '../../src/execution/graphql-js.ts';
import { VariableReader } from '../../src/execution/variables.ts';

const schema = buildSchema(`
  scalar Any
  enum Size { SMALL LARGE }
  input Filter { size: Size = SMALL, ids: [ID!] }
  type Query { nothing: Int, number: Float, is: Boolean }
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
            `$v${at}: ${wrapping.replace('T', type)}${isDefault === 0 && !wrapping.endsWith('!') ? ' = null' : ''}`,
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
        const read = new VariableReader(schema, definitions, {}).read(raw);
        if (expected.errors === undefined) {
          expect(read).toEqual(expected);
          return;
        }
        expect(read.errors?.length).toBeGreaterThan(0);
        for (const { extensions, locations } of read.errors ?? []) {
          expect([extensions['code'], locations?.length]).toEqual(['BAD_USER_INPUT', 1]);
          expect(extensions['field']).toMatch(/^v\d/);
        }
      },
    ),
    { numRuns: 3_000 },
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(200);
});

it('a megabyte of what does not fit is refused in a fraction of a second', () => {
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, { at }]));
  const [node] = parse('query ($filter: Filter, $filters: [Filter!], $id: ID, $size: [Size!]) { nothing }')
    .definitions as readonly OperationDefinitionNode[];
  const reader = new VariableReader(schema, node?.variableDefinitions ?? [], {});
  const fields = (raw: Readonly<Record<string, unknown>>) =>
    reader.read(raw).errors?.map(({ extensions }) => extensions['field']);
  const many = keys(60_000);
  const start = performance.now();
  expect(fields({ filter: many })).toEqual([0, 1, 2, 3, 4].map((at) => `filter.k${at}`));
  expect(fields({ id: many, size: Array(60_000).fill(keys(2)) })).toEqual([
    'id',
    ...[0, 1, 2, 3].map((at) => `size.${at}`),
  ]);
  expect(fields({ filters: [{ size: 'SMALL' }, { size: many, ids: [['a']] }] })).toEqual([
    'filters.1.size',
    'filters.1.ids.0',
  ]);
  expect(performance.now() - start).toBeLessThan(500);
});
