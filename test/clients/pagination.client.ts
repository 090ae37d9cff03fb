import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isInterfaceType } from 'graphql';
import { createElement, Suspense } from 'react';
import { RelayEnvironmentProvider, useLazyLoadQuery, usePaginationFragment } from 'react-relay';
import { create } from 'react-test-renderer';
import type { GraphQLTaggedNode, OperationType } from 'relay-runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildSchema as buildGraph, defaultSchemaOptions } from '../../src/graph/schema.ts';
import { useGraph } from '../support/graph.ts';
import { ofDirectory } from '../support/selections.ts';
import { createRelayEnvironment } from './examples/relay.ts';
import { compileForRelay } from './relay-project.ts';

const schema = buildSchema(readFileSync(new URL('../../schema/relay.graphql', import.meta.url), 'utf8'));
const node = schema.getType('Node');

/** The selections that lead to objects of a type. */
const ways: Readonly<Record<string, (selection: string) => string>> = {
  Account: (selection) => `account { ${selection} }`,
  Domain: (selection) => `account { domains(first: 1) { nodes { ${selection} } } }`,
  Folder: (selection) => `account { folders { ${selection} } }`,
  Site: (selection) => `account { sites(first: 1) { nodes { ${selection} } } }`,
  TeamMember: (selection) => `account { teamMembers(first: 1) { nodes { ${selection} } } }`,
};

/** A list of pages, and the object whose fragment has it. */
interface List {
  readonly name: string;
  readonly type: string;
  /** The names of the fields that lead from the object to the list. */
  readonly path: readonly string[];
  /** @default the one of {@link ways} */
  readonly way?: (selection: string) => string;
}

/** Has a single item in the sandbox. */
const short = 'registeredDomains';

/** Every list of pages on a type that implements `Node`, and for types without one a list further away. */
const lists: readonly List[] = [
  ...(isInterfaceType(node) ? schema.getPossibleTypes(node) : []).flatMap((type) =>
    Object.values(type.getFields())
      .filter(
        ({ name, type: of }) =>
          getNamedType(of).name.endsWith('Connection') && !ofDirectory.test(name) && name !== short,
      )
      .map(({ name }) => ({ name: `${type.name}${name}`, type: type.name, path: [name] })),
  ),
  { name: 'SiteNeighbours', type: 'Site', path: ['account', 'sites'] },
  { name: 'DomainNeighbours', type: 'Domain', path: ['account', 'domains'] },
  {
    name: 'ChildSiteNeighbours',
    type: 'Site',
    path: ['account', 'sites'],
    way: (selection) => `account { children(first: 1) { nodes { sites(first: 1) { nodes { ${selection} } } } } }`,
  },
];

/** The REST calls of a further page. An account takes none to be found by its id. */
const callsPerPage: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Accountchildren: { 'List Child Accounts': 1 },
  Accountdomains: { 'List Connected Domains': 1 },
  Accountinvites: { 'Search Team': 1 },
  Accountpackages: { 'Query Packages': 1 },
  Accountsites: { 'Query Sites': 1 },
  AccountteamMembers: { 'Search Team': 1 },
  Foldersites: { 'Query Folders': 1, 'Query Sites': 1 },
  TeamMembersites: { 'Search Team': 1, 'Query Sites': 1 },
  SiteNeighbours: { 'Query Sites': 2 },
  DomainNeighbours: { 'Get Connected Domain': 1, 'List Connected Domains': 1 },
  // The id doesn't name the account: after the request's account, all children are searched.
  ChildSiteNeighbours: { 'List Child Accounts': 1, 'Query Sites': 1 + 4 + 1 },
};

const firstSize = 2;
const pageSize = 10;

function wayTo({ type, way = ways[type] }: List, selection: string): string {
  if (way === undefined) throw new Error(`No way leads to ${type}.`);
  return way(selection);
}

function documentOf(of: List): string {
  const { name, type, path } = of;
  const [list = '', ...around] = [...path].reverse();
  const connection = `${list}(first: $count, after: $cursor) @connection(key: "${name}_${list}") { edges { node { id } } }`;
  const inner = around.reduce((selection, field) => `${field} { ${selection} }`, connection);
  return `query ${name} { ${wayTo(of, `...${name}_object`)} }
    fragment ${name}_object on ${type} @refetchable(queryName: "${name}PaginationQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: ${firstSize} }, cursor: { type: "String" }) { ${inner} }`;
}

type Value = Readonly<Record<string, unknown>>;

/** The objects at the ends of a response, by the names that lead there. */
function endsOf(value: unknown, isEnd: (object: Value) => boolean): Value[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && isEnd(value as Value)) return [value as Value];
  return Object.values(value).flatMap((inner) => endsOf(inner, isEnd));
}

type Pages = ReturnType<typeof usePaginationFragment<OperationType, never>>;

interface Shown {
  readonly fragment: GraphQLTaggedNode;
  readonly show: (pages: Pages) => void;
}

/** Queries all objects and shows the list of the one at `place`. */
function Page({ query, place, ...shown }: Shown & { readonly query: GraphQLTaggedNode; readonly place: number }) {
  const objects = endsOf(useLazyLoadQuery(query, {}), (object) => '__fragments' in object);
  return createElement(PagesOf, { ...shown, object: objects[place] as never });
}

function PagesOf({ fragment, object, show }: Shown & { readonly object: never }) {
  show(usePaginationFragment<OperationType, never>(fragment, object));
  return null;
}

const served = buildGraph({ ...defaultSchemaOptions, relayNode: true });

describe.each(lists)('usePaginationFragment on $type over $path', (list) => {
  const graph = useGraph({ server: { schema: served } });
  const post: typeof fetch = (input, init) => graph.fetch(new Request(input, init));
  let artifacts: ReadonlyMap<string, unknown>;

  beforeAll(async () => {
    artifacts = await compiled;
  });

  /** The ids of the whole list of each object that the query leads to. */
  async function truth(): Promise<string[][]> {
    const [field = '', ...around] = [...list.path].reverse();
    const whole = around.reduce((inner, name) => `${name} { ${inner} }`, `list: ${field}(first: 100) { nodes { id } }`);
    const { data, errors } = await graph.ask(`{ ${wayTo(list, whole)} }`);
    expect(errors).toBeUndefined();
    const found = endsOf(data, (object) => 'list' in object) as unknown as { list: { nodes: { id: string }[] } }[];
    return found.map(({ list: { nodes } }) => nodes.map(({ id }) => id));
  }

  it('loads every page and starts over, as the list is', async () => {
    const wholes = await truth();
    const longest = wholes.findIndex(({ length }) => length === Math.max(...wholes.map((ids) => ids.length)));
    const ids = wholes[longest] ?? [];
    expect(ids.length).toBeGreaterThan(firstSize);

    let shown: Pages | undefined;
    const show = (pages: Pages) => {
      shown = pages;
    };
    const query = artifacts.get(list.name) as GraphQLTaggedNode;
    const fragment = artifacts.get(`${list.name}_object`) as GraphQLTaggedNode;
    const environment = createRelayEnvironment('http://graph/graphql', post);
    const page = createElement(Page, { query, fragment, place: longest, show });
    const children = createElement(Suspense, null, page);
    const root = create(createElement(RelayEnvironmentProvider, { environment, children }));
    await expect.poll(() => shown).toBeDefined();
    const shownIds = () =>
      endsOf(shown?.data, (object) => 'node' in object).map(({ node: item }) => (item as { id: string }).id);

    expect(shownIds()).toEqual(ids.slice(0, firstSize));
    while (shown?.hasNext === true) {
      graph.sandbox.calls.clear();
      const before = shownIds().length;
      shown.loadNext(pageSize, { onComplete: (error) => expect(error).toBeNull() });
      await expect.poll(shownIds).toEqual(ids.slice(0, before + pageSize));
      expect([list.name, graph.sandbox.calls.counts()]).toEqual([list.name, callsPerPage[list.name]]);
    }
    expect(shownIds()).toEqual(ids);

    shown?.refetch({ count: 1 }, { fetchPolicy: 'network-only', onComplete: (error) => expect(error).toBeNull() });
    await expect.poll(shownIds).toEqual(ids.slice(0, 1));
    root.unmount();
  });
});

const compiled = compileForRelay(Object.fromEntries(lists.map((list) => [list.name, documentOf(list)])), {
  schema: 'relay',
});
