import { z } from 'zod';
import { plainError, Refusal } from '../answer.ts';
import type { JsonObject } from '../json.ts';
import type { SandboxQuirks } from '../quirks.ts';
import { optional, pageSize, type ViolationFacts } from '../request/values.ts';
import { readCursor } from './cursor.ts';
import type { CursorPosition } from './cursor-page.ts';
import type { FilterFields } from './filter.ts';
import { filterSchema } from './filter-schema.ts';
import { type SortEntry, type SortFields, sortSchema } from './order.ts';

/** A query with cursor paging as it is sent. */
export interface PagedQuery {
  readonly filter?: JsonObject | undefined;
  readonly sort?: readonly SortEntry[] | undefined;
  readonly cursorPaging?: { readonly limit?: number | undefined; readonly cursor?: string | undefined } | undefined;
}

/** The schema of a query with cursor paging, `fields` and `fieldsets` excluded: no account-level client sends them. */
export function pagedQuerySchema<T, S>(
  fields: FilterFields<T>,
  sortable: SortFields<S>,
  {
    undeclared,
    maximum,
    clampedBy,
  }: {
    undeclared: NonNullable<ViolationFacts['undeclared']>;
    maximum: number;
    clampedBy: keyof SandboxQuirks;
  },
): z.ZodType<PagedQuery> {
  return z.strictObject({
    filter: optional(filterSchema(fields, undeclared)),
    sort: optional(sortSchema(sortable, undeclared)),
    cursorPaging: optional(
      z.strictObject({ limit: optional(pageSize(maximum, clampedBy)), cursor: optional(z.string().max(10_000)) }),
    ),
  });
}

/** The page that a query asks for. */
export interface WantedPage {
  readonly filter: JsonObject | undefined;
  readonly sort: readonly SortEntry[];
  readonly position: CursorPosition | undefined;
}

/**
 * The filter, sort and start of a page: the query's own, or those that its cursor carries.
 * @param withCursor what to do with a filter or sort beside a cursor
 */
export function wantedPage(
  { filter, sort = [], cursorPaging }: PagedQuery,
  scope: string,
  withCursor: 'reject' | 'ignore',
  quirks: SandboxQuirks,
): WantedPage {
  const cursor = cursorPaging?.cursor || undefined;
  if (cursor === undefined) return { filter, sort, position: undefined };
  const isSentAgain = (filter !== undefined && Object.keys(filter).length > 0) || sort.length > 0;
  if (isSentAgain && withCursor === 'reject') {
    throw new Refusal(plainError(quirks.invalidCursor, 'invalid cursor: filter and sort come with the cursor'));
  }
  const { position, query } = readCursor(scope, cursor, quirks);
  return { filter: query.filter, sort: query.sort ?? [], position };
}
