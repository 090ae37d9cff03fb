import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasConflicts, changesOf, chunksOf, type RecordChange, withChanges } from '../../../src/graph/dns/diff.ts';
import type { DnsRecord, DnsRecordType } from '../../../src/graph/dns/model.ts';
import {
  asListed,
  type DesiredRecord,
  isAuthority,
  keyOf,
  keyOfListed,
  matchesDesired,
} from '../../../src/graph/dns/record.ts';

const domain = 'a.com';
const types = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SOA', 'TXT', 'SRV'] as const satisfies DnsRecordType[];

const wantedRecord: fc.Arbitrary<DesiredRecord> = fc.record({
  type: fc.constantFrom(...types),
  hostName: fc.integer({ min: 0, max: 12 }).map((n) => (n === 0 ? domain : `h${n}.${domain}`)),
  ttlSeconds: fc.option(fc.constantFrom(300, 3_600)),
  values: fc.uniqueArray(fc.constantFrom('one', 'two', 'three', 'four'), { minLength: 1, maxLength: 3 }),
});

const wantedSet = fc.uniqueArray(wantedRecord, { selector: keyOf, maxLength: 60 });
const listedSet = wantedSet.map((records) =>
  records.map((record) => asListed({ ...record, ttlSeconds: record.ttlSeconds ?? 60 })),
);

/** Wix's PATCH on a plain zone: refuses what Wix refuses, and otherwise deletes and then adds. */
function patch(records: readonly DnsRecord[], chunk: readonly RecordChange[]): DnsRecord[] {
  const deletions = chunk.flatMap(({ before }) => before ?? []);
  const additions = chunk.flatMap(({ after }) => after ?? []);
  expect(chunk.length).toBeGreaterThan(0);
  expect(deletions.length).toBeLessThanOrEqual(10);
  expect(additions.length).toBeLessThanOrEqual(10);
  for (const deletion of deletions) expect(records).toContain(deletion);
  const after = [...records.filter((record) => !deletions.includes(record)), ...additions];
  const keys = after.map(keyOfListed);
  expect(new Set(keys).size).toBe(keys.length);
  return after;
}

describe('the changes between a zone and the records that are wanted', () => {
  it.each([
    ['all others are removed', () => true],
    ['all others stay', () => false],
    ['others but the name servers are removed', (record: DnsRecord) => !isAuthority(record, domain)],
  ])('lead there in calls that Wix takes, when %s', (_name, isRemoved) => {
    fc.assert(
      fc.property(listedSet, wantedSet, (zone, wanted) => {
        const result = chunksOf(changesOf(zone, wanted, isRemoved)).reduce(patch, zone);
        const keys = new Set(wanted.map(keyOf));
        for (const record of wanted) {
          const found = result.filter((listed) => keyOfListed(listed) === keyOf(record));
          expect(found).toHaveLength(1);
          expect(found.every((listed) => matchesDesired(listed, record))).toBe(true);
        }
        const others = (records: readonly DnsRecord[]) => records.filter((one) => !keys.has(keyOfListed(one) ?? ''));
        expect(others(result)).toEqual(others(zone).filter((record) => !isRemoved(record)));
        // Whoever applies the same records again changes nothing.
        expect(changesOf(result, wanted, isRemoved)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('are the same whether they are made call by call or at once', () => {
    fc.assert(
      fc.property(listedSet, wantedSet, (zone, wanted) => {
        const changes = changesOf(zone, wanted, () => true);
        const chunks = chunksOf(changes);
        const sorted = (records: readonly DnsRecord[]) => records.map((record) => JSON.stringify(record)).sort();
        expect(sorted(chunks.reduce(patch, zone))).toEqual(sorted(withChanges(zone, changes)));
        expect(chunks.flat()).toHaveLength(changes.length);
      }),
    );
  });

  it('of one host are made in one call', () => {
    fc.assert(
      fc.property(listedSet, wantedSet, (zone, wanted) => {
        const chunks = chunksOf(changesOf(zone, wanted, () => true));
        const hosts = chunks.map((chunk) => new Set(chunk.map(({ key }) => key.split(' ')[1])));
        for (const [index, chunk] of hosts.entries()) {
          for (const later of hosts.slice(index + 1)) expect([...chunk].filter((host) => later.has(host))).toEqual([]);
        }
      }),
    );
  });

  it('bring a zone that has two records of one type and host back to one', () => {
    const record = (value: string): DnsRecord =>
      asListed({ type: 'TXT', hostName: domain, ttlSeconds: 60, values: [value] });
    const zone = Array.from({ length: 25 }, (_value, index) => record(`v${index}`));
    const wanted: DesiredRecord = { type: 'TXT', hostName: domain, ttlSeconds: null, values: ['v0'] };
    const chunks = chunksOf(changesOf(zone, [wanted], () => false));
    expect(chunks.map((chunk) => chunk.length)).toEqual([10, 10, 4]);
    expect(chunks.flat().every(({ before, after }) => before !== null && after === null)).toBe(true);
  });

  it('keep the lifetime of a record that is wanted with other values only', () => {
    const zone = [asListed({ type: 'A', hostName: domain, ttlSeconds: 60, values: ['1.1.1.1'] })];
    const wanted: DesiredRecord = { type: 'A', hostName: domain, ttlSeconds: null, values: ['2.2.2.2'] };
    expect(changesOf(zone, [wanted], () => false)).toEqual([
      { key: 'A a.com', before: zone[0], after: { ...zone[0], values: ['2.2.2.2'] } },
    ]);
  });

  it('leave records alone that Wix did not name', () => {
    const nameless: DnsRecord = { type: 'UNKNOWN', typeRaw: null, hostName: null, ttlSeconds: null, values: [] };
    expect(changesOf([nameless], [], () => true)).toEqual([]);
  });
});

describe('a CNAME beside other records', () => {
  const at = (type: DesiredRecord['type'], hostName = `www.${domain}`): DnsRecord =>
    asListed({ type, hostName, ttlSeconds: 60, values: ['x.example'] });
  const added = (record: DnsRecord): RecordChange => ({ key: keyOfListed(record) ?? '', before: null, after: record });

  it('is found where a change brings it about', () => {
    expect(aliasConflicts([at('CNAME')], [added(at('A'))])).toEqual([added(at('A'))]);
    expect(aliasConflicts([at('A')], [added(at('CNAME'))])).toEqual([added(at('CNAME'))]);
    expect(aliasConflicts([at('A')], [added(at('AAAA'))])).toEqual([]);
    expect(aliasConflicts([at('CNAME')], [added(at('A', domain))])).toEqual([]);
  });

  it('is none where the one takes the place of the other', () => {
    const alias = at('CNAME');
    const gone: RecordChange = { key: keyOfListed(alias) ?? '', before: alias, after: null };
    expect(aliasConflicts([alias], [gone, added(at('A'))])).toEqual([]);
  });

  it('is left alone where it was there before', () => {
    expect(aliasConflicts([at('CNAME'), at('A')], [added(at('A', domain))])).toEqual([]);
  });
});
