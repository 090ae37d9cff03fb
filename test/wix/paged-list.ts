import fc from 'fast-check';
import { expect } from 'vitest';
import { offsetSource } from '../../src/wix/offset-source.ts';
import { type CursorPage, cursorSource, type Source } from '../../src/wix/paging.ts';

/** The largest page of the APIs below. */
export const maxItems = 20;

/** The numbers from 0, this many. */
export function numbers(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** How a cursor API behaves beyond what it promises. */
interface Manners {
  /** The most items of each page, in turn; less than asked for where it is smaller. 0 is an empty page with a next one. */
  readonly caps: readonly number[];
  /** The `cursors` of the last page. */
  readonly lastCursors: unknown;
  readonly tellsHasNext: boolean;
}

/** A cursor API over a list: a cursor is the place of the first item of its page, and takes any limit. */
export function cursorApi(list: readonly number[], { caps, lastCursors, tellsHasNext }: Manners): Source<number> {
  let calls = 0;
  return cursorSource(
    maxItems,
    async (cursor, limit): Promise<CursorPage<number>> => {
      expect(limit).toBeGreaterThan(0);
      expect(limit).toBeLessThanOrEqual(maxItems);
      const [place = '0', empties = ''] = cursor?.split('/') ?? [];
      const from = Number(place);
      // An empty page leads to the same place under another cursor, a few times: without an end it would be another test.
      const cap = Math.max(caps[calls % caps.length] ?? maxItems, empties.length > 2 ? 1 : 0);
      calls += 1;
      const items = list.slice(from, from + Math.min(limit, cap));
      const end = from + items.length;
      const hasNext = end < list.length;
      const next = items.length === 0 ? `${end}/${empties}e` : `${end}`;
      return { items, cursors: hasNext ? { next } : lastCursors, hasNext: tellsHasNext ? hasNext : undefined };
    },
    String,
  );
}

function offsetApi(list: readonly number[], caps: readonly number[], tellsTotal: boolean): Source<number> {
  let calls = 0;
  const readPage = async (offset: number, limit: number) => {
    expect(limit).toBeGreaterThan(0);
    expect(limit).toBeLessThanOrEqual(maxItems);
    const cap = Math.max(1, caps[calls % caps.length] ?? maxItems);
    calls += 1;
    const items = list.slice(offset, offset + Math.min(limit, cap));
    return { items, ...(tellsTotal ? { total: list.length } : {}) };
  };
  return offsetSource({ endpoint: 'Query Numbers', maxItems, readPage, keyOf: String });
}

const caps = fc.array(fc.integer({ min: 0, max: maxItems }), { minLength: 1, maxLength: 6 });

/** A list of numbers behind either kind of API. */
export interface PagedList {
  readonly list: readonly number[];
  /** True where the API tells at every page whether another item follows. */
  readonly knowsItsEnd: boolean;
  /** The API anew, its pages cut as before or otherwise. */
  source(): Source<number>;
  sourceWithOtherPages(): Source<number>;
}

export const pagedList: fc.Arbitrary<PagedList> = fc
  .record({
    length: fc.integer({ min: 0, max: 70 }),
    caps: fc.tuple(caps, caps),
    lastCursors: fc.constantFrom({}, { next: null }, { next: '' }, { next: null, prev: 'x' }, null, undefined),
    isOffset: fc.boolean(),
    tells: fc.boolean(),
  })
  .map(({ length, caps: [before, otherwise], lastCursors, isOffset, tells }) => {
    const list = numbers(length);
    const open = (pageCaps: readonly number[]) =>
      isOffset
        ? offsetApi(list, pageCaps, tells)
        : cursorApi(list, { caps: pageCaps, lastCursors, tellsHasNext: tells });
    return {
      list,
      knowsItsEnd: !isOffset || tells,
      source: () => open(before),
      sourceWithOtherPages: () => open(otherwise),
    };
  });
