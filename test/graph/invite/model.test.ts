import { describe, expect, it } from 'vitest';
import { toAccountInvite, toCreatedInvite } from '../../../src/graph/invite/model.ts';

const nothing = {
  email: null,
  status: 'UNKNOWN',
  statusRaw: null,
  acceptUrl: null,
  createdAt: null,
  updatedAt: null,
  expiresAt: null,
  inviterAccountId: null,
  assignments: [],
};

describe('toCreatedInvite', () => {
  it('reads what Create Invite answers, one assignment for each place of a role', () => {
    const raw = {
      id: 'i1',
      accountId: 'other',
      email: 'ana@guest.example',
      role: '',
      status: 'Pending',
      acceptLink: 'https://users.wix.com/x',
      inviterAccountId: 'a2',
      dateCreated: '2026-11-23T12:00:00.000Z',
      dateUpdated: '2026-11-23T12:00:01.000Z',
      expirationDate: '2026-12-23T12:00:00.000Z',
      assignments: [
        {
          policyId: '1',
          assignments: [
            { fullNameResource: { siteContext: { metasiteId: 's1' } } },
            { fullNameResource: { accountContext: { accountId: 'a1' } } },
          ],
        },
        { policyId: '2', assignments: [] },
        { policyId: '3' },
      ],
    };
    const account = { type: 'AccountScope', accountId: 'a1' };
    expect(toCreatedInvite(raw, 'a1')).toEqual({
      id: 'i1',
      accountId: 'a1',
      email: 'ana@guest.example',
      status: 'PENDING',
      statusRaw: 'Pending',
      acceptUrl: 'https://users.wix.com/x',
      createdAt: '2026-11-23T12:00:00.000Z',
      updatedAt: '2026-11-23T12:00:01.000Z',
      expiresAt: '2026-12-23T12:00:00.000Z',
      inviterAccountId: 'a2',
      assignments: [
        {
          id: null,
          accountId: 'a1',
          roleId: '1',
          scope: { type: 'SiteScope', accountId: 'a1', siteId: 's1', siteName: null },
        },
        { id: null, accountId: 'a1', roleId: '1', scope: account },
        { id: null, accountId: 'a1', roleId: '2', scope: account },
        { id: null, accountId: 'a1', roleId: '3', scope: account },
      ],
    });
  });

  it.each([
    ['nothing else', {}],
    ['nulls', { email: null, status: null, acceptLink: null, dateCreated: null, assignments: null }],
    ['empty texts', { email: '', acceptLink: '', dateCreated: '', assignments: '' }],
    ['odd types', { email: 7, acceptLink: {}, dateCreated: 0, assignments: { policyId: '1' } }],
  ])('reads an id with %s', (_name, raw) => {
    expect(toCreatedInvite({ id: 'i1', ...raw }, 'a1')).toEqual({ id: 'i1', accountId: 'a1', ...nothing });
  });

  it.each([[undefined], [null], ['x'], [[]], [{}], [{ id: '' }], [{ id: 1 }]])('reads %j as no invite', (raw) => {
    expect(toCreatedInvite(raw, 'a1')).toBeNull();
    expect(toAccountInvite({ invite: raw }, 'a1')).toBeNull();
  });

  it.each([
    ['a place of another form', { folderContext: { id: 'f1' } }],
    ['another account', { accountContext: { accountId: 'a2' } }],
    ['a site without an id', { siteContext: {} }],
  ])('does not take %s for the whole account', (_name, fullNameResource) => {
    const raw = { id: 'i1', assignments: [{ policyId: '1', assignments: [{ fullNameResource }] }] };
    expect(toCreatedInvite(raw, 'a1')?.assignments).toEqual([
      {
        id: null,
        accountId: 'a1',
        roleId: '1',
        scope: { type: 'UnknownScope', raw: JSON.stringify(fullNameResource) },
      },
    ]);
  });

  it('keeps a status that it does not know', () => {
    expect(toCreatedInvite({ id: 'i1', status: 'Paused' }, 'a1')).toMatchObject({
      status: 'UNKNOWN',
      statusRaw: 'Paused',
    });
  });
});
