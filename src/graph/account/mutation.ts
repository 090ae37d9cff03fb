import { InputError } from '../../lib/input-error.ts';
import { object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { isGuid, isValue } from '../../wix/values.ts';
import { builder } from '../builder.ts';
import { ownerRoleId, roleProblems } from '../role/assignable.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { RefusedError } from '../write/user-error.ts';
import { type NewUserFields, NewUserInput, toWixUser } from './new-user.ts';
import { ownerOf } from './owner-argument.ts';
import { createAccount } from './rest.ts';
import { type AccountHandle, AccountRef } from './schema.ts';

interface CreateChildAccountInput extends WriteInput {
  readonly user: NewUserFields;
  readonly roleIds?: readonly string[] | null | undefined;
  readonly accountId?: string | null | undefined;
}

const CreateChildAccountInput = builder.inputRef<CreateChildAccountInput>('CreateChildAccountInput').implement({
  description: 'The account to create.',
  fields: (t) => ({
    user: t.field({ type: NewUserInput, required: true, description: 'The user that it begins with.' }),
    roleIds: t.idList({
      required: false,
      description:
        'The roles of the user in the new account, ids from `Account.roles` that can be given for a whole account. Default: ' +
        'the owner. Given ones are looked up first (Get Roles Info).',
    }),
    accountId: t.id({
      required: false,
      description: 'The GUID of the account to create it under. Default: the account the request speaks for.',
    }),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const CreateChildAccountPayload = payloadType<AccountHandle>('CreateChildAccountPayload', {
  description: 'What creating an account did.',
  fields: (t) => ({
    account: t.field({
      type: AccountRef,
      nullable: true,
      description:
        'The new account; null after a refusal and for a dry run. Wix answers its id only: the rest costs calls.',
      resolve: ({ result }) => result,
    }),
  }),
});

function readRoleIds(roleIds: readonly string[]): readonly string[] {
  for (const [index, id] of roleIds.entries()) {
    if (!isValue('decimalId', id)) {
      throw new InputError(`roleIds.${index}`, 'roleIds must be ids of roles, decimal text.');
    }
  }
  if (new Set(roleIds).size < roleIds.length) throw new InputError('roleIds', 'roleIds must not name a role twice.');
  return roleIds;
}

builder.mutationField('createChildAccount', (t) =>
  t.field({
    upstream: { endpoint: createAccount, per: 'field' },
    type: CreateChildAccountPayload,
    nullable: true,
    description:
      'Creates a Wix account under this one, and a new user in it: a new one even where somebody with this e-mail address has ' +
      'a Wix account already. Only companies with a contract with Wix for this may call it; others get FORBIDDEN. Wix describes no ' +
      'e-mail to the user: tell them yourself. An account cannot be deleted by this graph, and every call makes another one: use ' +
      'an `idempotencyKey`. A lost answer is OUTCOME_UNKNOWN. One REST call, and one more where roles are given.',
    args: { input: t.arg({ type: CreateChildAccountInput, required: true, description: 'The account to create.' }) },
    resolve: (_root, { input }, context) =>
      runWrite<AccountHandle>(context, () => {
        const parentId = ownerOf(context, input.accountId);
        const user = toWixUser(input.user);
        const roleIds = readRoleIds(input.roleIds ?? []);
        const problemsOfRoles = () =>
          roleProblems(
            context,
            parentId,
            // What nobody can be given in an account that has an owner is the usual role in a new one.
            roleIds.flatMap((roleId, index) =>
              roleId === ownerRoleId ? [] : { roleId, level: 'ACCOUNT', path: ['input', 'roleIds', String(index)] },
            ),
          );
        return {
          name: 'createChildAccount',
          input,
          endpoint: createAccount,
          lane: [parentId, 'children'],
          plan: async () => ({
            changes: [
              {
                type: 'Account',
                id: null,
                field: null,
                before: null,
                after: input.user.email,
                summary: `A new account is created under ${parentId}, with a new user ${input.user.email}.`,
              },
            ],
            problems: await problemsOfRoles(),
            calls: [{ endpoint: createAccount, count: 1 }],
          }),
          prepare: async () => {
            const problems = await problemsOfRoles();
            if (problems.length > 0) throw new RefusedError(problems);
          },
          send: async () => {
            const body = { user, ...(roleIds.length > 0 ? { roles: roleIds } : {}) };
            const { account } = await context.wix.call(createAccount, { accountId: parentId, body });
            const id = text(object(account)['accountId']);
            if (id === null || !isGuid(id)) {
              throw new WixError('invalidResponse', 'an account without an id', { endpoint: createAccount.name });
            }
            return { id };
          },
          // Nothing looks for a lost account: Wix lists children as bare ids, and telling the new one would take the whole list
          // before every creation, ten calls for 500 children. Neither its date nor its e-mail proves which call made it.
          verifyQuery: `{ account(id: "${parentId}") { children(first: 100) { totalCount nodes { id createdAt owner { email } } } } }`,
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
