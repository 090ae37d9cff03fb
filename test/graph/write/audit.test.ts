import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graph/schema.ts';
import { forwardedCaller } from '../../../src/http/identity.ts';
import { type AuditOptions, createAuditLog } from '../../../src/observe/audit.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { allEndpoints } from '../../support/coverage.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';
import { mutationExamples } from '../../support/mutation-examples.ts';
import { mutationDocument } from '../../support/writes.ts';

interface WriteRecord {
  readonly audit: 'write';
  readonly mutation: string;
  readonly result: string;
  readonly codes: string[];
  readonly objects: { field: string; id: string }[];
  readonly changes: {
    type: string;
    id: string | null;
    field: string | null;
    before: string | null;
    after: string | null;
  }[];
  readonly calls: {
    call: string;
    attempt: number;
    status: number | null;
    failure: string | null;
    wixRequestId: string | null;
  }[];
  readonly personal: string[];
  readonly [name: string]: unknown;
}

const writeNames = new Set((await allEndpoints()).filter(({ retry }) => retry !== 'read').map(({ name }) => name));
const mutations = Object.keys(buildSchema().getMutationType()?.getFields() ?? {});

/** An audit log in memory. */
function auditInMemory(options: Partial<AuditOptions> = {}) {
  const lines: string[] = [];
  const log = createAuditLog({ readsBefore: false, ...options, write: (line) => lines.push(line) });
  const take = () => lines.splice(0).map((line) => JSON.parse(line) as WriteRecord);
  return { log, lines, take };
}

/** The calls that the sandbox served to write something, as pairs of name and status; 0 for one without a status. */
function servedWrites({ sandbox }: TestGraph): string[] {
  return sandbox.calls
    .entries()
    .filter(({ operation }) => writeNames.has(operation))
    .map(({ operation, status }) => `${operation} ${status}`);
}

function recordedWrites(records: readonly WriteRecord[]): string[] {
  return records.flatMap(({ calls }) => calls.map(({ call, status }) => `${call} ${status ?? 0}`));
}

describe('the audit log', () => {
  describe.each(mutations)('of %s', (name) => {
    const { log, take } = auditInMemory();
    const graph = useGraph({ server: { audit: log } });

    it('has one record, with every call that wrote', async () => {
      const input = mutationExamples(graph.sandbox)[name] ?? {};
      const { data } = await graph.ask(mutationDocument(name), { input });
      expect(data[name].userErrors).toEqual([]);
      const records = take();
      expect(records).toMatchObject([
        {
          audit: 'write',
          mutation: name,
          result: 'done',
          codes: [],
          account: graph.sandbox.accountId,
          key: expect.stringMatching(/^sha256:[0-9a-f]{16}$/),
          subject: null,
          isReplay: false,
          idempotencyKey: null,
        },
      ]);
      expect(recordedWrites(records)).toEqual(servedWrites(graph));
      expect(servedWrites(graph).length).toBeGreaterThan(0);
      expect(records[0]?.changes.length || records[0]?.objects.length).toBeGreaterThan(0);
      const text = JSON.stringify(records);
      expect(text).not.toContain(graph.sandbox.keys.owner);
      expect(text).not.toContain('PRIVATE KEY');
    });
  });

  describe('under faults', () => {
    const { log, take } = auditInMemory();
    const graph = useGraph({
      server: { audit: log, writes: { reconcileDelaysMs: [1, 1] } },
      client: { callTimeoutMs: 150, retry: { maxRetries: 2, baseDelayMs: 1 } },
    });
    const faults: Fault[] = [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 503, afterCommit: true },
      { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
      { kind: 'status', status: 401 },
      { kind: 'empty403' },
      { kind: 'html' },
      { kind: 'truncated' },
      { kind: 'malformed' },
      { kind: 'reset' },
      { kind: 'hang' },
    ];

    it('has every call that wrote in exactly one record', async () => {
      const document =
        'mutation ($id: ID!, $name: String!) { renameSite(input: { siteId: $id, displayName: $name }) { userErrors { code } } createFolder(input: { name: $name }) { userErrors { code } } }';
      const sites = [...graph.sandbox.state.sites.values()].filter(
        (site) => site.accountId === graph.sandbox.accountId,
      );
      const served: string[] = [];
      const results = new Set<string>();
      for (const fault of faults) {
        for (const operation of ['Update Business Profile', 'Create Folder']) {
          graph.sandbox.faults.inject({ ...fault, operation });
          const [site] = sites.splice(0, 1);
          await graph.ask(document, { id: site?.id, name: `${fault.kind} ${operation}`.slice(0, 40) });
          served.push(...servedWrites(graph));
          graph.sandbox.faults.clear();
        }
      }
      const records = take().filter(({ audit }) => audit === 'write');
      // Two for each operation, whatever became of them.
      expect(records).toHaveLength(faults.length * 4);
      // What was cut off has a status for the sandbox and none for the graph.
      const names = (all: readonly string[]) => all.map((one) => one.replace(/ \d+$/, '')).toSorted();
      expect(names(recordedWrites(records))).toEqual(names(served));
      for (const { result } of records) results.add(result);
      expect(results).toEqual(new Set(['done', 'failed', 'refused', 'unknown']));
      for (const { calls } of records)
        for (const { wixRequestId, status } of calls)
          if (status !== null) expect(wixRequestId).toEqual(expect.any(String));
    }, 60_000);
  });

  describe('of what is read before a write', () => {
    const { log, take } = auditInMemory({ readsBefore: true });
    const graph = useGraph({ server: { audit: log } });

    it('has the changes that the dry run shows', async () => {
      const { renameSite: input } = mutationExamples(graph.sandbox);
      const dry = await graph.ask(
        'mutation ($input: RenameSiteInput!) { renameSite(input: $input) { dryRun { changes { type id: objectId field before after } } } }',
        { input: { ...input, dryRun: true } },
      );
      expect(take()).toEqual([]);
      await graph.ask(mutationDocument('renameSite'), { input });
      const [record] = take();
      expect(record?.changes).toEqual(dry.data.renameSite.dryRun.changes);
      expect(record?.changes[0]?.before).toEqual(expect.any(String));
    });

    it('goes on without what only describes the changes where that cannot be read', async () => {
      const { removeTeamMember: input } = mutationExamples(graph.sandbox);
      graph.sandbox.faults.inject({
        kind: 'status',
        status: 500,
        operation: 'Get Roles Info',
        times: Number.POSITIVE_INFINITY,
      });
      const { data } = await graph.ask(mutationDocument('removeTeamMember'), { input });
      expect(data.removeTeamMember.userErrors).toEqual([]);
      expect(take()).toMatchObject([{ mutation: 'removeTeamMember', result: 'done' }]);
    });
  });

  describe('of refusals, replays and several mutations', () => {
    const { log, take } = auditInMemory();
    const graph = useGraph({ server: { audit: log } });

    it('says why nothing was written', async () => {
      const id = '00000000-0000-4000-8000-000000000000';
      await graph.ask(mutationDocument('renameFolder'), { input: { folderId: id, name: 'x' } });
      const [record] = take();
      expect(record).toMatchObject({
        result: 'refused',
        codes: ['NOT_FOUND'],
        objects: [
          { field: 'folderId', id },
          { field: 'name', id: 'x' },
        ],
      });
    });

    it('tells a replay from a write', async () => {
      const input = { name: 'Twice', idempotencyKey: 'audited' };
      for (let n = 0; n < 2; n += 1) await graph.ask(mutationDocument('createFolder'), { input });
      expect(take()).toMatchObject([
        { isReplay: false, idempotencyKey: 'audited', calls: [{ call: 'Create Folder' }] },
        { isReplay: true, idempotencyKey: 'audited', calls: [] },
      ]);
    });

    it('has a record for each mutation of an operation, with its own calls', async () => {
      await graph.ask(
        'mutation { a: createFolder(input: { name: "A" }) { userErrors { code } } b: createFolder(input: { name: "B" }) { userErrors { code } } }',
      );
      expect(take()).toMatchObject([
        { objects: [{ id: 'A' }], calls: [{ call: 'Create Folder' }] },
        { objects: [{ id: 'B' }], calls: [{ call: 'Create Folder' }] },
      ]);
    });
  });

  describe.each(['marked', 'omitted'] as const)('with personal data %s', (personalData) => {
    const { log, take } = auditInMemory({ personalData, readsBefore: true });
    const graph = useGraph({ server: { audit: log } });

    it('is nowhere else in the record of any mutation', async () => {
      const examples = Object.entries(mutationExamples(graph.sandbox));
      // An address in the place of every name and text that may hold one.
      const inputs = [
        ...examples,
        ...examples.map(([name, input]) => [name, { ...input, name: 'ada@example.com' }] as const),
      ];
      const found: string[] = [];
      for (const [name, input] of inputs) {
        await graph.ask(mutationDocument(name), { input });
        for (const record of take()) {
          const shown = structuredClone(record) as Record<string, unknown>;
          for (const path of record.personal) {
            const keys = path.split('.');
            const last = keys.pop() ?? '';
            const holder = keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], shown);
            if (personalData === 'marked') (holder as Record<string, unknown>)[last] = null;
            else expect((holder as Record<string, unknown>)[last]).toBeNull();
          }
          if (/[^\s@"]@[^\s@"]+\.\w/.test(JSON.stringify(shown))) found.push(`${name} ${JSON.stringify(shown)}`);
        }
      }
      expect(found).toEqual([]);
    }, 60_000);

    it('says where it is, and keeps it or not', async () => {
      const inputs = mutationExamples(graph.sandbox);
      for (const name of [
        'inviteTeamMembers',
        'inviteSiteContributors',
        'removeTeamMember',
        'updateSiteContact',
        'createChildAccount',
      ]) {
        await graph.ask(mutationDocument(name), { input: inputs[name] });
        const [record] = take();
        expect([name, record?.personal]).toEqual([
          name,
          expect.arrayContaining([expect.stringMatching(/^changes\.\d+\./)]),
        ]);
        expect([name, /@|\+49/.test(JSON.stringify(record?.changes))]).toEqual([
          name,
          personalData === 'marked' && name !== 'removeTeamMember'
            ? true
            : personalData === 'marked' && /@/.test(JSON.stringify(record?.changes)),
        ]);
      }
    });
  });
});

/** Requests that come through the fetch handler have no connection of their own. */
const here = process.env['GRAPH_PATH'] === 'yoga' ? null : '127.0.0.1';

describe.each(['marked', 'omitted'] as const)(
  'the audit log of refused identities, personal data %s',
  (personalData) => {
    const address = personalData === 'marked' ? here : null;
    const personal = here === null ? [] : ['address'];
    const { log, lines } = auditInMemory({ personalData });
    const graph = useGraph({ server: { audit: log }, identify: forwardedCaller(), callersKey: true });
    const take = () => lines.splice(0).map((line) => JSON.parse(line));
    const ask = '{ account { name } }';

    it('has one record each, whoever refused it', async () => {
      const account = { 'wix-account-id': graph.sandbox.accountId };
      await graph.ask(ask, {}, account);
      expect(take()).toMatchObject([
        { audit: 'refusedIdentity', by: 'graph', reason: 'identity', key: null, address, personal },
      ]);
      await graph.ask(
        `{ account { name } other: account(id: "${graph.sandbox.accountId}") { sites { nodes { id } } domains { nodes { name } } } }`,
        {},
        { ...account, authorization: 'IST.made-up' },
      );
      expect(take()).toMatchObject([
        {
          audit: 'refusedIdentity',
          by: 'wix',
          reason: 'key',
          key: expect.stringMatching(/^sha256:/),
          account: graph.sandbox.accountId,
          address,
          personal,
        },
      ]);
      await graph.ask(ask, {}, { ...account, authorization: graph.sandbox.keys.owner });
      expect(take()).toEqual([]);
    });

    it('is bounded, and counts the rest', () => {
      let now = 0;
      const bounded = auditInMemory({ now: () => now });
      const actor = { requestId: null, subject: null, key: null, account: null };
      for (let n = 0; n < 10_000; n += 1) bounded.log.refused(actor, { by: 'graph', reason: 'token', address: null });
      now = 60_000;
      bounded.log.refused(actor, { by: 'graph', reason: 'token', address: null });
      expect(bounded.lines).toHaveLength(602);
      expect(JSON.parse(bounded.lines[600] ?? '')).toMatchObject({ audit: 'refusedIdentities', count: 9_400 });
    });
  },
);
