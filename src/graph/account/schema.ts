import { guidInput } from '../../lib/guid-input.ts';
import { selects } from '../../lib/selection.ts';
import { WixError } from '../../wix/error.ts';
import { scopeOf } from '../../wix/scope.ts';
import { builder, connectionType, edgeType, pageArgs } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { knownBeside } from '../directory/served.ts';
import { entity } from '../federation/entity.ts';
import { personal } from '../federation/personal.ts';
import { lackingScope, lacks } from '../federation/scopes.ts';
import { accountById, childAccounts } from './loader.ts';
import type { Account } from './model.ts';
import { getAccount, listChildAccounts } from './rest.ts';

/** An account known by its id. Its own properties are loaded if they are requested. */
export interface AccountHandle {
  readonly id: string;
}

export const AccountRef = builder.objectRef<AccountHandle>('Account');

export const AccountStatusRef = builder.enumType('AccountStatus', {
  description: 'Whether an account can be used.',
  values: {
    ACTIVE: { description: 'The account is in use.' },
    BLOCKED: { description: 'Wix has blocked the account.' },
    DELETED: { description: 'The account is deleted.' },
    UNKNOWN: { description: "A status that this graph doesn't know yet. See `statusRaw`." },
  } as const,
});

export const CoBrandingRef = builder.enumType('CoBranding', {
  description: "Whether an account shows a partner's brand beside Wix's.",
  values: {
    NONE: { description: "Only Wix's brand." },
    CO_BRANDED: { description: 'The account belongs to the partner.' },
    CO_BRANDED_CUSTOMER_NEW: {
      description: "The account belongs to a customer of the partner and was created with the partner's brand.",
    },
    CO_BRANDED_CUSTOMER_EXISTING: {
      description: 'The account belongs to a customer of the partner who already had a Wix account.',
    },
    UNKNOWN: { description: "Wix sent no value, or one that this graph doesn't know yet. See `coBrandingRaw`." },
  } as const,
});

/** The edge type of a account in its list. */
export const AccountEdgeRef = edgeType(AccountRef, 'Account');

const AccountConnectionRef = connectionType(AccountRef, {
  name: 'Account',
  edge: AccountEdgeRef,
  description: 'A page of accounts.',
  totalCount: 'The number of accounts in the whole list. Null if Wix did not count them.',
});

const ownFields: ReadonlySet<string> = new Set([
  'name',
  'slug',
  'status',
  'statusRaw',
  'isTeam',
  'coBranding',
  'coBrandingRaw',
  'websiteUrl',
  'imageUrl',
  'createdAt',
  'updatedAt',
  'ownerUserId',
  'owner',
  'parent',
]);

const readScope = scopeOf(getAccount);

/** Reads the account, once per operation and account. */
const ownCall = { endpoint: getAccount, per: 'object' } as const;

/** Returns the options of a field that holds one of the account's own properties. */
function own<Key extends keyof Account>(key: Key) {
  return {
    upstream: ownCall,
    nullable: true,
    resolve: (handle: AccountHandle, _args: object, context: GraphContext): Promise<Account[Key]> | Account[Key] => {
      const known = knownBeside<Account>(handle, 'Account', handle.id, handle.id);
      return known === undefined ? accountById(context, handle.id).then((account) => account[key]) : known[key];
    },
  } as const;
}

AccountRef.implement({
  // An account's own fields take one REST call per account.
  cost: 1,
  description:
    'A Wix account: the owner of sites, domains and packages, with a team that works in it. An account can have ' +
    "child accounts: a reseller's customers, or an enterprise's departments. All fields except `id` and lists " +
    'share one REST call (Get Account).',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The account's GUID, as shown in Wix's API keys manager." }),
    name: t.string({
      ...own('name'),
      ...personal("Often its owner's or client's name."),
      description: "The account's display name.",
    }),
    slug: t.string({
      ...own('slug'),
      ...personal("Made from the account's name."),
      description: "The first part of the account's free site addresses (`<slug>.wixsite.com/...`).",
    }),
    status: t.field({
      ...own('status'),
      type: AccountStatusRef,
      description: 'Whether the account can be used.',
    }),
    statusRaw: t.string({
      ...own('statusRaw'),
      description: 'The status as Wix sends it, even if `status` is UNKNOWN.',
    }),
    isTeam: t.boolean({
      ...own('isTeam'),
      description: 'Whether this is a team account. False for a personal account.',
    }),
    coBranding: t.field({
      ...own('coBranding'),
      type: CoBrandingRef,
      description: "Whether the account shows a partner's brand.",
    }),
    coBrandingRaw: t.string({
      ...own('coBrandingRaw'),
      description: 'The co-branding as Wix sends it, even if `coBranding` is UNKNOWN.',
    }),
    websiteUrl: t.string({
      ...own('websiteUrl'),
      description: "The address of the account's own website, as entered in Wix. Can be any text.",
    }),
    imageUrl: t.string({
      ...own('imageUrl'),
      ...personal('May show a person.'),
      description: "The account's logo, or its image if it has no logo. As Wix stores it: a URL or a media path.",
    }),
    createdAt: t.field({
      ...own('createdAt'),
      type: 'DateTime',
      description: 'The time the account was created.',
    }),
    updatedAt: t.field({
      ...own('updatedAt'),
      type: 'DateTime',
      description: 'The time the account was last changed.',
    }),
    ownerUserId: t.id({
      ...own('ownerUserId'),
      description: "The user id of the account's only owner. For the person, see `owner`.",
    }),
    parent: t.field({
      upstream: ownCall,
      type: AccountRef,
      nullable: true,
      description: 'The account that this one is a child of. Null if it has no parent.',
      resolve: async ({ id }, _args, context) => {
        const { parentId } = await accountById(context, id);
        return parentId === null ? null : { id: parentId };
      },
    }),
    children: t.field({
      upstream: { endpoint: listChildAccounts, per: 'field' },
      type: AccountConnectionRef,
      nullable: true,
      description:
        "The account's child accounts, in Wix's order, which is not documented. Wix lists only ids, so each " +
        "child's own properties cost one REST call (Get Account); these calls run in parallel.",
      args: pageArgs(t.arg),
      resolve: ({ id }, args, context) => childAccounts(context, id, args),
    }),
  }),
});

entity(builder, AccountRef, {
  keys: ['id'],
  readKey: (representation) => representation.guid('id'),
  // If no own field is requested, or none that the caller may read, nothing is read. A failed read is reported by the fields.
  load: (id, context, info) =>
    selects(info, 'Account', ownFields) && lackingScope(context, [readScope]) === null
      ? visibleAccount(id, context).catch(() => ({ id }))
      : { id },
  node: {
    form: 'guid',
    isGlobal: true,
    readKey: (id) => id,
    confirm: (id, context) => {
      if (id !== context.accountId && lackingScope(context, [readScope]) !== null) throw lacks(readScope, 'Account');
      return visibleAccount(id, context);
    },
  },
});

/** Returns the account; null for one that doesn't exist or that the caller can't see. */
async function visibleAccount(id: string, context: GraphContext): Promise<AccountHandle | null> {
  try {
    if (id !== context.accountId) await accountById(context, id);
    return { id };
  } catch (error) {
    if (error instanceof WixError && (error.failure === 'forbidden' || error.failure === 'notFound')) return null;
    throw error;
  }
}

builder.queryFields((t) => ({
  account: t.field({
    type: AccountRef,
    nullable: true,
    description:
      "The account with this id, if the key can act on it (a child account); without an id, the request's " +
      "account. Costs no REST call by itself. Fields that the key can't read are null with FORBIDDEN.",
    args: {
      id: t.arg.id({
        required: false,
        description: "The account's GUID. Defaults to the request's account.",
      }),
    },
    resolve: (_root, { id }, context) => ({
      id: id === null || id === undefined ? context.accountId : guidInput('id', id, 'an account'),
    }),
  }),
}));
