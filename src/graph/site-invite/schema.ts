import { inviteSecretScope } from '../../wix/scope.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { InviteStatusRef } from '../invite/schema.ts';
import { rolesById } from '../role/loader.ts';
import { getRolesInfo } from '../role/rest.ts';
import { RoleRef } from '../role/schema.ts';
import { siteById } from '../site/loader.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import type { SiteInvite } from './model.ts';

export const SiteInviteRef = builder.objectRef<SiteInvite>('SiteInvite').implement({
  description:
    'An invite to contribute to one site. Wix neither lists site invites nor finds them by id: whoever sends one keeps its `id`, ' +
    'without which it can be neither sent again nor revoked through the API.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The invite's GUID. Keep it: it cannot be looked up." }),
    siteId: t.exposeID('siteId', { description: "The site's GUID. Costs no call." }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description: 'The site; null when the account does not have it.',
      resolve: ({ accountId, siteId }, _args, context) => siteById(context, accountId).load(siteId),
    }),
    email: t.expose('email', {
      tag: 'pii',
      type: 'EmailAddress',
      nullable: true,
      description: 'Where the invite was sent. It may be accepted with any Wix account.',
    }),
    roleIds: t.exposeIDList('roleIds', { description: 'The ids of the roles that it gives. Costs no call.' }),
    roles: t.field({
      upstream: { endpoint: getRolesInfo, per: 'account' },
      listSize: { assumedSize: 2 },
      type: [RoleRef],
      nullable: true,
      description:
        'The roles that the person gets on the site by accepting, without those that the account does not list any more. One ' +
        'REST call for all roles of an account.',
      resolve: async ({ accountId, roleIds }, _args, context) => {
        const roles = await rolesById(context, accountId);
        return roleIds.flatMap((id) => roles.get(id) ?? []);
      },
    }),
    locationIds: t.exposeIDList('locationIds', {
      description: 'The business locations that the roles will be limited to, by GUID; empty for all.',
    }),
    status: t.expose('status', { type: InviteStatusRef, description: 'What became of the invite.' }),
    statusRaw: t.exposeString('statusRaw', {
      nullable: true,
      description: 'The status in the words of Wix, also where `status` is UNKNOWN.',
    }),
    acceptUrl: t.expose('acceptUrl', {
      secretScope: inviteSecretScope,
      tag: 'pii',
      type: 'URL',
      nullable: true,
      description:
        'The link that accepts the invite. Whoever has it can join: treat it as a secret. A token needs the scope `invites.secret`.',
    }),
    inviterAccount: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account that sent the invite.',
      resolve: ({ inviterAccountId }) => (inviterAccountId === null ? null : { id: inviterAccountId }),
    }),
    acceptedByAccount: t.field({
      type: AccountRef,
      nullable: true,
      description: 'The account that accepted it; null before.',
      resolve: ({ acceptedByAccountId }) => (acceptedByAccountId === null ? null : { id: acceptedByAccountId }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, description: 'When the invite was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When the invite runs out.' }),
  }),
});
