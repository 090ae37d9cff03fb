import { describe, expect, it, vi } from 'vitest';
import { createMemoryIdempotencyStore } from '../../../src/graph/write/idempotency.ts';

const done = { type: 'done', payload: { id: 1 } } as const;

describe('the record of a write in memory', () => {
  it('lets the first one begin, and shows it to the others', async () => {
    const store = createMemoryIdempotencyStore();
    expect(await store.begin('key', 'print')).toBeNull();
    expect(await store.begin('key', 'other')).toEqual({ fingerprint: 'print' });
    await store.end('key', done);
    expect(await store.begin('key', 'print')).toEqual({ fingerprint: 'print', outcome: done });
  });

  it('resumes those who wait when the write ends, and forgets a write that did not happen', async () => {
    const store = createMemoryIdempotencyStore();
    await store.begin('key', 'print');
    const waiting = [store.wait('key', 10_000), store.wait('key', 10_000)];
    await store.end('key', null);
    expect(await Promise.all(waiting)).toEqual([null, null]);
    expect(await store.begin('key', 'print')).toBeNull();
  });

  it('ends the waiting of whoever has no time left', async () => {
    const store = createMemoryIdempotencyStore();
    await store.begin('key', 'print');
    expect(await store.wait('key', 1)).toEqual({ fingerprint: 'print' });
  });

  it('outlives a clock that is set', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const store = createMemoryIdempotencyStore();
      expect(await store.begin('key', 'print')).toBeNull();
      vi.setSystemTime(Date.now() + 48 * 60 * 60 * 1000);
      expect(await store.begin('key', 'print')).toEqual({ fingerprint: 'print' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('is kept for a day', async () => {
    let now = 0;
    const store = createMemoryIdempotencyStore({ now: () => now });
    await store.begin('key', 'print');
    await store.end('key', done);
    now = 24 * 60 * 60 * 1000 - 1;
    expect(await store.begin('key', 'print')).not.toBeNull();
    now += 1;
    expect(await store.begin('key', 'print')).toBeNull();
  });

  it('is bounded, and never forgets a write that runs', async () => {
    const store = createMemoryIdempotencyStore({ maxEntries: 2 });
    await store.begin('running', 'print');
    await store.begin('ended', 'print');
    await store.end('ended', done);
    await store.begin('third', 'print');
    expect(await store.begin('running', 'print')).not.toBeNull();
    expect(await store.begin('ended', 'print')).toBeNull();
  });
});
