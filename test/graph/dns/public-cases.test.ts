import { describe, expect, it } from 'vitest';
import { recordFaults } from '../../../src/graph/dns/record-rules.ts';
import { zoneWarnings } from '../../../src/graph/dns/zone-warnings.ts';

const zone = 'a.com';
const faults = (
  type: 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'SRV' | 'TXT',
  hostName: string,
  values: string[],
) => recordFaults({ type, hostName, ttlSeconds: null, values }, zone);

// The kinds of cases of DNSControl, octoDNS, NSD and the RFCs that are named, in words of our own.
describe('records of public test suites', () => {
  it.each([
    ['RFC 7505', 'MX', zone, ['0 .', '10 mx.example.com'], 'values.0', 'only value'],
    ['octoDNS', 'A', `${'a'.repeat(64)}.${zone}`, ['192.0.2.1'], 'hostName', '63 characters'],
    ['octoDNS', 'A', `a..b.${zone}`, ['192.0.2.1'], 'hostName', 'empty label'],
    ['octoDNS', 'A', `${'x.'.repeat(130)}${zone}`, ['192.0.2.1'], 'hostName', '253 characters'],
    ['RFC 4291', 'AAAA', zone, ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'], 'values.1', 'means the same'],
    ['RFC 4343', 'MX', zone, ['10 mx.example.com', '10 MX.EXAMPLE.COM'], 'values.1', 'means the same'],
    ['RFC 4343', 'NS', `s.${zone}`, ['ns1.example.com', 'NS1.example.com'], 'values.1', 'means the same'],
    ['NSD', 'A', `#.${zone}`, ['192.0.2.1'], 'hostName', 'character other than'],
    ['octoDNS', 'CNAME', `loop.${zone}`, [`LOOP.${zone}`], 'values.0', 'its own host'],
    ['DNSControl', 'A', `a.*.${zone}`, ['192.0.2.1'], 'hostName', 'wildcard'],
    ['RFC 4592', 'A', `*foo.${zone}`, ['192.0.2.1'], 'hostName', 'wildcard'],
    ['DNSControl', 'MX', zone, ['10 mx.example.com.'], 'values.0', 'ends with a dot'],
    ['DNSControl', 'SRV', `_sip._tcp.${zone}`, ['1 2 3 sip.example.com.'], 'values.0', 'ends with a dot'],
  ] as const)('%s: %s %s %j is refused at %s for one cause', (_source, type, host, values, field, cause) => {
    expect(faults(type, host, [...values])).toEqual([{ field, message: expect.stringContaining(cause) }]);
  });

  it.each([
    ['RFC 3263', 'SRV', `_sip+d2t._tcp.${zone}`, ['0 0 0 .']],
    ['RFC 2317', 'PTR', `0/25.${zone}`, ['a.example.com']],
    ['RFC 7505', 'MX', zone, ['0 .']],
  ] as const)('%s: %s %s %j is accepted', (_source, type, host, values) => {
    expect(faults(type, host, [...values])).toEqual([]);
  });

  it.each([
    ['TXT', zone, ['v=spf1 -all', 'v=spf1 ~all'], 'several SPF'],
    ['TXT', `_dmarc.${zone}`, ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'several DMARC'],
    ['TXT', zone, ['"quoted"'], 'quotes'],
    ['MX', zone, [`10 www.${zone}`], 'leads to a CNAME'],
    ['A', zone, ['10.0.0.1'], 'private'],
    ['CNAME', `b.${zone}`, [`www.${zone}`], 'leads back to itself'],
  ] as const)('%s %s %j is warned of', (type, hostName, values, cause) => {
    const alias = {
      type: 'CNAME',
      typeRaw: 'CNAME',
      hostName: `www.${zone}`,
      ttlSeconds: 60,
      values: [`b.${zone}`],
    } as const;
    const record = { type, typeRaw: type, hostName, ttlSeconds: 60, values };
    expect(zoneWarnings([alias], zone)).toEqual([]);
    expect(zoneWarnings([alias, record], zone).join(' ')).toContain(cause);
  });
});
