import type { Entry } from '../../directory/record.ts';
import type { Rank } from '../../directory/search-index.ts';
import type { SearchQuery } from '../../directory/search-query.ts';
import type { SortedPosition } from '../../directory/sorted-index.ts';
import { InputError } from '../../lib/input-error.ts';
import type { Position, Source } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import { type Finding, severities } from './finding.ts';
import type { Opened } from './open.ts';
import { served } from './served.ts';

/** The number of items of a list that have a value. */
export interface Facet {
  readonly name: string;
  readonly value: string;
  readonly count: number;
}

/** A list that the directory answers. */
export class DirectoryConnection<T> extends Connection<T> {
  readonly opened: Opened;
  /** Counts the items of the whole list by their values. */
  readonly facets: () => Facet[];

  constructor(opened: Opened, options: ConstructorParameters<typeof Connection<T>>[0], facets: () => Facet[]) {
    super(options);
    this.opened = opened;
    this.facets = facets;
  }
}

export interface ListOptions<T> {
  readonly opened: Opened;
  readonly type: string;
  /** Name of the field, filter and order, to which cursors are bound. */
  readonly scope: readonly unknown[];
  readonly order: string;
  readonly isReversed: boolean;
  readonly args: PageArgs;
  readonly fits: (item: T) => boolean;
  /** Values to count by, by the name of the facet. */
  readonly facets: Readonly<Record<string, (item: T) => string | null>>;
}

/** Returns records of one type in an order, as far as they fit a filter. */
export function directoryList<T extends object>(options: ListOptions<T>): DirectoryConnection<T> {
  const { opened, type, scope, order, isReversed, args, fits } = options;
  const { view, accountId } = opened;
  const positionAfter = (entry: Entry) => encode(view.positionOf(type, order, entry));
  const source: Source<T> = async (at, wanted) => {
    const after = at === null ? null : decode(at, isSortedPosition);
    const found: Entry[] = [];
    for (const entry of view.sorted(type, order, { after, isReversed })) {
      if (!fits(entry.value as T)) continue;
      found.push(entry);
      if (found.length > wanted) break;
    }
    const page = found.slice(0, wanted);
    const last = page.at(-1);
    return {
      items: page.map(({ value }) => served(view, type, value as T)),
      after: (index) => positionAfter(page[index] as Entry),
      next: found.length > wanted && last !== undefined ? positionAfter(last) : null,
    };
  };
  const all = function* () {
    for (const { value } of view.sorted(type, order, { after: null, isReversed }))
      if (fits(value as T)) yield value as T;
  };
  return new DirectoryConnection<T>(
    opened,
    {
      endpoint: 'the directory',
      scope: [...scope, accountId],
      args,
      source,
      total: async () => {
        let count = 0;
        for (const _item of all()) count += 1;
        return count;
      },
    },
    () => countFacets(all(), options.facets),
  );
}

/** The most values of one facet. */
const maxValues = 100;

function countFacets<T>(items: Iterable<T>, facets: ListOptions<T>['facets']): Facet[] {
  const counts = new Map(Object.keys(facets).map((name) => [name, new Map<string, number>()]));
  for (const item of items) {
    for (const [name, read] of Object.entries(facets)) {
      const value = read(item);
      const ofName = counts.get(name);
      if (value !== null) ofName?.set(value, (ofName.get(value) ?? 0) + 1);
    }
  }
  return [...counts].flatMap(([name, values]) =>
    [...values]
      .sort(([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1))
      .slice(0, maxValues)
      .map(([value, count]) => ({ name, value, count })),
  );
}

/** Returns the records that a query hits, best first. */
export function searchResults(
  opened: Opened,
  query: SearchQuery,
  types: readonly string[],
  args: PageArgs,
): DirectoryConnection<object> {
  const { view, accountId } = opened;
  const wantedTypes = new Set(types);
  const source: Source<object> = async (at, wanted) => {
    const after = at === null ? null : decode(at, isRank);
    const { hits, total, hasMore } = await view.search(query, wantedTypes, after, wanted);
    const last = hits.at(-1);
    return {
      items: hits.map(({ entry }) => served(view, entry.type, entry.value)),
      after: (index) => encode(hits[index]?.rank),
      next: hasMore && last !== undefined ? encode(last.rank) : null,
      total,
    };
  };
  return new DirectoryConnection<object>(
    opened,
    {
      endpoint: 'the directory',
      scope: ['Account.search', accountId, query.phrase, [...types].sort()],
      args,
      source,
      total: async (page) => (await page()).total,
    },
    () => [],
  );
}

/** Writes a place in an order as a position of a list: the text stands where Wix's cursor would. */
function encode(place: SortedPosition | Rank | string | undefined): Position {
  return { cursor: JSON.stringify(place), read: [] };
}

function decode<P>(position: Position, isPlace: (value: unknown) => value is P): P {
  if ('cursor' in position && position.cursor !== null) {
    const place = parse(position.cursor);
    if (isPlace(place)) return place;
  }
  throw new InputError('after', 'This cursor does not belong to this list. Use a cursor of the same connection.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isSortedPosition(value: unknown): value is SortedPosition {
  if (typeof value !== 'object' || value === null) return false;
  const { sortKey, key } = value as Partial<SortedPosition>;
  return typeof key === 'string' && (sortKey === null || typeof sortKey === 'string');
}

function isRank(value: unknown): value is Rank {
  if (!Array.isArray(value) || value.length !== 5) return false;
  const [grade, field, nameWords, name, key] = value as unknown[];
  return [grade, field, nameWords].every(Number.isFinite) && typeof name === 'string' && typeof key === 'string';
}

/** Returns findings as a list, most severe first. */
export function findingsConnection(
  opened: Opened,
  findings: readonly Finding[],
  scope: readonly unknown[],
  args: PageArgs,
): DirectoryConnection<{ readonly finding: Finding; readonly opened: Opened }> {
  const keyed = findings
    .map((finding) => ({ finding, key: orderOf(finding) }))
    .sort(({ key: one }, { key: other }) => (one < other ? -1 : one > other ? 1 : 0));
  return new DirectoryConnection(
    opened,
    {
      endpoint: 'the directory',
      scope: [...scope, opened.accountId],
      args,
      source: async (at, wanted) => {
        const after = at === null ? '' : decode(at, (place): place is string => typeof place === 'string');
        const rest = keyed.filter(({ key }) => key > after);
        const page = rest.slice(0, wanted);
        const positionAfter = (index: number) => encode(page[index]?.key);
        return {
          items: page.map(({ finding }) => ({ finding, opened })),
          after: positionAfter,
          next: rest.length > wanted && page.length > 0 ? positionAfter(page.length - 1) : null,
        };
      },
      total: async () => findings.length,
    },
    () =>
      countFacets(findings, {
        kind: ({ kind }) => kind,
        severity: ({ severity }) => severity,
        account: ({ accountId }) => accountId,
      }),
  );
}

/** Returns a text by which findings sort: by severity, kind, account and record. */
function orderOf({ severity, kind, accountId, type, id }: Finding): string {
  return [severities.length - severities.indexOf(severity), kind, accountId, type, id].join(' ');
}
