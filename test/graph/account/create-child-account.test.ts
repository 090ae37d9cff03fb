import { describe, expect, it } from 'vitest';
import { roleIds } from '../../../src/sandbox/state/role.ts';
import { teamMemberKey } from '../../../src/sandbox/state/team.ts';
import { useGraph } from '../../support/graph.ts';

const document = `mutation ($input: CreateChildAccountInput!) { createChildAccount(input: $input) {
  account { id parent { id } owner { email name { full } assignments { roleId } } }
  dryRun { isPossible changes { type id: objectId field before after summary } problems { code path } calls { operation count permission } }
  userErrors { code message path }
} }`;

const reconcileAtOnce = { server: { writes: { reconcileDelaysMs: [1, 1, 1] } } };

describe('createChildAccount', () => {
  const graph = useGraph(reconcileAtOnce);
  const create = (input: object) => graph.ask(document, { input });
  const children = () =>
    [...graph.sandbox.state.accounts.values()].filter(
      ({ parentAccountId }) => parentAccountId === graph.sandbox.accountId,
    );
  const accountRole = () =>
    [...graph.sandbox.state.roles.values()].find(
      ({ accountId, restrictFromLevel }) => accountId === graph.sandbox.accountId && restrictFromLevel === 'Site',
    )?.id ?? '';

  it('creates an account with its owner under the one of the request', async () => {
    const count = children().length;
    const { data, errors, calls } = await create({
      user: {
        email: 'ada@bakery.example',
        isEmailVerified: true,
        firstName: 'Ada',
        lastName: 'Berg',
        pictureUrl: 'https://bakery.example/ada.png',
        language: 'en',
        clientIp: '2001:db8::1',
        ssoIdentities: [{ ssoId: 'sso-1', userId: 'sub-7' }],
      },
    });
    expect(errors).toBeUndefined();
    const made = children().at(-1);
    expect(children()).toHaveLength(count + 1);
    expect(data.createChildAccount).toEqual({
      account: {
        id: made?.id,
        parent: { id: graph.sandbox.accountId },
        owner: { email: 'ada@bakery.example', name: { full: 'Ada Berg' }, assignments: [{ roleId: roleIds.owner }] },
      },
      dryRun: null,
      userErrors: [],
    });
    expect(calls).toEqual({ 'Create Account': 1, 'Get Account': 1, 'List Child Accounts': 1, 'Search Team': 1 });
    expect(graph.sandbox.calls.entries().find(({ operation }) => operation === 'Create Account')).toMatchObject({
      method: 'POST',
      path: '/accounts/v1/accounts/create',
      accountId: graph.sandbox.accountId,
      body: {
        user: {
          email: { emailAddress: 'ada@bakery.example', isVerified: true },
          ssoIdentities: [{ ssoId: 'sso-1', userId: 'sub-7' }],
          userDetails: {
            firstName: 'Ada',
            lastName: 'Berg',
            profilePictureUrl: 'https://bakery.example/ada.png',
            language: 'en',
            clientIp: '2001:db8::1',
          },
        },
      },
    });
  });

  it('sends only what is given, and gives the roles that are asked for', async () => {
    const { data, calls } = await create({
      user: { email: 'bo@bakery.example' },
      roleIds: [roleIds.owner, accountRole()],
    });
    expect(data.createChildAccount.userErrors).toEqual([]);
    expect(calls['Get Roles Info']).toBe(1);
    const sent = graph.sandbox.calls.entries().find(({ operation }) => operation === 'Create Account');
    expect(sent?.body).toEqual({
      user: { email: { emailAddress: 'bo@bakery.example', isVerified: false } },
      roles: [roleIds.owner, accountRole()],
    });
    const made = children().at(-1);
    const owner = graph.sandbox.state.teamMembers.get(teamMemberKey(made?.id ?? '', made?.ownerUserId ?? ''));
    expect(owner?.assignments.map(({ roleId }) => roleId)).toEqual([roleIds.owner, accountRole()]);
  });

  it('creates it under a child account that is named', async () => {
    const parent = children()[0]?.id ?? '';
    const { data } = await create({ accountId: parent, user: { email: 'deep@bakery.example' } });
    expect(data.createChildAccount.account.parent).toEqual({ id: parent });
  });

  it('makes another account of another user when it is called again', async () => {
    const input = { user: { email: 'twice@bakery.example' } };
    const [one, two] = [await create(input), await create(input)];
    expect(one.data.createChildAccount.account.id).not.toBe(two.data.createChildAccount.account.id);
  });

  it('says in a dry run what it would do, and does nothing', async () => {
    const count = graph.sandbox.state.accounts.size;
    const { data, calls } = await create({
      dryRun: true,
      user: { email: 'dry@bakery.example' },
      roleIds: [roleIds.siteAdmin],
    });
    expect(data.createChildAccount).toMatchObject({
      account: null,
      dryRun: {
        isPossible: false,
        changes: [{ type: 'Account', id: null, after: 'dry@bakery.example' }],
        problems: [{ code: 'NOT_ALLOWED', path: ['input', 'roleIds', '0'] }],
        calls: [{ operation: 'Create Account', count: 1, permission: 'ACCOUNT.CREATE_ACCOUNT' }],
      },
    });
    expect(calls).toEqual({ 'Get Roles Info': 1 });
    expect(graph.sandbox.state.accounts.size).toBe(count);
  });

  it('refuses roles that cannot be given before sending', async () => {
    const { data, calls } = await create({ user: { email: 'a@bakery.example' }, roleIds: [roleIds.siteAdmin] });
    expect(data.createChildAccount.userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', path: ['input', 'roleIds', '0'] },
    ]);
    expect(calls).toEqual({ 'Get Roles Info': 1, 'List Child Accounts': 1 });
  });

  it.each([
    ['a role id that is none', { roleIds: ['owner'] }, 'roleIds.0'],
    ['a role twice', { roleIds: ['1', '1'] }, 'roleIds'],
    ['a language that is none', { user: { email: 'a@b.example', language: 'english' } }, 'user.language'],
    ['an address that is none', { user: { email: 'a@b.example', clientIp: '300.1.1.1' } }, 'user.clientIp'],
    [
      'an empty identity',
      { user: { email: 'a@b.example', ssoIdentities: [{ ssoId: 'x', userId: '' }] } },
      'user.ssoIdentities.0.userId',
    ],
    ['a malformed parent', { accountId: '..' }, 'accountId'],
  ])('refuses %s before any call', async (_name, input, field) => {
    const { data, calls } = await create({ user: { email: 'a@b.example' }, ...input });
    expect(data.createChildAccount.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', ...field.split('.')] },
    ]);
    expect(calls).toEqual({});
  });

  it("leads Wix's violations to the input", async () => {
    const violation = { field: 'user.email.emailAddress', description: 'is taken' };
    const body = { message: '', details: { validationError: { fieldViolations: [violation] } } };
    graph.sandbox.faults.inject({ kind: 'status', status: 400, operation: 'Create Account', body });
    const { data } = await create({ user: { email: 'a@b.example' } });
    expect(data.createChildAccount.userErrors).toEqual([
      { code: 'BAD_USER_INPUT', message: 'Wix rejected a value: is taken', path: ['input', 'user', 'email'] },
    ]);
  });

  it.each([
    ['without an id', { kind: 'body', body: { account: {} } }],
    ['a failure', { kind: 'status', status: 500 }],
  ] as const)('does not send it again when the answer is %s, and says how to find out', async (_name, fault) => {
    graph.sandbox.faults.inject({ ...fault, operation: 'Create Account' });
    const { errors, calls } = await create({ user: { email: 'lost@bakery.example' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'unknown' });
    expect(calls['Create Account']).toBe(1);
    const verify = String(errors?.[0]?.extensions['verify']);
    expect(verify).toContain(`# ${children().length} before the write`);
    const verified = await graph.ask(verify);
    expect(verified.errors).toBeUndefined();
    expect(verified.data.account.children).toEqual({ totalCount: children().length });
  });

  it('finds the account by its new user when the answer is lost', async () => {
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Create Account' });
    const count = children().length;
    const { data, calls } = await create({ user: { email: 'found@bakery.example' } });
    expect(data.createChildAccount.account.owner.email).toBe('found@bakery.example');
    expect(calls['Create Account']).toBe(1);
    expect(children()).toHaveLength(count + 1);
  });

  it('creates one account for three tries with one key', async () => {
    const input = { user: { email: 'once@bakery.example' }, idempotencyKey: 'key-1' };
    const count = children().length;
    const answers = await Promise.all([create(input), create(input), create(input)]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(answers[0]?.data.createChildAccount.account.owner.email).toBe('once@bakery.example');
    expect(children()).toHaveLength(count + 1);
    const reused = await create({ ...input, user: { email: 'other@bakery.example' } });
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('createChildAccount, where Wix wants another e-mail address', () => {
  const graph = useGraph({ quirks: { duplicateAccountEmail: 'reject' } });

  it('answers the refusal', async () => {
    const input = { user: { email: 'twice@bakery.example' } };
    await graph.ask(document, { input });
    const { data, errors } = await graph.ask(document, { input });
    expect(errors).toBeUndefined();
    expect(data.createChildAccount).toMatchObject({
      account: null,
      userErrors: [{ code: 'CONFLICT', path: ['input'] }],
    });
  });
});

describe('createChildAccount without the contract', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden, and names the permission', async () => {
    const { errors } = await graph.ask(document, { input: { user: { email: 'a@b.example' } } });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors?.[0]?.message).toContain('ACCOUNT.CREATE_ACCOUNT');
  });
});

describe('an account just created, while Wix does not list it', () => {
  const graph = useGraph({ quirks: { childAccountsLagMs: 60_000 } });
  const children = async () => {
    const response = await graph.fetch(
      new Request('http://graph/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ account { children(first: 100) { nodes { id } } } }' }),
      }),
    );
    return response.json();
  };

  it('is told to be pending until the list has it', async () => {
    const { data } = await graph.ask(document, { input: { user: { email: 'new@bakery.example' } } });
    const { id } = data.createChildAccount.account;
    expect((await children()).extensions).toEqual({ consistency: { pending: [{ type: 'Account', id }] } });
    graph.sandbox.clock.advance(60_001);
    const listed = await children();
    expect(listed.extensions).toBeUndefined();
    expect(listed.data.account.children.nodes).toContainEqual({ id });
  });
});
