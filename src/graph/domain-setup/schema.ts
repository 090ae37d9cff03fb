import { builder } from '../builder.ts';
import { DnsRecordTypeRef } from '../dns/schema.ts';
import { DomainRef } from '../domain/schema.ts';
import { setupOf } from './loader.ts';
import type { DomainSetup, SetupRecord } from './model.ts';
import { getSetupInfo } from './rest.ts';

const SetupRecordObject = builder.objectRef<SetupRecord>('SetupRecord').implement({
  description: 'DNS records to be entered where a domain was registered or where its DNS is hosted.',
  fields: (t) => ({
    type: t.expose('type', { type: DnsRecordTypeRef, description: 'What kind of records they are.' }),
    hostName: t.exposeString('hostName', {
      nullable: true,
      description: 'The host that the records are for, in full: `www.example.com`.',
    }),
    ttlSeconds: t.exposeInt('ttlSeconds', {
      nullable: true,
      description: 'How many seconds resolvers may keep the records; null where Wix does not tell.',
    }),
    values: t.exposeStringList('values', { description: 'The values, at least one.' }),
  }),
});

/** One of the three ways to lead a domain to Wix. All have the same fields. */
function setupType(type: DomainSetup['type'], description: string, records: string) {
  return builder.objectRef<DomainSetup>(type).implement({
    description,
    fields: (t) => ({
      records: t.expose('records', { type: [SetupRecordObject], description: records }),
      registrarName: t.exposeString('registrarName', {
        nullable: true,
        description:
          'Where the domain was registered, for a subdomain its root domain. Free text that Wix spells in several ways, such ' +
          'as `GoDaddy`, `GO_DADDY` and `OTHER`; null where it does not tell.',
      }),
      currentNameservers: t.exposeStringList('currentNameservers', {
        description: 'The name servers that the registrar has for the domain now. Empty where Wix does not tell.',
      }),
    }),
  });
}

const NameserverSetupRef = setupType(
  'NameserverSetup',
  'How to connect a domain by name servers: they replace those at the registrar, and Wix hosts the DNS.',
  'One NS record with the name servers to be entered at the registrar.',
);

const PointingSetupRef = setupType(
  'PointingSetup',
  'How to connect a domain by pointing: its DNS stays where it is, and two records there lead to Wix.',
  'An A record for the domain itself and a CNAME record for its `www` name.',
);

const SubdomainSetupRef = setupType(
  'SubdomainSetup',
  'How to connect a subdomain: records in the DNS of its root domain lead to Wix.',
  'CNAME records for the subdomain and, as seen so far, for its `www` name.',
);

const DomainSetupRef = builder.unionType('DomainSetup', {
  description: 'What to enter at a registrar to lead a domain to Wix, by the way it is connected.',
  types: [NameserverSetupRef, PointingSetupRef, SubdomainSetupRef],
  resolveType: (setup) => setup.type,
});

builder.objectFields(DomainRef, (t) => ({
  setup: t.field({
    upstream: { endpoint: getSetupInfo, per: 'field' },
    type: DomainSetupRef,
    nullable: true,
    description:
      'What to enter at the registrar to lead the domain to Wix; null when Wix tells it in no form that this graph knows. One ' +
      'REST call for each domain (Get Connected Domain Setup Info).',
    resolve: (domain, _args, context) => setupOf(context, domain),
  }),
}));
