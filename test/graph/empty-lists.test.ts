import {
  type GraphQLInputType,
  type GraphQLObjectType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';

const schema = buildSchema();
const graph = useGraph();

/** Lists of mutations whose empty list has a meaning: none to add or remove, or all removed. */
const meaningful = [
  'ApplyDnsRecordsInput.records',
  'ApplyDnsRecordsInput.remove',
  'CreateSiteInput.appIds',
  'DnsRecordsOfDomainInput.records',
  'DnsRecordsOfDomainInput.remove',
  'NewUserInput.ssoIdentities',
  'UpdateDnsZoneInput.additions',
  'UpdateDnsZoneInput.deletions',
  'UpdateSiteScheduleInput.periods',
  'UpdateSiteScheduleInput.specialHours',
  'UpdateTeamMemberAssignmentsInput.add',
  'UpdateTeamMemberAssignmentsInput.removeAssignmentIds',
];

interface EmptyList {
  /** Input type and field, or type, field and argument. */
  readonly name: string;
  readonly value: unknown;
  readonly path: readonly string[];
}

/** The value with each of its lists emptied in turn. Lists that the value leaves out are added. */
function emptied(type: GraphQLInputType, value: unknown, name: string, path: readonly string[]): EmptyList[] {
  const named = getNullableType(type);
  if (isListType(named)) {
    const [item] = Array.isArray(value) ? value : [minimal(named.ofType)];
    const inner = emptied(named.ofType, item, name, [...path, '0']);
    return [{ name, value: [], path }, ...inner.map((one) => ({ ...one, value: [one.value] }))];
  }
  if (!isInputObjectType(named)) return [];
  const given = (value ?? minimal(named)) as Readonly<Record<string, unknown>>;
  return Object.values(named.getFields()).flatMap((field) => {
    const rest = named.isOneOf ? {} : given;
    return emptied(field.type, given[field.name], `${named.name}.${field.name}`, [...path, field.name]).map((one) => ({
      ...one,
      value: { ...rest, [field.name]: one.value },
    }));
  });
}

/** The least that a type takes. */
function minimal(type: GraphQLInputType): unknown {
  const named = getNullableType(type);
  if (isListType(named)) return [minimal(named.ofType)];
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(fields.map((field) => [field.name, minimal(field.type)]));
  }
  const samples: Readonly<Record<string, unknown>> = { Int: 1, Boolean: true, EmailAddress: 'a@guest.example' };
  return samples[named.toString()] ?? (named.toString() === 'DnsRecordType' ? 'TXT' : '1');
}

function listsOfArguments(type: GraphQLObjectType) {
  return Object.values(type.getFields()).flatMap((field) =>
    field.name.startsWith('_')
      ? []
      : field.args.flatMap((argument) => {
          const example = type.name === 'Mutation' ? mutationExamples(graph.sandbox)[field.name] : undefined;
          const name = `${type.name}.${field.name}.${argument.name}`;
          return emptied(argument.type, example, name, [argument.name]).map((one) => ({ field, argument, ...one }));
        }),
  );
}

it('a list that must not be empty is refused with its path, in every argument of a query', async () => {
  const { sandbox } = graph;
  const site = [...sandbox.state.sites.values()].find(({ accountId }) => accountId === sandbox.accountId);
  const folder = [...sandbox.state.folders.values()].find(({ accountId }) => accountId === sandbox.accountId);
  const around: Readonly<Record<string, (inner: string) => string>> = {
    Query: (inner) => inner,
    Folder: (inner) => `account { folder(id: "${folder?.id}") { ${inner} } }`,
    Account: (inner) => `account { ${inner} }`,
    Site: (inner) => `site(id: "${site?.id}") { ${inner} }`,
  };
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const lists = types
    .filter(({ name }) => name !== 'Mutation')
    .flatMap((type) => listsOfArguments(type).map((one) => ({ type, ...one })));
  for (const { type, field, argument, name, value, path } of lists) {
    const required = field.args
      .filter((one) => one !== argument && isNonNullType(one.type) && one.defaultValue === undefined)
      .map((one) => `, ${one.name}: ${JSON.stringify(minimal(one.type))}`);
    const call = `${field.name}(${argument.name}: $v${required.join('')}) { __typename }`;
    const document = `query ($v: ${argument.type}) { ${around[type.name]?.(call)} }`;
    const { errors, data } = await graph.ask(document, { v: value });
    expect({ name, errors }).toMatchObject({
      name,
      errors: [
        {
          message: expect.stringContaining('must not be empty'),
          path: expect.arrayContaining([field.name]),
          extensions: { code: 'BAD_USER_INPUT', field: path.join('.') },
        },
      ],
    });
    expect(JSON.stringify(data)).not.toContain('Connection');
  }
  expect(lists.map(({ name }) => name)).toContain('Account.teamMembers.roleIds');
  expect(lists.length).toBeGreaterThanOrEqual(12);
});

it('a list that must not be empty is refused with its path, in every input of a mutation', async () => {
  const lists = listsOfArguments(schema.getMutationType() as GraphQLObjectType);
  const allowed = new Set<string>();
  for (const { field, argument, name, value, path } of lists) {
    if (meaningful.includes(name)) {
      allowed.add(name);
      continue;
    }
    const document = `mutation ($v: ${argument.type}) { ${field.name}(input: $v) { userErrors { code message path } } }`;
    const { data, errors, calls } = await graph.ask(document, { v: value });
    const refused = { name, errors, calls, userErrors: data?.[field.name]?.userErrors };
    expect(refused).toEqual({
      name,
      errors: undefined,
      calls: {},
      userErrors: [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('must not be empty'), path }],
    });
  }
  expect([...allowed].sort()).toEqual(meaningful);
  expect(lists.length - allowed.size).toBeGreaterThan(15);
});
