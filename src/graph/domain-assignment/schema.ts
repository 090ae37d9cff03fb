import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { builder, rawValue } from '../builder.ts';
import { allDomains } from '../domain/loader.ts';
import { listConnectedDomains } from '../domain/rest.ts';
import { AssignmentRoleRef, DomainRef, onceForAll } from '../domain/schema.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { assignmentOf, readAssignment, redirectsOf } from './loader.ts';
import type { AssignmentRecord } from './model.ts';
import { primaryDomainOf } from './primary-domain.ts';
import { getDomainAssignment, listDomainAssignments } from './rest.ts';

const AssignmentDetailsObject = builder.objectRef<AssignmentRecord>('DomainAssignmentDetails').implement({
  description:
    'The assignment of a domain to a site, from a developer preview of Wix. It also covers domains registered through Wix, ' +
    'which no list of Wix contains.',
  fields: (t) => ({
    domainName: t.expose('domainName', { type: 'DomainName', description: 'The name of the domain.' }),
    siteId: t.exposeID('siteId', {
      nullable: true,
      description: "The GUID of the site that the domain serves. Null if Wix doesn't return it.",
    }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description:
        'The site that the domain serves. Null if it no longer exists in the account. Read in batches of 100.',
      resolve: ({ accountId, siteId }, _args, context) =>
        siteId === null ? null : siteById(context, accountId).load(siteId),
    }),
    role: t.expose('role', { type: AssignmentRoleRef, description: 'The role of the domain for the site.' }),
    roleRaw: t.exposeString('roleRaw', rawValue('role', 'role')),
    assignedAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: "The time the domain was assigned to its site. Null if Wix doesn't return it.",
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: "The time the domain's site or role was last changed. Null if Wix doesn't return it.",
    }),
  }),
});

builder.objectFields(DomainRef, (t) => ({
  assignmentDetails: t.field({
    upstream: { endpoint: getDomainAssignment, per: 'field' },
    type: AssignmentDetailsObject,
    nullable: true,
    description:
      "The dates of the domain's assignment to its site. Null if it serves no site. Costs one REST call per " +
      'domain (Get Domain Assignment, a developer preview of Wix), none if the domain serves no site. ' +
      '`assignment` costs no call.',
    resolve: (domain, _args, context) => assignmentOf(context, domain),
  }),
}));

builder.queryFields((t) => ({
  domainAssignment: t.field({
    upstream: { endpoint: getDomainAssignment, per: 'field' },
    type: AssignmentDetailsObject,
    nullable: true,
    description:
      'The assignment of a domain to a site, by the name of the domain: connected or registered through Wix. Null if it ' +
      'serves no site of the account. Costs one REST call (Get Domain Assignment, a developer preview of Wix).',
    args: {
      domainName: t.arg({ type: 'DomainName', required: true, description: 'The name of the domain.' }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { domainName, accountId }, context) =>
      readAssignment(context, ownerOf(context, accountId), domainName),
  }),
}));

builder.objectFields(SiteRef, (t) => ({
  primaryDomain: t.field({
    upstream: { endpoint: listConnectedDomains, per: 'account', ahead: allDomains, fallback: getDomainAssignment },
    type: DomainRef,
    nullable: true,
    description:
      "The domain that is the site's address. Null if there is none. " +
      `${onceForAll} For a site whose domain is not connected but registered through Wix, which no list contains, one more ` +
      '(Get Domain Assignment).',
    resolve: (site, _args, context) => primaryDomainOf(context, site),
  }),
  redirects: t.field({
    upstream: { endpoint: listConnectedDomains, per: 'account', fallback: listDomainAssignments },
    listSize: { assumedSize: 1 },
    type: [DomainRef],
    nullable: true,
    description:
      "The connected domains that redirect visitors to the site's primary domain, newest first. Costs one REST " +
      'call per 100 domains of the owner account, once for all sites of the operation.',
    resolve: (site, _args, context) => redirectsOf(context, site),
  }),
}));
