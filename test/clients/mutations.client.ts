import { type GraphQLObjectType, getNamedType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { noFeatures } from '../../src/graph/context.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { useGraph } from '../support/graph.ts';
import { identities } from '../support/identities.ts';
import { mutationCases } from '../support/mutation-cases.ts';
import { soon } from '../support/sites.ts';
import { staleFields } from '../support/stale-fields.ts';
import { cachedClients, type Operation } from './cached-clients.ts';
import { compileForRelay } from './relay-project.ts';
import { Views } from './views.ts';

const schema = buildSchema();
const views = new Views(schema);
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const cases = mutationCases(mutations.map(({ name }) => name).sort());

const capital = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)}`;

/** The queries that pages of an account make. */
const queries = {
  Lists: `query Lists($id: ID!) { account(id: $id) ${views.listsOfAccount()} }`,
  AccountPage: `query AccountPage($id: ID!) { account(id: $id) ${views.of('Account')} }`,
  DomainPage: `query DomainPage($name: DomainName!) { domain(name: $name) ${views.of('Domain')} }`,
  FolderPage: `query FolderPage($id: ID!) { account { __typename id folder(id: $id) ${views.of('Folder')} } }`,
  MemberPage: `query MemberPage($id: ID!) { account { __typename id teamMember(userId: $id) ${views.of('TeamMember')} } }`,
  PackagePage: `query PackagePage($id: ID!) { package(id: $id) ${views.of('Package')} }`,
  SitePages: `query SitePages($ids: [ID!]!) { sites(ids: $ids) ${views.of('Site')} }`,
};

const documents: Readonly<Record<string, string>> = {
  ...queries,
  ...Object.fromEntries(
    mutations.map(({ name, args, type }) => [
      capital(name),
      `mutation ${capital(name)}($input: ${args[0]?.type}) { ${name}(input: $input) ${views.payload(getNamedType(type) as GraphQLObjectType)} }`,
    ]),
  ),
};
const compiled = compileForRelay(documents);

type Value = Readonly<Record<string, unknown>>;
type Response = Awaited<ReturnType<ReturnType<typeof useGraph>['ask']>>;

/** The queries of pages that show something which the write changes. */
function watched({ state, accountId }: Sandbox, changed: readonly string[]): Operation[] {
  const texts = new Set(changed.flatMap((value) => value.match(/[\w.-]+/g) ?? []));
  const among = (ids: Iterable<string>) => [...ids].filter((id) => texts.has(id));
  const query = (name: keyof typeof queries, variables: Operation['variables']) => ({
    name,
    text: queries[name],
    variables,
  });
  const accounts = [...new Set([accountId, ...among(state.accounts.keys())])];
  const members = [...state.teamMembers.values()].filter((one) => one.accountId === accountId);
  const sites = among(state.sites.keys());
  return [
    ...accounts.flatMap((id) => [query('Lists', { id }), query('AccountPage', { id })]),
    ...among(state.domains.keys()).map((name) => query('DomainPage', { name })),
    ...among(state.folders.keys()).map((id) => query('FolderPage', { id })),
    ...among(members.map(({ userId }) => userId)).map((id) => query('MemberPage', { id })),
    ...among(state.packages.keys()).map((id) => query('PackagePage', { id })),
    ...(sites.length === 0 ? [] : [query('SitePages', { ids: sites })]),
  ];
}

/** The fields, as `Type.field`, in which a response differs from the truth. */
function differences(shown: unknown, truth: unknown, field: string): Set<string> {
  if (JSON.stringify(plain(shown)) === JSON.stringify(plain(truth))) return new Set();
  if (Array.isArray(shown) && Array.isArray(truth)) {
    const ids = (list: readonly unknown[]) => JSON.stringify(list.map((item) => (item as { id?: string } | null)?.id));
    if (shown.length !== truth.length || ids(shown) !== ids(truth)) return new Set([field]);
    return new Set(shown.flatMap((item, index) => [...differences(item, truth[index], field)]));
  }
  if (
    !isObject(shown) ||
    !isObject(truth) ||
    shown['id'] !== truth['id'] ||
    (truth['__typename'] !== undefined && shown['__typename'] !== truth['__typename'])
  )
    return new Set([field]);
  const type = field === 'Query' ? field : String(truth['__typename']);
  // Values belong to the field that holds them.
  const isHolder = field === 'Query' || (truth['id'] !== undefined && !type.endsWith('Connection'));
  return new Set(
    Object.keys(truth).flatMap((name) => [
      ...differences(shown[name], truth[name], isHolder ? `${type}.${name}` : field),
    ]),
  );
}

function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value with the fields of each object in one order, and without what clients add. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '__typename')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, plain(inner)]),
  );
}

/** The fields that some case of each mutation left stale. */
const found = new Map<string, Set<string>>();

describe.each(cases)('$title', ({ mutation, input: inputOf }) => {
  const features = { ...noFeatures, registeredDomains: true };
  const options = { now: new Date(), server: { ...soon, schema }, features };
  const rehearsal = useGraph(options);
  const graph = useGraph(options);
  let artifacts: ReadonlyMap<string, unknown>;

  beforeAll(async () => {
    artifacts = await compiled;
  });

  /** Runs the write on another sandbox with the same data. Returns everything that it changes, before and after. */
  async function changedBy({ text }: Operation): Promise<string[]> {
    const before = identities(rehearsal.sandbox);
    await rehearsal.ask(text, { input: inputOf(rehearsal.sandbox) });
    const after = identities(rehearsal.sandbox);
    const keys = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
    return keys.flatMap((key) => [key, JSON.stringify([before.get(key), after.get(key)])]);
  }

  it('leaves every cache true, but for the fields that the table names', async () => {
    const name = capital(mutation);
    const write = { name, text: documents[name] ?? '', variables: { input: inputOf(graph.sandbox) } };
    const pages = watched(graph.sandbox, await changedBy(write));
    // The clients share each response, so that the graph runs every operation once.
    const responses = new Map<string, Promise<Response>>();
    const answer = (operation: string, variables: unknown) => {
      const key = JSON.stringify([operation, plain(variables)]);
      const response = responses.get(key) ?? graph.ask(documents[operation] ?? '', variables as Value);
      responses.set(key, response);
      return response;
    };
    const clients = Object.values(cachedClients).map((create) => create(answer, artifacts));
    for (const client of clients) for (const page of pages) await client.read(page);
    responses.clear();
    for (const client of clients) await client.write(write);
    const written = await answer(name, write.variables);
    expect([written.errors, written.data[mutation].userErrors]).toEqual([undefined, []]);

    const stale = clients.map(() => new Set<string>());
    for (const page of pages) {
      const { data } = await answer(page.name, page.variables);
      for (const [index, client] of clients.entries()) {
        for (const field of differences(await client.read(page), data, 'Query')) stale[index]?.add(field);
      }
    }
    const known = new Set(staleFields[mutation]);
    const titles = Object.keys(cachedClients);
    const unknown = stale.map((fields, index) => [titles[index], [...fields].filter((field) => !known.has(field))]);
    expect(unknown).toEqual(titles.map((title) => [title, []]));
    found.set(mutation, new Set([...(found.get(mutation) ?? []), ...stale.flatMap((fields) => [...fields])]));
  });
});

it('leaves every field of the table stale, so that the table names no other', () => {
  const entries = [...found].map(([mutation, fields]) => [mutation, [...fields].sort()] as const);
  expect(Object.fromEntries(entries.filter(([, fields]) => fields.length > 0))).toEqual(staleFields);
});
