import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, ReadCache, type ReadCacheOptions } from '../../src/wix/read-cache.ts';
import { readThing } from './local-server.ts';

let nowMs = 0;
beforeEach(() => {
  nowMs = 1_000;
});

const cacheOf = (options: ReadCacheOptions = {}) =>
  new ReadCache({ ttlMs: 1_000, random: () => 0.5, now: () => nowMs, ...options });

const answer = (value: string, bytes = 10): Answer => ({ object: { value }, bytes });

function keep(cache: ReadCache, credential: string, read: string, kept = answer(read), endpoint = readThing): void {
  cache.keep(credential, read, cache.epoch(credential), endpoint, kept);
}

describe('the read cache', () => {
  it('keeps nothing unless it is given a time', () => {
    const cache = new ReadCache();
    keep(cache, 'a', 'x');
    expect([cache.size, cache.fresh('a', 'x')]).toEqual([0, undefined]);
  });

  it('answers until its time is over', () => {
    const cache = cacheOf();
    keep(cache, 'a', 'x');
    nowMs += 999;
    expect(cache.fresh('a', 'x')).toEqual({ value: 'x' });
    nowMs += 1;
    expect(cache.fresh('a', 'x')).toBeUndefined();
  });

  it('lets answers run out up to a tenth sooner or later', () => {
    const [early, late] = [cacheOf({ random: () => 0 }), cacheOf({ random: () => 0.999 })];
    for (const cache of [early, late]) keep(cache, 'a', 'x');
    nowMs += 901;
    expect([early.fresh('a', 'x'), late.fresh('a', 'x')]).toEqual([undefined, { value: 'x' }]);
    nowMs += 198;
    expect(late.fresh('a', 'x')).toEqual({ value: 'x' });
  });

  it('keeps credentials apart, however their names and reads are put together', () => {
    const cache = cacheOf();
    keep(cache, 'a', 'x');
    expect([cache.fresh('b', 'x'), cache.fresh('a', 'y'), cache.fresh('', 'a x')]).toEqual(Array(3).fill(undefined));
  });

  it('keeps an answer as long as its operation allows', () => {
    const cache = cacheOf({ ttlMs: 100_000, stableTtlMs: 500_000 });
    for (const kind of ['ordinary', 'stable', 'permission', 'never'] as const) {
      keep(cache, 'a', kind, answer(kind), { ...readThing, cache: kind } as typeof readThing);
    }
    const kept = () =>
      ['ordinary', 'stable', 'permission', 'never'].filter((read) => cache.fresh('a', read) !== undefined);
    expect(kept()).toEqual(['ordinary', 'stable', 'permission']);
    nowMs += 60_000;
    expect(kept()).toEqual(['ordinary', 'stable']);
    nowMs += 40_000;
    expect(kept()).toEqual(['stable']);
  });

  it('keeps who may do what for a minute and no longer, late or stale', () => {
    const cache = cacheOf({ ttlMs: 100_000, staleMs: 500_000, random: () => 0.999 });
    keep(cache, 'a', 'x', answer('x'), { ...readThing, cache: 'permission' } as typeof readThing);
    nowMs += 59_999;
    expect(cache.fresh('a', 'x')).toEqual({ value: 'x' });
    nowMs += 1;
    expect([cache.fresh('a', 'x'), cache.stale('a', 'x')]).toEqual([undefined, undefined]);
  });

  it('lets who may do what stand in within that minute', () => {
    const cache = cacheOf({ ttlMs: 10_000, staleMs: 500_000 });
    keep(cache, 'a', 'x', answer('x'), { ...readThing, cache: 'permission' } as typeof readThing);
    nowMs += 59_999;
    expect([cache.fresh('a', 'x'), cache.stale('a', 'x')?.ageMs]).toEqual([undefined, 59_999]);
    nowMs += 1;
    expect(cache.stale('a', 'x')).toBeUndefined();
  });

  it('drops all of a credential with its write, and keeps nothing while lists may lag', () => {
    const cache = cacheOf({ fenceMs: 500 });
    for (const credential of ['a', 'b']) keep(cache, credential, 'x');
    cache.wrote('a');
    expect([cache.fresh('a', 'x'), cache.fresh('b', 'x')]).toEqual([undefined, { value: 'x' }]);
    keep(cache, 'a', 'x');
    expect(cache.fresh('a', 'x')).toBeUndefined();
    nowMs += 500;
    keep(cache, 'a', 'x');
    expect(cache.fresh('a', 'x')).toEqual({ value: 'x' });
  });

  it('does not keep what was asked for before a write', () => {
    const cache = cacheOf({ fenceMs: 0 });
    const epoch = cache.epoch('a');
    cache.wrote('a');
    cache.keep('a', 'x', epoch, readThing, answer('x'));
    expect(cache.fresh('a', 'x')).toBeUndefined();
  });

  it('lets an old answer stand in for as long as it is told to', () => {
    const cache = cacheOf({ staleMs: 5_000 });
    keep(cache, 'a', 'x');
    nowMs += 3_000;
    expect(cache.fresh('a', 'x')).toBeUndefined();
    expect(cache.stale('a', 'x')).toEqual({ object: { value: 'x' }, ageMs: 3_000 });
    nowMs += 3_000;
    expect(cache.stale('a', 'x')).toBeUndefined();
  });

  it('forgets what it has of a refused credential', () => {
    const cache = cacheOf({ staleMs: 5_000 });
    keep(cache, 'a', 'x');
    cache.forget('a');
    expect([cache.fresh('a', 'x'), cache.stale('a', 'x'), cache.size]).toEqual([undefined, undefined, 0]);
  });

  it('has no more bytes than it may, and one credential no more than its share', () => {
    const cache = cacheOf({ maxBytes: 100, maxShare: 0.5 });
    keep(cache, 'b', 'kept', answer('kept', 40));
    for (const read of ['1', '2', '3', '4', '5', '6', '7', '8']) keep(cache, 'a', read, answer(read, 10));
    expect(['3', '4', '8'].map((read) => cache.fresh('a', read) !== undefined)).toEqual([false, true, true]);
    expect(cache.fresh('b', 'kept')).toBeDefined();
    keep(cache, 'a', 'large', answer('large', 51));
    expect(cache.fresh('a', 'large')).toBeUndefined();
    for (const credential of ['c', 'd', 'e']) keep(cache, credential, 'x', answer('x', 40));
    expect(cache.fresh('b', 'kept')).toBeUndefined();
  });

  it('counts an answer that is kept anew once', () => {
    const cache = cacheOf({ maxBytes: 100, maxShare: 0.5 });
    for (let time = 0; time < 10; time += 1) keep(cache, 'a', 'x', answer('x', 40));
    keep(cache, 'a', 'y', answer('y', 10));
    expect([cache.fresh('a', 'x'), cache.fresh('a', 'y')]).toEqual([{ value: 'x' }, { value: 'y' }]);
  });
});
