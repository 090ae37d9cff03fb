import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestionCriteria } from '../../../src/graph/domain-search/inputs.ts';
import { toDomainAvailability, toDomainSuggestion } from '../../../src/graph/domain-search/model.ts';
import { InputError } from '../../../src/lib/input-error.ts';
import { WixError } from '../../../src/wix/error.ts';

describe('the availability of a name', () => {
  it('takes over everything that Wix sends', () => {
    const raw = { domain: 'A.com', available: true, premium: true, premiumType: 'UNKNOWN_PREMIUM_TYPE' };
    expect(toDomainAvailability(raw, 'a.com')).toEqual({
      name: 'a.com',
      isAvailable: true,
      isPremium: true,
      premiumTypeRaw: 'UNKNOWN_PREMIUM_TYPE',
    });
  });

  it.each([[undefined], [null], [''], ['true'], [1], [{}]])('is not claimed where Wix sends %j', (odd) => {
    expect(toDomainAvailability({ domain: 'a.com', available: odd, premium: odd }, 'a.com')).toEqual({
      name: 'a.com',
      isAvailable: false,
      isPremium: false,
      premiumTypeRaw: null,
    });
  });

  it('may be that of the root domain', () => {
    expect(toDomainAvailability({ domain: 'a.co.uk', available: true }, 'www.a.co.uk').name).toBe('a.co.uk');
  });

  it.each([[{}], [{ domain: '' }], [{ domain: 'b.com' }], [{ domain: 'com' }], [{ domain: 'x.a.com' }]])(
    'is refused when it is that of another name: %j',
    (raw) => {
      expect(() => toDomainAvailability(raw, 'a.com')).toThrow(WixError);
    },
  );
});

describe('a suggestion', () => {
  it('is a name and whether it costs more', () => {
    expect(toDomainSuggestion({ domain: 'A.com', premium: true })).toEqual({ name: 'a.com', isPremium: true });
    expect(toDomainSuggestion({ domain: 'a.com' })).toEqual({ name: 'a.com', isPremium: false });
  });

  it.each([[undefined], [null], [{}], [{ domain: '' }], ['a.com'], [[]]])('is left out when Wix sends %j', (raw) => {
    expect(toDomainSuggestion(raw)).toBeNull();
  });
});

describe('a criteria for names', () => {
  it('is trimmed, in lower case, and without repetitions', () => {
    expect(suggestionCriteria({ query: '  My Shop ', tlds: ['COM', 'com', 'net'], maxLength: null })).toEqual({
      query: 'My Shop',
      tlds: ['com', 'net'],
      maxLength: null,
    });
  });

  it.each([
    ['query', { query: 'ab' }],
    ['query', { query: '  a  ' }],
    ['query', { query: 'a'.repeat(101) }],
    ['query', { query: 'shop & co' }],
    ['query', { query: 'shop\r\nhost' }],
    ['query', { query: 'shop/../x' }],
    ['tlds', { query: 'shop', tlds: ['.com'] }],
    ['tlds', { query: 'shop', tlds: ['co.uk'] }],
    ['tlds', { query: 'shop', tlds: [''] }],
    ['tlds', { query: 'shop', tlds: Array.from({ length: 11 }, (_, index) => `tld${index}`) }],
    ['maxLength', { query: 'shop', maxLength: 2 }],
    ['maxLength', { query: 'shop', maxLength: 64 }],
  ])('is refused at %s: %j', (field, args) => {
    expect(() => suggestionCriteria(args)).toThrow(expect.objectContaining({ name: 'InputError', field }));
  });

  it.each([
    [{ query: 'abc' }],
    [{ query: 'a'.repeat(100) }],
    [{ query: 'café 24' }],
    [{ query: 'my-shop.de', maxLength: 63 }],
  ])('is accepted up to the bounds: %j', (args) => {
    expect(suggestionCriteria(args).query).toBe(args.query);
  });

  it('is either refused or safe to send, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (query) => {
        try {
          expect(suggestionCriteria({ query }).query).toMatch(/^[\p{L}\p{M}\p{N} .-]{3,100}$/u);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
    );
  });
});
