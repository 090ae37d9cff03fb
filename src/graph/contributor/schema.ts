import { InputError } from '../../lib/input-error.ts';
import { isValue } from '../../wix/values.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { RoleRef } from '../role/schema.ts';
import { SiteRef } from '../site/schema.ts';
import { contributorsOfSite, rolesOfContributor } from './loader.ts';
import type { SiteContributor } from './model.ts';
import { querySiteContributors } from './rest.ts';

export const SiteContributorRef = builder.objectRef<SiteContributor>('SiteContributor').implement({
  description:
    'An account that works on one site without being in the team of its owner, usually a customer or a freelancer. Wix ' +
    'tells neither its name nor its e-mail address here.',
  fields: (t) => ({
    accountId: t.exposeID('accountId', { description: "The contributor's account GUID." }),
    account: t.field({
      type: AccountRef,
      description:
        "The contributor's account. Its fields are null with FORBIDDEN unless the key may act on it, as on a child account.",
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    ownerUserId: t.exposeID('ownerUserId', {
      nullable: true,
      description: 'The user id of the owner of that account; null when Wix did not send it.',
    }),
    roles: t.field({
      upstream: { endpoint: querySiteContributors, per: 'field' },
      listSize: { assumedSize: 2 },
      type: [RoleRef],
      nullable: true,
      description:
        'What the contributor may do on the site, by the roles of the owner account. Wix does not list it, only who has a ' +
        'given role: this costs one REST call for each role that can be given on a site (Query Site Contributors) and one ' +
        'for the roles (Get Roles Info), together for all contributors of the site. Select it for single sites.',
      resolve: (contributor, _args, context) => rolesOfContributor(context, contributor),
    }),
  }),
});

builder.objectField(SiteRef, 'contributors', (t) =>
  t.field({
    upstream: { endpoint: querySiteContributors, per: 'field' },
    listSize: { assumedSize: 5 },
    type: [SiteContributorRef],
    nullable: true,
    description:
      "The accounts that work on this site without being in the owner's team, in Wix's order; whether the owner is among " +
      'them is not documented. One REST call for each site (Query Site Contributors).',
    args: {
      roleIds: t.arg.idList({
        required: false,
        description: 'Only contributors who have at least one of these roles on the site. Default: all.',
      }),
    },
    resolve: (site, { roleIds }, context) => {
      if (roleIds?.some((roleId) => !isValue('decimalId', roleId))) {
        throw new InputError('roleIds', 'roleIds must contain role ids: decimal strings from Account.roles.');
      }
      return contributorsOfSite(context, site, roleIds ?? []);
    },
  }),
);
