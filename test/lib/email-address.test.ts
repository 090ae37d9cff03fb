import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEmail } from '../../src/lib/email-address.ts';

// Cases of dominicsayers/isemail (tests.xml) and RFC 5321, section 4.1.2.
describe('an e-mail address', () => {
  it.each([
    'test@iana.org',
    'TEST@IANA.org',
    'a@iana.org',
    "!#$%&`*+/=?^_'{|}~-@iana.org",
    'test.test@iana.org',
    '123@iana.org',
    `${'a'.repeat(64)}@iana.org`,
    'test@123.com',
    'test@about.museum',
  ])('can be %s', (address) => {
    expect(readEmail(address)).toEqual({ address });
  });

  it.each([
    ['', 'no @'],
    ['test', 'no @'],
    ['@iana.org', 'nothing before the @'],
    ['.test@iana.org', 'dot at the edge'],
    ['test.@iana.org', 'dot at the edge'],
    ['test..iana@iana.org', 'dot at the edge, or two in a row'],
    ['.@iana.org', 'dot at the edge'],
    ['"test"@iana.org', 'needs quotes'],
    ['te st@iana.org', 'needs quotes'],
    ['test@iana@iana.org', 'needs quotes'],
    ['té@iana.org', 'non-ASCII'],
    [`${'a'.repeat(65)}@iana.org`, '64 characters'],
    [`${'a'.repeat(60)}@${'b.'.repeat(100)}org`, '254 characters'],
    ['test@', 'domain that is empty'],
    ['test@org', 'one label'],
    ['test@-iana.org', 'hyphen'],
    ['test@iana.org.', 'ends with a dot'],
    ['test@.iana.org', 'empty label'],
    ['test@[127.0.0.1]', 'domain that has'],
    ['test@127.0.0.1', 'IP address'],
    ['test@ia_na.org', 'underscore'],
    ['test@iana.org\n', 'character other than'],
  ])('must not be %j: it has %s', (given, cause) => {
    expect(readEmail(given)).toEqual({ fault: expect.stringContaining(cause) });
  });

  it('has its domain in punycode, and its case kept otherwise', () => {
    expect(readEmail('Info@Bücher.example')).toEqual({ address: 'Info@xn--bcher-kva.example' });
    expect(readEmail('Info@Example.COM')).toEqual({ address: 'Info@Example.COM' });
  });

  it('has a dot-string before the @, whatever the text', () => {
    const atom = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+$/i;
    const local = fc.string({ unit: fc.constantFrom(...'ab.!#"\\ (),:;<>@[]é+'), maxLength: 10 });
    fc.assert(
      fc.property(local, (text) => {
        const isDotString = text.split('.').every((part) => atom.test(part));
        expect([text, 'address' in readEmail(`${text}@iana.org`)]).toEqual([text, isDotString]);
      }),
      { numRuns: 2_000 },
    );
  });
});
