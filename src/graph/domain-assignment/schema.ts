import { builder } from '../builder.ts';
import { listConnectedDomains } from '../domain/rest.ts';
import { DomainRef } from '../domain/schema.ts';
import { SiteRef } from '../site/schema.ts';
import { assignmentOf, redirectsOf } from './loader.ts';
import type { AssignmentRecord } from './model.ts';
import { getDomainAssignment, listDomainAssignments } from './rest.ts';

const AssignmentDetailsObject = builder.objectRef<AssignmentRecord>('DomainAssignmentDetails').implement({
  description: "What a developer preview of Wix adds to a domain's `assignment`.",
  fields: (t) => ({
    assignedAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the domain was assigned to its site; null where Wix does not tell.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: "When the domain's site or role last changed; null where Wix does not tell.",
    }),
  }),
});

builder.objectFields(DomainRef, (t) => ({
  assignmentDetails: t.field({
    upstream: { endpoint: getDomainAssignment, per: 'field' },
    type: AssignmentDetailsObject,
    nullable: true,
    description:
      'Since when the domain has served its site; null when it serves none. One REST call for each domain (Get Domain ' +
      'Assignment, a developer preview of Wix), none for a domain that serves no site. `assignment` costs no call.',
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
      "The connected domains that send visitors on to the site's primary domain, newest first. Costs one REST call for each 100 " +
      'domains of the owner account, once for all sites of the operation.',
    resolve: (site, _args, context) => redirectsOf(context, site),
  }),
}));
