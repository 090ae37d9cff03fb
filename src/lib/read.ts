import { WixError } from '../wix/error.ts';
import { isTime } from './time-text.ts';

/** Returns the text of a JSON value; null for an absent, empty or non-text value. Wix writes "no value" in all three ways. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Returns true only for `true`. An absent flag counts as false. */
export function flag(value: unknown): boolean {
  return value === true;
}

/** Returns a whole number that is a number or, as for int64, a text; null for anything else. */
export function integer(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** Returns a whole number from 0 to the maximum of GraphQL's Int; null for anything else. */
export function count32(value: unknown): number | null {
  const number = integer(value);
  return number !== null && number >= 0 && number <= 0x7fff_ffff ? number : null;
}

/** Matches only times that exist. Other times need a check of the last days of the month. */
const surelyTime = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

/** Returns an RFC 3339 time as Wix wrote it; null for an absent or malformed one, and for one that does not exist. */
export function time(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (surelyTime.test(value)) return value;
  return isTime(value) ? value : null;
}

/** Returns the items of a list; an empty list if it is absent or malformed. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Returns the main list of a response; an empty list if it is absent or null. Throws a {@link WixError} `invalidResponse` for anything
 * else, which must not look like an empty list.
 */
export function answeredList(value: unknown, endpoint: { readonly name: string }): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new WixError('invalidResponse', 'expected a list', { endpoint: endpoint.name });
}

/** Returns the non-empty texts of a list. */
export function texts(value: unknown): string[] {
  return list(value).filter((item) => typeof item === 'string' && item !== '') as string[];
}

/** Returns a JSON object; an empty one for anything else, so that absent parts read as absent fields. */
export function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Returns the enum value of a text; `UNKNOWN` if it is not in the table or not a text. */
export function oneOf<T extends string>(table: Readonly<Record<string, T>>, value: unknown): T | 'UNKNOWN' {
  return typeof value === 'string' && Object.hasOwn(table, value) ? (table[value] as T) : 'UNKNOWN';
}
