import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { inviteStatus } from '../../src/sandbox/state/invite.ts';
import { roleIds } from '../../src/sandbox/state/role.ts';
import { accountCall, agencySites, call, first, siteCall } from './support.ts';

const day = 86_400_000;

interface Invite {
  readonly id: string;
  readonly status: string;
  readonly expirationDate: string;
}
interface AccountOutcome {
  readonly successfulInvites: readonly Invite[];
  readonly failedInvites: readonly { readonly subjectEmail: string; readonly errorMessage: string }[];
}
interface SiteOutcome {
  readonly invites: readonly Invite[];
  readonly failedEmails: readonly string[];
}

const onSite = (metasiteId: string) => ({ fullNameResource: { siteContext: { metasiteId } } });

function createInvite(sandbox: Sandbox, subjectsAssignments: unknown) {
  return accountCall<AccountOutcome>(sandbox, '/invites/account-invite/create', { subjectsAssignments });
}

function inviteToAccount(sandbox: Sandbox, subjectEmail = 'ana.diaz@guest.example') {
  return createInvite(sandbox, [{ subjectEmail, assignments: [{ policyId: roleIds.accountAdmin }] }]);
}

function bulkInvite(
  sandbox: Sandbox,
  siteId: string,
  emails: readonly string[],
  policyIds = [roleIds.siteAdmin as string],
) {
  return siteCall<SiteOutcome>(sandbox, siteId, '/invites/site-invite/bulk', { policyIds, emails });
}

function decide(sandbox: Sandbox, inviteId: string, verb: 'accept' | 'decline', body: unknown = {}) {
  return call(sandbox, `/_sandbox/invites/${inviteId}/${verb}`, { body });
}

async function teamStatus(sandbox: Sandbox, inviteId: string): Promise<string | undefined> {
  const { body } = await accountCall<{ teamMembers: readonly { invite?: Invite }[] }>(
    sandbox,
    '/roles-management/v3/team/search',
    {},
  );
  return body.teamMembers.find(({ invite }) => invite?.id === inviteId)?.invite?.status;
}

describe('Create Invite', () => {
  it('answers with every field of a pending invite', async () => {
    const sandbox = createSandbox();
    const [site, other] = agencySites(sandbox);
    const { status, body } = await createInvite(sandbox, [
      {
        subjectEmail: 'ana.diaz@guest.example',
        assignments: [{ policyId: roleIds.siteAdmin, assignments: [onSite(site?.id ?? ''), onSite(other?.id ?? '')] }],
      },
    ]);
    expect(status).toBe(200);
    expect(body).toEqual({
      successfulInvites: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          accountId: sandbox.accountId,
          email: 'ana.diaz@guest.example',
          role: '',
          inviterId: '',
          status: 'Pending',
          acceptLink: expect.stringMatching(/^https:/),
          inviterAccountId: sandbox.accountId,
          dateCreated: '2026-11-23T12:00:00.000Z',
          dateUpdated: '2026-11-23T12:00:00.000Z',
          expirationDate: '2026-12-23T12:00:00.000Z',
          policyIds: [roleIds.siteAdmin],
          assignments: [
            { policyId: roleIds.siteAdmin, assignments: [onSite(site?.id ?? ''), onSite(other?.id ?? '')] },
          ],
        },
      ],
      failedInvites: [],
    });
  });

  it('fails single invites and still answers 200', async () => {
    const sandbox = createSandbox();
    const foreign = first([...sandbox.state.sites.values()].filter(({ accountId }) => accountId !== sandbox.accountId));
    const subjects = [
      ['not-an-email', [{ policyId: roleIds.accountAdmin }]],
      ['no.role@guest.example', []],
      ['unknown.role@guest.example', [{ policyId: '1' }]],
      ['owner@guest.example', [{ policyId: roleIds.owner }]],
      ['foreign.site@guest.example', [{ policyId: roleIds.siteAdmin, assignments: [onSite(foreign.id)] }]],
      ['wrong.level@guest.example', [{ policyId: roleIds.siteAdmin }]],
      ['good@guest.example', [{ policyId: roleIds.accountAdmin }]],
    ] as const;
    const before = sandbox.state.accountInvites.size;
    const reply = await createInvite(
      sandbox,
      subjects.map(([subjectEmail, assignments]) => ({ subjectEmail, assignments })),
    );
    expect(reply.status).toBe(200);
    expect(reply.body.failedInvites.map(({ subjectEmail }) => subjectEmail)).toEqual(
      subjects.slice(0, -1).map(([email]) => email),
    );
    for (const { errorMessage } of reply.body.failedInvites) expect(errorMessage).not.toBe('');
    expect(reply.body.successfulInvites).toHaveLength(1);
    expect(sandbox.state.accountInvites.size).toBe(before + 1);
  });

  it('takes 50 subjects and refuses 51, and none', async () => {
    const sandbox = createSandbox();
    const subjects = (length: number) =>
      Array.from({ length }, (_, at) => ({
        subjectEmail: `guest${at}@guest.example`,
        assignments: [{ policyId: roleIds.accountAdmin }],
      }));
    expect((await createInvite(sandbox, subjects(50))).body.successfulInvites).toHaveLength(50);
    for (const amount of [0, 51]) {
      expect(await createInvite(sandbox, subjects(amount))).toMatchObject({
        status: 400,
        body: { details: { validationError: { fieldViolations: [{ field: 'subjectsAssignments' }] } } },
      });
    }
  });

  it('shows the invite in Search Team until it expires with the clock', async () => {
    const sandbox = createSandbox({ tickMs: 0, quirks: { accountInviteDays: 10 } });
    const { id } = first((await inviteToAccount(sandbox)).body.successfulInvites);
    expect(await teamStatus(sandbox, id)).toBe('Pending');
    sandbox.clock.advance(10 * day - 1);
    expect(await teamStatus(sandbox, id)).toBe('Pending');
    sandbox.clock.advance(1);
    expect(await teamStatus(sandbox, id)).toBe('Expired');
    expect(await decide(sandbox, id, 'accept')).toMatchObject({ status: 409 });
  });

  it('makes a team member when the invite is accepted, with any account and email', async () => {
    const sandbox = createSandbox();
    const { id } = first((await inviteToAccount(sandbox)).body.successfulInvites);
    const accepted = await decide(sandbox, id, 'accept', { email: 'bo.fey@elsewhere.example' });
    expect(accepted).toMatchObject({ status: 200, body: { status: 'Used', acceptedByAccountId: expect.any(String) } });
    expect(await teamStatus(sandbox, id)).toBe('Used');
    const member = [...sandbox.state.teamMembers.values()].find(({ email }) => email === 'bo.fey@elsewhere.example');
    expect(member).toMatchObject({
      accountId: sandbox.accountId,
      firstName: 'Bo',
      lastName: 'Fey',
      assignments: [{ roleId: roleIds.accountAdmin, scope: { kind: 'account' } }],
    });
    expect(await decide(sandbox, id, 'decline')).toMatchObject({ status: 409 });
  });

  it('makes no team member when the invite is declined', async () => {
    const sandbox = createSandbox();
    const before = sandbox.state.teamMembers.size;
    const { id } = first((await inviteToAccount(sandbox)).body.successfulInvites);
    expect(await decide(sandbox, id, 'decline')).toMatchObject({ status: 200, body: { status: 'Declined' } });
    expect(await teamStatus(sandbox, id)).toBe('Declined');
    expect(sandbox.state.teamMembers.size).toBe(before);
  });
});

describe('site invites', () => {
  it('are made for every good email with all roles, the others come back as bare strings', async () => {
    const sandbox = createSandbox();
    const site = first(agencySites(sandbox));
    const { status, body } = await bulkInvite(sandbox, site.id, ['a@guest.example', 'bad', 'b@guest.example']);
    expect(status).toBe(200);
    expect(body.failedEmails).toEqual(['bad']);
    expect(body.invites).toHaveLength(2);
    expect(body.invites[0]).toEqual({
      id: expect.any(String),
      siteId: site.id,
      email: 'a@guest.example',
      policyIds: [roleIds.siteAdmin],
      inviterId: '',
      status: 'Pending',
      acceptLink: expect.any(String),
      inviterAccountId: sandbox.accountId,
      dateCreated: '2026-11-23T12:00:00.000Z',
      expirationDate: '2026-12-23T12:00:00.000Z',
    });
  });

  it('are refused without emails, without roles and with roles that sites do not take', async () => {
    const sandbox = createSandbox();
    const site = first(agencySites(sandbox));
    expect(await bulkInvite(sandbox, site.id, [])).toMatchObject({ status: 400 });
    expect(await bulkInvite(sandbox, site.id, ['a@guest.example'], [])).toMatchObject({ status: 400 });
    for (const role of [roleIds.accountAdmin, roleIds.owner, '1']) {
      expect(await bulkInvite(sandbox, site.id, ['a@guest.example'], [role])).toMatchObject({ status: 400 });
    }
  });

  it('expire after 30 days and live again when resent, with the same id', async () => {
    const sandbox = createSandbox({ tickMs: 0 });
    const site = first(agencySites(sandbox));
    const { id } = first((await bulkInvite(sandbox, site.id, ['a@guest.example'])).body.invites);
    const stored = sandbox.state.siteInvites.get(id);
    sandbox.clock.advance(30 * day);
    expect(stored && inviteStatus(stored, sandbox.clock.now())).toBe('Expired');
    const resent = await siteCall(sandbox, site.id, `/invites/site-invite/${id}/resend`, {});
    expect(resent).toMatchObject({
      status: 200,
      body: { invite: { id, status: 'Pending', expirationDate: '2027-01-22T12:00:00.000Z' } },
    });
    const fixed = createSandbox({ quirks: { resendExtendsExpiry: false } });
    const other = first((await bulkInvite(fixed, site.id, ['a@guest.example'])).body.invites);
    fixed.clock.advance(31 * day);
    expect(await siteCall(fixed, site.id, `/invites/site-invite/${other.id}/resend`, {})).toMatchObject({
      body: { invite: { status: 'Expired' } },
    });
  });

  it('can be revoked while pending, once, and only through their site', async () => {
    const sandbox = createSandbox();
    const [site, other] = agencySites(sandbox);
    const siteId = site?.id ?? '';
    const { id } = first((await bulkInvite(sandbox, siteId, ['a@guest.example'])).body.invites);
    const path = `/invites/site-invite/${id}/revoke`;
    expect(await siteCall(sandbox, other?.id ?? '', path, {})).toMatchObject({ status: 404 });
    expect(await siteCall(sandbox, siteId, path, { inviteId: id })).toMatchObject({ status: 200, body: {} });
    expect(sandbox.state.siteInvites.get(id)?.status).toBe('Deleted');
    expect(await siteCall(sandbox, siteId, path, {})).toMatchObject({ status: 400 });
    expect(await siteCall(sandbox, siteId, `/invites/site-invite/${id}/resend`, {})).toMatchObject({ status: 400 });
    expect(await siteCall(sandbox, siteId, '/invites/site-invite/none/revoke', {})).toMatchObject({ status: 404 });
  });

  it('make a contributor of whoever accepts, seen by Query Sites after the index lag', async () => {
    const sandbox = createSandbox({ quirks: { indexLagMs: 2000 } });
    const site = first(agencySites(sandbox).filter(({ contributors }) => contributors.length === 0));
    const { id } = first((await bulkInvite(sandbox, site.id, ['a@guest.example'])).body.invites);
    const accountId = '11111111-1111-4111-8111-111111111111';
    expect(await decide(sandbox, id, 'accept', { accountId })).toMatchObject({
      status: 200,
      body: { acceptedByAccountId: accountId },
    });
    expect(sandbox.state.sites.get(site.id)?.contributors).toMatchObject([
      { accountId, email: 'a@guest.example', roles: [{ roleId: roleIds.siteAdmin }] },
    ]);
    const contributors = async () => {
      const { body } = await accountCall<{ sites: readonly { contributorAccountIds: readonly string[] }[] }>(
        sandbox,
        '/site-list/v2/sites/query',
        { query: { filter: { id: site.id } } },
      );
      return body.sites[0]?.contributorAccountIds;
    };
    expect(await contributors()).toEqual([]);
    sandbox.clock.advance(2000);
    expect(await contributors()).toEqual([accountId]);
  });

  it('fail beyond the seats of the site and for pending emails, by quirk', async () => {
    const sandbox = createSandbox({
      quirks: { collaboratorSeats: 'limited', duplicateSiteInvite: 'fail', repeatedItems: 'accept' },
    });
    const free = agencySites(sandbox).filter(({ premium, contributors, id }) => {
      const invited = [...sandbox.state.siteInvites.values()].some(({ siteId }) => siteId === id);
      return !premium && contributors.length === 0 && !invited;
    });
    const classic = first(free.filter(({ editorType }) => editorType !== 'STUDIO'));
    const studio = first(free.filter(({ editorType }) => editorType === 'STUDIO'));
    const emails = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@guest.example`);
    expect((await bulkInvite(sandbox, classic.id, emails)).body.failedEmails).toEqual(emails.slice(1));
    expect((await bulkInvite(sandbox, studio.id, emails)).body.failedEmails).toEqual(['f@guest.example']);
    const premium = first(agencySites(sandbox).filter((site) => site.premium));
    const twice = await bulkInvite(sandbox, premium.id, ['a@guest.example', 'a@guest.example']);
    expect(twice.body).toMatchObject({ invites: [{ email: 'a@guest.example' }], failedEmails: ['a@guest.example'] });
  });
});
