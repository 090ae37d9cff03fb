import { describe, expect, it, vi } from 'vitest';
import { MemoryRecords } from '../../src/store/memory-records.ts';
import { budgetsOf } from '../../src/store/records.ts';
import { describeRecords } from './conformance.ts';

describeRecords('in memory', {
  records: async (processes, leaseMs) => Array(processes).fill(new MemoryRecords({ leaseMs })),
  small: async () => {
    const of = (records: number) => ({ records, bytes: 1_000_000 });
    return new MemoryRecords({ budgets: { all: of(100), owner: of(3), unproven: of(2) } });
  },
});

const task = { identity: 'write', note: '' };
const dayMs = 24 * 60 * 60 * 1000;

/** Runs a task to its end, if there is room for it, and returns the state in which it was found. */
async function run(records: MemoryRecords, owner: string, key: string, isProven = true) {
  const begun = await records.begin({ owner, key }, task, isProven);
  if (begun.is === 'begun') await records.end(begun.claim, { is: 'done', value: '{"id":1}' });
  return begun.is;
}

/** Runs many tasks and returns how many found room. */
async function flood(records: MemoryRecords, count: number, ownerOf: (n: number) => string, isProven = true) {
  let kept = 0;
  for (let n = 0; n < count; n += 1) kept += (await run(records, ownerOf(n), String(n), isProven)) === 'begun' ? 1 : 0;
  return kept;
}

describe('records in memory', () => {
  it('outlive a clock that is set', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const records = new MemoryRecords();
      expect(await run(records, 'owner', 'key')).toBe('begun');
      vi.setSystemTime(Date.now() + 2 * dayMs);
      expect(await run(records, 'owner', 'key')).toBe('done');
    } finally {
      vi.useRealTimers();
    }
  });

  it('are kept for a day', async () => {
    let now = 0;
    const records = new MemoryRecords({ now: () => now });
    expect(await run(records, 'owner', 'key')).toBe('begun');
    now = dayMs - 1;
    expect(await run(records, 'owner', 'key')).toBe('done');
    now = dayMs;
    expect(await run(records, 'owner', 'key')).toBe('begun');
  });

  it.each([
    ['records', { records: 20, bytes: 1_000_000 }],
    ['bytes', { records: 1_000, bytes: 20_000 }],
  ])('have a budget of %s for each owner: a flood evicts nothing of others, nor of its own', async (_name, owner) => {
    let now = 0;
    const budgets = { ...budgetsOf(1_000_000_000), owner };
    const records = new MemoryRecords({ budgets, now: () => now });
    expect(await run(records, 'owner', 'kept')).toBe('begun');
    now = 1_000;
    const kept = await flood(records, 10_000, () => 'stranger');
    expect([kept > 10, kept < 100]).toEqual([true, true]);
    expect(await run(records, 'owner', 'kept')).toBe('done');
    expect(await run(records, 'stranger', '0')).toBe('done');
    expect(await run(records, 'owner', 'another')).toBe('begun');
    // Once their day is over there is room again.
    now += dayMs;
    expect(await run(records, 'stranger', 'next')).toBe('begun');
  });

  it('have a budget for all owners together, and say when there may be room', async () => {
    let now = 0;
    const of = (count: number) => ({ records: count, bytes: 1_000_000 });
    const budgets = { all: of(3), owner: of(2), unproven: of(0) };
    const records = new MemoryRecords({ budgets, now: () => now });
    for (const [owner, key] of [
      ['a', '1'],
      ['a', '2'],
      ['b', '1'],
    ] as const) {
      expect(await run(records, owner, key)).toBe('begun');
      now += 1_000;
    }
    expect(await records.begin({ owner: 'b', key: '2' }, task, true)).toEqual({
      is: 'noRoom',
      retryAfterMs: dayMs - 1_000,
    });
    expect(await run(records, 'a', '1')).toBe('done');
    now = dayMs;
    expect(await run(records, 'b', '2')).toBe('begun');
  });

  it.each([
    ['records', { records: 20, bytes: 1_000_000 }],
    ['bytes', { records: 1_000, bytes: 20_000 }],
  ])('have a budget of %s for all owners that are unproven, who leave the rest to others', async (_name, unproven) => {
    const budgets = { all: { records: 2_000, bytes: 1_000_000 }, owner: { records: 50, bytes: 100_000 }, unproven };
    const records = new MemoryRecords({ budgets });
    const kept = await flood(records, 5_000, (n) => `stranger ${n}`, false);
    expect([kept > 10, kept < 60]).toEqual([true, true]);
    expect(await flood(records, 30, () => 'owner')).toBe(30);
    // An owner that was proven once stays so, and one that proves itself leaves room for others.
    expect(await run(records, 'owner', 'later', false)).toBe('begun');
    expect(await run(records, 'newcomer', '1', false)).toBe('noRoom');
    for (let n = 0; n < 5; n += 1) expect(await run(records, `stranger ${n}`, 'again')).toBe('begun');
    expect(await run(records, 'newcomer', '1', false)).toBe('begun');
  });

  it('take no room for a task that had no effect', async () => {
    const of = { records: 2, bytes: 10_000 };
    const records = new MemoryRecords({ budgets: { all: of, owner: of, unproven: of } });
    for (let n = 0; n < 1_000; n += 1) {
      const begun = await records.begin({ owner: `owner ${n}`, key: '1' }, task, true);
      if (begun.is !== 'begun') throw new Error('There is room.');
      await records.end(begun.claim, null);
    }
    expect(await run(records, 'owner', 'key')).toBe('begun');
  });
});
