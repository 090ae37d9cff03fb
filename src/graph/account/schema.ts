import { guidInput } from '../../lib/guid-input.ts';
import { selects } from '../../lib/selection.ts';
import { WixError } from '../../wix/error.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { entity } from '../federation/entity.ts';
import { accountById, childAccounts } from './loader.ts';
import type { Account } from './model.ts';
import { getAccount, listChildAccounts } from './rest.ts';

/** An account known by its id. Its own properties are loaded when a field asks for them. */
export interface AccountHandle {
  readonly id: string;
}

export const AccountRef = builder.objectRef<AccountHandle>('Account');

export const AccountStatusRef = builder.enumType('AccountStatus', {
  description: 'Whether an account can be used.',
  values: {
    ACTIVE: { description: 'In use.' },
    BLOCKED: { description: 'Blocked by Wix.' },
    DELETED: { description: 'Deleted.' },
    UNKNOWN: { description: 'A status that this graph does not know yet; see `statusRaw`.' },
  } as const,
});

export const CoBrandingRef = builder.enumType('CoBranding', {
  description: "Whether a partner's brand is shown beside Wix's in the account.",
  values: {
    NONE: { description: "Wix's brand only." },
    CO_BRANDED: { description: "The partner's own account." },
    CO_BRANDED_CUSTOMER_NEW: { description: "A customer of the partner whose account the partner's brand came with." },
    CO_BRANDED_CUSTOMER_EXISTING: { description: 'A customer of the partner who had a Wix account before.' },
    UNKNOWN: { description: 'Not told, or a value that this graph does not know yet; see `coBrandingRaw`.' },
  } as const,
});

const AccountConnectionRef = connectionType(AccountRef, {
  name: 'Account',
  description: 'A page of accounts.',
  totalCount: 'How many there are in the whole list; null when Wix did not count them.',
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

/** Resolves a field with one of the account's own properties. */
function own<Key extends keyof Account>(key: Key) {
  return ({ id }: AccountHandle, _args: object, context: GraphContext): Promise<Account[Key]> =>
    accountById(context, id).then((account) => account[key]);
}

AccountRef.implement({
  // Its own fields take one call for each account.
  cost: 1,
  description:
    'A Wix account: the owner of sites, domains and packages, with a team that works in it. An account may have child ' +
    'accounts (a reseller its customers, an enterprise its departments). Fields other than `id` and lists cost one REST ' +
    'call together (Get Account).',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The account's GUID, as Wix shows it in the API keys manager." }),
    name: t.string({
      upstream: { endpoint: getAccount, per: 'object' },
      nullable: true,
      description: 'The display name.',
      resolve: own('name'),
    }),
    slug: t.string({
      upstream: { endpoint: getAccount, per: 'object' },
      nullable: true,
      description: "The first part of the account's free site addresses (`<slug>.wixsite.com/...`).",
      resolve: own('slug'),
    }),
    status: t.field({
      upstream: { endpoint: getAccount, per: 'object' },
      type: AccountStatusRef,
      nullable: true,
      description: 'Whether the account can be used.',
      resolve: own('status'),
    }),
    statusRaw: t.string({
      upstream: { endpoint: getAccount, per: 'object' },
      nullable: true,
      description: 'The status in the words of Wix, also where `status` is UNKNOWN.',
      resolve: own('statusRaw'),
    }),
    isTeam: t.boolean({
      upstream: { endpoint: getAccount, per: 'object' },
      nullable: true,
      description: 'True for a team account, false for a personal one.',
      resolve: own('isTeam'),
    }),
    coBranding: t.field({
      upstream: { endpoint: getAccount, per: 'object' },
      type: CoBrandingRef,
      nullable: true,
      description: "Whether a partner's brand is shown in the account.",
      resolve: own('coBranding'),
    }),
    coBrandingRaw: t.string({
      upstream: { endpoint: getAccount, per: 'object' },
      nullable: true,
      description: 'The co-branding in the words of Wix, also where `coBranding` is UNKNOWN.',
      resolve: own('coBrandingRaw'),
    }),
    websiteUrl: t.string({
      upstream: { endpoint: getAccount, per: 'object' },
      nullable: true,
      description: 'The address of the website that the account names as its own, as entered there: any text.',
      resolve: own('websiteUrl'),
    }),
    imageUrl: t.string({
      upstream: { endpoint: getAccount, per: 'object' },
      nullable: true,
      description: "The account's logo or, without one, its image, as Wix stores it: a URL or a media path.",
      resolve: own('imageUrl'),
    }),
    createdAt: t.field({
      upstream: { endpoint: getAccount, per: 'object' },
      type: 'DateTime',
      nullable: true,
      description: 'When the account was created.',
      resolve: own('createdAt'),
    }),
    updatedAt: t.field({
      upstream: { endpoint: getAccount, per: 'object' },
      type: 'DateTime',
      nullable: true,
      description: 'When the account was last changed.',
      resolve: own('updatedAt'),
    }),
    ownerUserId: t.id({
      upstream: { endpoint: getAccount, per: 'object' },
      nullable: true,
      description: 'The user id of the one owner. `owner` leads to the person.',
      resolve: own('ownerUserId'),
    }),
    parent: t.field({
      upstream: { endpoint: getAccount, per: 'object' },
      type: AccountRef,
      nullable: true,
      description: 'The account that this one is a child of; null for an account without a parent.',
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
        "The account's child accounts, in Wix's order, which is not documented. Wix lists ids only: each child's own " +
        'properties cost one call (Get Account), made in parallel.',
      args: pageArgs(t.arg),
      resolve: ({ id }, args, context) => childAccounts(context, id, args),
    }),
  }),
});

entity(builder, AccountRef, {
  keys: ['id'],
  readKey: (representation) => representation.guid('id'),
  load: async (id, context, info) => {
    // Without its own fields nothing has to be read; with them, an account that is not to be seen is none.
    if (id === context.accountId || !selects(info, 'Account', ownFields)) return { id };
    try {
      await accountById(context, id);
    } catch (error) {
      if (error instanceof WixError && (error.failure === 'forbidden' || error.failure === 'notFound')) return null;
    }
    return { id };
  },
});

builder.queryFields((t) => ({
  account: t.field({
    type: AccountRef,
    nullable: true,
    description:
      'An account: the one that the request speaks for, or the one with this id where the key may act on it (a child ' +
      'account). Costs no call by itself. Fields of an account that the key may not read are null with FORBIDDEN.',
    args: {
      id: t.arg.id({
        required: false,
        description: "The account's GUID. Default: the account the request speaks for.",
      }),
    },
    resolve: (_root, { id }, context) => ({
      id: id === null || id === undefined ? context.accountId : guidInput('id', id, 'an account'),
    }),
  }),
}));
