import { inviteSecretScope } from '../../wix/scope.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, rawValue } from '../builder.ts';
import { personal } from '../federation/personal.ts';
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
    'An invite to contribute to one site. Keep its `id` to resend or revoke it through the API: Wix neither lists ' +
    'site invites nor looks them up by id.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The invite's GUID. Keep it, because it can't be looked up." }),
    siteId: t.exposeID('siteId', { description: "The site's GUID. Costs no REST call." }),
    site: t.field({
      upstream: { endpoint: querySites, per: 'batch' },
      type: SiteRef,
      nullable: true,
      description: "The site. Null if the account doesn't have it.",
      resolve: ({ accountId, siteId }, _args, context) => siteById(context, accountId).load(siteId),
    }),
    email: t.expose('email', {
      ...personal('Reaches a person.'),
      type: 'EmailAddress',
      nullable: true,
      description: 'The address that the invite was sent to. A Wix user with another address can accept it.',
    }),
    roleIds: t.exposeIDList('roleIds', { description: 'The ids of the roles of the invite. Costs no REST call.' }),
    roles: t.field({
      upstream: { endpoint: getRolesInfo, per: 'account' },
      listSize: { assumedSize: 2 },
      type: [RoleRef],
      nullable: true,
      description:
        'The roles that the person gets on the site by accepting. Roles that the account no longer lists are ' +
        'omitted. Costs one REST call (Get Roles Info) for all roles of an account.',
      resolve: async ({ accountId, roleIds }, _args, context) => {
        const roles = await rolesById(context, accountId);
        return roleIds.flatMap((id) => roles.get(id) ?? []);
      },
    }),
    locationIds: t.exposeIDList('locationIds', {
      description: 'The GUIDs of the business locations that the roles will be limited to. Empty for all locations.',
    }),
    status: t.expose('status', { type: InviteStatusRef, description: 'The status of the invite.' }),
    statusRaw: t.exposeString('statusRaw', rawValue('status', 'status')),
    acceptUrl: t.expose('acceptUrl', {
      ...personal('Lets its reader act as the invited person.'),
      secretScope: inviteSecretScope,
      type: 'URL',
      nullable: true,
      description:
        'The link that accepts the invite. Anyone with the link can join: treat it as a secret. A token needs the scope ' +
        '`invites.secret`.',
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
      description: 'The account that accepted the invite. Null if it has not been accepted.',
      resolve: ({ acceptedByAccountId }) => (acceptedByAccountId === null ? null : { id: acceptedByAccountId }),
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the invite was created.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the invite expires or expired.',
    }),
  }),
});
