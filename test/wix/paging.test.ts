import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetSource } from '../../src/wix/offset-source.ts';
import {
  type Chunk,
  type CursorPage,
  cursorSource,
  mapped,
  markOf,
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
    const [chunk, squared] = await Promise.all(
      [plain, squares].map((source) => source({ cursor: '7', read: marks(7, 8) }, 3)),
    );
    expect(squared?.items).toEqual(chunk?.items.map((item) => item ** 2));
    expect(placesOf(squared as Chunk<number>)).toEqual(placesOf(chunk as Chunk<number>));
  });
});

/** The marks of these items. */
function marks(...items: readonly (string | number)[]): string[] {
  return items.map((item) => markOf(String(item)));
}

describe('a page of a cursor API', () => {
  const asked: { cursor: string | null; limit: number }[] = [];
  const source = (page: Partial<CursorPage<string>>) => {
    asked.length = 0;
    return cursorSource(
      maxItems,
      async (cursor, limit) => {
        asked.push({ cursor, limit });
        return { items: ['a', 'b', 'c'], cursors: {}, hasNext: undefined, ...page };
      },
      String,
    );
  };

  it('is asked for with what is wanted, at most with the maximum', async () => {
    await source({})(null, 5);
    expect(asked).toEqual([{ cursor: null, limit: 5 }]);
    await source({})(null, Number.POSITIVE_INFINITY);
    expect(asked).toEqual([{ cursor: null, limit: maxItems }]);
  });

  it('is asked for again, and skipped into, from a place inside', async () => {
    const chunk = await source({ cursors: { next: 'y' } })({ cursor: 'x', read: marks('a') }, 2);
    expect(asked).toEqual([{ cursor: 'x', limit: 3 }]);
    expect(chunk.items).toEqual(['b', 'c']);
    expect(placesOf(chunk)).toEqual([
      { cursor: 'x', read: marks('a', 'b') },
      { cursor: 'y', read: [] },
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
    expect(chunk.next).toEqual(next === null ? null : { cursor: next, read: [] });
    expect(placesOf(chunk).at(-1)).toEqual(
      next === null ? { cursor: null, read: marks('a', 'b', 'c') } : { cursor: next, read: [] },
    );
  });

  it('leaves items that were pushed out of it to be left out of the next one', async () => {
    const chunk = await source({ cursors: { next: 'y' } })({ cursor: 'x', read: marks('a', 'd', 'c', 'e', 'b') }, 10);
    expect(chunk).toMatchObject({ items: [], next: { cursor: 'y', read: marks('d', 'e') } });
  });

  it('cannot be found by an offset', async () => {
    await expect(source({})({ offset: 3, behind: [] }, 1)).rejects.toThrow(TypeError);
  });
});

describe('a list that Wix says goes on, but not where', () => {
  const source = cursorSource(100, async () => ({ items: ['a'], cursors: {}, hasNext: true }), String);

  it('is an error, and not a short list', async () => {
    await expect(readAll('Some List', source)).rejects.toMatchObject({
      failure: 'invalidResponse',
      endpoint: 'Some List',
    });
  });
});

/** An offset API over a list that changes meanwhile, and what it was asked. */
function changing(pages: readonly (readonly string[])[], { max = 5, total = false } = {}) {
  const asked: string[] = [];
  const readPage = async (offset: number, limit: number) => {
    const list = pages[Math.min(asked.length, pages.length - 1)] ?? [];
    asked.push(`${offset}+${limit}`);
    return { items: list.slice(offset, offset + limit), ...(total ? { total: list.length } : {}) };
  };
  return { asked, source: offsetSource({ endpoint: 'Some List', maxItems: max, readPage, keyOf: String }) };
}

const letters = (text: string) => [...text];
const behind = (text: string) => ({ offset: text.length, behind: marks(...text) });

describe('a page of an offset API', () => {
  it.each<[string, string, string, string]>([
    ['stands where it was', 'abcdefgh', 'defg', '2+5'],
    ['has lost one before', 'bcdefgh', 'defg', '2+5 0+5'],
    ['has lost all but the last before', 'cdefgh', 'defg', '2+5 0+5'],
    ['has got one before', 'xabcdefgh', 'def', '2+5'],
    ['has lost its last item', 'abdefgh', 'def', '2+5 0+5'],
    ['has lost its last item and got one before', 'xabdefgh', 'defg', '2+5'],
    ['has lost all that was read', 'defgh', 'defg', '2+5 0+5 5+5 0+5'],
    ['has got nine before', '123456789abcdefgh', 'defg', '2+5 0+5 7+5'],
  ])('continues behind what was read, when it %s', async (_name, now, items, asked) => {
    const { source, asked: log } = changing([letters(now)]);
    const walked: string[] = [];
    for await (const chunk of walk('Some List', source, behind('abc'), () => 4)) {
      walked.push(...chunk.items);
      if (walked.length >= items.length) break;
    }
    expect(walked.join('').slice(0, items.length)).toBe(items);
    expect(log.slice(0, asked.split(' ').length).join(' ')).toBe(asked);
  });

  it('is refused, and nothing skipped, when nothing that was read is near its place', async () => {
    const { source } = changing([letters('defgh')]);
    const lost = source({ offset: 30, behind: marks(...letters('ABCDEFGHIJKLMNOP')) }, 4);
    await expect(lost).rejects.toMatchObject({ name: 'WixError', failure: 'listChanged', endpoint: 'Some List' });
  });

  it.each<[string, number, number | undefined, number | null]>([
    ['full, without a total', 20, undefined, 60],
    ['short, without a total', 3, undefined, 43],
    ['empty, without a total', 0, undefined, null],
    ['short of the total', 3, 44, 43],
    ['at the total', 3, 43, null],
    ['beyond the total', 3, 40, null],
    ['empty, short of the total', 0, 100, null],
  ])('is the last or not, when it is %s', async (_name, length, total, next) => {
    const readPage = async () => ({ items: numbers(length), ...(total === undefined ? {} : { total }) });
    const source = offsetSource({ endpoint: 'Some List', maxItems, readPage, keyOf: String });
    const chunk = await source({ offset: 40, behind: [] }, 20);
    const last = numbers(length).slice(-16);
    expect(chunk.next).toEqual(next === null ? null : { offset: next, behind: marks(...last) });
    expect(chunk.total).toBe(total);
    expect(placesOf(chunk)).toEqual(
      numbers(length).map((at) => ({ offset: 41 + at, behind: marks(...numbers(at + 1).slice(-16)) })),
    );
  });

  it('cannot be found by a cursor', async () => {
    await expect(changing([[]]).source({ cursor: 'x', read: [] }, 1)).rejects.toThrow(TypeError);
  });
});

describe('a list that does not end', () => {
  const repeating = (cursors: readonly string[]) => {
    let calls = 0;
    const source = cursorSource(
      maxItems,
      async () => {
        const next = cursors[calls % cursors.length];
        calls += 1;
        return { items: [calls], cursors: { next }, hasNext: true };
      },
      String,
    );
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
    const reading = collect(api.source, { cursor: 'a', read: [] }, [20]);
    await expect(reading).rejects.toMatchObject(failure);
    expect(api.calls()).toBe(1);
  });

  it('is given up when Wix makes up ever new cursors', async () => {
    let calls = 0;
    const source = cursorSource(
      maxItems,
      async () => {
        calls += 1;
        return { items: [], cursors: { next: String(calls) }, hasNext: true };
      },
      String,
    );
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
    const readPage = async (offset: number, limit: number) => {
      calls += 1;
      if (calls === 3) throw new Error('the third page');
      return { items: numbers(9).slice(offset, offset + limit), total: 9 };
    };
    const source = offsetSource({ endpoint: 'Query Things', maxItems: 2, readPage, keyOf: String });
    await expect(readAll('Query Things', source)).rejects.toThrow('the third page');
  });
});
