import { describe, expect, it } from 'vitest';
import { createAuditLog } from '../../../src/observe/audit.ts';
import { bulkInput } from '../../support/bulk-inputs.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';
import { noId } from '../../support/sites.ts';

const item = 'index status userErrors { code path } verify';

interface Batch {
  readonly name: string;
  readonly type: string;
  readonly list: string;
  /** The endpoint that each item is sent to. */
  readonly sends: string;
  /** The calls of four items, and of a dry run. */
  readonly calls: (graph: TestGraph) => Record<string, number>;
  readonly dryCalls: (graph: TestGraph) => Record<string, number>;
  /** Makes the third item one that the plan refuses, with the code and the path of the problem. */
  readonly wrong: (one: never) => unknown;
  readonly problem: { readonly code: string; readonly path: readonly string[] };
}

const sitesOf = ({ sandbox }: TestGraph) =>
  new Set(
    (bulkInput(sandbox, 'removeContributors')['contributors'] as { siteId: string }[]).map(({ siteId }) => siteId),
  ).size;

const batches: readonly Batch[] = [
  {
    name: 'removeTeamMembers',
    type: 'RemoveTeamMembersInput',
    list: 'userIds',
    sends: 'Remove Member',
    calls: () => ({ 'Get Account': 1, 'Search Team': 1, 'Remove Member': 4 }),
    dryCalls: () => ({ 'Get Account': 1, 'Search Team': 1, 'Get Roles Info': 1 }),
    wrong: () => noId,
    problem: { code: 'NOT_FOUND', path: ['input', 'userIds', '2'] },
  },
  {
    name: 'removeContributors',
    type: 'RemoveContributorsInput',
    list: 'contributors',
    sends: 'Remove Contributor',
    calls: (graph) => ({ 'Query Sites': 1, 'Query Site Contributors': sitesOf(graph), 'Remove Contributor': 4 }),
    dryCalls: (graph) => ({ 'Query Sites': 1, 'Query Site Contributors': sitesOf(graph) }),
    wrong: (one: object) => ({ ...one, contributorAccountId: noId }),
    problem: { code: 'NOT_FOUND', path: ['input', 'contributors', '2', 'contributorAccountId'] },
  },
  {
    name: 'applyDnsRecordsToDomains',
    type: 'ApplyDnsRecordsToDomainsInput',
    list: 'domains',
    sends: 'Update DNS Zone',
    calls: () => ({ 'Get DNS Zone': 4, 'Update DNS Zone': 4 }),
    dryCalls: () => ({ 'Get DNS Zone': 4 }),
    wrong: (one: object) => ({
      ...one,
      records: [{ type: 'A', hostName: 'elsewhere.example', values: ['203.0.113.7'] }],
    }),
    problem: { code: 'BAD_USER_INPUT', path: ['input', 'domains', '2', 'records', '0', 'hostName'] },
  },
];

describe.each(batches)('$name', ({ name, type, list, sends, calls, dryCalls, wrong, problem }) => {
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { results { ${item} } dryRun { isPossible changes { objectId } problems { code path } calls { operation count } } userErrors { code path } } }`;
  const inputOf = ({ sandbox }: TestGraph) => bulkInput(sandbox, name);
  const itemsIn = (graph: TestGraph) => inputOf(graph)[list] as readonly never[];
  const withItems = (graph: TestGraph, items: readonly unknown[]) => ({ ...inputOf(graph), [list]: items });
  const sent = ({ sandbox }: TestGraph) => sandbox.calls.counts()[sends] ?? 0;

  describe('as a dry run and as a write', () => {
    const lines: string[] = [];
    const audit = createAuditLog({ write: (line) => lines.push(line) });
    const graph = useGraph({ server: { audit } });

    it('shows what would change, and sends nothing', async () => {
      const { data, errors, calls: made } = await graph.ask(document, { input: { ...inputOf(graph), dryRun: true } });
      expect(errors).toBeUndefined();
      expect(data[name]).toMatchObject({
        results: null,
        userErrors: [],
        dryRun: { isPossible: true, problems: [], calls: [{ operation: sends, count: 4 }] },
      });
      expect(data[name].dryRun.changes.length).toBeGreaterThanOrEqual(4);
      expect(made).toEqual(dryCalls(graph));
    });

    it('refuses all for one item, at its place, and sends nothing', async () => {
      const items = itemsIn(graph);
      const input = withItems(graph, items.with(2, wrong(items[2] as never) as never));
      const dry = await graph.ask(document, { input: { ...input, dryRun: true } });
      expect(dry.data[name].dryRun).toMatchObject({ isPossible: false, problems: [problem] });
      const wet = await graph.ask(document, { input });
      expect(wet.data[name]).toEqual({ results: null, dryRun: null, userErrors: [problem] });
      expect(sent(graph)).toBe(0);
    });

    it.each([
      ['twice the same item', (items: readonly unknown[]) => [...items, items[0]]],
      ['none', () => []],
      ['too many', (items: readonly unknown[]) => Array.from({ length: 101 }, (_, n) => items[n % 4])],
    ])('refuses %s before any call', async (_what, change) => {
      const { data, calls: made } = await graph.ask(document, { input: withItems(graph, change(itemsIn(graph))) });
      expect(data[name]).toMatchObject({ results: null, userErrors: [{ code: 'BAD_USER_INPUT' }] });
      expect(made).toEqual({});
    });

    it('reads once what all items need, and has a result for each', async () => {
      const count = itemsIn(graph).length;
      const expected = calls(graph);
      lines.length = 0;
      const { data, errors, calls: made } = await graph.ask(document, { input: inputOf(graph) });
      expect(errors).toBeUndefined();
      const applied = { status: 'APPLIED', userErrors: [], verify: null };
      expect(data[name].results).toEqual(Array.from({ length: count }, (_, index) => ({ index, ...applied })));
      // The audit log reads the titles of roles too.
      const { 'Get Roles Info': _described, ...counted } = made;
      expect(counted).toEqual(expected);
      const [record] = lines.map((line) => JSON.parse(line));
      expect(record).toMatchObject({ mutation: name, result: 'done', failedItems: [] });
      expect(record.calls).toHaveLength(4);
      expect(record.changes.length).toBeGreaterThanOrEqual(4);
    });
  });

  describe('of which Wix refuses one item', () => {
    const lines: string[] = [];
    const graph = useGraph({ server: { audit: createAuditLog({ write: (line) => lines.push(line) }) } });

    it('applies the others, and says so in the audit log', async () => {
      let count = 0;
      const match = ({ operation }: { operation: string }) => operation === sends && ++count === 2;
      graph.sandbox.faults.inject({ kind: 'status', status: 428, match });
      const { data } = await graph.ask(document, { input: inputOf(graph) });
      const statuses = data[name].results.map(({ status }: { status: string }) => status);
      expect(statuses.filter((status: string) => status === 'APPLIED')).toHaveLength(3);
      const at = statuses.indexOf('REFUSED');
      expect(data[name].results[at].userErrors).toEqual([
        { code: 'FAILED_PRECONDITION', path: ['input', list, String(at)] },
      ]);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({
        result: 'partial',
        failedItems: [{ item: at, codes: ['FAILED_PRECONDITION'] }],
      });
    });
  });

  describe.each(['deadline', 'caller who leaves'])('cut off in the middle by a %s', (why) => {
    const graph = useGraph({ server: { writes: { reconcileDelaysMs: [1], settledAfterMs: 0 } } });

    it('leaves every item in a known state, and a retry with the key sends the rest, and none twice', async () => {
      const input = { ...bulkInput(graph.sandbox, name, 8), idempotencyKey: 'cut-off' };
      const count = (input as unknown as Record<string, readonly unknown[]>)[list]?.length ?? 0;
      expect(count).toBeGreaterThan(4);
      graph.sandbox.faults.inject({ kind: 'delay', delayMs: 700, times: Number.POSITIVE_INFINITY, operation: sends });
      if (why === 'deadline') {
        const { data, errors } = await graph.ask(document, { input }, { 'x-request-timeout-ms': '1800' });
        expect(errors).toBeUndefined();
        const statuses = data[name].results.map(({ status }: { status: string }) => status);
        expect(statuses.toSorted()).toEqual([
          ...Array(sent(graph)).fill('APPLIED'),
          ...Array(count - sent(graph)).fill('NOT_APPLIED'),
        ]);
        const left = data[name].results.find(({ status }: { status: string }) => status === 'NOT_APPLIED');
        expect(left.userErrors).toMatchObject([{ code: 'DEADLINE_EXCEEDED' }]);
      } else {
        const leaving = new AbortController();
        const answer = fetchDocument(graph, document, { input }, leaving.signal);
        while (sent(graph) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        leaving.abort();
        await answer;
      }
      const first = sent(graph);
      graph.sandbox.faults.clear();
      const { data, errors } = await graph.ask(document, { input });
      expect(errors).toBeUndefined();
      const applied = { status: 'APPLIED', userErrors: [], verify: null };
      expect(data[name].results).toEqual(Array.from({ length: count }, (_, index) => ({ index, ...applied })));
      expect(first).toBeLessThan(count);
      expect(first + sent(graph)).toBe(count);
    });
  });
});

/** Asks as a caller who can leave. */
async function fetchDocument(graph: TestGraph, query: string, variables: object, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const body = JSON.stringify({ query, variables });
  await graph.fetch(new Request('http://graph/graphql', { method: 'POST', headers, body, signal })).catch(() => null);
}
