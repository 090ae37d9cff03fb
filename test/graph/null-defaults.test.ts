import { getNullableType, isInputObjectType, isNonNullType, isObjectType, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { useGraph } from '../support/graph.ts';

const schema = buildSchema();
const graph = useGraph();

it('every argument of a field that has a default can be null', () => {
  const strict = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .flatMap(({ type, field }) =>
      field.args.map((argument) => ({ name: `${type.name}.${field.name}(${argument.name}:)`, argument })),
    )
    .filter(({ argument }) => argument.defaultValue !== undefined && isNonNullType(argument.type));
  expect(strict.map(({ name }) => name)).toEqual([]);
  const orders = Object.values(schema.getTypeMap()).filter(
    (type) => isInputObjectType(type) && type.name.endsWith('Order'),
  );
  expect(orders.length).toBe(5);
  for (const order of orders) {
    const direction = isInputObjectType(order) ? order.getFields()['direction'] : undefined;
    expect([order.name, getNullableType(direction?.type) === direction?.type]).toEqual([order.name, true]);
  }
});

it.each([
  [
    'Int',
    'query ($v: Int) { account { sites(first: $v) { nodes { id } } domains(first: $v) { nodes { name } } teamMembers(first: $v) { nodes { userId } } } }',
  ],
  [
    'Int',
    'query ($v: Int) { account { invites(first: $v) { nodes { id } } packages(first: $v) { nodes { id } } children(first: $v) { nodes { id } } } }',
  ],
  ['Int', 'query ($v: Int) { domainSuggestions(query: "bakery", first: $v) { nodes { name } } }'],
  ['String', 'query ($v: String) { account { roles { title(locale: $v) description(locale: $v) } } }'],
  [
    'OrderDirection',
    'query ($v: OrderDirection) { account { sites(orderBy: { field: DISPLAY_NAME, direction: $v }) { nodes { id } } } }',
  ],
  [
    'OrderDirection',
    'query ($v: OrderDirection) { account { teamMembers(orderBy: { field: NAME, direction: $v }) { nodes { userId } } } }',
  ],
])('null as a %s answers as if it were absent: %s', async (_type, document) => {
  if (validate(schema, parse(document)).length > 0) throw new Error(String(validate(schema, parse(document))));
  const absent = await graph.ask(document);
  const withNull = await graph.ask(document, { v: null });
  expect(absent.errors).toBeUndefined();
  expect(withNull).toEqual(absent);
});

it('a null page size is estimated as the default', async () => {
  const document =
    'query ($v: Int) { account { children(first: $v) { nodes { children(first: $v) { nodes { children(first: $v) { nodes { name } } } } } } } }';
  const [withNull] = (await graph.ask(document, { v: null })).errors ?? [];
  const [absent] = (await graph.ask(document)).errors ?? [];
  expect(withNull?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
  expect(withNull?.extensions).toEqual(absent?.extensions);
});
