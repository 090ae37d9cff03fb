import { describe, expect, it } from 'vitest';
import { type PackageFilter, planFilter } from '../../../src/graph/package/filter.ts';
import { toPackage } from '../../../src/graph/package/model.ts';
import { InputError } from '../../../src/lib/input-error.ts';

const site = '0aeca58b-7a51-4a88-9e4c-2d1d1a3d4b5c';

const sample = toPackage(
  {
    id: 'p1',
    accountId: 'a1',
    externalId: 'order-1',
    createdDate: '2026-01-02T00:00:00.000Z',
    updatedDate: '2026-02-02T00:00:00.000Z',
    productInstances: [
      { instanceId: 'i1', siteId: site, catalogProductId: 'c1', countryCode: 'BR', status: 'ENABLED' },
      { instanceId: 'i2', status: 'NEW_ONE' },
    ],
  },
  'Get Package',
);
const bare = toPackage({ id: 'p2', accountId: 'a1' }, 'Get Package');

describe('a filter of packages', () => {
  it.each<[PackageFilter, object, boolean, boolean]>([
    [{}, {}, true, true],
    [{ externalIds: null, statuses: null, createdFrom: null, hasExternalId: null, siteIds: null }, {}, true, true],
    [{ externalIds: ['order-1', 'x'] }, { externalId: { $in: ['order-1', 'x'] } }, true, false],
    [{ externalIds: ['ORDER-1'] }, { externalId: { $in: ['ORDER-1'] } }, false, false],
    [{ externalIds: ['order-1'], hasExternalId: true }, { externalId: { $in: ['order-1'] } }, true, false],
    [{ hasExternalId: true }, { externalId: { $exists: true } }, true, false],
    [{ hasExternalId: false }, { externalId: { $exists: false } }, false, true],
    [{ createdFrom: '2026-01-02T01:00:00+01:00' }, { createdDate: { $gte: '2026-01-02T00:00:00.000Z' } }, true, false],
    [{ createdBefore: '2026-01-02T00:00:00Z' }, { createdDate: { $lt: '2026-01-02T00:00:00.000Z' } }, false, false],
    [
      { updatedFrom: '2026-02-01T00:00:00Z', updatedBefore: '2026-02-03T00:00:00Z' },
      { updatedDate: { $gte: '2026-02-01T00:00:00.000Z', $lt: '2026-02-03T00:00:00.000Z' } },
      true,
      false,
    ],
    [{ siteIds: [site.toUpperCase()] }, { 'productInstances.siteId': { $hasSome: [site] } }, true, false],
    [{ catalogProductIds: ['c1'] }, { 'productInstances.catalogProductId': { $hasSome: ['c1'] } }, true, false],
    [{ catalogProductIds: ['c2'] }, { 'productInstances.catalogProductId': { $hasSome: ['c2'] } }, false, false],
    [{ countryCodes: ['br'] }, { 'productInstances.countryCode': { $hasSome: ['BR'] } }, true, false],
    [
      { hasExternalId: true, countryCodes: ['PT'] },
      { externalId: { $exists: true }, 'productInstances.countryCode': { $hasSome: ['PT'] } },
      false,
      false,
    ],
  ])('is written in the words of Wix, and its answers are held against it: %j', (filter, wix, fitsSample, fitsBare) => {
    const planned = planFilter(filter);
    expect(planned.wix).toEqual(wix);
    expect([planned.fits(sample), planned.fits(bare)]).toEqual([fitsSample, fitsBare]);
    expect(planned.keep).toBeNull();
  });

  it('does not send statuses, which are sifted', () => {
    for (const [statuses, kept] of [
      [['ENABLED'], true],
      [['PENDING', 'ENABLED'], true],
      [['UNKNOWN'], true],
      [['PENDING'], false],
    ] as const) {
      const { wix, fits, keep } = planFilter({ statuses });
      expect([wix, fits(bare), keep?.(sample), keep?.(bare)]).toEqual([{}, true, kept, false]);
    }
  });

  it.each<[PackageFilter, string]>([
    [{ externalIds: [] }, 'filter.externalIds'],
    [{ statuses: [] }, 'filter.statuses'],
    [{ siteIds: [] }, 'filter.siteIds'],
    [{ siteIds: ['all'] }, 'filter.siteIds'],
    [{ countryCodes: Array.from({ length: 101 }, () => 'BR') }, 'filter.countryCodes'],
    [{ externalIds: ['x'], hasExternalId: false }, 'filter.hasExternalId'],
  ])('is refused: %j', (filter, field) => {
    expect(() => planFilter(filter)).toThrow(InputError);
    expect(() => planFilter(filter)).toThrow(expect.objectContaining({ field }));
  });
});
