import fc from 'fast-check';
import { afterEach, describe, expect } from 'vitest';
import { RecentWrites } from '../../src/graph/write/recent-writes.ts';
import { MemoryRecords } from '../../src/store/memory-records.ts';
import type { RecordId, Records } from '../../src/store/records.ts';
import type { IdsCall } from '../../src/wix/call.ts';
import type { WixClient } from '../../src/wix/client.ts';
import type { AnyEndpoint } from '../../src/wix/endpoint.ts';
import { Merging } from '../../src/wix/merging.ts';
import { type Answer, ReadCache } from '../../src/wix/read-cache.ts';
import type { WixSession } from '../../src/wix/session.ts';
import { isolationAnswers } from './catalogue.ts';
import { counted, ledger, row } from './ledger.ts';
import { foreignStamps, openStampedTenants, type StampedTenants, shortFence, stampOf } from './stamped-tenants.ts';

const tenants = 4;
const wave = 20;

interface Step {
  readonly tenant: number;
  readonly act: number;
  readonly which: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  tenant: fc.nat({ max: tenants - 1 }),
  act: fc.nat({ max: 9 }),
  which: fc.nat({ max: 30 }),
});

/** What a tenant may do. Half of it is the same text for all of them, so that whatever is kept by its text meets. */
function documentOf({ tenant, act, which }: Step, { ids }: StampedTenants): [string, object?] {
  const site = ids.sites[which % ids.sites.length];
  const folder = ids.folders[which % ids.folders.length];
  const acts: [string, object?][] = [
    ['{ account { name owner { email } } }'],
    ['{ account { sites(first: 5) { nodes { displayName folder { name } } } } }'],
    ['query ($id: ID!) { site(id: $id) { displayName folder { name } } }', { id: site }],
    ['{ account { folders { id name } } }'],
    ['query ($id: ID!) { account { folder(id: $id) { name } } }', { id: folder }],
    [
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Site { displayName } ... on Folder { name } } }',
      {
        r: [
          { __typename: 'Site', id: site },
          { __typename: 'Folder', id: folder },
        ],
      },
    ],
    [
      'mutation ($n: String!, $k: String) { createFolder(input: { name: $n, idempotencyKey: $k }) { folder { id name } userErrors { code } } }',
      { n: `new ${which}`, k: `key-${which}` },
    ],
    [
      'mutation ($id: ID!, $n: String!) { renameFolder(input: { folderId: $id, name: $n }) { folder { name } userErrors { code } } }',
      { id: folder, n: `${stampOf(tenant)}renamed ${which}` },
    ],
    ['{ account { teamMembers(first: 3) { nodes { email } } } }'],
    ['{ account { sites(first: 2) { totalCount nodes { displayName } pageInfo { endCursor } } } }'],
  ];
  return acts[act] ?? ['{ account { name } }'];
}

let world: StampedTenants | undefined;
const count = { answers: 0, own: 0 };

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Plays the steps in waves, all of a wave at once. Fails with the first mark of somebody else. */
async function play(open: StampedTenants, steps: readonly Step[]): Promise<void> {
  for (let from = 0; from < steps.length; from += wave) {
    await Promise.all(
      steps.slice(from, from + wave).map(async (one) => {
        const text = await open.ask(one.tenant, ...documentOf(one, open));
        count.answers += 1;
        ledger.inputs += 1;
        ledger.answers += 1;
        if (text.includes(stampOf(one.tenant))) count.own += 1;
        const foreign = foreignStamps(text, one.tenant);
        if (foreign.length > 0) throw new Error(`Tenant ${one.tenant} was shown ${foreign}: ${text.slice(0, 300)}`);
      }),
    );
  }
}

const wanted = Number(process.env['ISOLATION_ANSWERS'] ?? isolationAnswers);
const seed = Number(process.env['ISOLATION_SEED'] ?? 20_261_123);

describe(`tenants whose ids are all the same (ISOLATION_SEED=${seed} ISOLATION_ANSWERS=${wanted})`, () => {
  row(
    'T3',
    'see nothing of each other, in thousands of answers',
    async () => {
      const open = await openStampedTenants(tenants);
      world = open;
      Object.assign(count, { answers: 0, own: 0 });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 200, maxLength: 200 }), (steps) => play(open, steps)),
        { numRuns: Math.ceil(wanted / 200), seed, endOnFailure: true },
      );
      expect(count.answers).toBeGreaterThanOrEqual(wanted);
      // An answer without any mark proves nothing: most have the tenant's own.
      expect(count.own).toBeGreaterThan(count.answers * 0.6);
      expect(open.strays).toBe(0);
    },
    600_000,
  );

  const faults: [
    string,
    (
      client: WixClient,
    ) => Parameters<typeof openStampedTenants>[1] extends ((c: WixClient) => infer R) | undefined ? R : never,
  ][] = [
    ['the records of writes', () => ({ writes: { records: withoutOwner(new MemoryRecords()) } })],
    ['the recent writes', () => ({ writes: { recent: new TenantlessWrites() } })],
    ['the reads of an operation', (client) => ({ client: sharedSession(client) })],
  ];
  const plants = [
    ...faults.map(([name, plant]) => [name, () => openStampedTenants(tenants, plant)] as const),
    ['the cache', () => openStampedTenants(tenants, () => ({}), new OneForAll(shortFence))] as const,
    [
      'the merging of reads',
      () => openStampedTenants(tenants, () => ({}), new ReadCache(shortFence), new OnePoolForAll()),
    ] as const,
  ];
  for (const [name, openWithFault] of plants) {
    counted(`would be found out if ${name} were kept without the tenant`, async () => {
      const open = await openWithFault();
      world = open;
      const answersBefore = ledger.answers;
      const result = await fc.check(
        fc.asyncProperty(fc.array(step, { minLength: 200, maxLength: 200 }), (steps) => play(open, steps)),
        { numRuns: 20, seed, endOnFailure: true },
      );
      expect(String(result.errorInstance)).toMatch(/was shown/);
      expect(ledger.answers - answersBefore).toBeLessThan(4_000);
    });
  }
});

/** The planted fault: a store that forgets whose key it is. */
function withoutOwner(records: Records): Records {
  const bare = <At extends RecordId>(at: At): At => ({ ...at, owner: 'all' });
  return {
    begin: (at, ...rest) => records.begin(bare(at), ...rest),
    sent: (claim, what) => records.sent(bare(claim), what),
    end: (claim, end) => records.end(bare(claim), end),
    changed: (at, timeoutMs) => records.changed(bare(at), timeoutMs),
  };
}

/** The planted fault: writes that are remembered for everybody. */
class TenantlessWrites extends RecentWrites {
  override of() {
    return super.of(() => 'all');
  }
}

/** The planted fault: answers that are kept for everybody. */
class OneForAll extends ReadCache {
  override fresh(_credential: string, read: string) {
    return super.fresh('all', read);
  }
  override keep(_credential: string, read: string, _epoch: number, operation: AnyEndpoint, answer: Answer) {
    super.keep('all', read, super.epoch('all'), operation, answer);
  }
}

/** The planted fault: reads that are merged whoever’s they are. */
class OnePoolForAll extends Merging {
  override keyOf({ byIds }: IdsCall) {
    return byIds.group;
  }
}

/** The planted fault: one session, and with it its reads, for everybody. */
function sharedSession(client: WixClient): WixClient {
  let shared: WixSession | undefined;
  return {
    ...client,
    session: ({ key }) => {
      shared ??= client.session({ key, deadlineMs: 600_000 });
      return shared;
    },
  };
}
