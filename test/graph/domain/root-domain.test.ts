import { describe, expect, it } from 'vitest';
import { domainLevel } from '../../../src/graph/domain/root-domain.ts';

describe('a domain name', () => {
  it.each([
    ['example.com', 'root'],
    ['example.co.uk', 'root'],
    ['example.com.mx', 'root'],
    ['xn--bcher-kva.de', 'root'],
    ['example.some-new-ending', 'root'],
    ['www.example.com', 'subdomain'],
    ['shop.example.co.uk', 'subdomain'],
    ['a.b.c.example.com', 'subdomain'],
    // Below the suffix of a company, which some run like a registry.
    ['name.github.io', 'either'],
    ['brand.co.com', 'either'],
    ['www.brand.co.com', 'subdomain'],
    ['co.com', 'root'],
    ['co.uk', null],
    ['com.mx', null],
  ])('is a root domain, lies below one, or is an ending: %s', (name, level) => {
    expect(domainLevel(name)).toBe(level);
  });
});
