import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Connection, type ConnectionOptions, type Edge } from '../../src/graph/connection.ts';
import { InputError } from '../../src/lib/input-error.ts';
import type { Source } from '../../src/wix/paging.ts';
import { cursorApi, numbers, type PagedList, pagedList } from '../wix/paged-list.ts';

interface Asked {
  readonly source: Source<number>;
  readonly first?: number;
  readonly after?: string | null | undefined;
  readonly keep?: ((item: number) => boolean) | undefined;
  readonly scope?: readonly unknown[];
  readonly total?: ConnectionOptions<number>['total'];
}

function connect({ source, first = 20, after, keep, scope = ['numbers'], total = async () => null }: Asked) {
  const args = { first, after };
  return new Connection({
    endpoint: 'Query Numbers',
    scope,
    args,
    source,
    total,
    ...(keep === undefined ? {} : { keep }),
  });
}

/** A list of 50 behind a cursor API, and how often it was asked. */
function fifty() {
  let calls = 0;
  const api = cursorApi(numbers(50), { caps: [20], lastCursors: {}, tellsHasNext: true });
  const source: Source<number> = (at, wanted) => {
    calls += 1;
    return api(at, wanted);
  };
  return { source, calls: () => calls };
}

const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
/** What a filter of ours leaves: everything, something, or nothing. */
const sieve = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: 1, max: 9 }).chain((of) => fc.nat(8).map((rest) => (item: number) => item % of === rest)),
);

/** Walks a list with these page sizes over and over, as a caller does: by `endCursor`. Checks each page on the way. */
async function walk(
  open: () => Source<number>,
  expected: readonly number[],
  options: { sizes: readonly number[]; keep: Asked['keep']; exact: boolean; start?: string },
): Promise<readonly Edge<number>[]> {
  const edges: Edge<number>[] = [];
  for (let after = options.start, turn = 0; ; turn += 1) {
    const first = options.sizes[turn % options.sizes.length] ?? 1;
    const page = connect({ source: open(), first, after, keep: options.keep });
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = await page.pageInfo;
    const pageEdges = await page.edges;
    edges.push(...pageEdges);
    expect(pageEdges.length).toBeLessThanOrEqual(first);
    expect(hasPreviousPage).toBe(after !== undefined);
    expect([startCursor, endCursor]).toEqual([pageEdges[0]?.cursor ?? null, pageEdges.at(-1)?.cursor ?? null]);
    if (hasNextPage) expect(pageEdges).toHaveLength(first);
    else expect(edges).toHaveLength(expected.length);
    if (options.exact) expect(hasNextPage).toBe(edges.length < expected.length);
    if (!hasNextPage || endCursor === null) return edges;
    after = endCursor;
  }
}

describe('a connection', () => {
  it('is walked whole, and on from every edge, whatever the pages are', async () => {
    const property = async (api: PagedList, pageSizes: readonly number[], keep: Asked['keep']) => {
      const expected = api.list.filter(keep ?? (() => true));
      // An API that does not know its end can only be asked once more; a filter of ours looks until it knows.
      const exact = api.knowsItsEnd || keep !== undefined;
      const edges = await walk(api.source, expected, { sizes: pageSizes, keep, exact });
      expect(edges.map(({ node }) => node)).toEqual(expected);
      for (const [index, { cursor }] of edges.entries()) {
        const rest = expected.slice(index + 1);
        const walked = await walk(api.sourceWithOtherPages, rest, { sizes: pageSizes, keep, exact, start: cursor });
        expect(walked.map(({ node }) => node)).toEqual(rest);
      }
    };
    await fc.assert(fc.asyncProperty(pagedList, sizes, sieve, property), { numRuns: 60 });
  });

  it('gives every edge a cursor of its own', async () => {
    const { source } = fifty();
    const cursors = (await connect({ source, first: 50 }).edges).map(({ cursor }) => cursor);
    expect(new Set(cursors).size).toBe(50);
  });

  it('is empty, without cursors, where there is nothing', async () => {
    const page = connect({ source: async () => ({ items: [], after: () => ({ offset: 0, behind: [] }), next: null }) });
    expect(await page.edges).toEqual([]);
    expect(await page.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('reads no more pages than it needs', async () => {
    const api = fifty();
    await connect({ source: api.source, first: 20 }).edges;
    expect(api.calls()).toBe(1);
    await connect({ source: api.source, first: 21 }).edges;
    expect(api.calls()).toBe(3);
  });

  it('reads its page once, for edges and page info alike, and not before it is asked', async () => {
    const api = fifty();
    const page = connect({ source: api.source });
    expect(api.calls()).toBe(0);
    await Promise.all([page.edges, page.pageInfo, page.edges]);
    await page.pageInfo;
    expect(api.calls()).toBe(1);
  });

  it('counts without a page, and pages without a count', async () => {
    const api = fifty();
    let counts = 0;
    const total = async () => {
      counts += 1;
      return 50;
    };
    expect(await connect({ source: api.source, total }).totalCount).toBe(50);
    expect([api.calls(), counts]).toEqual([0, 1]);
    await connect({ source: api.source, total }).edges;
    expect([api.calls(), counts]).toEqual([1, 1]);
  });

  it('counts by its page where the page tells the total, reading it once', async () => {
    let calls = 0;
    const source: Source<number> = async () => {
      calls += 1;
      return { items: [7], after: () => ({ offset: 1, behind: [] }), next: null, total: 31 };
    };
    const page = connect({ source, total: (read) => read().then(({ total }) => total) });
    expect(await Promise.all([page.totalCount, page.edges])).toEqual([31, [expect.objectContaining({ node: 7 })]]);
    expect(calls).toBe(1);
  });

  it('goes on behind a cursor whatever the page size was before', async () => {
    const { source } = fifty();
    const [, , third] = await connect({ source, first: 5 }).edges;
    const page = connect({ source, first: 30, after: third?.cursor });
    expect((await page.edges).map(({ node }) => node)).toEqual(numbers(33).slice(3));
    expect((await page.pageInfo).hasNextPage).toBe(true);
  });

  it('fails as its source fails, every time', async () => {
    const page = connect({
      source: async () => {
        throw new Error('no page');
      },
    });
    await expect(page.edges).rejects.toThrow('no page');
    await expect(page.pageInfo).rejects.toThrow('no page');
  });
});

describe('what a connection refuses', () => {
  it.each([0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is a page of %d items', (first) => {
    const { source, calls } = fifty();
    expect(() => connect({ source, first })).toThrow(new InputError('first', 'first must be between 1 and 100.'));
    expect(calls()).toBe(0);
  });

  it.each([1, 100])('is not a page of %d items', async (first) => {
    expect((await connect({ source: fifty().source, first }).edges).length).toBe(Math.min(first, 50));
  });

  it.each([
    ['another list', ['words']],
    ['another account', ['numbers', 'b', {}]],
    ['another filter', ['numbers', 'a', { even: true }]],
    ['the same in another form', ['numbers', 'a,{}']],
  ])('is a cursor of %s', async (_name, other) => {
    const { source, calls } = fifty();
    const scope = ['numbers', 'a', {}];
    const [edge] = await connect({ source, first: 1, scope }).edges;
    expect(() => connect({ source, scope, after: edge?.cursor })).not.toThrow();
    expect(() => connect({ source, scope: other, after: edge?.cursor })).toThrow(InputError);
    expect(calls()).toBe(1);
  });

  it.each(['', 'x', 'bm90aGluZw', '../../..', ' '])('is a cursor that it did not write: %j', (after) => {
    expect(() => connect({ source: fifty().source, after })).toThrow(InputError);
  });

  it.each([null, undefined])('is not a cursor that is %s', (after) => {
    expect(() => connect({ source: fifty().source, after })).not.toThrow();
  });
});
