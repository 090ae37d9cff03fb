import { describe, expect, it } from 'vitest';
import { KeptReads } from '../../src/wix/kept-reads.ts';

/** What is kept, a clock, and the writes of each credential. */
function keptWith(given: { readonly maxBytes?: number } = {}) {
  const world = { ms: 0, epochs: new Map<string, number>() };
  const kept = new KeptReads({
    epoch: (credential) => world.epochs.get(credential) ?? 0,
    keptMs: 300_000,
    now: () => world.ms,
    ...given,
  });
  const keep = (credential: string, name: string, read: Readonly<Record<string, object>>, retryAfterMs = 60_000) =>
    kept.keep(credential, name, kept.find(credential, name), Object.entries(read), retryAfterMs);
  const used = (credential: string, name: string, read: string) => kept.find(credential, name)?.use(read);
  return { world, kept, keep, used };
}

describe('what an operation has read', () => {
  it('serves the same operation of the same credential, and no other', () => {
    const { kept, keep, used } = keptWith();
    expect(keep('a', 'report', { x: { value: 1 } })).toBe(300_000);
    expect(used('a', 'report', 'x')).toEqual({ value: 1 });
    expect([used('a', 'report', 'y'), used('a', 'other', 'x'), used('b', 'report', 'x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([kept.hasOf('a'), kept.hasOf('b')]).toEqual([true, false]);
  });

  it('is added to what earlier attempts have read, with the age of the oldest one that is used', () => {
    const { world, kept, keep } = keptWith();
    keep('a', 'report', { x: { value: 1 } });
    world.ms = 60_000;
    keep('a', 'report', { x: { value: 2 }, y: { value: 3 } });
    world.ms = 70_000;
    const found = kept.find('a', 'report');
    expect([found?.used, found?.use('y'), found?.ageMs]).toEqual([0, { value: 3 }, 10_000]);
    expect([found?.use('x'), found?.use('x'), found?.used, found?.ageMs]).toEqual([
      { value: 1 },
      { value: 1 },
      2,
      70_000,
    ]);
  });

  it('is discarded after five minutes, after a write, after a rejection of the key, and when it is removed', () => {
    const { world, kept, keep, used } = keptWith();
    keep('a', 'report', { x: {} });
    world.ms = 299_999;
    expect(used('a', 'report', 'x')).toEqual({});
    world.ms = 300_000;
    expect([used('a', 'report', 'x'), kept.hasOf('a')]).toEqual([undefined, false]);
    keep('a', 'report', { x: {} });
    world.epochs.set('a', 1);
    expect(used('a', 'report', 'x')).toBeUndefined();
    keep('a', 'report', { x: {} });
    kept.forget('a');
    expect(used('a', 'report', 'x')).toBeUndefined();
    keep('a', 'report', { x: {} });
    keep('a', 'other', { x: {} });
    kept.remove('a', 'report');
    expect([used('a', 'report', 'x'), used('a', 'other', 'x')]).toEqual([undefined, {}]);
  });

  it('tells whether its caller has waited as long as it was told to', () => {
    const { world, kept, keep } = keptWith();
    keep('a', 'report', {}, 60_000);
    world.ms = 59_999;
    expect(kept.find('a', 'report')?.hasWaited).toBe(false);
    world.ms = 60_000;
    expect(kept.find('a', 'report')?.hasWaited).toBe(true);
  });

  it('takes at most its share of the memory, and nothing of others', () => {
    const { keep, used } = keptWith({ maxBytes: 4_000 });
    const text = { text: 'x'.repeat(380) };
    expect(keep('a', 'too large', { x: { text: 'x'.repeat(2_000) } })).toBe(0);
    keep('b', 'report', { x: text });
    for (let n = 0; n < 20; n += 1) keep('a', `report ${n}`, { x: text });
    expect([0, 17, 18, 19].map((n) => used('a', `report ${n}`, 'x') !== undefined)).toEqual([false, false, true, true]);
    expect(used('b', 'report', 'x')).toEqual(text);
    for (let n = 0; n < 300; n += 1) keep('c', `report ${n}`, {});
    expect(used('b', 'report', 'x')).toEqual(text);
  });
});
