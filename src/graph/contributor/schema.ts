import { guidInputs } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import { objectId } from '../object-id.ts';
import { checkRoleIds } from '../role/role-ids.ts';
import { RoleRef } from '../role/schema.ts';
import { SiteRef } from '../site/schema.ts';
import { contributorsOfSite, rolesOfContributor } from './loader.ts';
import type { SiteContributor } from './model.ts';
import { querySiteContributors } from './rest.ts';

export const SiteContributorRef = builder.objectRef<SiteContributor>('SiteContributor').implement({
  description:
    "An account outside the owner's team that works on one site, usually a customer or a freelancer. Wix doesn't " +
    'return its name or e-mail address here.',
  fields: (t) => ({
    id: t.id({
      description: 'Identifies the contributor on its site. Opaque and unique over all sites. Inputs take `accountId`.',
      resolve: ({ site, accountId }) => objectId('SiteContributor', site.accountId, site.id, accountId),
    }),
    accountId: t.exposeID('accountId', { description: "The GUID of the contributor's account." }),
    account: t.field({
      type: AccountRef,
      description:
        "The contributor's account. Its fields are null with FORBIDDEN unless the key can act on it, as on a " +
        'child account.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    ownerUserId: t.exposeID('ownerUserId', {
      nullable: true,
      description: "The user id of the contributor account's owner. Null if Wix did not send it.",
    }),
    roles: t.field({
      upstream: { endpoint: querySiteContributors, per: 'field' },
      listSize: { assumedSize: 2 },
      type: [RoleRef],
      nullable: true,
      description:
        "The roles that the contributor has on the site, out of the owning account's roles. Wix only lists who " +
        'has a given role, so this costs one REST call (Query Site Contributors) per role that can be assigned on ' +
        'a site and one for the roles (Get Roles Info), together for all contributors of the site. Select it for ' +
        'single sites only.',
      resolve: (contributor, _args, context) => rolesOfContributor(context, contributor),
    }),
  }),
});

interface ContributorArgs {
  readonly roleIds?: readonly string[] | null | undefined;
  readonly locationIds?: readonly string[] | null | undefined;
}

/** Returns the filter of a list of contributors. Throws an {@link InputError} for malformed ids. */
function contributorFilter({ roleIds, locationIds }: ContributorArgs) {
  checkRoleIds('roleIds', roleIds);
  return { roleIds: roleIds ?? [], locationIds: guidInputs('locationIds', locationIds ?? [], 'a location') };
}

builder.objectField(SiteRef, 'contributors', (t) =>
  t.field({
    upstream: { endpoint: querySiteContributors, per: 'field' },
    listSize: { assumedSize: 5 },
    type: [SiteContributorRef],
    nullable: true,
    description:
      "The accounts outside the owner's team that work on this site, in Wix's order. It's not documented whether " +
      'the owner is included. Costs one REST call (Query Site Contributors) per site.',
    args: {
      roleIds: t.arg.idList({
        required: false,
        description:
          'Return only contributors that have at least one of these roles on the site. Defaults to all contributors.',
      }),
      locationIds: t.arg.idList({
        required: false,
        description:
          'Return only contributors whose roles are limited to at least one of these locations (GUIDs of the Locations API). ' +
          'Defaults to all contributors.',
      }),
    },
    ...checkedBy(contributorFilter),
    resolve: (site, args, context) => {
      const { roleIds, locationIds } = contributorFilter(args);
      return contributorsOfSite(context, site, roleIds, locationIds);
    },
  }),
);
