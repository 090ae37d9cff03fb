import { builder } from '../builder.ts';
import { DnsRecordTypeRef } from '../dns/schema.ts';
import { DomainRef, PropagationStatusRef } from '../domain/schema.ts';
import { propagationOf } from './loader.ts';
import type { DnsPropagation, PropagationFailure } from './model.ts';
import { getDnsPropagation } from './rest.ts';

const PropagationFailureObject = builder.objectRef<PropagationFailure>('DnsPropagationFailure').implement({
  description: 'DNS records of one type that were found not to be what they must be.',
  fields: (t) => ({
    recordType: t.expose('recordType', {
      type: DnsRecordTypeRef,
      description: 'What kind of records is wrong: A, NS or CNAME.',
    }),
    recordTypeRaw: t.exposeString('recordTypeRaw', {
      nullable: true,
      description:
        'The failure in the words of Wix, such as `INVALID_A_RECORD`, also where `recordType` is UNKNOWN; null where Wix gave ' +
        'the records without a name.',
    }),
    expected: t.exposeStringList('expected', {
      description: 'The values that the records must have. Values that Wix sends in a form not known are JSON text.',
    }),
    actual: t.exposeStringList('actual', {
      description: 'The values that were found, in the form of `expected`. Empty when there were none.',
    }),
  }),
});

const DnsPropagationObject = builder.objectRef<DnsPropagation>('DnsPropagation').implement({
  description:
    "How far a domain's DNS records have spread over the internet, as Wix last checked. It checks by itself for up to three " +
    'days; asking every few hours is enough.',
  fields: (t) => ({
    status: t.expose('status', { type: PropagationStatusRef, description: 'The outcome so far.' }),
    statusRaw: t.exposeString('statusRaw', {
      nullable: true,
      description: 'The status in the words of Wix, also where `status` is UNKNOWN.',
    }),
    usesWixNameservers: t.exposeBoolean('usesWixNameservers', {
      description: "True if Wix's name servers were found for the domain, for a subdomain those of its root domain.",
    }),
    failures: t.expose('failures', {
      type: [PropagationFailureObject],
      description: 'What must be corrected; empty unless `status` is FAILED.',
    }),
    revision: t.exposeString('revision', {
      nullable: true,
      description: 'A whole number as text, one higher after each change.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When Wix began to track the domain.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the propagation last changed.',
    }),
  }),
});

builder.objectFields(DomainRef, (t) => ({
  propagation: t.field({
    upstream: { endpoint: getDnsPropagation, per: 'field' },
    type: DnsPropagationObject,
    nullable: true,
    description:
      "How far the domain's DNS records have spread, and what is wrong with them; null when Wix does not track the domain. " +
      'One REST call for each domain (Get DNS Propagation); `propagationStatus` costs none.',
    resolve: (domain, _args, context) => propagationOf(context, domain),
  }),
}));
