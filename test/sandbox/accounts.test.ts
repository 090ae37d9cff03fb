import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { accountCall, call, childIds, emptyForm, first } from './support.ts';

interface ChildrenPage {
  readonly childAccounts: readonly { readonly accountId: string }[];
  readonly pagingMetadata: unknown;
}

describe('Get Account', () => {
  const sandbox = createSandbox();
  const account = (id: string, from?: string) => accountCall(sandbox, `/accounts/v1/accounts/${id}`, undefined, from);

  it('prints the agency', async () => {
    const agency = sandbox.state.accounts.get(sandbox.accountId);
    expect((await account(sandbox.accountId)).body).toEqual({
      account: {
        accountId: sandbox.accountId,
        slug: 'northwindstudio',
        accountName: 'Northwind Studio',
        status: 'ACTIVE',
        accountOwner: agency?.ownerUserId,
        accountProperties: { isTeam: true, websiteUrl: 'https://www.northwind.studio', coBranding: 'CoBranded' },
        dateCreated: agency?.dateCreated,
        dateUpdated: agency?.dateUpdated,
      },
    });
  });

  it('reads child accounts through the parent and through themselves, with their parent and status', async () => {
    const blocked = first([...sandbox.state.accounts.values()].filter(({ status }) => status === 'BLOCKED'));
    const expected = {
      status: 200,
      body: { account: { status: 'BLOCKED', accountProperties: { parentAccountId: sandbox.accountId } } },
    };
    expect(await account(blocked.id)).toMatchObject(expected);
    expect(await account(blocked.id, blocked.id)).toMatchObject(expected);
  });

  it('refuses parents, siblings, strangers and unknown accounts with the empty 403', async () => {
    const [child = '', sibling = ''] = childIds(sandbox);
    const stranger = first([...sandbox.state.accounts.values()].filter(({ name }) => name === 'Fabrikam')).id;
    for (const [id, from] of [
      [sandbox.accountId, child],
      [sibling, child],
      [stranger, sandbox.accountId],
      ['00000000-0000-4000-8000-000000000000', sandbox.accountId],
    ] as const) {
      expect(await account(id, from)).toMatchObject({ status: 403, body: emptyForm });
    }
  });

  it('reads only the account of the header by quirk', async () => {
    const narrow = createSandbox({ quirks: { getAccountReads: 'self' } });
    const child = first(childIds(narrow));
    expect(await accountCall(narrow, `/accounts/v1/accounts/${child}`)).toMatchObject({ status: 403 });
    expect(await accountCall(narrow, `/accounts/v1/accounts/${child}`, undefined, child)).toMatchObject({
      status: 200,
    });
  });
});

describe('List Child Accounts', () => {
  const large = createSandbox({ size: 'large' });
  const children = (query: string) => accountCall<ChildrenPage>(large, `/accounts/v1/account/child-accounts${query}`);

  it('pages bare ids by offset, 20 at a time by default', async () => {
    const all: string[] = [];
    for (const offset of [0, 20, 40]) {
      const { body } = await children(offset === 0 ? '' : `?paging.offset=${offset}`);
      expect(body.pagingMetadata).toEqual({ count: 20, offset, total: 60, tooManyToCount: false });
      all.push(...body.childAccounts.map(({ accountId }) => accountId));
    }
    expect(all).toEqual(childIds(large));
    expect((await children('?paging.limit=50&paging.offset=30')).body.childAccounts).toHaveLength(30);
    expect((await children('?paging.offset=60')).body).toEqual({
      childAccounts: [],
      pagingMetadata: { count: 0, offset: 60, total: 60, tooManyToCount: false },
    });
  });

  it('refuses more than 50, negative numbers and text, and cuts the limit by quirk', async () => {
    for (const query of ['?paging.limit=51', '?paging.limit=-1', '?paging.offset=-1', '?paging.limit=ten']) {
      expect(await children(query)).toMatchObject({ status: 400 });
    }
    const lenient = createSandbox({ size: 'large', quirks: { childAccountsAboveMaximum: 'clamp' } });
    const { body } = await accountCall<ChildrenPage>(lenient, '/accounts/v1/account/child-accounts?paging.limit=60');
    expect(body.childAccounts).toHaveLength(50);
  });

  it('is empty for an account without children', async () => {
    const stranger = first([...large.state.accounts.values()].filter(({ name }) => name === 'Fabrikam')).id;
    const headers = { authorization: large.keys.stranger, 'wix-account-id': stranger };
    expect((await call(large, '/accounts/v1/account/child-accounts', { headers })).body).toEqual({
      childAccounts: [],
      pagingMetadata: { count: 0, offset: 0, total: 0, tooManyToCount: false },
    });
  });
});
