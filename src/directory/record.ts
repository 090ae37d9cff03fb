/** A record as a list or a read by id returned it. */
export interface Found {
  readonly type: string;
  /** Unique among the records of this type in one account. */
  readonly id: string;
  /** A plain object. Two records are equal if their JSON is. */
  readonly value: object;
}

/** Texts by which a record is found, in the order of their weight. */
export interface SearchTexts {
  readonly name: string;
  readonly hosts?: readonly string[];
  readonly slugs?: readonly string[];
  readonly emails?: readonly string[];
}

/** Describes one type of record. */
export interface RecordType {
  readonly type: string;
  /** Texts to search; null for a type that a search never returns. */
  readonly texts: ((value: object) => SearchTexts) | null;
  /** Sort keys by the name of the order. Records without a key come last. */
  readonly orders: Readonly<Record<string, (value: object) => string | null>>;
  /** Time of the last change by the source's clock, comparable as text; null if unknown. */
  readonly version: (value: object) => string | null;
  /** Fields that the change log leaves out. */
  readonly secrets?: ReadonlySet<string>;
}

/** A record of the directory with the age of its evidence. */
export interface Entry {
  /** Identifies it among all accounts; one text for all indexes. */
  readonly key: string;
  readonly type: string;
  readonly id: string;
  readonly accountId: string;
  /** Name of the list that it belongs to. */
  readonly list: string;
  value: object;
  /** Time at which the request was sent that showed it last, by the directory's monotonic clock. */
  at: number;
  /** Time of the last own write to it; -Infinity if there is none. */
  wroteAt: number;
}

/** Returns the key of a record. */
export function keyOf({ accountId, type, id }: Pick<Entry, 'accountId' | 'type' | 'id'>): string {
  return `${accountId} ${type} ${id}`;
}

/** Returns the names of the fields in which two values differ. */
export function differences(before: object, after: object): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const text = (value: object, name: string) => JSON.stringify((value as Record<string, unknown>)[name]);
  return [...names].filter((name) => text(before, name) !== text(after, name));
}
