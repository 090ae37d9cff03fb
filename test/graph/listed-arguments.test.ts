import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { type TestError, useGraph } from '../support/graph.ts';

const compiled = useGraph();
const interpreted = useGraph({ server: { fastPath: false, execution: 'interpreted' } });

/** A way to several objects of each type whose fields take arguments. */
const lists: Readonly<Record<string, (field: string) => string>> = {
  Account: (field) => `account { children(first: 4) { nodes { ${field} } } }`,
  Folder: (field) => `account { folders { ${field} } }`,
  Role: (field) => `account { roles { ${field} } }`,
  Site: (field) => `account { sites(first: 4) { nodes { ${field} } } }`,
  TeamMember: (field) => `account { teamMembers(first: 4) { nodes { ${field} } } }`,
};

interface Wrong {
  readonly value: unknown;
  readonly at: readonly string[];
}

/** Values that fit the type, and that many resolvers refuse. */
function wrongOf(type: GraphQLInputType, at: readonly string[]): Wrong[] {
  const named = getNullableType(type);
  if (isListType(named)) {
    const items = wrongOf(named.ofType, []).map(({ value }) => ({ value: [value], at }));
    return [{ value: [], at }, ...items];
  }
  if (isInputObjectType(named)) {
    return Object.values(named.getFields()).flatMap((field) =>
      wrongOf(field.type, [...at, field.name]).map((one) => ({ ...one, value: { [field.name]: one.value } })),
    );
  }
  if (isEnumType(named)) return named.getValue('UNKNOWN') == null ? [] : [{ value: 'UNKNOWN', at }];
  const values: Readonly<Record<string, readonly unknown[]>> = {
    Int: [0, 101, -1],
    ID: ['mine'],
    String: [' ', 'xx!!'],
    DomainName: ['bakery.example'],
  };
  return (values[named.toString()] ?? []).map((value) => ({ value, at }));
}

/** The arguments of fields of objects that come in lists, each with wrong values. Cursors belong to the list of one object. */
const cases = Object.values(buildSchema().getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !/^(Query|Mutation|__)/.test(name))
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
  .flatMap(({ type, field }) =>
    field.args
      .filter(({ name }) => name !== 'after' && name !== 'since')
      .flatMap((argument) => wrongOf(argument.type, []).map((wrong) => ({ type, field, argument, ...wrong }))),
  );

async function outcomeOf(document: string, variables?: Record<string, unknown>) {
  const answers = await Promise.all([compiled, interpreted].map((graph) => graph.ask(document, variables)));
  const [first, second] = answers.map(({ status, errors, calls }) => ({ status, errors, calls }));
  expect(second).toEqual(first);
  return first as {
    status: number;
    errors: readonly (TestError & { locations?: readonly object[] })[] | undefined;
    calls: object;
  };
}

it('one mistake in an argument of listed objects is one error, at the variable', async () => {
  expect(new Set(cases.map(({ type }) => type.name))).toEqual(new Set(Object.keys(lists)));
  const refused = new Set<string>();
  for (const { type, field, argument, value, at } of cases) {
    const body = isObjectType(getNamedType(field.type)) ? '{ __typename }' : '';
    const others = field.args.filter((one) => one !== argument && isRequiredArgument(one));
    const given = [`${argument.name}: $wrong`, ...others.map(({ name }) => `${name}: "bakery"`)].join(', ');
    const selected = (alias: string) => `${alias}: ${field.name}(${given}) ${body}`;
    const around = lists[type.name] ?? ((text: string) => text);
    // Both fields have the mistake of one variable.
    const document = `query ($wrong: ${argument.type}) { ${around(`${selected('a')} ${selected('b')}`)} }`;
    const { status, errors, calls } = await outcomeOf(document, { wrong: value });
    // Lists of a directory that is off are a fault of another kind.
    if (errors === undefined || errors.every(({ extensions }) => extensions.code === 'FAILED_PRECONDITION')) continue;
    const coordinate = [`${type.name}.${field.name}`, argument.name, ...at].join('.');
    refused.add(coordinate);
    const [error] = errors;
    expect({ coordinate, value, status, count: errors.length, code: error?.extensions.code, calls }).toEqual({
      coordinate,
      value,
      status: 400,
      count: 1,
      code: 'BAD_USER_INPUT',
      calls: {},
    });
    // Lists name the item.
    expect(`${String(error?.extensions['field'])}.`).toMatch(new RegExp(`^${['wrong', ...at].join('\\.')}\\.`));
    expect(error?.locations).toEqual([{ line: 1, column: document.indexOf('$wrong') + 1 }]);
  }
  expect([...refused]).toEqual(
    expect.arrayContaining(['Role.title.locale', 'Site.contributors.roleIds', 'Account.sites.filter.folderId']),
  );
  expect(refused.size).toBeGreaterThan(30);
}, 120_000);

it('a mistake in a literal is located there, and two are two', async () => {
  const document = '{ account { roles { title(locale: "xx!!") description(locale: "yy!!") } } }';
  const { status, errors } = await outcomeOf(document);
  expect([status, errors?.map(({ extensions, locations }) => [extensions['field'], locations])]).toEqual([
    400,
    ['"xx', '"yy'].map((literal) => ['locale', [{ line: 1, column: document.indexOf(literal) + 1 }]]),
  ]);
});

it('a mistake in a field that is not selected, or not below a list, stays with its field', async () => {
  const skipped = await outcomeOf(
    'query ($no: Boolean!) { account { roles { id title(locale: "xx!!") @include(if: $no) } } }',
    { no: false },
  );
  expect([skipped.status, skipped.errors]).toEqual([200, undefined]);
  const single = await outcomeOf('{ account { id sites(first: 0) { nodes { id } } } }');
  expect([single.status, single.errors?.map(({ path }) => path)]).toEqual([200, [['account', 'sites']]]);
});
