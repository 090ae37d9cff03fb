import { enumAt, type JsonObject, stringAt } from '../input.ts';

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

/** Reads `[{fieldName, order}]`; fields that are not sortable are left out. */
export function readSort<T>(
  sort: readonly JsonObject[],
  fields: Readonly<Record<string, (item: T) => string>>,
): readonly SortTerm<T>[] {
  return sort.flatMap((entry) => {
    const name = stringAt(entry, 'fieldName') ?? '';
    const direction = enumAt(entry, 'order', ['ASC', 'DESC']) ?? 'ASC';
    const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return read === undefined ? [] : [{ read, direction }];
  });
}
