import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDnsZone } from '../../../src/graph/dns/model.ts';
import { WixError } from '../../../src/wix/error.ts';

const zone = (raw: Record<string, unknown>) => toDnsZone({ domainName: 'a.com', ...raw }, 'a.com', 'Get DNS Zone');
const record = (raw: unknown) => zone({ records: [raw] }).records[0];

describe('a DNS zone', () => {
  it('takes over everything that Wix sends', () => {
    const raw = {
      id: 'a.com',
      domainName: 'a.com',
      records: [{ type: 'MX', hostName: 'a.com', ttl: 3600, values: ['10 mx.a.com', '20 mx.b.com'] }],
      dnssecEnabled: true,
      dnssecInfo: { keyTag: 12, digest: 'AB' },
    };
    expect(toDnsZone(raw, 'a.com', 'Get DNS Zone')).toEqual({
      domainName: 'a.com',
      records: [
        { type: 'MX', typeRaw: 'MX', hostName: 'a.com', ttlSeconds: 3600, values: ['10 mx.a.com', '20 mx.b.com'] },
      ],
      dnssecEnabled: true,
      dnssec: { keyTag: 12, digest: 'AB' },
    });
  });

  it.each([[undefined], [null], [''], [[]], [{}], ['x'], [7]])('has nothing where Wix sends %j', (nothing) => {
    const empty = { domainName: 'a.com', records: [], dnssecEnabled: false, dnssec: null };
    expect(zone({ records: nothing, dnssecEnabled: nothing, dnssecInfo: nothing })).toEqual(empty);
  });

  it.each([[undefined], [null], [{}], ['x']])('shows a record of which Wix sends %j only as unknown', (raw) => {
    expect(record(raw)).toEqual({ type: 'UNKNOWN', typeRaw: null, hostName: null, ttlSeconds: null, values: [] });
  });

  it('keeps the raw name of a type that is not known', () => {
    expect(record({ type: 'CAA' })).toMatchObject({ type: 'UNKNOWN', typeRaw: 'CAA' });
  });

  it('reads a lifetime written as text, and values written as one text', () => {
    expect(record({ type: 'TXT', ttl: '300', values: 'v=spf1' })).toMatchObject({
      ttlSeconds: 300,
      values: ['v=spf1'],
    });
  });

  it.each([[-1], [2_147_483_648], [1.5], ['x'], [null]])('has no lifetime where Wix sends %j', (ttl) => {
    expect(record({ ttl })?.ttlSeconds).toBeNull();
    expect(zone({ dnssecInfo: { keyTag: ttl, digest: 'AB' } }).dnssec).toEqual({ keyTag: null, digest: 'AB' });
  });

  it('leaves out values that are no text', () => {
    expect(record({ values: ['1.2.3.4', '', null, 5, '5.6.7.8'] })?.values).toEqual(['1.2.3.4', '', '5.6.7.8']);
  });

  it.each([[{ domainName: 'b.com' }], [{ domainName: '' }], [{}], [{ id: 'b.com' }]])(
    'is refused when it is not that of the domain asked for: %j',
    (raw) => {
      expect(() => toDnsZone(raw, 'a.com', 'Get DNS Zone')).toThrow(WixError);
    },
  );

  it('is known by its id where the name is missing, in any case', () => {
    expect(toDnsZone({ id: 'A.com' }, 'a.com', 'Get DNS Zone').domainName).toBe('a.com');
  });

  it('never throws over odd parts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (records, dnssecEnabled, dnssecInfo) => {
        zone({ records, dnssecEnabled, dnssecInfo });
        record(records);
      }),
    );
  });
});
