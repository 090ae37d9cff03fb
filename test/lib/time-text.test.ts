import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { time } from '../../src/lib/read.ts';
import { isTime } from '../../src/lib/time-text.ts';

const two = (number: number) => String(number).padStart(2, '0');

/** Days of a month by the rule of the calendar. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

const parts = fc.record({
  year: fc.oneof(fc.integer({ min: 1, max: 9_998 }), fc.constantFrom(1900, 2000, 2027, 2028, 2100)),
  month: fc.integer({ min: 0, max: 13 }),
  day: fc.integer({ min: 0, max: 32 }),
  hour: fc.integer({ min: 0, max: 25 }),
  minute: fc.integer({ min: 0, max: 61 }),
  second: fc.integer({ min: 0, max: 61 }),
  offset: fc.constantFrom('Z', '+00:00', '-00:00', '+05:30', '-23:59', '+24:00', '+10:60'),
  fraction: fc.constantFrom('', '.5', '.123456789'),
});

describe('a time', () => {
  it('is accepted exactly if its day, hour, minute, second and offset exist', () => {
    fc.assert(
      fc.property(parts, ({ year, month, day, hour, minute, second, offset, fraction }) => {
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${fraction}${offset}`;
        const exists =
          month >= 1 &&
          day >= 1 &&
          day <= daysIn(year, month) &&
          hour <= 23 &&
          minute <= 59 &&
          second <= 59 &&
          offset !== '+24:00' &&
          offset !== '+10:60';
        expect([text, isTime(text)]).toEqual([text, exists]);
        expect(time(text)).toBe(exists ? text : null);
        // Whatever is accepted keeps its day and hour when it is converted.
        if (exists && offset === 'Z') expect(new Date(text).toISOString().slice(0, 19)).toBe(text.slice(0, 19));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    '2026-11-23',
    '2026-11-23T12:00Z',
    '2026-11-23T12:00:00',
    '2026-11-23 12:00:00Z',
    '2026-11-23t12:00:00z',
    '2026-11-23T12:00:00.Z',
    '2026-11-23T12:00:00.1234567890Z',
    '+002026-11-23T12:00:00Z',
    ' 2026-11-23T12:00:00Z',
    '2026-11-23T12:00:00Z\n',
    // In UTC these are in the years -1 and 10000, which no text of four digits holds.
    '0000-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '',
  ])('is not %j', (text) => {
    expect(isTime(text)).toBe(false);
  });
});
