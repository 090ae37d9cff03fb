import { InputError } from '../../lib/input-error.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { entity } from '../federation/entity.ts';
import { defaultLocale, rolesById, rolesOfAccount } from './loader.ts';
import type { Role } from './model.ts';
import { getRolesInfo } from './rest.ts';

export const RoleRef = builder.objectRef<Role>('Role');

export const RoleLevelRef = builder.enumType('RoleLevel', {
  description: 'The level at which a role can be assigned.',
  values: {
    ACCOUNT: { description: 'For a whole account, to a member of its team.' },
    SITE: { description: 'For individual sites or folders of sites.' },
  } as const,
});

RoleRef.implement({
  description:
    'A named set of permissions in an account or a site. Wix predefines roles; account owners can add their own.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description: "The role's id, a decimal string. Predefined roles have the same id in every account.",
    }),
    account: t.field({
      type: AccountRef,
      description: 'The account that lists this role.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    title: t.exposeString('title', { description: "The role's title, in the requested language." }),
    description: t.exposeString('description', {
      nullable: true,
      description: "The role's permissions in words, in the requested language.",
    }),
    isCustom: t.exposeBoolean('isCustom', {
      description: "Whether the account's owners created this role. False for a predefined role.",
    }),
    levels: t.expose('levels', {
      type: [RoleLevelRef],
      description:
        "The levels at which the role can be assigned. Empty if Wix restricts it in a way that this graph doesn't " +
        'know.',
    }),
  }),
});

entity(builder, RoleRef, {
  keys: ['id', 'id account { id }'],
  upstream: getRolesInfo,
  readKey: (representation, context) => ({
    id: representation.text('id'),
    accountId: representation.ownerOr(context.accountId),
  }),
  load: async ({ id, accountId }, context) => (await rolesById(context, accountId)).get(id) ?? null,
});

builder.objectFields(AccountRef, (t) => ({
  roles: t.field({
    upstream: { endpoint: getRolesInfo, per: 'account' },
    listSize: { assumedSize: 20 },
    type: [RoleRef],
    nullable: true,
    description:
      'The roles that can be assigned in the account, predefined ones first. Costs one REST call (Get Roles ' +
      'Info), shared with the roles of assignments.',
    args: {
      assignableTo: t.arg({
        type: RoleLevelRef,
        required: false,
        description: 'Return only roles that can be assigned at this level.',
      }),
      locale: t.arg.string({
        required: true,
        defaultValue: defaultLocale,
        description: 'The language of titles and descriptions, an ISO 639 code such as `de`.',
      }),
    },
    resolve: async ({ id }, { assignableTo, locale }, context) => {
      if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(locale)) {
        throw new InputError('locale', 'locale must be an ISO 639 language code such as en.');
      }
      const roles = await rolesOfAccount(context, id, locale);
      return assignableTo === null || assignableTo === undefined
        ? roles
        : roles.filter((role) => role.levels.includes(assignableTo));
    },
  }),
}));
