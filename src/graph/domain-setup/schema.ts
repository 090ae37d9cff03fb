import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import { DnsRecordTypeRef } from '../dns/schema.ts';
import { getConnectedDomain } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import { setupByName, setupOf } from './loader.ts';
import type { DomainSetup, SetupRecord } from './model.ts';
import { getSetupInfo } from './rest.ts';

const SetupRecordObject = builder.objectRef<SetupRecord>('SetupRecord').implement({
  description: 'DNS records to enter where a domain is registered or where its DNS is hosted.',
  fields: (t) => ({
    type: t.expose('type', { type: DnsRecordTypeRef, description: 'The type of the records.' }),
    hostName: t.exposeString('hostName', {
      nullable: true,
      description: 'The full name of the host, such as `www.example.com`.',
    }),
    ttlSeconds: t.exposeInt('ttlSeconds', {
      nullable: true,
      description: "The number of seconds that resolvers can cache the records. Null if Wix doesn't return it.",
    }),
    values: t.exposeStringList('values', { description: 'The values, at least one.' }),
  }),
});

/** Creates the type of one connection method. All three have the same fields. */
function setupType(type: DomainSetup['type'], description: string, records: string) {
  return builder.objectRef<DomainSetup>(type).implement({
    description,
    fields: (t) => ({
      records: t.expose('records', { type: [SetupRecordObject], description: records }),
      registrarName: t.exposeString('registrarName', {
        nullable: true,
        description:
          'The registrar of the domain, or of its root domain for a subdomain. Free text with several spellings, ' +
          "such as `GoDaddy`, `GO_DADDY` and `OTHER`. Null if Wix doesn't return it.",
      }),
      currentNameservers: t.exposeStringList('currentNameservers', {
        description: "The name servers currently set at the registrar. Empty if Wix doesn't return them.",
      }),
    }),
  });
}

const NameserverSetupRef = setupType(
  'NameserverSetup',
  'The setup of a domain connected by name servers. They replace those at the registrar, and Wix hosts the DNS.',
  'One NS record with the name servers to enter at the registrar.',
);

const PointingSetupRef = setupType(
  'PointingSetup',
  'The setup of a domain connected by pointing. Its DNS stays where it is, and two records there point to Wix.',
  'An A record for the domain itself and a CNAME record for its `www` name.',
);

const SubdomainSetupRef = setupType(
  'SubdomainSetup',
  'The setup of a subdomain. Records in the DNS of its root domain point to Wix.',
  'CNAME records for the subdomain and, in responses seen so far, for its `www` name.',
);

const DomainSetupRef = builder.unionType('DomainSetup', {
  description: 'The records to enter at the registrar to connect a domain to Wix, by connection method.',
  types: [NameserverSetupRef, PointingSetupRef, SubdomainSetupRef],
  resolveType: (setup) => setup.type,
});

builder.objectFields(DomainRef, (t) => ({
  setup: t.field({
    upstream: { endpoint: getSetupInfo, per: 'field' },
    type: DomainSetupRef,
    nullable: true,
    description:
      'The records to enter at the registrar to connect the domain to Wix. Null if Wix returns none in a form ' +
      'that this graph knows. Costs one REST call per domain (Get Connected Domain Setup Info).',
    resolve: (domain, _args, context) => setupOf(context, domain),
  }),
}));

builder.queryFields((t) => ({
  domainSetup: t.field({
    upstream: { endpoint: getSetupInfo, per: 'field', fallback: getConnectedDomain },
    type: DomainSetupRef,
    nullable: true,
    description:
      'The records to enter at the registrar to connect a domain to Wix, by its name. Null if it is not connected to the ' +
      'account, and if Wix returns none in a known form. Costs one REST call (Get Connected Domain Setup Info).',
    args: {
      domainName: t.arg({ type: 'DomainName', required: true, description: 'The name of the domain.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { domainName, accountId }, context) =>
      setupByName(context, { accountId: ownerOf(context, accountId), name: domainName }),
  }),
}));
