import { InputError } from '../../lib/input-error.ts';
import { isHostname } from '../../wix/values.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import { entity } from '../federation/entity.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { allDomains, domainByName, domainsBySite, domainsOfAccount } from './loader.ts';
import type { Domain, DomainAssignment } from './model.ts';
import { getConnectedDomain, listConnectedDomains } from './rest.ts';

export const DomainRef = builder.objectRef<Domain>('Domain');
const DomainAssignmentObject = builder.objectRef<DomainAssignment>('DomainAssignment');

export const ConnectionMethodRef = builder.enumType('DomainConnectionMethod', {
  description: 'How a domain was led to Wix.',
  values: {
    POINTING: { description: 'Its DNS is hosted elsewhere; records there point to Wix. Wix manages no records.' },
    NAMESERVERS: { description: 'Wix hosts its DNS; the registration stays elsewhere.' },
    SUBDOMAIN: { description: 'A subdomain, led to Wix by CNAME records.' },
    HIDDEN: { description: 'A subdomain that Wix uses internally, not visible to visitors.' },
    UNKNOWN: { description: 'A method that this graph does not know yet; see `connectionMethodRaw`.' },
  } as const,
});

export const PropagationStatusRef = builder.enumType('PropagationStatus', {
  description: "Whether the internet's name servers have taken over a domain's records.",
  values: {
    IN_PROGRESS: { description: 'Under way. It can take 48 hours.' },
    SUCCEEDED: { description: 'Done. It does not prove that the site is served already.' },
    FAILED: { description: 'The records that were found are not the ones that are needed.' },
    UNKNOWN: { description: 'Not checked yet, or a status that this graph does not know.' },
  } as const,
});

export const AssignmentRoleRef = builder.enumType('DomainAssignmentRole', {
  description: 'What a domain is to its site.',
  values: {
    PRIMARY: { description: "The site's address. A site has at most one." },
    REDIRECT: { description: 'Sends visitors on to the primary domain.' },
    UNKNOWN: { description: 'A role that this graph does not know yet; see `roleRaw`.' },
  } as const,
});

DomainAssignmentObject.implement({
  description: 'Which site a domain serves, and how.',
  fields: (t) => ({
    siteId: t.exposeID('siteId', { description: "The site's GUID. Costs no call." }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description: 'The site; null when the account no longer has it. Loaded in batches of 100.',
      resolve: ({ accountId, siteId }, _args, context) => siteById(context, accountId).load(siteId),
    }),
    role: t.expose('role', { type: AssignmentRoleRef, description: 'What the domain is to the site.' }),
    roleRaw: t.exposeString('roleRaw', {
      nullable: true,
      description: 'The role in the words of Wix, also where `role` is UNKNOWN.',
    }),
    redirectsTo: t.expose('redirectsTo', {
      type: 'DomainName',
      nullable: true,
      description:
        'The primary domain that a redirect leads to; null for a primary domain, and where Wix does not tell.',
    }),
  }),
});

DomainRef.implement({
  description:
    'A domain that was bought elsewhere and connected to the account, or a subdomain. Domains registered through Wix are not ' +
    'here: Wix has no public API that lists them.',
  fields: (t) => ({
    name: t.expose('name', { type: 'DomainName', description: "The domain's name, which is also its id at Wix." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that the domain is connected to.',
      resolve: (domain) => ({ id: domain.accountId }),
    }),
    connectionMethod: t.expose('connectionMethod', {
      type: ConnectionMethodRef,
      description: 'How the domain was led to Wix.',
    }),
    connectionMethodRaw: t.exposeString('connectionMethodRaw', {
      nullable: true,
      description: 'The method in the words of Wix, which gives subdomains `UNKNOWN_CONNECTION_TYPE`.',
    }),
    isSubdomain: t.exposeBoolean('isSubdomain', { description: 'True for a subdomain, false for a root domain.' }),
    propagationStatus: t.expose('propagationStatus', {
      type: PropagationStatusRef,
      description: "Whether the internet's name servers have taken over the domain's records.",
    }),
    propagationStatusRaw: t.exposeString('propagationStatusRaw', {
      nullable: true,
      description: 'The status in the words of Wix, also where `propagationStatus` is UNKNOWN.',
    }),
    assignment: t.expose('assignment', {
      type: DomainAssignmentObject,
      nullable: true,
      description: 'Which site the domain serves, and how; null when it serves none.',
    }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description: 'The site that the domain serves; null when it serves none. Loaded in batches of 100.',
      resolve: ({ accountId, assignment }, _args, context) =>
        assignment === null ? null : siteById(context, accountId).load(assignment.siteId),
    }),
    suppressesNotifications: t.exposeBoolean('suppressesNotifications', {
      description: "True if Wix sends the site's owner no e-mails about this domain.",
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the domain was connected.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the connection was last changed.',
    }),
  }),
});

const DomainConnectionRef = connectionType(DomainRef, {
  name: 'Domain',
  description: 'A page of domains.',
  totalCount:
    'How many domains the whole list has. Wix does not count them: this reads the list, one call for each 100.',
});

entity(builder, DomainRef, {
  keys: ['name', 'name account { id }'],
  upstream: getConnectedDomain,
  readKey: (representation, context) => {
    const name = representation.text('name').toLowerCase();
    if (!isHostname(name))
      throw new InputError('name', 'The key field name of this representation must be a host name.');
    return { name, accountId: representation.ownerOr(context.accountId) };
  },
  load: ({ name, accountId }, context) => domainByName(context, accountId).load(name),
});

builder.objectFields(AccountRef, (t) => ({
  domains: t.field({
    upstream: { endpoint: listConnectedDomains, per: 'field' },
    type: DomainConnectionRef,
    nullable: true,
    description:
      'The domains connected to the account, newest first. One REST call for a page of up to 100. Many API keys lack the ' +
      'permission: then null with FORBIDDEN.',
    args: pageArgs(t.arg),
    resolve: ({ id }, args, context) => domainsOfAccount(context, id, args),
  }),
  domain: t.field({
    upstream: { endpoint: getConnectedDomain, per: 'field' },
    type: DomainRef,
    nullable: true,
    description: 'A domain of this account by its name; null when it is not connected to it. One REST call.',
    args: { name: t.arg({ type: 'DomainName', required: true, description: 'The name of the domain or subdomain.' }) },
    resolve: ({ id }, { name }, context) => domainByName(context, id).load(name),
  }),
}));

const onceForAll =
  'Costs one REST call for each 100 domains of the owner account, once for all sites of the operation.';

builder.objectFields(SiteRef, (t) => ({
  domains: t.field({
    upstream: { endpoint: listConnectedDomains, per: 'account', ahead: allDomains },
    listSize: { assumedSize: 2 },
    type: [DomainRef],
    nullable: true,
    description: `The connected domains that serve the site, the primary one first. ${onceForAll}`,
    resolve: (site, _args, context) =>
      domainsBySite(context, site.accountId).then((bySite) => bySite.get(site.id) ?? []),
  }),
  primaryDomain: t.field({
    upstream: { endpoint: listConnectedDomains, per: 'account', ahead: allDomains },
    type: DomainRef,
    nullable: true,
    description: `The connected domain that is the site's address; null for none. ${onceForAll}`,
    resolve: async (site, _args, context) => {
      const [first] = (await domainsBySite(context, site.accountId)).get(site.id) ?? [];
      return first?.assignment?.role === 'PRIMARY' ? first : null;
    },
  }),
}));

builder.queryFields((t) => ({
  domain: t.field({
    upstream: { endpoint: getConnectedDomain, per: 'field' },
    type: DomainRef,
    nullable: true,
    description: 'A connected domain by its name; null when it is not connected to the account. One REST call.',
    args: {
      name: t.arg({ type: 'DomainName', required: true, description: 'The name of the domain or subdomain.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { name, accountId }, context) => domainByName(context, ownerOf(context, accountId)).load(name),
  }),
}));
