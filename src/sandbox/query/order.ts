import { z } from 'zod';
import { facts, optional, type ViolationFacts } from '../request/values.ts';

/** The values an item is ordered by, its id last, so that no two items are equal. */
export type SortKey = readonly string[];

/** A total order over items. */
export interface Order<T> {
  keyOf(item: T): SortKey;
  compare(a: SortKey, b: SortKey): number;
}

/** One field to order by. */
export interface SortTerm<T> {
  read(item: T): string;
  readonly direction: 'ASC' | 'DESC';
}

/** An entry of `sort` as it is sent. */
export interface SortEntry {
  readonly fieldName?: string | undefined;
  readonly order?: 'ASC' | 'DESC' | undefined;
}

/** The values of the sortable fields, by name. */
export type SortFields<T> = Readonly<Record<string, (item: T) => string>>;

/**
 * The schema of `sort`.
 * @param undeclared which quirk decides about fields that are not declared
 */
export function sortSchema<T>(
  fields: SortFields<T>,
  undeclared: NonNullable<ViolationFacts['undeclared']>,
): z.ZodType<SortEntry[]> {
  const fieldName = z.string().superRefine((name, context) => {
    if (Object.hasOwn(fields, name)) return;
    const params = facts({ rule: 'UNDECLARED', undeclared });
    context.addIssue({ code: 'custom', message: `Field '${name}' is not declared as sortable`, params });
  });
  return z.array(z.strictObject({ fieldName: optional(fieldName), order: optional(z.enum(['ASC', 'DESC'])) }));
}

/** Text order by UTF-16 code unit, missing values first when ascending, ties by id ascending. */
export function orderBy<T>(terms: readonly SortTerm<T>[], idOf: (item: T) => string): Order<T> {
  const signs = terms.map(({ direction }) => (direction === 'DESC' ? -1 : 1));
  return {
    keyOf: (item) => [...terms.map(({ read }) => read(item)), idOf(item)],
    compare(a, b) {
      for (let at = 0; at < a.length; at += 1) {
        const left = a[at] ?? '';
        const right = b[at] ?? '';
        if (left !== right) return (left < right ? -1 : 1) * (signs[at] ?? 1);
      }
      return 0;
    },
  };
}

/** The terms of `sort`. Fields that are not sortable are left out. */
export function sortTerms<T>(sort: readonly SortEntry[], fields: SortFields<T>): readonly SortTerm<T>[] {
  return sort.flatMap(({ fieldName = '', order: direction = 'ASC' }) => {
    const read = Object.hasOwn(fields, fieldName) ? fields[fieldName] : undefined;
    return read === undefined ? [] : [{ read, direction }];
  });
}
