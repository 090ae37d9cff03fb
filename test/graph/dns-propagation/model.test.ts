import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDnsPropagation } from '../../../src/graph/dns-propagation/model.ts';
import { WixError } from '../../../src/wix/error.ts';

const propagation = (raw: Record<string, unknown>) => toDnsPropagation({ domain: 'a.com', ...raw }, 'a.com');
const failures = (failureInfo: unknown) => propagation({ status: 'FAILED', failureInfo }).failures;

describe('a DNS propagation', () => {
  it('takes over everything that Wix sends', () => {
    const raw = {
      id: 'a.com',
      domain: 'a.com',
      revision: '3',
      status: 'FAILED',
      dnsResolverIncludesWixNs: true,
      createdDate: '2026-01-02T03:04:05.000Z',
      updatedDate: '2026-02-03T04:05:06.000Z',
      failureInfo: {
        invalidRecords: ['INVALID_A_RECORD'],
        invalidARecordInfo: { expectedDnsRecords: ['1.1.1.1'], actualDnsRecords: ['2.2.2.2'] },
      },
    };
    expect(toDnsPropagation(raw, 'a.com')).toEqual({
      status: 'FAILED',
      statusRaw: 'FAILED',
      usesWixNameservers: true,
      failures: [{ recordType: 'A', recordTypeRaw: 'INVALID_A_RECORD', expected: ['1.1.1.1'], actual: ['2.2.2.2'] }],
      revision: '3',
      createdAt: '2026-01-02T03:04:05.000Z',
      updatedAt: '2026-02-03T04:05:06.000Z',
    });
  });

  it.each([
    ['SUCCEEDED', 'SUCCEEDED'],
    ['COMPLETED', 'SUCCEEDED'],
    ['IN_PROGRESS', 'IN_PROGRESS'],
    ['UNKNOWN_STATUS', 'UNKNOWN'],
    ['NOT_PUBLISHED', 'UNKNOWN'],
  ])('reads the status %s as %s and keeps the word', (statusRaw, status) => {
    expect(propagation({ status: statusRaw })).toMatchObject({ status, statusRaw });
  });

  it.each([[undefined], [null], [''], [[]], [{}]])('has nothing where Wix sends %j', (nothing) => {
    const raw = {
      status: nothing,
      revision: nothing,
      dnsResolverIncludesWixNs: nothing,
      failureInfo: nothing,
      createdDate: nothing,
      updatedDate: nothing,
    };
    expect(propagation(raw)).toEqual({
      status: 'UNKNOWN',
      statusRaw: null,
      usesWixNameservers: false,
      failures: [],
      revision: null,
      createdAt: null,
      updatedAt: null,
    });
  });

  it('reads a revision written as a number', () => {
    expect(propagation({ revision: 12 }).revision).toBe('12');
  });

  it('names every kind that is wrong, also one that is not known yet', () => {
    const named = ['INVALID_CNAME_RECORD', 'INVALID_NS_RECORD', 'INVALID_AAAA_RECORD'];
    expect(failures({ invalidRecords: named })).toEqual([
      { recordType: 'NS', recordTypeRaw: 'INVALID_NS_RECORD', expected: [], actual: [] },
      { recordType: 'CNAME', recordTypeRaw: 'INVALID_CNAME_RECORD', expected: [], actual: [] },
      { recordType: 'UNKNOWN', recordTypeRaw: 'INVALID_AAAA_RECORD', expected: [], actual: [] },
    ]);
  });

  it('shows records that came without the name of their kind', () => {
    expect(failures({ invalidNsRecordInfo: { expectedDnsRecords: ['ns1.x'], actualDnsRecords: null } })).toEqual([
      { recordType: 'NS', recordTypeRaw: null, expected: ['ns1.x'], actual: [] },
    ]);
    expect(failures({ invalidNsRecordInfo: {}, invalidARecordInfo: null })).toEqual([]);
  });

  it.each([
    ['texts', ['1.1.1.1', '', '2.2.2.2'], ['1.1.1.1', '2.2.2.2']],
    ['objects with values', [{ type: 'A', hostName: 'a.com', values: ['1.1.1.1', '2.2.2.2'] }], ['1.1.1.1', '2.2.2.2']],
    ['objects with a value', [{ hostName: 'www.a.com', value: 'pointing.x' }], ['pointing.x']],
    ['objects of another form', [{ address: '1.1.1.1' }, {}, null, 5], ['{"address":"1.1.1.1"}']],
  ])('shows expected records that are %s as text', (_form, expectedDnsRecords, expected) => {
    expect(failures({ invalidARecordInfo: { expectedDnsRecords } })[0]?.expected).toEqual(expected);
  });

  it.each([[{ domain: 'b.com' }], [{ id: 'b.com' }], [{}]])(
    'is refused when it is not that of the domain asked for: %j',
    (raw) => {
      expect(() => toDnsPropagation(raw, 'a.com')).toThrow(WixError);
    },
  );

  it('never throws over odd parts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (odd, records) => {
        propagation({ status: odd, revision: odd, failureInfo: odd, createdDate: odd });
        failures({ invalidRecords: odd, invalidARecordInfo: records });
        failures({ invalidCnameRecordInfo: { expectedDnsRecords: records, actualDnsRecords: odd } });
      }),
    );
  });
});
