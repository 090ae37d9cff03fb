import { describe, expect, it } from 'vitest';
import { BatchLoader } from '../../src/lib/batch-loader.ts';

function recorded(answer: (id: string) => string | null = (id) => id.toUpperCase(), maxBatchSize = 3) {
  const batches: string[][] = [];
  const loader = new BatchLoader<string>(async (ids) => {
    batches.push([...ids]);
    if (ids.includes('broken')) throw new Error(`no ${ids.join()}`);
    return ids.map(answer);
  }, maxBatchSize);
  return { batches, loader };
}

describe('objects by their ids', () => {
  it('are read together when they are asked for in one tick, each once, in batches', async () => {
    const { batches, loader } = recorded();
    const later = Promise.resolve().then(() => loader.load('e'));
    expect(
      await Promise.all([loader.loadAll(['a', 'b', 'a']), loader.load('b'), loader.loadAll(['c', 'd']), later]),
    ).toEqual([['A', 'B', 'A'], 'B', ['C', 'D'], 'E']);
    expect(batches).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('are not read again', async () => {
    const { batches, loader } = recorded();
    await loader.load('a');
    expect(await loader.loadAll(['b', 'a'])).toEqual(['B', 'A']);
    expect(batches).toEqual([['a'], ['b']]);
  });

  it('are null when they are not there, and nothing when none is asked for', async () => {
    const { batches, loader } = recorded(() => null);
    expect(await loader.load('a')).toBeNull();
    expect(await loader.loadAll([])).toEqual([]);
    expect(batches).toEqual([['a']]);
  });

  it('fail with their batch and no other, and are tried again', async () => {
    const { batches, loader } = recorded();
    const [first, second] = await Promise.allSettled([loader.loadAll(['a', 'broken', 'b', 'c']), loader.load('b')]);
    const failure = new Error('no a,broken,b');
    expect(first).toEqual({ status: 'fulfilled', value: [failure, failure, failure, 'C'] });
    expect(second).toEqual({ status: 'rejected', reason: failure });
    expect(await loader.loadAll(['a', 'c'])).toEqual(['A', 'C']);
    expect(batches).toEqual([['a', 'broken', 'b'], ['c'], ['a']]);
  });

  it.each([
    ['fewer', ['A']],
    ['more', ['A', 'B', 'C']],
    ['none', []],
  ])('fail when %s values come back than ids were asked for: whose they are cannot be told', async (_name, values) => {
    const loader = new BatchLoader<string>(async () => values, 3);
    const [first] = await loader.loadAll(['a', 'b']);
    expect(first).toBeInstanceOf(TypeError);
    expect(String(first)).toContain(`Read ${values.length} values for 2 ids`);
  });
});
