import { describe, expect, it } from 'vitest';
import { toSiteInvite } from '../../../src/graph/site-invite/model.ts';

const at = { accountId: 'a1', siteId: 's1' };

describe('toSiteInvite', () => {
  it('reads every field', () => {
    expect(
      toSiteInvite(
        {
          id: 'i1',
          siteId: 'other',
          email: 'ana@guest.example',
          policyIds: ['1', '2'],
          status: 'Used',
          acceptLink: 'https://users.wix.com/x',
          inviterAccountId: 'a1',
          acceptedByAccountId: 'a2',
          dateCreated: '2026-11-23T12:00:00.000Z',
          expirationDate: '2026-12-23T12:00:00.000Z',
          locationIds: ['l1'],
        },
        at,
      ),
    ).toEqual({
      id: 'i1',
      siteId: 's1',
      accountId: 'a1',
      email: 'ana@guest.example',
      roleIds: ['1', '2'],
      status: 'ACCEPTED',
      statusRaw: 'Used',
      acceptUrl: 'https://users.wix.com/x',
      inviterAccountId: 'a1',
      acceptedByAccountId: 'a2',
      locationIds: ['l1'],
      createdAt: '2026-11-23T12:00:00.000Z',
      expiresAt: '2026-12-23T12:00:00.000Z',
    });
  });

  it.each([
    ['nothing else', {}],
    ['nulls', { email: null, policyIds: null, status: null, acceptLink: null, dateCreated: null, locationIds: null }],
    ['empty texts', { email: '', policyIds: '', acceptLink: '', inviterAccountId: '', dateCreated: '' }],
    ['odd types', { email: 1, policyIds: { a: 1 }, acceptLink: [], acceptedByAccountId: {}, expirationDate: 5 }],
  ])('reads an id with %s', (_name, raw) => {
    expect(toSiteInvite({ id: 'i1', ...raw }, at)).toEqual({
      id: 'i1',
      ...at,
      email: null,
      roleIds: [],
      status: 'UNKNOWN',
      statusRaw: null,
      acceptUrl: null,
      inviterAccountId: null,
      acceptedByAccountId: null,
      locationIds: [],
      createdAt: null,
      expiresAt: null,
    });
  });

  it('keeps a status that it does not know', () => {
    expect(toSiteInvite({ id: 'i1', status: 'Paused' }, at)).toMatchObject({ status: 'UNKNOWN', statusRaw: 'Paused' });
  });

  it.each([[{}], [{ id: null }], [{ id: '' }], [{ id: 3 }]])('reads %j as no invite', (raw) => {
    expect(toSiteInvite(raw, at)).toBeNull();
  });
});
