import { WixError } from '../wix/error.ts';
import { isTime } from './time-text.ts';

/** The text of a JSON value; null for an absent, empty or non-text value. Wix writes "no value" in all three ways. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** True only for `true`: an absent flag is an unset one. */
export function flag(value: unknown): boolean {
  return value === true;
}

/** A whole number given as a number or, as int64 is, as text; null for anything else. */
export function integer(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** A whole number that GraphQL's Int can hold, 0 or more; null for anything else. */
export function count32(value: unknown): number | null {
  const number = integer(value);
  return number !== null && number >= 0 && number <= 0x7fff_ffff ? number : null;
}

/** Times of which all exist: what this does not match may be one of the last days of a month. */
const surelyTime = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

/** An RFC 3339 time as Wix wrote it; null for an absent or malformed one, and for one that does not exist. */
export function time(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (surelyTime.test(value)) return value;
  return isTime(value) ? value : null;
}

/** The items of a list; an empty list for an absent or malformed one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * The list that an answer is there for; an empty one when it is absent or null. Throws a {@link WixError} `invalidResponse` for anything
 * else, which must not pass for a list without items.
 */
export function answeredList(value: unknown, endpoint: { readonly name: string }): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new WixError('invalidResponse', 'a list that is none', { endpoint: endpoint.name });
}

/** The non-empty texts of a list. */
export function texts(value: unknown): string[] {
  return list(value).filter((item) => typeof item === 'string' && item !== '') as string[];
}

/** A JSON object; an empty one for anything else, so that absent parts read as absent fields. */
export function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The enum value that a text maps to; `UNKNOWN` for a text that the table does not have, or no text. */
export function oneOf<T extends string>(table: Readonly<Record<string, T>>, value: unknown): T | 'UNKNOWN' {
  return typeof value === 'string' && Object.hasOwn(table, value) ? (table[value] as T) : 'UNKNOWN';
}
