import { InputError } from '../../lib/input-error.ts';
import { object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { isGuid, isValue } from '../../wix/values.ts';
import { builder, newEdge } from '../builder.ts';
import { ownerRoleId, type RoleToGive, roleProblems, roleWarnings } from '../role/assignable.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { childAccounts } from './loader.ts';
import { type ChildrenBefore, childrenBefore, findNewChild } from './new-child.ts';
import { type NewUserFields, NewUserInput, toWixUser } from './new-user.ts';
import { ownerOf } from './owner-argument.ts';
import { accountProblems } from './reachable.ts';
import { createAccount } from './rest.ts';
import { AccountEdgeRef, type AccountHandle, AccountRef } from './schema.ts';

interface CreateChildAccountInput extends WriteInput {
  readonly user: NewUserFields;
  readonly roleIds?: readonly string[] | null | undefined;
  readonly accountId?: string | null | undefined;
}

const CreateChildAccountInput = builder.inputRef<CreateChildAccountInput>('CreateChildAccountInput').implement({
  description: 'The account to create.',
  fields: (t) => ({
    user: t.field({ type: NewUserInput, required: true, description: 'The user to create in the account.' }),
    roleIds: t.idList({
      required: false,
      description:
        'The roles of the user in the new account: `Role.roleId` of roles that can be assigned for a whole ' +
        'account. Defaults to the owner role. Roles given here are checked first (Get Roles Info).',
    }),
    accountId: t.id({
      required: false,
      description: "The GUID of the account to create the new one under. Defaults to the request's account.",
    }),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

interface NewAccount extends AccountHandle {
  readonly parentId: string;
}

const CreateChildAccountPayload = payloadType<NewAccount>('CreateChildAccountPayload', {
  description: 'The result of creating an account.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      nullable: true,
      description:
        'The new account. Wix returns only its id, so other fields cost REST calls. Null after a refusal or a dry ' +
        'run.',
      resolve: ({ result }) => result,
    }),
    accountEdge: t.field({
      ...newEdge(AccountEdgeRef, 'account', 'Account.children', null),
      resolve: ({ result }, _args, context) =>
        result === null ? null : childAccounts(context, result.parentId, { first: 1 }).edgeOfNew(result, null),
    }),
  }),
});

function readRoleIds(roleIds: readonly string[]): readonly string[] {
  for (const [index, id] of roleIds.entries()) {
    if (!isValue('decimalId', id)) {
      throw new InputError(
        `roleIds.${index}`,
        'roleIds must contain role ids: decimal strings, each the roleId of a role.',
      );
    }
  }
  if (new Set(roleIds).size < roleIds.length) throw new InputError('roleIds', 'roleIds must be unique.');
  return roleIds;
}

builder.mutationField('createChildAccount', (t) =>
  t.field({
    upstream: { endpoint: createAccount, per: 'field' },
    type: CreateChildAccountPayload,
    nullable: true,
    description:
      'Creates a Wix account under this one, with a new user in it, even if a Wix user with this e-mail address ' +
      'already exists. Only companies that have an agreement with Wix can use it; others get FORBIDDEN. Wix ' +
      "documents no e-mail to the user, so notify them yourself. This graph can't delete accounts, and every call " +
      'creates another one: use an `idempotencyKey`. The children are listed first (one List Child Accounts per 50, up to ' +
      '500 children), so that the new one can be recognized if the response is lost. Costs one more REST call (Create ' +
      'Account), and one (Get Roles Info) if you pass roles.',
    args: { input: t.arg({ type: CreateChildAccountInput, required: true, description: 'The account to create.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<NewAccount, ChildrenBefore>(context, () => {
        const parentId = ownerOf(context, input.accountId);
        const user = toWixUser(input.user);
        const roleIds = readRoleIds(input.roleIds ?? []);
        // The owner role can't be assigned in an account that has an owner, but it is the usual role in a new one.
        const wanted = roleIds.flatMap((roleId, index): RoleToGive[] =>
          roleId === ownerRoleId ? [] : [{ roleId, level: 'ACCOUNT', path: ['input', 'roleIds', String(index)] }],
        );
        return {
          name: 'createChildAccount',
          input,
          endpoint: createAccount,
          lane: [parentId, 'children'],
          plan: async (purpose) => {
            const atParent = await accountProblems(context, parentId, 'accountId');
            return {
              facts: purpose === 'send' && atParent.length === 0 ? await childrenBefore(context, parentId) : null,
              changes: [
                {
                  type: 'Account',
                  id: null,
                  field: null,
                  before: null,
                  after: input.user.email,
                  summary: `An account is created under ${parentId}, with a new user ${input.user.email}.`,
                },
              ],
              problems: atParent.length > 0 ? atParent : await roleProblems(context, parentId, wanted),
              calls: [{ endpoint: createAccount, count: 1 }],
              warnings: atParent.length > 0 ? [] : await roleWarnings(context, parentId, wanted),
            };
          },
          send: async () => {
            const body = { user, ...(roleIds.length > 0 ? { roles: roleIds } : {}) };
            const { account } = await context.wix.call(createAccount, { accountId: parentId, body });
            const id = text(object(account)['accountId']);
            if (id === null || !isGuid(id)) {
              throw new WixError('invalidResponse', 'an account without an id', { endpoint: createAccount.name });
            }
            return { id, parentId };
          },
          find: async (before) => {
            const found = await findNewChild(context, parentId, before, input.user.email);
            return found.is === 'done' ? { is: 'done', result: { ...found.result, parentId } } : found;
          },
          // The number of children tells, and fits into every call limit.
          verifyQuery: (before) =>
            `{ account(id: "${parentId}") { children(first: 1) { totalCount } } }` +
            (typeof before?.count === 'number' ? ` # ${before.count} before the write` : ''),
          wrote: ({ id }) => [{ type: 'Account', id, did: 'create', object: { id } }],
          paths: {
            'user.email': 'user.email',
            'user.email.emailAddress': 'user.email',
            'user.email.isVerified': 'user.isEmailVerified',
            'user.userDetails.firstName': 'user.firstName',
            'user.userDetails.lastName': 'user.lastName',
            'user.userDetails.profilePictureUrl': 'user.pictureUrl',
            'user.userDetails.language': 'user.language',
            'user.userDetails.clientIp': 'user.clientIp',
            'user.ssoIdentities': 'user.ssoIdentities',
            roles: 'roleIds',
          },
        };
      }),
  }),
);
