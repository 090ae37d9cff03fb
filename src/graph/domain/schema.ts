import { readHostName, toUnicodeName } from '../../lib/host-name.ts';
import { InputError } from '../../lib/input-error.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, edgeType, pageArgs, rawValue } from '../builder.ts';
import { accountBeside, knownBeside } from '../directory/served.ts';
import { anyDomain } from '../domain-assignment/any-domain.ts';
import { getDomainAssignment } from '../domain-assignment/rest.ts';
import { entity } from '../federation/entity.ts';
import { objectId } from '../object-id.ts';
import { siteById } from '../site/loader.ts';
import type { Site } from '../site/model.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { allDomains, domainsOfAccount, domainsOfSite } from './loader.ts';
import type { Domain, DomainAssignment } from './model.ts';
import { getConnectedDomain, listConnectedDomains } from './rest.ts';
import { unicodeNameDescription } from './unicode-name.ts';

export const DomainRef = builder.objectRef<Domain>('Domain');
export const DomainAssignmentRef = builder.objectRef<DomainAssignment>('DomainAssignment');

export const ConnectionMethodRef = builder.enumType('DomainConnectionMethod', {
  description: 'The way a domain is connected to Wix.',
  values: {
    POINTING: { description: 'DNS is hosted elsewhere and its records point to Wix. Wix manages no records.' },
    NAMESERVERS: { description: 'Wix hosts the DNS. The registration stays elsewhere.' },
    SUBDOMAIN: { description: 'A subdomain, connected by CNAME records.' },
    HIDDEN: { description: 'A subdomain that Wix uses internally, not visible to visitors.' },
    REGISTERED: {
      description:
        'Not connected: registered through Wix. On no list: found as the `primaryDomain` of a site, and by its name while it ' +
        'serves a site.',
    },
    UNKNOWN: { description: "A method that this graph doesn't know yet. See `connectionMethodRaw`." },
  } as const,
});

export const PropagationStatusRef = builder.enumType('PropagationStatus', {
  description: "Whether a domain's DNS records have propagated across the internet.",
  values: {
    IN_PROGRESS: { description: 'In progress. It can take up to 48 hours.' },
    SUCCEEDED: { description: 'Complete. The site may still not be served at the domain.' },
    FAILED: { description: 'The records found are not the required ones.' },
    UNKNOWN: { description: "Not checked yet, or a status that this graph doesn't know yet. See the raw value." },
  } as const,
});

export const AssignmentRoleRef = builder.enumType('DomainAssignmentRole', {
  description: 'The role of a domain for its site.',
  values: {
    PRIMARY: { description: "The site's address. A site has at most one primary domain." },
    REDIRECT: { description: 'Redirects visitors to the primary domain.' },
    UNKNOWN: { description: "A role that this graph doesn't know yet. See `roleRaw`." },
  } as const,
});

DomainAssignmentRef.implement({
  description: 'The site that a domain serves, and the role of the domain.',
  fields: (t) => ({
    siteId: t.exposeID('siteId', { description: "The site's GUID. Costs no REST call." }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description: 'The site. Null if it no longer exists in the account. Read in batches of 100.',
      resolve: ({ accountId, siteId }, _args, context) => siteById(context, accountId).load(siteId),
    }),
    role: t.expose('role', { type: AssignmentRoleRef, description: 'The role of the domain for the site.' }),
    roleRaw: t.exposeString('roleRaw', rawValue('role', 'role')),
    redirectsTo: t.expose('redirectsTo', {
      type: 'DomainName',
      nullable: true,
      description:
        "The primary domain that a redirect leads to. Null for a primary domain, and if Wix doesn't return it.",
    }),
  }),
});

DomainRef.implement({
  description:
    'A subdomain, or a domain registered elsewhere, that is connected to the account. Domains registered through ' +
    'Wix are on no list, because Wix has no public API for it: they are found by their names while they serve a site.',
  fields: (t) => ({
    id: t.id({
      description: 'Identifies the domain in its account. Opaque and unique over all accounts. Inputs take `name`.',
      resolve: ({ accountId, name }) => objectId('Domain', accountId, name),
    }),
    name: t.expose('name', { type: 'DomainName', description: 'The name of the domain, which is also its id in Wix.' }),
    unicodeName: t.string({
      description: unicodeNameDescription,
      resolve: ({ name }) => toUnicodeName(name),
    }),
    account: t.field({
      type: AccountRef,
      description: 'The account that the domain is connected to.',
      resolve: (domain) => accountBeside(domain, domain.accountId),
    }),
    connectionMethod: t.expose('connectionMethod', {
      type: ConnectionMethodRef,
      description: 'The way the domain is connected to Wix.',
    }),
    connectionMethodRaw: t.exposeString('connectionMethodRaw', {
      nullable: true,
      description: 'The method as Wix sends it. Wix sends `UNKNOWN_CONNECTION_TYPE` for subdomains.',
    }),
    isSubdomain: t.exposeBoolean('isSubdomain', {
      description: 'Whether the domain is a subdomain rather than a root domain.',
    }),
    propagationStatus: t.expose('propagationStatus', {
      type: PropagationStatusRef,
      description: "Whether the domain's DNS records have propagated across the internet.",
    }),
    propagationStatusRaw: t.exposeString('propagationStatusRaw', rawValue('status', 'propagationStatus')),
    assignment: t.expose('assignment', {
      type: DomainAssignmentRef,
      nullable: true,
      description: 'The site that the domain serves, and the role of the domain. Null if it serves none.',
    }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description: 'The site that the domain serves. Null if it serves none. Read in batches of 100.',
      resolve: (domain, _args, context) => {
        const { accountId, assignment } = domain;
        if (assignment === null) return null;
        const known = knownBeside<Site>(domain, 'Site', accountId, assignment.siteId);
        return known ?? siteById(context, accountId).load(assignment.siteId);
      },
    }),
    suppressesNotifications: t.exposeBoolean('suppressesNotifications', {
      description: "Whether Wix is stopped from e-mailing the site's owner about this domain.",
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the domain was connected.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the connection was last changed.',
    }),
  }),
});

/** The edge type of a domain in its list. */
export const DomainEdgeRef = edgeType(DomainRef, 'Domain');

const DomainConnectionRef = connectionType(DomainRef, {
  name: 'Domain',
  edge: DomainEdgeRef,
  description: 'A page of domains.',
  totalCount:
    "The number of domains in the whole list. Wix can't count them, so this reads the list: one REST call (List " +
    'Connected Domains) per 100.',
});

entity(builder, DomainRef, {
  keys: ['name', 'name account { id }'],
  upstream: getConnectedDomain,
  readKey: (representation, context) => {
    const read = readHostName(representation.text('name'));
    if ('fault' in read) {
      throw new InputError('name', `The key field name of this representation must be a host name: it ${read.fault}.`);
    }
    return { name: read.name, accountId: representation.ownerOr(context.accountId) };
  },
  load: ({ name, accountId }, context) => anyDomain(context, accountId, name),
  node: {
    form: 'objectId',
    readKey: (text, accountId) => {
      const read = readHostName(text);
      if ('fault' in read || read.name !== text) throw new InputError('id', 'id must be as returned by Domain.id.');
      return { name: read.name, accountId };
    },
  },
});

const nullOrDearer =
  'Null if it is neither connected to the account nor registered through Wix and serving a site. Costs one REST call, and ' +
  'for a name that is not connected one more (Get Domain Assignment, a developer preview of Wix).';

builder.objectFields(AccountRef, (t) => ({
  domains: t.field({
    upstream: { endpoint: listConnectedDomains, per: 'field' },
    type: DomainConnectionRef,
    nullable: true,
    description:
      'The domains connected to the account, newest first. Costs one REST call for a page of up to 100. Many API ' +
      'keys lack the permission; the field is then null with a FORBIDDEN error.',
    args: pageArgs(t.arg),
    resolve: ({ id }, args, context) => domainsOfAccount(context, id, args),
  }),
  domain: t.field({
    upstream: { endpoint: getConnectedDomain, per: 'field', fallback: getDomainAssignment },
    type: DomainRef,
    nullable: true,
    description: `A domain of this account by its name. ${nullOrDearer}`,
    args: { name: t.arg({ type: 'DomainName', required: true, description: 'The name of the domain or subdomain.' }) },
    resolve: ({ id }, { name }, context) => anyDomain(context, id, name),
  }),
}));

/** The cost of a site's domains, for descriptions. */
export const onceForAll =
  'Costs one REST call per 100 domains of the owner account, once for all sites of the operation.';

builder.objectFields(SiteRef, (t) => ({
  domains: t.field({
    upstream: { endpoint: listConnectedDomains, per: 'account', ahead: allDomains },
    listSize: { assumedSize: 2 },
    type: [DomainRef],
    nullable: true,
    description: `The connected domains that serve the site, the primary domain first. ${onceForAll}`,
    resolve: (site, _args, context) => domainsOfSite(context, site),
  }),
}));

builder.queryFields((t) => ({
  domain: t.field({
    upstream: { endpoint: getConnectedDomain, per: 'field', fallback: getDomainAssignment },
    type: DomainRef,
    nullable: true,
    description: `A domain by its name. ${nullOrDearer}`,
    args: {
      name: t.arg({ type: 'DomainName', required: true, description: 'The name of the domain or subdomain.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { name, accountId }, context) => anyDomain(context, ownerOf(context, accountId), name),
  }),
}));
