import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { type TestGraph, useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';

/** A list of the account, and where the sandbox keeps its items. */
interface MovingList {
  readonly field: string;
  readonly id: string;
  readonly args?: string;
  /** The items in the sandbox: each map is keyed by what `changes` uses. */
  readonly shelf: 'sites' | 'domains' | 'packages' | 'accounts' | 'teamMembers' | 'accountInvites';
  readonly idOf: string;
  /** Changes what the list is ordered by. */
  readonly move: (item: never, number: number, moment: string) => object;
}

const renameSite = (_site: never, number: number, updatedDate: string) => ({
  displayName: `${'mzab'[number % 4]}${number}`,
  updatedDate,
});
const touch = (_item: never, _number: number, updatedDate: string) => ({ updatedDate });
const renamePerson = (_member: never, number: number) => ({ firstName: `${'MZAB'[number % 4]}${number}` });
const rename = (_account: never, number: number) => ({ name: `n${number}` });
const resend = (_invite: never, number: number) => ({ email: `${'mzab'[number % 4]}${number}@example.com` });

const sites = { field: 'sites', id: 'id', shelf: 'sites', idOf: 'id', move: renameSite } as const;
const team = { field: 'teamMembers', id: 'userId', shelf: 'teamMembers', idOf: 'userId', move: renamePerson } as const;
const packages = { field: 'packages', id: 'id', shelf: 'packages', idOf: 'id', move: touch } as const;

const lists: readonly MovingList[] = [
  sites,
  { ...sites, args: 'orderBy: { field: DISPLAY_NAME, direction: ASC }' },
  { ...sites, args: 'orderBy: { field: UPDATED_AT, direction: DESC }' },
  { ...sites, args: 'filter: { includeTrashed: true }' },
  { ...sites, args: 'orderBy: { field: UPDATED_AT, direction: ASC }' },
  { field: 'domains', id: 'name', shelf: 'domains', idOf: 'domain', move: touch },
  packages,
  { ...packages, args: 'filter: { statuses: [ENABLED] }, orderBy: { field: UPDATED_AT, direction: DESC }' },
  { field: 'children', id: 'id', shelf: 'accounts', idOf: 'id', move: rename },
  team,
  { ...team, args: 'orderBy: { field: NAME, direction: ASC }' },
  { ...team, args: 'orderBy: { field: JOINED_AT, direction: DESC }' },
  { field: 'invites', id: 'id', shelf: 'accountInvites', idOf: 'id', move: resend },
];

type Item = Readonly<Record<string, unknown>>;
type Change = { readonly kind: 'remove' | 'add' | 'move'; readonly at: number };

const changes = fc.array(
  fc.record({ kind: fc.constantFrom<Change['kind']>('remove', 'remove', 'add', 'move'), at: fc.nat() }),
  { maxLength: 4 },
);
const plan = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
  between: fc.array(changes, { minLength: 1, maxLength: 10 }),
});

/** Applies changes of others to the items that the list had at its start, and notes which ones were touched. */
function applyChanges(sandbox: Sandbox, list: MovingList, todo: readonly Change[], run: Run): void {
  const shelf = sandbox.state[list.shelf] as unknown as Map<string, Item>;
  const listed = [...shelf].filter(([, item]) => run.listed.has(item[list.idOf] as string));
  for (const { kind, at } of todo) {
    run.count += 1;
    const [key, item] = listed[at % listed.length] ?? [];
    if (key === undefined || item === undefined) return;
    const moment = sandbox.clock.now().toISOString();
    if (kind === 'add') {
      const id = `00000000-0000-4000-8000-${String(run.count).padStart(12, '0')}`;
      const added = list.idOf === 'domain' ? `added-${run.count}.com` : id;
      const dates = { createdDate: moment, updatedDate: moment, joinedTeamAt: moment, dateCreated: moment };
      shelf.set(`${key}-${run.count}`, {
        ...item,
        ...dates,
        [list.idOf]: added,
        ...list.move(item as never, run.count, moment),
      });
      continue;
    }
    run.touched.add(item[list.idOf] as string);
    if (kind === 'remove') shelf.delete(key);
    else if (shelf.has(key)) shelf.set(key, { ...item, ...list.move(item as never, run.count, moment) });
  }
}

interface Run {
  readonly listed: ReadonlySet<string>;
  readonly touched: Set<string>;
  count: number;
}

/** Reads the list page by page, with something happening between pages, until it ends or fails. */
async function walk(graph: TestGraph, list: MovingList, sizes: readonly number[], between: (page: number) => unknown) {
  const args = list.args === undefined ? '' : `, ${list.args}`;
  const document = `query ($first: Int!, $after: String) {
    account { ${list.field}(first: $first, after: $after${args}) { nodes { id: ${list.id} } pageInfo { hasNextPage endCursor } } }
  }`;
  const ids: string[] = [];
  for (let after: string | null = null, page = 0; ; page += 1) {
    const { data, errors } = await graph.ask(document, { first: sizes[page % sizes.length], after });
    if (errors !== undefined) return { ids, code: errors[0]?.extensions.code ?? null };
    const { nodes, pageInfo } = data.account[list.field];
    ids.push(...nodes.map(({ id }: { id: string }) => id));
    if (!pageInfo.hasNextPage) return { ids, code: null };
    after = pageInfo.endCursor;
    await between(page);
  }
}

/** The number of times that each id which nobody touched came, where that is not once. */
function wronged(ids: readonly string[], { listed, touched }: Run): Record<string, number> {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  const unchanged = [...listed].filter((id) => !touched.has(id));
  return Object.fromEntries(unchanged.flatMap((id) => (times.get(id) === 1 ? [] : [[id, times.get(id) ?? 0]])));
}

describe('a list that others change between its pages', () => {
  const graph = useGraph({ size: 'demo', quirks: { searchTeamMaxLimit: 6 } });

  it.each(lists.map((list) => [`${list.field} ${list.args ?? ''}`, list] as const))(
    'skips and repeats nothing that did not change: %s',
    async (_name, list) => {
      const { sandbox } = graph;
      const shelf = sandbox.state[list.shelf] as unknown as Map<string, Item>;
      const before = [...shelf];
      // The demo has too few child accounts to be read in pages.
      if (list.shelf === 'accounts') {
        const [, child] = before.find(([, { parentAccountId }]) => parentAccountId === sandbox.accountId) ?? [];
        for (let at = 0; at < 60; at += 1) {
          const id = `11111111-0000-4000-8000-${String(at).padStart(12, '0')}`;
          before.push([id, { ...child, id }]);
        }
      }
      const restore = () => {
        shelf.clear();
        for (const [key, item] of before) shelf.set(key, item);
      };
      restore();
      const listed = new Set((await walk(graph, list, [100], () => {})).ids);
      expect(listed.size).toBeGreaterThan(5);
      let endings = 0;
      await fc.assert(
        fc.asyncProperty(plan, async ({ sizes, between }) => {
          restore();
          const run: Run = { listed, touched: new Set(), count: 0 };
          const { ids, code } = await walk(graph, list, sizes, (page) =>
            applyChanges(sandbox, list, between[page] ?? [], run),
          );
          if (code === null) {
            endings += 1;
            expect(wronged(ids, run)).toEqual({});
          } else {
            expect(code).toBe('LIST_CHANGED');
          }
        }),
        { numRuns: 20 },
      );
      // Giving up is the exception: nearly every walk must reach the end of its list.
      expect(endings).toBeGreaterThan(15);
      restore();
    },
  );
});

describe('a list that the caller changes between its pages', () => {
  const graph = useGraph({ size: 'demo', quirks: { indexLagMs: 60_000, domainsLagMs: 60_000, teamLagMs: 60_000 } });
  const own: readonly (readonly [string, MovingList, string, (input: Item) => string])[] = [
    ['transferSite', sites, 'userErrors { code }', ({ siteId }) => siteId as string],
    [
      'disconnectDomain',
      lists.find(({ field }) => field === 'domains') as MovingList,
      'userErrors { code }',
      ({ name }) => name as string,
    ],
    ['removeTeamMember', team, 'userErrors { code }', ({ userId }) => userId as string],
  ];

  it.each(own)(
    'skips and repeats nothing that did not change, though Wix lists lag: %s',
    async (mutation, list, fields, idOf) => {
      const input = mutationExamples(graph.sandbox)[mutation] as Item;
      const listed = new Set((await walk(graph, list, [100], () => {})).ids);
      const touched = new Set([idOf(input)]);
      expect(listed).toContain(idOf(input));
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
      const { ids, code } = await walk(graph, list, [3], async (page) => {
        if (page !== 0) return;
        const { data, errors } = await graph.ask(
          `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} } }`,
          { input },
        );
        expect([errors, data[mutation].userErrors]).toEqual([undefined, []]);
      });
      expect(code).toBeNull();
      expect(wronged(ids, { listed, touched, count: 0 })).toEqual({});
    },
  );
});

describe('a cursor that Wix no longer accepts', () => {
  const graph = useGraph({ size: 'demo' });

  it.each([400, 428] as const)('has expired: status %d', async (status) => {
    const page = (after: string | null) =>
      graph.ask(
        'query ($after: String) { account { sites(first: 5, after: $after, filter: { includeTrashed: true }) { pageInfo { endCursor } } } }',
        { after },
      );
    const { data } = await page(null);
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'status', status });
    const { errors } = await page(data.account.sites.pageInfo.endCursor);
    expect(errors?.map(({ extensions }) => [extensions.code, extensions['field']])).toEqual([
      ['CURSOR_EXPIRED', 'after'],
    ]);
    expect(errors?.[0]?.message).toContain('Read the list again from its start');
  });
});
