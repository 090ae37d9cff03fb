import { randomUUID } from 'node:crypto';
import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { maxSpreadOut } from '../../src/http/limits.ts';
import { spreadOut } from '../../src/http/spread-out.ts';
import { type TestAnswer, type TestGraph, useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { mutationDocument } from '../support/writes.ts';

const schema = buildSchema();
/** Everything else may be as large as it likes: only the calls count here. */
const spacious = { characters: 1e7, tokens: 1e6, depth: 100, aliases: 1e4, directives: 1e4, rootFields: 1e4 };

interface Asked {
  readonly name: string;
  readonly document: string;
  readonly variables: Record<string, unknown>;
}

/** Every field that can be selected without further arguments, down to some depth, pages as large as they go. */
function everything(typeName: string, depth: number, given: Readonly<Record<string, string>>): string {
  return selections(typeName, depth, given).join(' ');
}

function selections(typeName: string, depth: number, given: Readonly<Record<string, string>>): string[] {
  const type = schema.getType(typeName);
  if (isUnionType(type)) {
    const members = type.getTypes().map(({ name }) => `... on ${name} { ${everything(name, depth, given)} }`);
    return ['__typename', ...members];
  }
  if (!isObjectType(type)) return ['__typename'];
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const args = argumentsFor(field, given);
    // Edges hold what nodes do.
    if (args === null || field.name === 'edges') return [];
    const inner = getNamedType(field.type);
    // Fields of one name differ between members of a union.
    const alias = `${typeName}_${field.name}`;
    if (isLeafType(inner)) return [`${alias}: ${field.name}${args}`];
    if (depth === 0 || !isCompositeType(inner)) return [];
    return [`${alias}: ${field.name}${args} { ${everything(inner.name, depth - 1, given)} }`];
  });
  return ['__typename', ...fields];
}

/** Joins selections into as few as hold no more fields than an operation can have, in their order. */
function withinFields(parts: readonly string[]): string[] {
  const joined: string[] = [];
  let fields = maxSpreadOut;
  for (const part of parts) {
    const [more] = spreadOut(parse(`{ ${part} }`));
    fields += more?.all ?? 0;
    // The field that they are selected on counts, too.
    if (fields < maxSpreadOut) joined.push(`${joined.pop()} ${part}`);
    else {
      joined.push(part);
      fields = more?.all ?? 0;
    }
  }
  return joined;
}

/** The arguments of a field in a document; null where a required one is unknown. */
function argumentsFor({ args }: GraphQLField<unknown, unknown>, given: Readonly<Record<string, string>>) {
  const texts: string[] = [];
  for (const { name, type, defaultValue } of args) {
    if (name === 'first') texts.push('first: 100');
    else if (given[name] !== undefined) texts.push(`${name}: ${given[name]}`);
    else if (isNonNullType(type) && defaultValue === undefined) return null;
  }
  return texts.length === 0 ? '' : `(${texts.join(', ')})`;
}

/** Operations of every kind, as dear as their inputs can make them. */
function dearOperations({ sandbox }: TestGraph): Asked[] {
  const { state, accountId } = sandbox;
  const ids = [...state.sites.keys()].slice(0, 500);
  ids.push(...Array.from({ length: 1_000 - ids.length }, () => randomUUID()));
  const domain = [...state.domains.values()].find((one) => one.accountId === accountId)?.domain ?? '';
  const given = {
    id: JSON.stringify(ids[0]),
    ids: JSON.stringify(ids),
    name: JSON.stringify(domain),
    domainName: JSON.stringify(domain),
    query: '"bakery"',
    userId: JSON.stringify(randomUUID()),
    inChildAccounts: 'true',
  };
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const args = argumentsFor(field, field.name === 'account' ? {} : given);
    const type = getNamedType(field.type);
    if (args === null || field.name.startsWith('_')) return [];
    return [1, 3].flatMap((depth) => {
      const parts = isLeafType(type)
        ? ['']
        : withinFields(selections(type.name, depth, given)).map((one) => `{ ${one} }`);
      return parts.map((selection, index) => ({
        name: `${field.name}, ${depth} deep, part ${index + 1} of ${parts.length}`,
        document: `{ ${field.name}${args} ${selection} }`,
        variables: {},
      }));
    });
  });
  return [...queries, ...dearEntities(schema, ids, accountId, domain), ...dearMutations(sandbox, ids)];
}

function dearEntities(of: GraphQLSchema, ids: readonly string[], accountId: string, domain: string): Asked[] {
  const union = of.getType('_Entity');
  if (!isUnionType(union)) throw new Error('The schema has no entities');
  return union.getTypes().map(({ name }) => ({
    name: `_entities of ${name}`,
    document: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${name} { ${everything(name, 1, {})} } } }`,
    variables: {
      r: ids.map((id, n) => {
        const key = { id, userId: id, name: `n${n}.${domain}`, domainName: `n${n}.${domain}` };
        // Half of them of many accounts.
        return { __typename: name, ...key, account: { id: n % 2 === 0 || name === 'Site' ? accountId : id } };
      }),
    },
  }));
}

function dearMutations(sandbox: TestGraph['sandbox'], ids: readonly string[]): Asked[] {
  const inputs = mutationExamples(sandbox);
  const zone = String(inputs['applyDnsRecords']?.['domainName']);
  const [invitee] = (inputs['inviteTeamMembers']?.['invitees'] ?? []) as { assignments: object[] }[];
  const records = Array.from({ length: 300 }, (_, n) => ({ type: 'TXT', hostName: `r${n}.${zone}`, values: ['x'] }));
  const larger: Record<string, object> = {
    applyDnsRecords: { records },
    replaceDnsZone: { records },
    inviteTeamMembers: { invitees: ids.map((id) => ({ ...invitee, email: `${id}@example.com` })) },
    inviteSiteContributors: { emails: ids.map((id) => `${id}@example.com`) },
    moveSitesToTrash: { siteIds: ids.slice(0, 200) },
    moveSitesToFolder: { siteIds: ids },
    moveFolders: { folderIds: ids },
  };
  return Object.keys(inputs).map((name) => ({
    name,
    document: mutationDocument(name),
    variables: { input: { ...inputs[name], ...larger[name] } },
  }));
}

function limitErrors({ errors = [] }: TestAnswer) {
  return errors.filter(({ extensions }) => extensions.code === 'CALL_LIMIT_EXCEEDED');
}

describe.each([1, 4, 40, 500])('an operation that may make %i REST calls', (maximum) => {
  const graph = useGraph({
    size: 'large',
    server: { limits: { ...spacious, calls: maximum }, writes: { reconcileDelaysMs: [1] } },
    operationTimeoutMs: 60_000,
  });

  it('makes no more of them, whatever it asks, and none where that is known before', async () => {
    const seen = { refused: 0, stopped: 0, ended: 0 };
    // A write reads several facts at once. When one of the calls is refused, the others end after the answer.
    let unsent = 0;
    for (const { name, document, variables } of dearOperations(graph)) {
      const answer = await graph.ask(document, variables);
      const made = Object.values(answer.calls).reduce((sum, count) => sum + count, 0);
      expect([name, made <= maximum + unsent, made]).toEqual([name, true, made]);
      unsent -= Math.max(0, made - maximum);
      expect([name, answer.errors?.find(({ extensions }) => extensions.code === 'GRAPHQL_VALIDATION_FAILED')]).toEqual([
        name,
        undefined,
      ]);
      if (answer.status === 400) {
        expect([name, answer.errors?.[0], answer.calls]).toMatchObject([
          name,
          {
            extensions: {
              code: 'QUERY_TOO_COMPLEX',
              limit: 'MAX_REST_CALLS',
              maximum,
              estimate: expect.any(Number),
              dearestField: { field: expect.stringContaining('.'), path: expect.any(Array), calls: expect.any(Number) },
            },
          },
          {},
        ]);
        expect(answer.errors?.[0]?.extensions['estimate']).toBeGreaterThan(maximum);
        seen.refused += 1;
      } else if (limitErrors(answer).length > 0) {
        for (const { extensions, message } of limitErrors(answer)) {
          expect(extensions).toMatchObject({ limit: 'MAX_REST_CALLS', maximum, made: maximum });
          expect(message).toContain('MAX_REST_CALLS');
        }
        if (document.startsWith('mutation')) unsent += Math.max(0, maximum - made);
        else expect([name, made]).toEqual([name, maximum]);
        seen.stopped += 1;
      } else seen.ended += 1;
    }
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.ended).toBeGreaterThan(0);
    if (maximum < 40) expect(seen.stopped).toBeGreaterThan(0);
  }, 240_000);
});

describe('an operation that turns out to need more REST calls than it may make', () => {
  const graph = useGraph({
    client: { retry: { maxRetries: 2, baseDelayMs: 1, maxDelayMs: 1 } },
    server: { limits: { calls: 30 } },
  });

  it('is stopped there, and keeps what it has read', async () => {
    const { sandbox } = graph;
    const child = [...sandbox.state.accounts.values()].find((one) => one.parentAccountId === sandbox.accountId);
    if (child === undefined) throw new Error('The agency has no child account');
    // More of them than anybody would assume.
    for (let n = 0; n < 100; n += 1) {
      const id = randomUUID();
      sandbox.state.accounts.set(id, { ...child, id, slug: `child-${n}` });
    }
    const document = `query ($id: ID!) { account { name } site(id: $id, inChildAccounts: true) { displayName } }`;
    const { status, data, errors, calls } = await graph.ask(document, { id: randomUUID() });
    expect([status, data]).toEqual([200, { account: { name: 'Northwind Studio' }, site: null }]);
    expect(errors).toMatchObject([
      { path: ['site'], extensions: { code: 'CALL_LIMIT_EXCEEDED', limit: 'MAX_REST_CALLS', maximum: 30, made: 30 } },
    ]);
    expect(Object.values(calls).reduce((sum, count) => sum + count, 0)).toBe(30);
  });

  it('does not stop others that wait for the same call', async () => {
    const { sandbox } = graph;
    const [site] = [...sandbox.state.sites.values()].filter(({ accountId }) => accountId === sandbox.accountId);
    const greedy =
      'query ($id: ID!) { site(id: $id, inChildAccounts: true) { displayName } account { name domains { nodes { name } } } }';
    const modest = 'query ($id: ID!) { site(id: $id) { displayName } account { name domains { nodes { name } } } }';
    const [, other] = await Promise.all([graph.ask(greedy, { id: randomUUID() }), graph.ask(modest, { id: site?.id })]);
    expect([other.errors, other.data.site]).toEqual([undefined, { displayName: site?.displayName }]);
  });
});

describe('a write in several calls that makes as many as it may', () => {
  const graph = useGraph({
    size: 'large',
    client: { retry: { maxRetries: 2, baseDelayMs: 1, maxDelayMs: 1 } },
    server: { limits: { calls: 12 } },
  });

  it('says of each item whether it was sent', async () => {
    const { sandbox } = graph;
    const sites = [...sandbox.state.sites.values()].filter(
      ({ accountId, trashedDate }) => accountId === sandbox.accountId && trashedDate === undefined,
    );
    const siteIds = sites.slice(0, 200).map(({ id }) => id);
    // Two calls read the sites. One of ten that write has to be made again: nothing is left for the last.
    const retryAfter = { 'retry-after': '0' };
    sandbox.faults.inject({ kind: 'status', status: 429, operation: 'Bulk Delete Site', headers: retryAfter });
    const document =
      'mutation ($siteIds: [ID!]!) { moveSitesToTrash(input: { siteIds: $siteIds }) { results { siteId error { code path } } } }';
    const { data, errors, calls } = await graph.ask(document, { siteIds });
    expect([errors, calls]).toEqual([undefined, { 'Query Sites': 2, 'Bulk Delete Site': 10 }]);
    const results: { siteId: string; error: { code: string; path: string[] } | null }[] = data.moveSitesToTrash.results;
    expect(results).toHaveLength(200);
    for (const [index, { siteId, error }] of results.slice(180).entries()) {
      expect(error).toEqual({ code: 'CALL_LIMIT_EXCEEDED', path: ['input', 'siteIds', String(180 + index)] });
      expect(sandbox.state.sites.get(siteId)?.trashedDate).toBeUndefined();
    }
    expect(results.slice(0, 180).map(({ error }) => error?.code)).not.toContain('CALL_LIMIT_EXCEEDED');
  });
});
