import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesiredRecord } from '../../../src/graph/dns/record.ts';
import { hostFault, recordFaults } from '../../../src/graph/dns/record-rules.ts';

const fields = (record: Partial<DesiredRecord>) =>
  recordFaults({ type: 'TXT', hostName: 'a.com', ttlSeconds: null, values: ['x'], ...record }, 'a.com').map(
    ({ field }) => field,
  );
const value = (type: DesiredRecord['type'], text: string) =>
  fields({ type, values: [text], hostName: type === 'CNAME' ? 'w.a.com' : 'a.com' });

describe('a DNS record', () => {
  it.each([
    ['A', '203.0.113.7'],
    ['AAAA', '2001:db8::7'],
    ['AAAA', '::ffff:203.0.113.7'],
    ['CNAME', 'cdn1.wixdns.net'],
    ['CNAME', '_verify.example.com'],
    ['NS', 'ns1.example.com'],
    ['PTR', 'host.example.com'],
    ['MX', '10 aspmx.l.google.com'],
    ['MX', '0 .'],
    ['TXT', 'v=DKIM1; k=rsa; p=MIGf "quoted"'],
    ['TXT', 'grüße'],
    ['TXT', 'x'.repeat(1_000)],
    ['SPF', 'v=spf1 include:mail.example ~all'],
    ['SPF', 'v=spf1'],
    ['SRV', '10 5 5060 sip.example.com'],
    ['NAPTR', '100 10 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .'],
    ['NAPTR', '100 10 "S" "SIP+D2U" "" _sip._udp.example.com'],
    ['SOA', 'ns1.example.com admin.example.com 2024032600 10800 3600 604800 3600'],
  ] as const)('of type %s may be %s', (type, text) => {
    expect(value(type, text)).toEqual([]);
  });

  it.each([
    ['A', '203.0.113'],
    ['A', '2001:db8::7'],
    ['A', ' 203.0.113.7'],
    ['AAAA', '203.0.113.7'],
    ['AAAA', 'fe80::1%eth0'],
    ['CNAME', 'localhost'],
    ['CNAME', 'target.example.com.'],
    ['CNAME', 'https://example.com'],
    ['NS', '203.0.113.7'],
    ['PTR', ''],
    ['MX', 'mx.example.com'],
    ['MX', '10'],
    ['MX', '10  mx.example.com'],
    ['MX', '65536 mx.example.com'],
    ['MX', '-1 mx.example.com'],
    ['MX', '10 203.0.113.7'],
    ['MX', '10 mx.example.com extra'],
    ['TXT', ''],
    ['TXT', '   '],
    ['TXT', 'two\nlines'],
    ['TXT', 'nul\0'],
    ['TXT', 'x'.repeat(1_001)],
    ['SPF', 'spf1'],
    ['SPF', 'v=spf10'],
    ['SRV', '10 5 sip.example.com'],
    ['SRV', '10 5 70000 sip.example.com'],
    ['NAPTR', '100 10 u E2U+sip "" .'],
    ['NAPTR', '100 10 "u" "E2U+sip" "!x!" not_a_host'],
    ['SOA', 'ns1.example.com admin.example.com 1 2 3 4'],
    ['SOA', 'ns1.example.com admin.example.com 1 2 3 4 4294967296'],
  ] as const)('of type %s must not be %j', (type, text) => {
    expect(value(type, text)).toEqual(['values.0']);
  });

  it.each([
    ['a.com', true],
    ['www.a.com', true],
    ['*.a.com', true],
    ['*.shop.a.com', true],
    ['_dmarc.a.com', true],
    ['_sip._tcp.a.com', true],
    ['b.com', false],
    ['xa.com', false],
    ['.a.com', false],
    ['a..a.com', false],
    ['shop.*.a.com', false],
    ['a*.a.com', false],
    ['-x.a.com', false],
    ['www.a.com.', false],
    ['@', false],
    ['', false],
    ['ü.a.com', false],
    [`${'x'.repeat(64)}.a.com`, false],
    [`${'x.'.repeat(130)}a.com`, false],
  ])('stands at a host in the zone: %s %s', (hostName, isThere) => {
    expect(hostFault(hostName, 'a.com', 'TXT') === null).toBe(isThere);
    expect(fields({ hostName })).toEqual(isThere ? [] : ['hostName']);
  });

  it('has its own rules for aliases and the start of a zone', () => {
    expect(fields({ type: 'CNAME', hostName: 'a.com', values: ['b.com'] })).toEqual(['hostName']);
    expect(fields({ type: 'CNAME', hostName: 'w.a.com', values: ['b.com', 'c.com'] })).toEqual(['values']);
    const soa = 'ns1.b.com admin.b.com 1 2 3 4 5';
    expect(fields({ type: 'SOA', hostName: 'w.a.com', values: [soa] })).toEqual(['hostName']);
  });

  it('has 1 to 50 values, none twice', () => {
    const numbers = (count: number) => Array.from({ length: count }, (_value, index) => `v${index}`);
    expect(fields({ values: numbers(50) })).toEqual([]);
    expect(fields({ values: [] })).toEqual(['values']);
    expect(fields({ values: numbers(51) })).toEqual(['values']);
    expect(fields({ values: ['a', 'b', 'a'] })).toEqual(['values.2']);
  });

  it.each([
    [1, []],
    [2_147_483_647, []],
    [0, ['ttlSeconds']],
    [-1, ['ttlSeconds']],
  ])('lives for %i seconds', (ttlSeconds, faults) => {
    expect(fields({ ttlSeconds })).toEqual(faults);
  });

  it('is checked in a time that grows with its length, not faster', () => {
    const types = ['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'MX', 'TXT', 'SPF', 'SRV', 'NAPTR', 'SOA'] as const;
    const parts = fc.constantFrom('1 ', '"', ' ', 'a', 'a.', '*', '!', '\\', '99999 ');
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.array(parts, { maxLength: 900 }), (type, text) => {
        const began = performance.now();
        value(type, text.join('').slice(0, 1_000));
        hostFault(`${text.join('')}.a.com`, 'a.com', type);
        expect(performance.now() - began).toBeLessThan(200);
      }),
    );
  });
});
