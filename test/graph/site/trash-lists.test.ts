import { getNamedType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graph/schema.ts';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';
import { agencySites, siteNow } from '../../support/sites.ts';

type Side = 'live' | 'trash' | 'both';

/** A list of sites: the way to its field, and the arguments for each side of the trash that it can show. */
interface SiteList {
  readonly field: string;
  readonly path: (graph: TestGraph) => Promise<readonly string[]>;
  readonly sides: Readonly<Partial<Record<Side, string>>>;
}

const byFilter = { live: '', trash: 'filter: { isTrashed: true }', both: 'filter: { includeTrashed: true }' };

const isTrashed = (site: SandboxSite | undefined) => site?.trashedDate !== undefined;

const isListed = ({ namespace }: SandboxSite) => ['WIX', 'HEADLESS'].includes(namespace);

function moveToTrash({ sandbox }: TestGraph, id: string): void {
  const site = siteNow(sandbox, id);
  sandbox.state.sites.set(id, { ...site, trashedDate: site.updatedDate });
}

/** A folder with a site in the trash and others. */
async function folderWithTrash(graph: TestGraph): Promise<readonly string[]> {
  const [first, ...others] = agencySites(graph.sandbox, (site) => isListed(site) && site.folderId !== undefined);
  expect(others.some(({ folderId }) => folderId === first.folderId)).toBe(true);
  moveToTrash(graph, first.id);
  return [`folder(id: "${first.folderId}")`];
}

/** A member with sites, one of them in the trash. */
async function memberWithTrash(graph: TestGraph, isAccountWide: boolean): Promise<readonly string[]> {
  const { data } = await graph.ask(`{ account { teamMembers(first: 100) { nodes {
    userId assignments { scope { __typename } } sites(first: 2) { nodes { id } }
  } } } }`);
  const members: {
    userId: string;
    assignments: { scope: { __typename: string } | null }[];
    sites: { nodes: { id: string }[] };
  }[] = data.account.teamMembers.nodes;
  const member = members.find(
    ({ assignments, sites }) =>
      sites.nodes.length === 2 &&
      assignments.some(({ scope }) => scope?.__typename === 'AccountScope') === isAccountWide,
  );
  if (member === undefined) throw new Error('The sandbox has no such member');
  moveToTrash(graph, member.sites.nodes[0]?.id ?? '');
  return [`teamMember(userId: "${member.userId}")`];
}

const memberSides = { live: '', both: 'includeTrashed: true' };

const lists: readonly SiteList[] = [
  { field: 'Account.sites', path: async () => [], sides: byFilter },
  { field: 'Folder.sites', path: folderWithTrash, sides: byFilter },
  { field: 'TeamMember.sites', path: (graph) => memberWithTrash(graph, true), sides: memberSides },
  { field: 'TeamMember.sites', path: (graph) => memberWithTrash(graph, false), sides: memberSides },
];

interface Walked {
  readonly ids: readonly string[];
  readonly totalCount: number;
  readonly pages: readonly number[];
}

async function walk(graph: TestGraph, path: readonly string[], args: string, first: number): Promise<Walked> {
  const [open, close] = [path.map((field) => `${field} {`).join(' '), '}'.repeat(path.length)];
  const document = `query ($first: Int!, $after: String, $isFirst: Boolean!) {
    account { ${open} sites(first: $first, after: $after, ${args}) {
      totalCount @include(if: $isFirst) nodes { id trashedAt } pageInfo { hasNextPage endCursor }
    } ${close} }
  }`;
  const walked = { ids: [] as string[], totalCount: Number.NaN, pages: [] as number[] };
  for (let after: string | null = null; ; ) {
    const { data, errors } = await graph.ask(document, { first, after, isFirst: after === null });
    expect(errors).toBeUndefined();
    const list = Object.values(path).reduce((value) => Object.values(value)[0] as never, data.account) as typeof data;
    const { totalCount, nodes, pageInfo } = list.sites;
    for (const { id, trashedAt } of nodes) {
      expect(trashedAt !== null).toBe(isTrashed(graph.sandbox.state.sites.get(id)));
      walked.ids.push(id);
    }
    walked.totalCount = totalCount ?? walked.totalCount;
    walked.pages.push(nodes.length);
    if (!pageInfo.hasNextPage) return walked;
    after = pageInfo.endCursor;
  }
}

it('every list of sites in the SDL is among those tested', () => {
  const fields = Object.values(buildSchema().getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => getNamedType(field.type).name === 'SiteConnection');
  expect(new Set(lists.map(({ field }) => field))).toEqual(
    new Set(fields.map(({ type, field }) => `${type.name}.${field.name}`)),
  );
});

describe.each([
  ['demo', {}],
  ['large', {}],
  ['large', { missingTrashedDate: 'latest' }],
  ['large', { trashedSites: 'hidden' }],
] as const)('in a %s sandbox with %o', (size, quirks) => {
  const graph = useGraph({ size, quirks });
  const isHidden = 'trashedSites' in quirks;

  it.each(lists.filter((_list, index) => !isHidden || index < 1))(
    '$field shows live sites unless it is asked for the trash, and counts what it shows',
    async ({ path, sides }) => {
      const at = await path(graph);
      const shown = new Map<Side, Walked>();
      for (const [side, args] of Object.entries(sides) as [Side, string][]) {
        for (const first of [100, 33]) {
          const walked = await walk(graph, at, args, first);
          expect(new Set(walked.ids).size).toBe(walked.ids.length);
          expect(walked.totalCount).toBe(walked.ids.length);
          // Pages are full, except for the last one.
          expect(walked.pages.slice(0, -1).filter((length) => length !== first)).toEqual([]);
          shown.set(side, walked);
        }
      }
      const idsOf = (side: Side) => shown.get(side)?.ids ?? [];
      const all = idsOf('both').map((id) => [id, isTrashed(graph.sandbox.state.sites.get(id))] as const);
      expect(idsOf('live')).toEqual(all.flatMap(([id, inTrash]) => (inTrash ? [] : [id])));
      if ('trash' in sides) expect(idsOf('trash')).toEqual(all.flatMap(([id, inTrash]) => (inTrash ? [id] : [])));
      expect(all.some(([, inTrash]) => inTrash)).toBe(!isHidden);
      expect(idsOf('live').length).toBeGreaterThan(0);
    },
    60_000,
  );
});

describe('the REST calls of a list of sites', () => {
  const graph = useGraph({ size: 'large' });
  const callsOf = async (field: string) => {
    const { errors, calls } = await graph.ask(`{ account { ${field} } }`);
    expect(errors).toBeUndefined();
    return calls;
  };

  it.each([
    ['a page of live sites', 'sites(first: 20) { nodes { id } }', { 'Query Sites': 1 }],
    [
      'a page with the trash',
      'sites(first: 100, filter: { includeTrashed: true }) { nodes { id } }',
      { 'Query Sites': 1 },
    ],
    [
      'a page that Wix has no larger one for, with some trash in it',
      'sites(first: 100) { nodes { id } }',
      { 'Query Sites': 2 },
    ],
    [
      'a page behind forty sites in the trash',
      'sites(first: 20, orderBy: { field: TRASHED_AT }) { nodes { id } }',
      { 'Query Sites': 2 },
    ],
    ['the number of live sites', 'sites { totalCount }', { 'Query Sites': 1, 'Count Sites': 1 }],
    ['the number of all sites', 'sites(filter: { includeTrashed: true }) { totalCount }', { 'Count Sites': 1 }],
    ['the number of sites in the trash', 'sites(filter: { isTrashed: true }) { totalCount }', { 'Query Sites': 1 }],
  ])('is the fewest for %s', async (_name, field, calls) => {
    expect(await callsOf(field)).toEqual(calls);
  });

  it('is one for the number of up to a hundred sites', async () => {
    const [{ folderId }] = agencySites(graph.sandbox, (site) => isListed(site) && site.folderId !== undefined);
    expect(await callsOf(`sites(filter: { folderId: "${folderId}" }) { totalCount }`)).toEqual({ 'Query Sites': 1 });
  });

  it('is one more for the number of live sites where the trash is empty', async () => {
    const trashed = agencySites(graph.sandbox, isTrashed);
    for (const { trashedDate: _, ...site } of trashed) graph.sandbox.state.sites.set(site.id, site);
    expect(await callsOf('sites { totalCount }')).toEqual({ 'Query Sites': 2, 'Count Sites': 1 });
    for (const site of trashed) graph.sandbox.state.sites.set(site.id, site);
  });
});

describe('sites in the trash', () => {
  const graph = useGraph();
  const [trashed] = agencySites(graph.sandbox, isTrashed);

  it('are found by their ids, as entities too', async () => {
    const { data, errors } = await graph.ask(
      `query ($id: ID!, $representations: [_Any!]!) {
        site(id: $id) { trashedAt } sites(ids: [$id]) { trashedAt } account { site(id: $id) { trashedAt } }
        _entities(representations: $representations) { ... on Site { trashedAt } }
      }`,
      { id: trashed.id, representations: [{ __typename: 'Site', id: trashed.id }] },
    );
    const found = { trashedAt: trashed.trashedDate };
    expect(errors).toBeUndefined();
    expect(data).toEqual({ site: found, sites: [found], account: { site: found }, _entities: [found] });
  });

  it.each(['isTrashed: true', 'isTrashed: false'])('cannot be asked for in two ways: %s', async (filter) => {
    const { errors, calls } = await graph.ask(
      `{ account { sites(filter: { ${filter}, includeTrashed: true }) { nodes { id } } } }`,
    );
    expect(errors?.map(({ extensions }) => [extensions.code, extensions['field']])).toEqual([
      ['BAD_USER_INPUT', 'filter.includeTrashed'],
    ]);
    expect(calls).toEqual({});
  });

  it('are an error where Wix does not order them, not a wrong number', async () => {
    const shuffled = (body: unknown) => {
      const { sites, ...more } = body as { sites: { trashedDate?: string }[] };
      const inTrash = sites.filter(({ trashedDate }) => trashedDate !== undefined);
      const live = sites.filter(({ trashedDate }) => trashedDate === undefined);
      const [last, ...others] = inTrash;
      return { ...more, sites: [...others, ...live, last] };
    };
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'patch', patch: shuffled });
    const { errors, data } = await graph.ask('{ account { sites { totalCount } } }');
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_INVALID_RESPONSE']);
    expect(data.account.sites).toEqual({ totalCount: null });
  });
});
