import { describe, expect, it } from 'vitest';
import { isTimeZoneName } from '../../../src/graph/site-properties/time-zone.ts';

describe('a time zone', () => {
  it('can be each name that Intl lists, and each is refused in another case', () => {
    for (const name of Intl.supportedValuesOf('timeZone')) {
      expect([name, isTimeZoneName(name)]).toEqual([name, true]);
      expect([name, isTimeZoneName(name.toLowerCase())]).toEqual([name, false]);
    }
  });

  // Links of the IANA database (files backward and etcetera).
  it.each([
    'UTC',
    'GMT',
    'Zulu',
    'US/Pacific',
    'Europe/Kyiv',
    'Etc/GMT+1',
    'Etc/UTC',
    'GB-Eire',
    'America/Indianapolis',
  ])('can be the link %s', (name) => {
    expect(isTimeZoneName(name)).toBe(true);
  });

  it('is not an offset in any spelling, which Intl accepts', () => {
    for (const sign of ['+', '-', '\u2212', '']) {
      for (let minutes = 0; minutes < 24 * 60; minutes += 15) {
        const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
        for (const text of [
          `${sign}${hour}:${minute}`,
          `${sign}${hour}${minute}`,
          `${sign}${hour}`,
          `UTC${sign}${hour}:${minute}`,
        ]) {
          expect([text, isTimeZoneName(text)]).toEqual([text, false]);
        }
      }
    }
  });

  it.each([
    'PST',
    'IST',
    'ACT',
    'JST',
    'Z',
    'SystemV/PST8',
    'Etc/Unknown',
    'Factory',
    'Mars/Olympus',
    'us/pacific',
    '',
    ' UTC',
  ])('is not %j', (name) => {
    expect(isTimeZoneName(name)).toBe(false);
  });
});
