import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../src/wix/retry-after.ts';

const now = Date.parse('2026-11-23T12:00:00.000Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['7', 7_000],
    ['007', 7_000],
    ['999999999', 999_999_999_000],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 11:59:00 GMT', 0],
    ['Tue, 24 Nov 2026 12:00:00 GMT', 86_400_000],
  ])('of %j is a wait of %i ms', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    ' ',
    ' 7',
    '7 ',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '7s',
    '7, 8',
    '1000000000',
    '9'.repeat(400),
    'Infinity',
    'NaN',
    'soon',
    '2026-11-23T12:00:30Z',
    '2026-11-23',
    'Monday, 23-Nov-26 12:00:30 GMT',
    'Mon Nov 23 12:00:30 2026',
    'Mon, 23 Nov 2026 12:00:30',
    'Mon, 23 Nov 2026 12:00:30 UTC',
    'Mon, 23 Nov 2026 12:00:30 +0100',
    'Mon, 23 nov 2026 12:00:30 GMT',
    'Mon, 23 Xyz 2026 12:00:30 GMT',
    'Mon, 23 Nov 2026 99:00:30 GMT',
    'Mon, 99 Nov 2026 12:00:30 GMT',
    'Mon, 23 Nov 2026 12:00:30 GMT\n',
    'x Mon, 23 Nov 2026 12:00:30 GMT',
  ])('of %j says nothing', (value) => {
    expect(parseRetryAfter(value, now)).toBeUndefined();
  });

  it('is never a wait below zero or without end, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.-+eE :,GMT') })), (value) => {
        const wait = parseRetryAfter(value, now);
        return wait === undefined || (Number.isSafeInteger(wait) && wait >= 0);
      }),
    );
  });
});
