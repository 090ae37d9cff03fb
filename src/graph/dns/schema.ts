import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { DomainRef } from '../domain/schema.ts';
import { dnsPreviewOf, dnsZoneOf } from './loader.ts';
import type { DnsRecord, Dnssec, DnsZone } from './model.ts';
import { zoneVersion } from './record.ts';
import { getDnsZone, previewDnsZone } from './rest.ts';

export const DnsRecordTypeRef = builder.enumType('DnsRecordType', {
  description: 'The type of DNS records.',
  values: {
    A: { description: 'IPv4 addresses.' },
    AAAA: { description: 'IPv6 addresses.' },
    NS: { description: 'The name servers that answer for the domain.' },
    SOA: { description: 'The administrative start of a zone.' },
    CNAME: { description: 'Another name that the host stands for.' },
    MX: { description: 'Mail servers, each value a priority and a host: `10 mx.example.com`.' },
    TXT: { description: 'Free text, used to prove ownership and for mail policies.' },
    SPF: { description: 'A mail policy, in the record type that TXT has replaced.' },
    SRV: { description: 'Where a service runs.' },
    PTR: { description: 'A pointer from an address to a name.' },
    NAPTR: { description: 'A rule that rewrites names, used in telephony.' },
    UNKNOWN: { description: 'A type that this graph does not know yet.' },
  } as const,
});

export const DnsRecordRef = builder.objectRef<DnsRecord>('DnsRecord').implement({
  description: 'The DNS records of one type at one host: Wix keeps their values together.',
  fields: (t) => ({
    type: t.expose('type', { type: DnsRecordTypeRef, description: 'What kind of records they are.' }),
    typeRaw: t.exposeString('typeRaw', {
      nullable: true,
      description: 'The type in the words of Wix, also where `type` is UNKNOWN.',
    }),
    hostName: t.exposeString('hostName', {
      nullable: true,
      description:
        'The host that the records are for, in full: `www.example.com`. Text, because names such as `_dmarc.example.com` and ' +
        '`*.example.com` are no host names in the strict sense.',
    }),
    ttlSeconds: t.exposeInt('ttlSeconds', {
      nullable: true,
      description: 'How many seconds resolvers may keep the records; null where Wix does not tell.',
    }),
    values: t.exposeStringList('values', {
      description: "The values, in Wix's order. Their form depends on the type.",
    }),
  }),
});

const DnssecObject = builder.objectRef<Dnssec>('Dnssec').implement({
  description: 'The DNSSEC key of a signed zone, as it is entered at the registrar.',
  fields: (t) => ({
    keyTag: t.exposeInt('keyTag', { nullable: true, description: 'The short number of the key.' }),
    digest: t.exposeString('digest', { nullable: true, description: 'The digest of the key, hexadecimal.' }),
  }),
});

export const DnsZoneRef = builder.objectRef<DnsZone>('DnsZone').implement({
  description: 'The DNS records of a domain.',
  fields: (t) => ({
    domainName: t.expose('domainName', { type: 'DomainName', description: 'The domain that the zone is for.' }),
    records: t.expose('records', {
      type: [DnsRecordRef],
      description: 'All records, up to 5,000. Their order is not documented.',
    }),
    dnssecEnabled: t.exposeBoolean('dnssecEnabled', { description: 'True if the zone is signed (DNSSEC).' }),
    dnssec: t.expose('dnssec', {
      type: DnssecObject,
      nullable: true,
      description: 'The key that the zone is signed with; null without DNSSEC.',
    }),
    version: t.string({
      description:
        'A text that changes when a record does, whoever changes it, SOA records excepted. As `expectedVersion` it keeps a write ' +
        'from overwriting what somebody else has changed since the zone was read.',
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
      'The DNS zone that Wix hosts for a domain; null when it hosts none. It also answers for domains registered through Wix, ' +
      'which are no `Domain`. One REST call (Get DNS Zone).',
    args: {
      domainName: t.arg({ type: 'DomainName', required: true, description: 'The domain that the zone is for.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { domainName, accountId }, context) =>
      dnsZoneOf(context, { accountId: ownerOf(context, accountId), name: domainName }),
  }),
}));

builder.objectFields(DomainRef, (t) => ({
  dnsZone: t.field({
    upstream: { endpoint: getDnsZone, per: 'field' },
    type: DnsZoneRef,
    nullable: true,
    description:
      'The DNS zone that Wix hosts for the domain; null when it hosts none: only domains connected by name servers have one. ' +
      'One REST call for each domain (Get DNS Zone).',
    resolve: (domain, _args, context) => dnsZoneOf(context, domain),
  }),
  dnsPreview: t.field({
    upstream: { endpoint: previewDnsZone, per: 'field' },
    type: DnsZoneRef,
    nullable: true,
    description:
      'The zone that Wix would set up for the domain: its A, CNAME, NS and SOA records, computed, whether or not Wix hosts a ' +
      'zone. Null when Wix computes none. One REST call for each domain (Preview DNS Zone).',
    resolve: (domain, _args, context) => dnsPreviewOf(context, domain),
  }),
}));
