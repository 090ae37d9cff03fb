import { InputError } from '../../lib/input-error.ts';
import { AccountRef } from '../account/schema.ts';
import { builder } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import type { GraphContext } from '../context.ts';
import { entity } from '../federation/entity.ts';
import { objectId, readObjectId } from '../object-id.ts';
import { ownerRoleId } from './assignable.ts';
import { defaultLocale, rolesById, rolesInLanguage, rolesOfAccount } from './loader.ts';
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

const localeArgument = {
  required: false,
  defaultValue: defaultLocale,
  description: 'The language of the text, an ISO 639 code such as `de`.',
} as const;

interface LocaleArgs {
  readonly locale?: string | null | undefined;
}

/** Returns the requested language. Throws an {@link InputError} if it is not a language code. */
function localeOf({ locale }: LocaleArgs): string {
  const given = locale ?? defaultLocale;
  if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(given)) return given;
  throw new InputError('locale', 'locale must be an ISO 639 language code such as en.');
}

/** Returns the role with its texts in a language, or null if the account doesn't list it. */
async function inLanguage(context: GraphContext, role: Role, args: LocaleArgs): Promise<Role | null> {
  const locale = localeOf(args);
  return locale === defaultLocale
    ? role
    : ((await rolesInLanguage(context, role.accountId, locale)).get(role.id) ?? null);
}

RoleRef.implement({
  description:
    'A named set of permissions in an account or a site. Wix predefines roles; account owners can add their own.',
  fields: (t) => ({
    id: t.id({
      description:
        "Identifies the role in its account. Opaque and unique over all accounts. Inputs take Wix's id: see `roleId`.",
      resolve: (role) => objectId('Role', role.accountId, role.id),
    }),
    roleId: t.exposeID('id', {
      description:
        "The role's id in Wix, a decimal string, as inputs take it. Predefined roles have the same one in every account.",
    }),
    account: t.field({
      type: AccountRef,
      description: 'The account that lists this role.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    title: t.string({
      upstream: { endpoint: getRolesInfo, per: 'account' },
      args: { locale: t.arg.string(localeArgument) },
      description:
        "The role's title. In English at no cost; another language costs one " +
        'REST call (Get Roles Info) for all roles of an account.',
      ...checkedBy(localeOf),
      resolve: async (role, args, context) => ((await inLanguage(context, role, args)) ?? role).title,
    }),
    description: t.string({
      upstream: { endpoint: getRolesInfo, per: 'account' },
      nullable: true,
      args: { locale: t.arg.string(localeArgument) },
      description:
        "The role's permissions in words. Null if Wix has none. Costs the same REST call as `title` in the same language.",
      ...checkedBy(localeOf),
      resolve: async (role, args, context) => (await inLanguage(context, role, args))?.description ?? null,
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
  keys: ['id'],
  upstream: getRolesInfo,
  readKey: (representation) => readObjectId('id', 'Role', 1, representation.text('id', 2_048)),
  load: async ({ accountId, parts }, context) => (await rolesById(context, accountId)).get(parts.join()) ?? null,
  node: { form: 'objectId', readKey: (roleId, accountId) => ({ accountId, parts: [roleId] }) },
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
        description:
          'Return only roles that can be assigned at this level. Never the owner role, which cannot be assigned.',
      }),
    },
    resolve: async ({ id }, { assignableTo }, context) => {
      const roles = await rolesOfAccount(context, id, defaultLocale);
      return assignableTo === null || assignableTo === undefined
        ? roles
        : roles.filter((role) => role.id !== ownerRoleId && role.levels.includes(assignableTo));
    },
  }),
}));
