import { expect } from 'vitest';
import type { Fault } from '../../src/sandbox/faults.ts';
import { createRandom } from '../../src/sandbox/seed/random.ts';
import { measured, row } from './ledger.ts';
import { createFolder, createSite, foldersNamed, invitesTo, inviteTeamMember, sitesNamed } from './requests.ts';
import { eachOn, type FaultStage, withStage } from './stage.ts';

/** The sandbox in the future, so that what it makes is younger than the writes that made it. */
const now = new Date(Date.now() + 3_600_000);
/** Time enough for the reads before a write on a busy machine: a write that was not sent proves nothing here. */
const env = { OPERATION_TIMEOUT_MS: '5000', WIX_CALL_TIMEOUT_MS: '1000' };
const patient = { now, env };

const email = 'ana@guest.example';
const writes = [
  {
    operation: 'Create Invite',
    path: /^POST \/invites\/account-invite\/create /,
    query: inviteTeamMember,
    made: ({ sandbox }: FaultStage) => invitesTo(sandbox, email),
  },
  {
    operation: 'Create Project',
    path: /^POST \/funnel\/projects\/v1\/create /,
    query: createSite,
    made: ({ sandbox }: FaultStage) => sitesNamed(sandbox, 'Faulty Towers'),
  },
  {
    operation: 'Create Folder',
    path: /^POST \/site-folders\/v2\/folders /,
    query: createFolder,
    made: ({ sandbox }: FaultStage) => foldersNamed(sandbox, 'Faults'),
  },
];

/** Each lets the write happen and loses its answer. */
const losses: readonly { readonly name: string; readonly lose: (stage: FaultStage, operation: string) => void }[] = [
  {
    name: 'cut in the middle',
    lose: ({ sandbox }, operation) => sandbox.faults.inject({ kind: 'truncated', operation }),
  },
  ...[500, 502, 503, 504].map((status) => ({
    name: String(status),
    lose: ({ sandbox }: FaultStage, operation: string) =>
      sandbox.faults.inject({ kind: 'status', status, afterCommit: true, operation }),
  })),
  {
    name: 'no JSON',
    lose: ({ sandbox }, operation) => sandbox.faults.inject({ kind: 'patch', operation, patch: () => ['lost'] }),
  },
];

row('U28', 'a write that happens and whose answer is lost', async () => {
  const inputs = writes.flatMap((write) => losses.map((loss) => ({ ...write, ...loss })));
  await eachOn(
    inputs,
    patient,
    async (stage, { operation, query, made, lose }) => {
      lose(stage, operation);
      const { data, code, errors } = await stage.ask(query);
      const [payload] = Object.values(data) as { userErrors: unknown[] }[];
      // Found by reading, or not known: never sent again, never said to have failed.
      if (errors.length > 0) expect(code).toBe('OUTCOME_UNKNOWN');
      else expect(payload?.userErrors).toEqual([]);
      expect([stage.calls()[operation], made(stage)]).toEqual([1, 1]);
    },
    6,
  );
  // The way back breaks, or falls silent, when Wix has done it.
  const ways = [
    { kind: 'reset', afterBytes: 0 },
    { kind: 'hang', afterBytes: 0 },
    { kind: 'truncate', afterBytes: 20 },
  ] as const;
  await eachOn(
    ways.flatMap((toxic) => writes.map((write) => ({ ...write, toxic }))),
    patient,
    async (stage, { operation, path, query, made, toxic }) => {
      stage.proxy.add({ ...toxic, match: path, times: 1 });
      const { code, errors } = await stage.ask(query);
      if (errors.length > 0) expect(code).toBe('OUTCOME_UNKNOWN');
      expect([stage.calls()[operation], made(stage), stage.proxy.seen.struck]).toEqual([1, 1, 1]);
    },
    3,
  );
});

row(
  'U29',
  'a gateway that sends a mutation three times',
  async () => {
    for (const { operation, query, made } of writes) {
      await eachOn(['at once', 'one after the other', 'at once, first answer lost'], patient, async (stage, when) => {
        if (when.endsWith('lost')) stage.sandbox.faults.inject({ kind: 'truncated', operation });
        const send = () => stage.ask(query, { key: 'gateway-1' });
        const answers = when.startsWith('at once')
          ? await Promise.all([send(), send(), send()])
          : [await send(), await send(), await send()];
        for (const { data, code } of answers) expect([data, code]).toEqual([answers[0]?.data, answers[0]?.code]);
        expect(answers[0]?.code ?? null).toBeNull();
        expect(answers.filter(({ extensions }) => extensions['idempotentReplay'] === true)).toHaveLength(2);
        expect([stage.calls()[operation], made(stage)]).toEqual([1, 1]);
      });
    }
    // Writes of one account follow each other: most of these end at their deadlines, which are short.
    const hurried = { OPERATION_TIMEOUT_MS: '1000', WIX_CALL_TIMEOUT_MS: '300', WIX_MAX_CONNECTIONS: '200' };
    await withStage({ now, env: hurried }, exactlyOnce);
  },
  120_000,
);

const keyedWrites = 200;

/** Keyed mutations, each sent by three gateways, with a fault at three in ten of the calls that write. */
async function exactlyOnce({ sandbox, ask }: FaultStage): Promise<void> {
  const random = createRandom(1, 'exactly once');
  const kinds: Fault[] = [
    { kind: 'truncated' },
    { kind: 'reset' },
    { kind: 'status', status: 504, afterCommit: true },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
  ];
  for (const fault of kinds) {
    sandbox.faults.inject({
      ...fault,
      operation: 'Create Project',
      match: () => random.chance(0.3 / kinds.length),
      times: Number.POSITIVE_INFINITY,
    });
  }
  const counts = { effects: 0, duplicates: 0, lost: 0, contradictions: 0, unknown: 0, refused: 0 };
  const one = async (name: string) => {
    const send = () => ask(createSite, { name, key: `key of ${name}`.replaceAll(' ', '-') });
    const answers = [...(await Promise.all([send(), send()])), await send()];
    const made = sitesNamed(sandbox, name);
    counts.effects += made;
    if (made > 1) counts.duplicates += 1;
    const done = answers.filter(({ data }) => data?.createSite?.site?.displayName === name);
    if (done.length > 0 && made === 0) counts.lost += 1;
    if (new Set(done.map(({ data }) => data.createSite.site.id)).size > 1) counts.contradictions += 1;
    if (done.length === 0 && answers.some(({ code }) => code === 'OUTCOME_UNKNOWN')) counts.unknown += 1;
    else if (done.length === 0) counts.refused += 1;
    if (done.length === 0 && made > 0) expect(answers.map(({ code }) => code)).toContain('OUTCOME_UNKNOWN');
  };
  for (let count = 0; count < keyedWrites; count += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => one(`Once ${count + index}`)));
  }
  measured(
    `exactly once, ${keyedWrites} keyed mutations sent 3 times, faults at 30 % of the calls`,
    `${counts.effects} effects, ${counts.duplicates} duplicates, ${counts.lost} lost, ${counts.unknown} unknown, ${counts.refused} refused`,
  );
  expect(counts).toMatchObject({ duplicates: 0, lost: 0, contradictions: 0 });
}
