import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ValueType } from '../../src/wix/endpoint.ts';
import { isApiKeyText, isGuid, isHostname, isValue } from '../../src/wix/values.ts';

/** `accountId` and `siteId` have the form of `guid`. */
type Form = Exclude<ValueType, 'accountId' | 'siteId'>;

const types: readonly Form[] = ['guid', 'hostname', 'decimalId', 'token'];

const accepted: Record<Form, readonly string[]> = {
  guid: ['0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5c', '0AECA58B-7A51-4A88-9E4C-2D1D1A3D4B5C'],
  hostname: [
    'example.com',
    'EXAMPLE.com',
    'a.b.c.d.example',
    'xn--bcher-kva.example',
    '_dmarc.example.com',
    'selector_1.example.com',
    '1.example',
    `${'a'.repeat(63)}.com`,
    `${`${'a'.repeat(49)}.`.repeat(5)}com`,
  ],
  decimalId: ['0', '6601492336091027458', '9'.repeat(20)],
  token: ['a', 'JWE.eyJhbGciOi.x', 'a/b', '%2e%2e', '...', '?a=b#c', '~'.repeat(10_000)],
};

const refused: Record<Form, readonly unknown[]> = {
  guid: [
    '',
    '0aeca58b7a514a889e4c2d1d1a3d4b5c',
    '{0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5c}',
    ' 0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5c',
    '0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5c\n',
    '0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5cf',
    '0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5g',
    '../0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b',
    null,
    undefined,
    12,
    ['0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5c'],
    new String('0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5c'),
  ],
  hostname: [
    '',
    'localhost',
    'example.com.',
    '.example.com',
    'example..com',
    '-a.com',
    'a-.com',
    '127.0.0.1',
    '1.2',
    '[::1]',
    'example.com:80',
    'example.com/..',
    'user@example.com',
    'exa mple.com',
    'example.com\r\n',
    'example.com\0',
    'bücher.example',
    '\u212a.example',
    '\u017f.example',
    '0.0.0.0x0',
    '127.0.0.0XfF',
    'example.0x',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(126)}com`,
  ],
  decimalId: ['', '-1', '1.0', '1e3', '0x1', ' 1', '1\n', '١٢', '9'.repeat(21), 1],
  token: ['', '.', '..', 'a b', 'a\tb', 'a\r\nb', 'a\0', 'a\x7f', 'é', '日本', '\u2028', 'a'.repeat(10_001), {}],
};

describe('the check of a value', () => {
  it.each(types.flatMap((type) => accepted[type].map((value) => [type, value] as const)))(
    'takes as %s: %j',
    (type, value) => {
      expect(isValue(type, value)).toBe(true);
    },
  );

  it.each(types.flatMap((type) => refused[type].map((value) => [type, value] as const)))(
    'does not take as %s: %j',
    (type, value) => {
      expect(isValue(type, value)).toBe(false);
    },
  );

  it('takes every GUID that there is', () => {
    fc.assert(fc.property(fc.uuid(), (guid) => isGuid(guid) && isGuid(guid.toUpperCase())));
  });

  it('takes every host name of the DNS, and no IP address', () => {
    fc.assert(fc.property(fc.domain(), (name) => isHostname(name)));
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV4Extended(), fc.ipV6()), (address) => !isHostname(address)));
  });

  it.each(types)('takes nothing as %s that a URL or a header would read otherwise', (type) => {
    const good = { guid: fc.uuid(), hostname: fc.domain(), decimalId: fc.nat().map(String), token: fc.base64String() };
    const risky = fc.constantFrom('/', '\\', '\r\n', '\0', '.', '..', 'é', '%2f', '%2e', '?', '#', ' ', ':', '@', ';');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(risky).map((parts) => parts.join('')),
      fc.oneof(fc.constantFrom(...accepted[type]), good[type]),
      fc
        .tuple(good[type], fc.nat(), risky)
        .map(([text, at, part]) =>
          [text.slice(0, at % (text.length + 1)), part, text.slice(at % (text.length + 1))].join(''),
        ),
    );
    fc.assert(
      fc.property(value, (text) => {
        if (!isValue(type, text)) return;
        const url = new URL(`/before/${encodeURIComponent(text)}/after?x=1`, 'https://api.example');
        expect([url.host, url.search]).toEqual(['api.example', '?x=1']);
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'before', text, 'after']);
        expect(new Headers({ name: text }).get('name')).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['one letter', 'a'],
    ['one digit', '1'],
    ['hyphens', '-'],
    ['dots', '.'],
    ['labels', 'a.'],
    ['labels with hyphens', 'a-'],
    ['GUIDs', '0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5c'],
  ])('takes no longer for 50,000 characters than for a page of text: %s', (_name, part) => {
    const value = `${part.repeat(Math.ceil(50_000 / part.length)).slice(0, 50_000)}!`;
    const started = performance.now();
    for (const type of types) isValue(type, value);
    isApiKeyText(value);
    // A regular expression that backtracks takes many seconds here; a busy machine does not.
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('the text of an API key', () => {
  it.each(['IST.eyJraWQi.eyJkYXRhIjoi.c2ln', 'x', '!'.repeat(8_192)])('can be %j', (text) => {
    expect(isApiKeyText(text)).toBe(true);
  });

  it.each(['', ' ', 'a b', ' a', 'a ', 'a\n', 'a\r\nwix-account-id: x', 'a\0', 'ключ', 'a'.repeat(8_193)])(
    'cannot be %j',
    (text) => {
      expect(isApiKeyText(text)).toBe(false);
    },
  );
});
