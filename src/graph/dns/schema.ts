import { toUnicodeName } from '../../lib/host-name.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder, rawValue } from '../builder.ts';
import { DomainRef } from '../domain/schema.ts';
import { unicodeNameDescription } from '../domain/unicode-name.ts';
import { objectId } from '../object-id.ts';
import { dnsPreviewOf, dnsZoneOf, type IdentifiedZone } from './loader.ts';
import type { DnsRecord, Dnssec } from './model.ts';
import { zoneVersion } from './record.ts';
import { getDnsZone, previewDnsZone } from './rest.ts';

export const DnsRecordTypeRef = builder.enumType('DnsRecordType', {
  description: 'Type of a DNS record.',
  values: {
    A: { description: 'IPv4 address.' },
    AAAA: { description: 'IPv6 address.' },
    NS: { description: 'Name server of the domain.' },
    SOA: { description: 'Start of authority: administrative data of the zone.' },
    CNAME: { description: 'Alias of another host name.' },
    MX: { description: 'Mail server. Each value is a priority and a host, such as `10 mx.example.com`.' },
    TXT: { description: 'Free text, used for ownership verification and mail policies.' },
    SPF: { description: 'Mail policy, in the record type that TXT has replaced.' },
    SRV: { description: 'Location of a service.' },
    PTR: { description: 'Pointer from an address to a name.' },
    NAPTR: { description: 'Rule for rewriting names, used in telephony.' },
    UNKNOWN: { description: "A type that this graph doesn't know yet. See the raw value." },
  } as const,
});

export const DnsRecordRef = builder.objectRef<DnsRecord>('DnsRecord').implement({
  description: 'The DNS records of one type at one host. Wix groups their values in one record.',
  fields: (t) => ({
    type: t.expose('type', { type: DnsRecordTypeRef, description: 'The type of the records.' }),
    typeRaw: t.exposeString('typeRaw', rawValue('type', 'type')),
    hostName: t.exposeString('hostName', {
      nullable: true,
      description:
        'The full name of the host, such as `www.example.com`. A plain string, because names such as ' +
        '`_dmarc.example.com` and `*.example.com` are not valid host names.',
    }),
    unicodeHostName: t.string({
      nullable: true,
      description: 'The host in Unicode, for people: punycode labels are decoded. Equal to `hostName` for other names.',
      resolve: ({ hostName }) => (hostName === null ? null : toUnicodeName(hostName)),
    }),
    ttlSeconds: t.exposeInt('ttlSeconds', {
      nullable: true,
      description: "The number of seconds that resolvers can cache the records. Null if Wix doesn't return it.",
    }),
    values: t.exposeStringList('values', {
      description: "The values, in Wix's order. Their format depends on the type.",
    }),
  }),
});

const DnssecObject = builder.objectRef<Dnssec>('Dnssec').implement({
  description: 'The DNSSEC key of a signed zone, in the form that the registrar requires.',
  fields: (t) => ({
    keyTag: t.exposeInt('keyTag', { nullable: true, description: 'The numeric identifier of the key.' }),
    digest: t.exposeString('digest', { nullable: true, description: 'The digest of the key, hexadecimal.' }),
  }),
});

export const DnsZoneRef = builder.objectRef<IdentifiedZone>('DnsZone').implement({
  description: 'The DNS records of a domain.',
  fields: (t) => ({
    id: t.id({
      description:
        'Identifies the zone, or the preview of one. Opaque and unique over all accounts. Inputs take `domainName`.',
      resolve: ({ accountId, domainName, isPreview }) =>
        objectId('DnsZone', accountId, domainName, isPreview ? 'preview' : 'hosted'),
    }),
    domainName: t.expose('domainName', { type: 'DomainName', description: 'The domain of the zone.' }),
    unicodeName: t.string({
      description: unicodeNameDescription,
      resolve: ({ domainName }) => toUnicodeName(domainName),
    }),
    records: t.expose('records', {
      type: [DnsRecordRef],
      description: 'All records, up to 5,000. Their order is not documented.',
    }),
    dnssecEnabled: t.exposeBoolean('dnssecEnabled', { description: 'Whether the zone is signed (DNSSEC).' }),
    dnssec: t.expose('dnssec', {
      type: DnssecObject,
      nullable: true,
      description: 'The key that the zone is signed with. Null without DNSSEC.',
    }),
    version: t.string({
      description:
        'A version that changes whenever a record other than SOA does. Pass it as `expectedVersion` to prevent a ' +
        'write from overwriting changes made since the zone was read.',
      resolve: (zone) => zoneVersion(zone),
    }),
  }),
});

builder.queryFields((t) => ({
  dnsZone: t.field({
    upstream: { endpoint: getDnsZone, per: 'field' },
    type: DnsZoneRef,
    nullable: true,
    description:
      'The DNS zone that Wix hosts for the domain. Null if Wix hosts none. Also works for domains registered ' +
      'through Wix. Costs one REST call (Get DNS Zone).',
    args: {
      domainName: t.arg({ type: 'DomainName', required: true, description: 'The domain of the zone.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { domainName, accountId }, context) =>
      dnsZoneOf(context, { accountId: ownerOf(context, accountId), name: domainName }),
  }),
  dnsPreview: t.field({
    upstream: { endpoint: previewDnsZone, per: 'field' },
    type: DnsZoneRef,
    nullable: true,
    description:
      'The zone that Wix would set up for the domain: its A, CNAME, NS and SOA records, computed whether or not ' +
      'Wix hosts a zone. Also works before the domain is connected. Null if Wix computes none. Costs one REST call (Preview DNS ' +
      'Zone).',
    args: {
      domainName: t.arg({ type: 'DomainName', required: true, description: 'The domain of the zone.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { domainName, accountId }, context) =>
      dnsPreviewOf(context, { accountId: ownerOf(context, accountId), name: domainName }),
  }),
}));

builder.objectFields(DomainRef, (t) => ({
  dnsZone: t.field({
    upstream: { endpoint: getDnsZone, per: 'field' },
    type: DnsZoneRef,
    nullable: true,
    description:
      'The DNS zone that Wix hosts for the domain. Null if Wix hosts none: only domains connected by name servers ' +
      'have one. Costs one REST call per domain (Get DNS Zone).',
    resolve: (domain, _args, context) => dnsZoneOf(context, domain),
  }),
  dnsPreview: t.field({
    upstream: { endpoint: previewDnsZone, per: 'field' },
    type: DnsZoneRef,
    nullable: true,
    description:
      'The zone that Wix would set up for the domain: its A, CNAME, NS and SOA records, computed whether or not ' +
      'Wix hosts a zone. Null if Wix computes none. Costs one REST call per domain (Preview DNS Zone).',
    resolve: (domain, _args, context) => dnsPreviewOf(context, domain),
  }),
}));
