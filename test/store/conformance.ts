import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Claim, Records } from '../../src/store/records.ts';

/** A kind of store, as several processes see it. */
export interface StoreUnderTest {
  /** The records as so many processes see them, with a lease of so long. */
  readonly records: (processes: number, leaseMs: number) => Promise<readonly Records[]>;
  /** Records with room for three of one owner, and for two of all unproven ones. */
  readonly small: () => Promise<Records>;
}

const task = { identity: 'renameFolder {"name":"Clients"}', note: '["account a"]' };

function claimOf(begun: { readonly is: string }): Claim {
  if (!('claim' in begun)) throw new Error(`Expected a claim, found ${JSON.stringify(begun)}.`);
  return begun.claim as Claim;
}

/** Waits until the lease of a record is over, which only `begin` shows. */
async function leaseOver(records: Records, at: { owner: string; key: string }): Promise<unknown> {
  for (;;) {
    const begun = await records.begin(at, task, true);
    if (begun.is !== 'running') return begun;
    await records.changed(at, 1_000);
  }
}

/** What every store promises, whichever keeps it. */
export function describeRecords(name: string, store: StoreUnderTest): void {
  const fresh = () => ({ owner: `tenant ${randomUUID()}`, key: 'key' });

  describe(`records ${name}`, () => {
    it('lets one of many run a task', async () => {
      const all = await store.records(3, 5_000);
      const at = fresh();
      const begun = await Promise.all(
        Array.from({ length: 60 }, (_, index) => (all[index % all.length] as Records).begin(at, task, true)),
      );
      expect(begun.filter(({ is }) => is === 'begun')).toHaveLength(1);
      expect(begun.filter(({ is }) => is === 'running')).toHaveLength(59);
    });

    it('replays the value and the note of a task that is done', async () => {
      const [a, b] = (await store.records(2, 5_000)) as [Records, Records];
      const at = fresh();
      const claim = claimOf(await a.begin(at, task, true));
      expect(await a.sent(claim, 'facts')).toBe(true);
      await a.end(claim, { is: 'done', value: '{"name":"Grüße"}' });
      expect(await b.begin(at, { ...task, note: 'other' }, true)).toEqual({
        is: 'done',
        note: task.note,
        value: '{"name":"Grüße"}',
      });
    });

    it('tells another task with the same key, in every state', async () => {
      const [a, b] = (await store.records(2, 5_000)) as [Records, Records];
      const at = fresh();
      const other = { ...task, identity: 'deleteFolder {}' };
      const claim = claimOf(await a.begin(at, task, true));
      expect(await b.begin(at, other, true)).toEqual({ is: 'other' });
      await a.end(claim, { is: 'unknown', sent: 'facts' });
      expect(await b.begin(at, other, true)).toEqual({ is: 'other' });
      await a.end(claim, { is: 'done', value: '1' });
      expect(await b.begin(at, other, true)).toEqual({ is: 'other' });
    });

    it('shares nothing between owners', async () => {
      const [a] = (await store.records(1, 5_000)) as [Records];
      const at = fresh();
      await a.end(claimOf(await a.begin(at, task, true)), { is: 'done', value: '1' });
      expect(await a.begin({ ...at, owner: `${at.owner}'` }, task, true)).toMatchObject({ is: 'begun' });
    });

    it('lets a key be used again after its task was erased', async () => {
      const [a, b] = (await store.records(2, 5_000)) as [Records, Records];
      const at = fresh();
      const claim = claimOf(await a.begin(at, task, true));
      await a.sent(claim, 'facts');
      await a.end(claim, null);
      expect(await b.begin(at, task, true)).toMatchObject({ is: 'begun' });
    });

    it('hands a task whose owner is silent to another one, if it had not sent anything', async () => {
      const [a, b] = (await store.records(2, 60)) as [Records, Records];
      const at = fresh();
      const first = claimOf(await a.begin(at, task, true));
      const second = claimOf((await leaseOver(b, at)) as { is: string });
      expect(second.fence).toBeGreaterThan(first.fence);
      // The first one comes back: it may neither send nor erase.
      expect(await a.sent(first, 'facts')).toBe(false);
      await a.end(first, null);
      await a.end(first, { is: 'unknown', sent: 'facts' });
      expect(await b.sent(second, 'facts')).toBe(true);
    });

    it('never hands a task to another owner that may have been sent', async () => {
      const [a, b] = (await store.records(2, 60)) as [Records, Records];
      const at = fresh();
      const first = claimOf(await a.begin(at, task, true));
      await a.sent(first, 'facts of the first');
      const found = await leaseOver(b, at);
      expect(found).toMatchObject({ is: 'unknown', note: task.note, sent: 'facts of the first' });
      // The first one comes back and knows more: done wins, and only done.
      await a.end(first, null);
      await a.end(first, { is: 'unknown', sent: 'other facts' });
      expect(await leaseOver(b, at)).toMatchObject({ is: 'unknown', sent: 'facts of the first' });
      await a.end(first, { is: 'done', value: '1' });
      expect(await b.begin(at, task, true)).toMatchObject({ is: 'done', value: '1' });
    });

    it('lets one of many verify a task of unknown outcome, and end it in any way', async () => {
      const all = (await store.records(3, 5_000)) as [Records, Records, Records];
      const at = fresh();
      const first = claimOf(await all[0].begin(at, task, true));
      await all[0].sent(first, 'facts');
      await all[0].end(first, { is: 'unknown', sent: 'facts and partial results' });
      const verify = async () => {
        const found = await Promise.all(all.map((one) => one.begin(at, task, true)));
        expect(found.filter(({ is }) => is === 'running')).toHaveLength(2);
        const [unknown] = found.filter(({ is }) => is === 'unknown');
        expect(unknown).toMatchObject({ sent: 'facts and partial results' });
        return claimOf(unknown as { is: string });
      };
      await all[1].end(await verify(), { is: 'unknown', sent: 'facts and partial results' });
      // It turns out not to have happened: the one that knows sends it again.
      const again = await verify();
      expect(await all[0].sent(first, 'facts')).toBe(false);
      expect(await all[1].sent(again, 'facts')).toBe(true);
      await all[1].end(again, { is: 'done', value: '2' });
      await all[0].end(first, { is: 'unknown', sent: '' });
      expect(await all[2].begin(at, task, true)).toMatchObject({ is: 'done', value: '2' });
    });

    it('has room for so many records of one owner, and for few of all unproven ones', async () => {
      const records = await store.small();
      const { owner } = fresh();
      const begin = async (key: string, isProven: boolean, of = owner) =>
        (await records.begin({ owner: of, key }, task, isProven)).is;
      expect([await begin('1', true), await begin('2', true), await begin('3', true)]).toEqual(Array(3).fill('begun'));
      expect(await records.begin({ owner, key: '4' }, task, true)).toMatchObject({
        is: 'noRoom',
        retryAfterMs: expect.toSatisfy((ms: number) => ms > 80_000_000 && ms <= 86_400_000),
      });
      // What has a record already needs no room.
      expect(await begin('3', true)).toBe('running');
      const others = ['a', 'b', 'c'].map((name) => `${owner} ${name}`);
      const unproven = others.map((of) => begin('1', false, of));
      expect(await Promise.all(unproven)).toEqual(['begun', 'begun', 'noRoom']);
      expect(await begin('1', true, `${owner} d`)).toBe('begun');
    });

    it('wakes whoever waits when the task ends', async () => {
      const [a, b] = (await store.records(2, 30_000)) as [Records, Records];
      const at = fresh();
      const claim = claimOf(await a.begin(at, task, true));
      const waiting = b.changed(at, 10_000);
      await a.end(claim, { is: 'done', value: '1' });
      await waiting;
      expect(await b.begin(at, task, true)).toMatchObject({ is: 'done' });
    });
  });
}
