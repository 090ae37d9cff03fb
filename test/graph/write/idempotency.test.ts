import { describe, expect, it, vi } from 'vitest';
import {
  budgetsOf,
  createMemoryIdempotencyStore,
  type IdempotencyStore,
} from '../../../src/graph/write/idempotency.ts';

const at = { tenant: 'tenant', key: 'key' };
const write = { fingerprint: 'print', rights: null };
const done = { type: 'done', payload: { id: 1 } } as const;

/** No room for tenants that are unproven. */
const none = { records: 0, bytes: 0 };

describe('the record of a write in memory', () => {
  it('lets the first one begin, and shows it to the others', async () => {
    const store = createMemoryIdempotencyStore();
    expect(await store.begin(at, write, true)).toBeNull();
    expect(await store.begin(at, { ...write, fingerprint: 'other' }, true)).toEqual(write);
    await store.end(at, done);
    expect(await store.begin(at, write, true)).toEqual({ ...write, outcome: done });
  });

  it('resumes those who wait when the write ends, and forgets a write that did not happen', async () => {
    const store = createMemoryIdempotencyStore();
    await store.begin(at, write, true);
    const waiting = [store.wait(at, 10_000), store.wait(at, 10_000)];
    await store.end(at, null);
    expect(await Promise.all(waiting)).toEqual([null, null]);
    expect(await store.begin(at, write, true)).toBeNull();
  });

  it('ends the waiting of whoever has no time left', async () => {
    const store = createMemoryIdempotencyStore();
    await store.begin(at, write, true);
    expect(await store.wait(at, 1)).toEqual(write);
  });

  it('outlives a clock that is set', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const store = createMemoryIdempotencyStore();
      expect(await store.begin(at, write, true)).toBeNull();
      vi.setSystemTime(Date.now() + 48 * 60 * 60 * 1000);
      expect(await store.begin(at, write, true)).toEqual(write);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is kept for a day', async () => {
    let now = 0;
    const store = createMemoryIdempotencyStore({ now: () => now });
    await store.begin(at, write, true);
    await store.end(at, done);
    now = 24 * 60 * 60 * 1000 - 1;
    expect(await store.begin(at, write, true)).not.toBeNull();
    now += 1;
    expect(await store.begin(at, write, true)).toBeNull();
  });

  it.each([
    ['records', budgetsOf(1_000_000_000), { records: 20, bytes: 1_000_000 }],
    ['bytes', budgetsOf(1_000_000_000), { records: 1_000, bytes: 20_000 }],
  ] as const)(
    'has a budget of %s for each tenant: a flood evicts nothing of others, nor of its own',
    async (_name, budgets, tenant) => {
      let now = 0;
      const store = createMemoryIdempotencyStore({ budgets: { ...budgets, tenant }, now: () => now });
      const owner = { tenant: 'owner', key: 'kept' };
      await store.begin(owner, write, true);
      await store.end(owner, done);
      now = 1_000;
      const refused = await flood(store, 'stranger', 10_000);
      expect(refused.kept).toBeGreaterThan(10);
      expect(refused.errors).toBe(10_000 - refused.kept);
      expect(await store.begin(owner, write, true)).toMatchObject({ outcome: done });
      expect(await store.begin({ tenant: 'stranger', key: '0' }, write, true)).toMatchObject({ outcome: done });
      const another = { tenant: 'owner', key: 'another' };
      expect(await store.begin(another, write, true)).toBeNull();
      // Once their day is over there is room again.
      now += 24 * 60 * 60 * 1000;
      expect(await store.begin({ tenant: 'stranger', key: 'next' }, write, true)).toBeNull();
    },
  );

  it('has a budget for all tenants together, and says when there may be room', async () => {
    let now = 0;
    const budgets = { all: { records: 3, bytes: 1_000_000 }, tenant: { records: 2, bytes: 1_000_000 }, unproven: none };
    const store = createMemoryIdempotencyStore({ budgets, now: () => now });
    for (const [tenant, key] of [
      ['a', '1'],
      ['a', '2'],
      ['b', '1'],
    ] as const) {
      expect(await store.begin({ tenant, key }, write, true)).toBeNull();
      await store.end({ tenant, key }, done);
      now += 1_000;
    }
    await expect(store.begin({ tenant: 'b', key: '2' }, write, true)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_BUDGET_EXCEEDED',
      retryAfterMs: 24 * 60 * 60 * 1000 - 1_000,
    });
    expect(await store.begin({ tenant: 'a', key: '1' }, write, true)).toMatchObject({ outcome: done });
    now = 24 * 60 * 60 * 1000;
    expect(await store.begin({ tenant: 'b', key: '2' }, write, true)).toBeNull();
  });

  it.each([
    ['records', { records: 20, bytes: 1_000_000 }],
    ['bytes', { records: 1_000, bytes: 20_000 }],
  ] as const)(
    'has a budget of %s for all tenants that are unproven, who leave the rest to others',
    async (_, unproven) => {
      const budgets = { all: { records: 2_000, bytes: 1_000_000 }, tenant: { records: 50, bytes: 100_000 }, unproven };
      const store = createMemoryIdempotencyStore({ budgets });
      const beginAs = (tenant: string, key: string, isProven: boolean) => store.begin({ tenant, key }, write, isProven);
      let kept = 0;
      for (let n = 0; n < 5_000; n += 1)
        kept += (await beginAs(`stranger ${n}`, '1', false).catch(() => 0)) === null ? 1 : 0;
      expect([kept > 10, kept < 40]).toEqual([true, true]);
      for (let n = 0; n < 30; n += 1) expect(await beginAs('owner', String(n), true)).toBeNull();
      // A tenant that was proven once stays so, and one that proves itself leaves room for others.
      expect(await beginAs('owner', 'later', false)).toBeNull();
      await expect(beginAs('newcomer', '1', false)).rejects.toMatchObject({ code: 'IDEMPOTENCY_BUDGET_EXCEEDED' });
      for (let n = 0; n < 5; n += 1) expect(await beginAs(`stranger ${n}`, 'again', true)).toBeNull();
      expect(await beginAs('newcomer', '1', false)).toBeNull();
    },
  );

  it('takes no room for a write that did not happen', async () => {
    const budgets = { all: { records: 2, bytes: 10_000 }, tenant: { records: 2, bytes: 10_000 }, unproven: none };
    const store = createMemoryIdempotencyStore({ budgets });
    for (let n = 0; n < 1_000; n += 1) {
      const key = { tenant: `tenant ${n}`, key: String(n) };
      expect(await store.begin(key, write, true)).toBeNull();
      await store.end(key, null);
    }
    expect(await store.begin(at, write, true)).toBeNull();
  });
});

/** Keyed writes that are carried out, and how many of them were refused. */
async function flood(store: IdempotencyStore, tenant: string, count: number) {
  let errors = 0;
  for (let n = 0; n < count; n += 1) {
    const key = { tenant, key: String(n) };
    try {
      await store.begin(key, write, true);
      await store.end(key, done);
    } catch (error) {
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_BUDGET_EXCEEDED' });
      errors += 1;
    }
  }
  return { kept: count - errors, errors };
}
