import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DnsRecord, DnsZone } from '../../../src/graph/dns/model.ts';
import {
  asListed,
  type DesiredRecord,
  isAuthority,
  matchesDesired,
  toWixRecord,
  zoneVersion,
} from '../../../src/graph/dns/record.ts';

const wanted = (part: Partial<DesiredRecord>): DesiredRecord => ({
  type: 'TXT',
  hostName: 'a.com',
  ttlSeconds: 60,
  values: ['x'],
  ...part,
});
const listed = (part: Partial<DesiredRecord>): DnsRecord => asListed(wanted(part));
const zone = (records: readonly DnsRecord[]): DnsZone => ({
  domainName: 'a.com',
  records,
  dnssecEnabled: false,
  dnssec: null,
});

describe('a record of a zone', () => {
  it.each<[string, Partial<DesiredRecord>, Partial<DesiredRecord>]>([
    ['the same', {}, {}],
    ['its values in another order', { values: ['x', 'y'] }, { values: ['y', 'x'] }],
    ['no lifetime', { ttlSeconds: 7 }, { ttlSeconds: null }],
    ['the host in another case', { hostName: 'A.com' }, {}],
    [
      'the target in another case and with a dot',
      { type: 'CNAME', values: ['X.example.'] },
      { type: 'CNAME', values: ['x.example'] },
    ],
    [
      'a mail server in another case',
      { type: 'MX', values: ['10 MX.example'] },
      { type: 'MX', values: ['10 mx.example'] },
    ],
    [
      'an address spelled in full',
      { type: 'AAAA', values: ['2001:0DB8:0:0::1'] },
      { type: 'AAAA', values: ['2001:db8::1'] },
    ],
  ])('is as wanted when what is wanted is %s', (_name, one, other) => {
    expect(matchesDesired(listed(one), wanted(other))).toBe(true);
  });

  it.each<[string, Partial<DesiredRecord>]>([
    ['another value', { values: ['X'] }],
    ['a value more', { values: ['x', 'y'] }],
    ['another lifetime', { ttlSeconds: 61 }],
    ['another host', { hostName: 'w.a.com' }],
    ['another type', { type: 'SPF' }],
  ])('is not as wanted when what is wanted is %s', (_name, part) => {
    expect(matchesDesired(listed({}), wanted(part))).toBe(false);
  });

  it('is sent back spelled as it came', () => {
    const record: DnsRecord = {
      type: 'CNAME',
      typeRaw: 'CNAME',
      hostName: 'W.a.com',
      ttlSeconds: null,
      values: ['X.'],
    };
    expect(toWixRecord(record)).toEqual({ type: 'CNAME', hostName: 'W.a.com', values: ['X.'] });
    expect(toWixRecord({ ...record, hostName: null })).toBeNull();
  });

  it('is an authority at the domain itself only', () => {
    expect(isAuthority(listed({ type: 'NS', hostName: 'A.com.' }), 'a.com')).toBe(true);
    expect(isAuthority(listed({ type: 'NS', hostName: 'w.a.com' }), 'a.com')).toBe(false);
    expect(isAuthority(listed({ type: 'TXT' }), 'a.com')).toBe(false);
  });
});

describe('the version of a zone', () => {
  const records = [listed({ values: ['x', 'y'] }), listed({ type: 'A', values: ['1.1.1.1'] })];

  it('is the same for the same records in any order', () => {
    const turned = [listed({ type: 'A', values: ['1.1.1.1'] }), listed({ values: ['y', 'x'] })];
    expect(zoneVersion(zone(turned))).toBe(zoneVersion(zone(records)));
  });

  it('does not depend on the SOA, whose serial number may change by itself', () => {
    const soa = (serial: number) => listed({ type: 'SOA', values: [`ns. admin. ${serial} 1 1 1 1`] });
    expect(zoneVersion(zone([...records, soa(1)]))).toBe(zoneVersion(zone([...records, soa(2)])));
  });

  it('is another for any other set of records', () => {
    const record = fc.record({
      type: fc.constantFrom('A', 'TXT', 'MX' as const),
      hostName: fc.constantFrom('a.com', 'w.a.com'),
      ttlSeconds: fc.constantFrom(1, 2),
      values: fc.uniqueArray(fc.constantFrom('x', 'y', 'x y', '"'), { minLength: 1 }),
    }) as fc.Arbitrary<DesiredRecord>;
    const texts = (set: readonly DesiredRecord[]) =>
      set.map(({ type, hostName, ttlSeconds, values }) =>
        JSON.stringify([type, hostName, ttlSeconds, values.toSorted()]),
      );
    const sets = fc.uniqueArray(record, { selector: ({ type, hostName }) => `${type} ${hostName}`, maxLength: 3 });
    fc.assert(
      fc.property(sets, sets, (one, other) => {
        const areEqual = texts(one).sort().join('\n') === texts(other).sort().join('\n');
        const versions = [one, other].map((set) => zoneVersion(zone(set.map(asListed))));
        expect(versions[0] === versions[1]).toBe(areEqual);
      }),
    );
  });
});
