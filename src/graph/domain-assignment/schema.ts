import { builder } from '../builder.ts';
import { listConnectedDomains } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import { SiteRef } from '../site/schema.ts';
import { assignmentOf, redirectsOf } from './loader.ts';
import type { AssignmentRecord } from './model.ts';
import { getDomainAssignment, listDomainAssignments } from './rest.ts';

const AssignmentDetailsObject = builder.objectRef<AssignmentRecord>('DomainAssignmentDetails').implement({
  description: "Details of a domain's `assignment` from a developer preview of Wix.",
  fields: (t) => ({
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

builder.objectFields(SiteRef, (t) => ({
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
