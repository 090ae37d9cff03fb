import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder, rawValue } from '../builder.ts';
import { DnsRecordTypeRef } from '../dns/schema.ts';
import { DomainRef, PropagationStatusRef } from '../domain/schema.ts';
import { propagationOf } from './loader.ts';
import type { DnsPropagation, PropagationFailure } from './model.ts';
import { getDnsPropagation } from './rest.ts';

const PropagationFailureObject = builder.objectRef<PropagationFailure>('DnsPropagationFailure').implement({
  description: 'DNS records of one type that differ from the required ones.',
  fields: (t) => ({
    recordType: t.expose('recordType', {
      type: DnsRecordTypeRef,
      description: 'The type of the wrong records: A, NS or CNAME.',
    }),
    recordTypeRaw: t.exposeString('recordTypeRaw', {
      nullable: true,
      description:
        'The failure as Wix sends it, such as `INVALID_A_RECORD`, even if `recordType` is UNKNOWN. Null if Wix ' +
        'sent the records without naming the failure.',
    }),
    expected: t.exposeStringList('expected', {
      description: "The required values. Values in a form that this graph doesn't know are JSON text.",
    }),
    actual: t.exposeStringList('actual', {
      description: 'The values found, in the format of `expected`. Empty if there were none.',
    }),
  }),
});

const DnsPropagationObject = builder.objectRef<DnsPropagation>('DnsPropagation').implement({
  description:
    "The propagation of a domain's DNS records across the internet, as of Wix's last check. Wix keeps checking " +
    'for up to three days; polling every few hours is enough.',
  fields: (t) => ({
    status: t.expose('status', {
      type: PropagationStatusRef,
      description: "Whether the domain's DNS records have propagated across the internet.",
    }),
    statusRaw: t.exposeString('statusRaw', rawValue('status', 'status')),
    usesWixNameservers: t.exposeBoolean('usesWixNameservers', {
      description: "Whether the domain uses Wix's name servers. For a subdomain, whether its root domain does.",
    }),
    failures: t.expose('failures', {
      type: [PropagationFailureObject],
      description: 'The records to correct. Empty unless `status` is FAILED.',
    }),
    revision: t.exposeString('revision', {
      nullable: true,
      description: 'A whole number as text that increases by one with each change.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time Wix started to track the domain.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the propagation was last changed.',
    }),
  }),
});

builder.objectFields(DomainRef, (t) => ({
  propagation: t.field({
    upstream: { endpoint: getDnsPropagation, per: 'field' },
    type: DnsPropagationObject,
    nullable: true,
    description:
      "The propagation of the domain's DNS records and their errors. Null if Wix doesn't track the domain. Costs " +
      'one REST call per domain (Get DNS Propagation); `propagationStatus` costs none.',
    resolve: (domain, _args, context) => propagationOf(context, domain),
  }),
}));

builder.queryFields((t) => ({
  dnsPropagation: t.field({
    upstream: { endpoint: getDnsPropagation, per: 'field' },
    type: DnsPropagationObject,
    nullable: true,
    description:
      "The propagation of a domain's DNS records, by its name: connected or registered through Wix. Null if Wix doesn't " +
      'track the domain. Costs one REST call (Get DNS Propagation).',
    args: {
      domainName: t.arg({ type: 'DomainName', required: true, description: 'The name of the domain.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { domainName, accountId }, context) =>
      propagationOf(context, { accountId: ownerOf(context, accountId), name: domainName }),
  }),
}));
