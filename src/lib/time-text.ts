import { z } from 'zod';

/** RFC 3339 with up to nine digits of a second. Says nothing about whether the time exists. */
const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Days and hours that exist. `Date.parse` accepts 30 February and hour 24. */
const existing = z.regexes.datetime({ offset: true });

/** Returns whether a text has the shape of an RFC 3339 time, whether or not the time exists. */
export function isTimeShaped(value: string): boolean {
  return shape.test(value);
}

/**
 * Returns whether a text is an RFC 3339 time that exists and that UTC writes with a year of four digits. Leap seconds
 * do not count: JavaScript and Wix have no text for them.
 */
export function isTime(value: string): boolean {
  return shape.test(value) && existing.test(value) && /^\d{4}-/.test(inUtc(value) ?? '');
}

/** Returns the time in UTC with milliseconds; null if it cannot be represented. */
function inUtc(value: string): string | null {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
