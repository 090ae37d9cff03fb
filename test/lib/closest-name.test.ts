import { describe, expect, it } from 'vitest';
import { closestName } from '../../src/lib/closest-name.ts';

describe('the closest name', () => {
  it.each([
    ['SITE_LSIT', 'site_list', true],
    ['sites', 'site_list', false],
    // Two letters of a short name, a third of a long one.
    ['abcd', 'abxy', true],
    ['abcd', 'axyz', false],
    ['abcdefghijkl', 'abcdefghwxyz', true],
    ['abcdefghijkl', 'abcdefgvwxyz', false],
  ])('of %s can be %s: %s', (given, name, isClose) => {
    expect(closestName(given, [name])).toBe(isClose ? name : null);
  });

  it('is the one with the fewest differences, as it is spelled', () => {
    expect(closestName('prot', ['HOST', 'PORT', 'QUEUE'])).toBe('PORT');
    expect(closestName('x', [])).toBeNull();
  });
});
