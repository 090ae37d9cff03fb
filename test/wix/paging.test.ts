import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chunk,
  type CursorPage,
  cursorSource,
  mapped,
  offsetSource,
  type Position,
  readAll,
  type Source,
  walk,
} from '../../src/wix/paging.ts';
import { cursorApi, maxItems, numbers, pagedList } from './paged-list.ts';

const wanted = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });

interface Collected {
  readonly items: number[];
  readonly after: Position[];
}

async function collect(source: Source<number>, start: Position | null, sizes: readonly number[]): Promise<Collected> {
  const items: number[] = [];
  const after: Position[] = [];
  let turn = 0;
  for await (const chunk of walk('Query Things', source, start, () => sizes[turn++ % sizes.length] ?? 1)) {
    items.push(...chunk.items);
    after.push(...placesOf(chunk));
  }
  return { items, after };
}

/** Where reading goes on after each item. */
function placesOf({ items, after }: Chunk<unknown>): Position[] {
  return items.map((_item, index) => after(index));
}

describe('a list that is read in pages', () => {
  it('comes whole and in order, whatever the pages are', async () => {
    await fc.assert(
      fc.asyncProperty(pagedList, wanted, async ({ list, source }, sizes) => {
        expect((await collect(source(), null, sizes)).items).toEqual(list);
        expect(await readAll('Query Things', source())).toEqual(list);
      }),
      { numRuns: 300 },
    );
  });

  it('goes on exactly behind every item, also where pages are cut otherwise the second time', async () => {
    await fc.assert(
      fc.asyncProperty(pagedList, wanted, wanted, async ({ list, source, sourceWithOtherPages }, sizes, otherSizes) => {
        const { after } = await collect(source(), null, sizes);
        expect(after).toHaveLength(list.length);
        for (const [index, position] of after.entries()) {
          const rest = await collect(sourceWithOtherPages(), position, otherSizes);
          expect(rest.items).toEqual(list.slice(index + 1));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is mapped item by item, with its places as they were', async () => {
    const plain = cursorApi(numbers(45), { caps: [7], lastCursors: {}, tellsHasNext: true });
    const squares = mapped(plain, (item) => item ** 2);
    expect(await readAll('Query Things', squares)).toEqual(numbers(45).map((item) => item ** 2));
    const [chunk, squared] = await Promise.all([plain, squares].map((source) => source({ cursor: '7', skip: 2 }, 3)));
    expect(squared?.items).toEqual(chunk?.items.map((item) => item ** 2));
    expect(placesOf(squared as Chunk<number>)).toEqual(placesOf(chunk as Chunk<number>));
  });
});

describe('a page of a cursor API', () => {
  const asked: { cursor: string | null; limit: number }[] = [];
  const source = (page: Partial<CursorPage<string>>) => {
    asked.length = 0;
    return cursorSource(maxItems, async (cursor, limit) => {
      asked.push({ cursor, limit });
      return { items: ['a', 'b', 'c'], cursors: {}, hasNext: undefined, ...page };
    });
  };

  it('is asked for with what is wanted, at most with the maximum', async () => {
    await source({})(null, 5);
    expect(asked).toEqual([{ cursor: null, limit: 5 }]);
    await source({})(null, Number.POSITIVE_INFINITY);
    expect(asked).toEqual([{ cursor: null, limit: maxItems }]);
  });

  it('is asked for again, and skipped into, from a place inside', async () => {
    const chunk = await source({ cursors: { next: 'y' } })({ cursor: 'x', skip: 1 }, 2);
    expect(asked).toEqual([{ cursor: 'x', limit: 3 }]);
    expect(chunk.items).toEqual(['b', 'c']);
    expect(placesOf(chunk)).toEqual([
      { cursor: 'x', skip: 2 },
      { cursor: 'y', skip: 0 },
    ]);
  });

  it.each<[string, Partial<CursorPage<string>>, string | null]>([
    ['a next cursor', { cursors: { next: 'y' } }, 'y'],
    ['a next cursor and hasNext', { cursors: { next: 'y' }, hasNext: true }, 'y'],
    ['a next cursor, and hasNext that is null', { cursors: { next: 'y' }, hasNext: null }, 'y'],
    ['a next cursor, but hasNext says no', { cursors: { next: 'y' }, hasNext: false }, null],
    ['no next cursor', { cursors: {} }, null],
    ['a next cursor that is null', { cursors: { next: null, prev: null } }, null],
    ['a next cursor that is empty', { cursors: { next: '' } }, null],
    ['a next cursor that is a number', { cursors: { next: 7 } }, null],
    ['cursors that are null', { cursors: null }, null],
    ['no cursors', { cursors: undefined }, null],
    ['cursors that are text', { cursors: 'y' }, null],
  ])('is followed or not, by %s', async (_name, page, next) => {
    const chunk = await source(page)(null, 3);
    expect(chunk.next).toEqual(next === null ? null : { cursor: next, skip: 0 });
    expect(placesOf(chunk).at(-1)).toEqual(next === null ? { cursor: null, skip: 3 } : { cursor: next, skip: 0 });
  });

  it('that has become shorter than the place inside it is made up for by the next one', async () => {
    const chunk = await source({ cursors: { next: 'y' } })({ cursor: 'x', skip: 5 }, 10);
    expect(chunk).toMatchObject({ items: [], next: { cursor: 'y', skip: 2 } });
  });

  it('cannot be found by an offset', async () => {
    await expect(source({})({ offset: 3 }, 1)).rejects.toThrow(TypeError);
  });
});

describe('a list that Wix says goes on, but not where', () => {
  const source = cursorSource(100, async () => ({ items: ['a'], cursors: {}, hasNext: true }));

  it('is an error, and not a short list', async () => {
    await expect(readAll('Some List', source)).rejects.toMatchObject({
      failure: 'invalidResponse',
      endpoint: 'Some List',
    });
  });
});

describe('a page of an offset API', () => {
  const source = (length: number, total?: number) =>
    offsetSource(maxItems, async () => ({ items: numbers(length), ...(total === undefined ? {} : { total }) }));

  it.each<[string, number, number | undefined, number | null]>([
    ['full, without a total', 20, undefined, 60],
    ['short, without a total', 3, undefined, 43],
    ['empty, without a total', 0, undefined, null],
    ['short of the total', 3, 44, 43],
    ['at the total', 3, 43, null],
    ['beyond the total', 3, 40, null],
    ['empty, short of the total', 0, 100, null],
  ])('is the last or not, when it is %s', async (_name, length, total, next) => {
    const chunk = await source(length, total)({ offset: 40 }, 20);
    expect(chunk.next).toEqual(next === null ? null : { offset: next });
    expect(chunk.total).toBe(total);
    expect(placesOf(chunk)).toEqual(numbers(length).map((index) => ({ offset: 41 + index })));
  });

  it('cannot be found by a cursor', async () => {
    await expect(source(1)({ cursor: 'x', skip: 0 }, 1)).rejects.toThrow(TypeError);
  });
});

describe('a list that does not end', () => {
  const repeating = (cursors: readonly string[]) => {
    let calls = 0;
    const source = cursorSource(maxItems, async () => {
      const next = cursors[calls % cursors.length];
      calls += 1;
      return { items: [calls], cursors: { next }, hasNext: true };
    });
    return { source, calls: () => calls };
  };
  const failure = { name: 'WixError', failure: 'invalidResponse', endpoint: 'Query Things' };

  it.each([
    ['the same cursor', ['a'], 2],
    ['two cursors in turn', ['a', 'b'], 3],
    ['a circle of cursors', ['a', 'b', 'c', 'd'], 5],
  ])('is given up when Wix repeats %s', async (_name, cursors, calls) => {
    const api = repeating(cursors);
    await expect(readAll('Query Things', api.source)).rejects.toMatchObject(failure);
    expect(api.calls()).toBe(calls);
  });

  it('is given up at the first repetition of the place that reading began with', async () => {
    const api = repeating(['a']);
    const reading = collect(api.source, { cursor: 'a', skip: 0 }, [20]);
    await expect(reading).rejects.toMatchObject(failure);
    expect(api.calls()).toBe(1);
  });

  it('is given up when Wix makes up ever new cursors', async () => {
    let calls = 0;
    const source = cursorSource(maxItems, async () => {
      calls += 1;
      return { items: [], cursors: { next: String(calls) }, hasNext: true };
    });
    await expect(readAll('Query Things', source)).rejects.toMatchObject(failure);
    expect(calls).toBe(2_001);
  });

  it('is read no further than its reader goes', async () => {
    const api = repeating(numbers(100).map(String));
    for await (const chunk of walk('Query Things', api.source, null, () => 1)) {
      if (chunk.items[0] === 3) break;
    }
    expect(api.calls()).toBe(3);
  });
});

describe('a list whose reading fails', () => {
  it('is not answered in part', async () => {
    let calls = 0;
    const source = offsetSource(2, async () => {
      calls += 1;
      if (calls === 3) throw new Error('the third page');
      return { items: [1, 2], total: 9 };
    });
    await expect(readAll('Query Things', source)).rejects.toThrow('the third page');
  });
});
