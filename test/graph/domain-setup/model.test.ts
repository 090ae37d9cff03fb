import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDomainSetup } from '../../../src/graph/domain-setup/model.ts';
import { WixError } from '../../../src/wix/error.ts';

const setup = (raw: Record<string, unknown>) => toDomainSetup({ connectedDomainId: 'a.com', ...raw }, 'a.com');
const a = { hostName: 'a.com', ttl: 3600, values: ['1.2.3.4'] };
const cname = { hostName: 'www.a.com', ttl: 3600, value: 'pointing.wixdns.net' };

describe('the setup of a domain', () => {
  it('is one NS record for name servers', () => {
    const nsRecord = { hostName: 'a.com', ttl: 86400, values: ['ns13.wixdns.net', 'ns12.wixdns.net'] };
    expect(setup({ nameserverRecord: { nsRecord }, registrar: { name: 'GoDaddy', nameServers: ['x.y'] } })).toEqual({
      type: 'NameserverSetup',
      records: [{ type: 'NS', hostName: 'a.com', ttlSeconds: 86400, values: ['ns13.wixdns.net', 'ns12.wixdns.net'] }],
      registrarName: 'GoDaddy',
      currentNameservers: ['x.y'],
    });
  });

  it('is an A and a CNAME record for pointing, the CNAME from its single value', () => {
    expect(setup({ pointingRecords: { aRecord: a, cnameRecord: cname } })).toEqual({
      type: 'PointingSetup',
      records: [
        { type: 'A', hostName: 'a.com', ttlSeconds: 3600, values: ['1.2.3.4'] },
        { type: 'CNAME', hostName: 'www.a.com', ttlSeconds: 3600, values: ['pointing.wixdns.net'] },
      ],
      registrarName: null,
      currentNameservers: [],
    });
  });

  it('is every CNAME record for a subdomain', () => {
    const raw = { subdomainRecords: { cnameRecords: [{ ...cname, hostName: 's.a.com' }, cname] } };
    expect(setup(raw)?.records.map(({ type, hostName }) => [type, hostName])).toEqual([
      ['CNAME', 's.a.com'],
      ['CNAME', 'www.a.com'],
    ]);
  });

  it.each([
    [{}],
    [{ nameserverRecord: null, pointingRecords: null }],
    [{ nameserverRecord: {} }],
    [{ pointingRecords: { aRecord: null, cnameRecord: { hostName: 'www.a.com', value: '' } } }],
    [{ subdomainRecords: { cnameRecords: [] } }],
    [{ delegationRecords: { ds: 1 } }],
  ])('is null when no form holds a record: %j', (raw) => {
    expect(setup(raw)).toBeNull();
  });

  it('is what came when the other half of a form is missing', () => {
    expect(setup({ pointingRecords: { cnameRecord: cname } })?.records.map(({ type }) => type)).toEqual(['CNAME']);
  });

  it('reads the registrar in its older spelling, and none from an odd one', () => {
    expect(setup({ pointingRecords: { aRecord: a }, registrarName: 'GO_DADDY' })?.registrarName).toBe('GO_DADDY');
    for (const registrar of [null, '', [], { name: '', nameServers: 'x' }, { name: 5, nameServers: [null, 7] }]) {
      expect(setup({ pointingRecords: { aRecord: a }, registrar })).toMatchObject({
        registrarName: null,
        currentNameservers: [],
      });
    }
  });

  it.each([[{ connectedDomainId: 'b.com' }], [{ connectedDomainId: '' }], [{}]])(
    'is refused when it is not that of the domain asked for: %j',
    (raw) => {
      expect(() => toDomainSetup({ ...raw, pointingRecords: { aRecord: a } }, 'a.com')).toThrow(WixError);
    },
  );

  it('never throws over odd parts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (record, registrar) => {
        setup({ nameserverRecord: record, registrar });
        setup({ nameserverRecord: { nsRecord: record } });
        setup({ pointingRecords: { aRecord: record, cnameRecord: record } });
        setup({ subdomainRecords: { cnameRecords: [record] } });
      }),
    );
  });
});
