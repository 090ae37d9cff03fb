import { describe, expect, it } from 'vitest';
import { PagesInFlight } from '../../src/wix/pages-in-flight.ts';

describe('pages in flight', () => {
  it('are found by the smallest that has as many items, each list apart', () => {
    const pages = new PagesInFlight();
    pages.add('sites', 100, 'all');
    pages.add('sites', 20, 'some');
    pages.add('domains', 50, 'domains');
    expect([5, 20, 21, 100, 101].map((limit) => pages.find('sites', limit))).toEqual([
      'some',
      'some',
      'all',
      'all',
      undefined,
    ]);
    pages.remove('sites', 20);
    pages.remove('domains', 50);
    expect([pages.find('sites', 5), pages.find('domains', 5), pages.find('folders', 5)]).toEqual([
      'all',
      undefined,
      undefined,
    ]);
  });
});
