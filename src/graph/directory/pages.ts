import type { Found } from '../../directory/record.ts';
import { type Source, walk } from '../../wix/paging.ts';

/** Reads a whole list page by page as records of the directory. Rejects if the list can't be read to its end. */
export async function* pagesOf<T>(
  endpoint: string,
  source: Source<T>,
  toRecords: (item: T) => readonly Found[],
): AsyncGenerator<readonly Found[], void, undefined> {
  for await (const { items } of walk(endpoint, source, null, () => Number.POSITIVE_INFINITY)) {
    yield items.flatMap(toRecords);
  }
}

/** Returns a plain object with these properties of an object, which can be accessors. */
export function copyOf<T extends object>(object: T, fields: Readonly<Record<keyof T, true>>): T {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, object[name as keyof T]])) as T;
}

/** Returns a time in a form whose texts sort as the times do; null if there is none. */
export function sortableTime(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** Returns the host of an address; none if it has none. */
export function hostsOf(url: string | null): string[] {
  return url !== null && URL.canParse(url) ? [new URL(url).hostname.replace(/^www\./, '')] : [];
}
