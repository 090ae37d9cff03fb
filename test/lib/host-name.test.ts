import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostNameFault, isDecodable, readHostName, toAsciiName, toUnicodeName } from '../../src/lib/host-name.ts';
import { isHostname } from '../../src/wix/values.ts';

const label = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abz09-_*+/ @:#%.'), maxLength: 8 }),
  fc.constantFrom('www', 'xn--mnchen-3ya', 'xn--zzzzzz9999', '203', '0x7f', 'x'.repeat(63), 'x'.repeat(64)),
);
const name = fc.array(label, { maxLength: 6 }).map((labels) => labels.join('.'));

const letters = fc.constantFrom(...'äéßøčłğ中文日本한국грдея');
const unicodeLabel = fc
  .array(fc.oneof(letters, fc.constantFrom('a', 'b', '1')), { minLength: 1, maxLength: 12 })
  .map((units) => `a${units.join('')}`);

describe('a host name', () => {
  it('has a fault exactly if Wix could not be sent it', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect([text, hostNameFault(text) === null]).toEqual([text, isHostname(text)]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('has at most 253 characters', () => {
    const longest = `${'x'.repeat(61)}.${Array.from({ length: 3 }, () => 'y'.repeat(63)).join('.')}`;
    expect(longest).toHaveLength(253);
    expect(hostNameFault(longest)).toBeNull();
    expect(hostNameFault(`x${longest}`)).toContain('253');
  });

  it('in Unicode is sent in punycode, and shown in Unicode again', () => {
    fc.assert(
      fc.property(fc.array(unicodeLabel, { minLength: 1, maxLength: 3 }), (labels) => {
        const given = `${labels.join('.')}.example`;
        const read = readHostName(given.toUpperCase());
        // A label can be too long in punycode.
        if ('fault' in read) return expect(read.fault).toContain('punycode');
        expect(read.name).toMatch(/^[a-z0-9.-]+$/);
        expect(isHostname(read.name)).toBe(true);
        expect(isDecodable(read.name)).toBe(true);
        expect(readHostName(toUnicodeName(read.name))).toEqual(read);
      }),
    );
  });

  it('never becomes another name by what a URL parser would do to it', () => {
    const unsafe = fc.constantFrom(...' \t\n\r\0%#?/\\@:[]<>^|');
    fc.assert(
      fc.property(unicodeLabel, unsafe, unicodeLabel, (one, character, other) => {
        expect(readHostName(`${one}ü${character}${other}.example`)).toHaveProperty('fault');
      }),
    );
  });

  it.each([
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['MÜNCHEN.de', 'xn--mnchen-3ya.de'],
    ['faß.de', 'xn--fa-hia.de'],
    ['日本。jp', 'xn--wgv71a.jp'],
    ['Example.COM', 'example.com'],
    ['💩.la', 'xn--ls8h.la'],
    ['１２７.0.0.1.é', '127.0.0.1.xn--9ca'],
  ])('%s is %s', (given, ascii) => {
    expect(readHostName(given)).toEqual({ name: ascii });
  });

  it.each([
    ['', 'empty'],
    ['example.com.', 'ends with a dot'],
    ['a..example.com', 'empty label'],
    ['.example.com', 'empty label'],
    [`${'x'.repeat(64)}.com`, '63 characters'],
    [`${'é'.repeat(60)}a.com`, 'fault-free or punycode'],
    [`${'x.'.repeat(130)}com`, '253 characters'],
    ['https://example.com', 'IP address or has a port'],
    ['example.com/path', 'slash'],
    ['example.com:443', 'port'],
    ['203.0.113.7', 'IP address'],
    ['１.２.３.４', 'IP address'],
    ['2001:db8::1', 'IP address'],
    ['1.2.3', 'ends with a number'],
    ['localhost', 'one label'],
    ['-a.com', 'hyphen'],
    ['a b.com', 'character other than'],
    ['a\u200db.é', 'internationalized'],
    ['xn--ü.de', 'internationalized'],
  ])('%j has one cause: %s', (given, cause) => {
    const read = readHostName(given);
    if (cause === 'fault-free or punycode') return expect(toAsciiName(given)).toMatch(/^xn--/);
    expect(read).toEqual({ fault: expect.stringContaining(cause) });
  });

  it('keeps punycode that does not decode, and shows it as it is', () => {
    expect(readHostName('xn--zzzzzz9999.com')).toEqual({ name: 'xn--zzzzzz9999.com' });
    expect(toUnicodeName('xn--zzzzzz9999.com')).toBe('xn--zzzzzz9999.com');
    expect(isDecodable('xn--zzzzzz9999.com')).toBe(false);
  });
});
