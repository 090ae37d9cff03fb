import { type GraphQLInputType, getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { useGraph } from '../support/graph.ts';

/** Deeper than any stack is. */
const depth = 20_000;
const nests = {
  lists: `${'['.repeat(depth)}${']'.repeat(depth)}`,
  objects: `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  both: `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`,
};

/** The JSON of a value of a type with the nest at each of its fields in turn, and as the whole of it. */
function valuesWith(type: GraphQLInputType, nest: string): string[] {
  if (isNonNullType(type)) return valuesWith(type.ofType, nest);
  if (isListType(type)) return [nest, ...valuesWith(type.ofType, nest).map((value) => `[${value}]`)];
  if (!isInputObjectType(type)) return [nest];
  return [
    nest,
    ...Object.keys(type.getFields()).map((name) => `{${JSON.stringify(name)}:${nest}}`),
    `{"nope":${nest}}`,
  ];
}

describe('a value nested deeper than a stack', () => {
  const graph = useGraph();
  const post = async (body: string) => {
    const request = new Request('http://graph/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return (await graph.fetch(request)).json() as Promise<{ errors?: { extensions: { code: string } }[] }>;
  };

  it('is refused for each input type, at each of its fields', async () => {
    const schema = buildSchema();
    const types = new Map<string, { type: GraphQLInputType; document: string }>();
    for (const [kind, root] of [
      ['query', schema.getQueryType()],
      ['mutation', schema.getMutationType()],
    ] as const) {
      for (const field of Object.values(root?.getFields() ?? {})) {
        for (const { name, type } of field.args) {
          const selection =
            'getFields' in getNamedType(field.type) || 'getTypes' in getNamedType(field.type) ? ' { __typename }' : '';
          const others = field.args.filter((other) => other.name !== name && isNonNullType(other.type));
          const given = [{ name, type }, ...others];
          const variables = given.map((one) => `$${one.name}: ${one.type}`).join(', ');
          const args = given.map((one) => `${one.name}: $${one.name}`).join(', ');
          const document = `${kind} (${variables}) { ${field.name}(${args})${selection} }`;
          types.set(`${field.name}.${name}`, { type, document: JSON.stringify(document) });
        }
      }
    }
    expect(types.size).toBeGreaterThan(50);
    const wrong: string[] = [];
    let tried = 0;
    for (const [place, { type, document }] of types) {
      const argument = place.slice(place.indexOf('.') + 1);
      for (const [kind, nest] of Object.entries(nests)) {
        for (const value of valuesWith(type, nest)) {
          tried += 1;
          const { errors = [] } = await post(
            `{"query":${document},"variables":{${JSON.stringify(argument)}:${value}}}`,
          );
          const codes = errors.map(({ extensions }) => extensions.code);
          if (codes.length === 0 || codes.some((code) => code !== 'BAD_USER_INPUT')) {
            wrong.push(`${place} ${kind} ${value.slice(0, 30)}: ${codes}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(500);
  }, 120_000);

  it('fails a representation in its own place, and is harmless where nobody looks', async () => {
    for (const nest of Object.values(nests)) {
      for (const key of [`"id":${nest}`, `"account":${nest}`, `"account":{"id":${nest}}`, `"__typename":${nest}`]) {
        for (const name of ['Site', 'Account', 'Domain', 'Folder']) {
          const { errors } = await post(
            `{"query":"query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }","variables":{"r":[{"__typename":"${name}",${key}}]}}`,
          );
          expect([key.slice(0, 30), name, errors?.map(({ extensions }) => extensions.code)]).toEqual([
            key.slice(0, 30),
            name,
            ['BAD_USER_INPUT'],
          ]);
        }
      }
      for (const unread of [`"variables":{"a":${nest}}`, `"extensions":{"a":${nest}}`]) {
        expect(await post(`{"query":"{ __typename }",${unread}}`)).toEqual({ data: { __typename: 'Query' } });
      }
      const wrong = await post(`{"query":"{ __typename }","operationName":${nest}}`);
      expect(wrong.errors?.[0]?.extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
    }
  });
});
