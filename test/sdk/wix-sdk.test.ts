import { describe, expect, it } from 'vitest';
import { sitePropertiesOf } from '../../src/sandbox/seed/site-properties.ts';
import { domainUrl } from '../../src/sandbox/state/domain.ts';
import { inviteStatus } from '../../src/sandbox/state/invite.ts';
import { roleIds } from '../../src/sandbox/state/role.ts';
import type { SandboxSite } from '../../src/sandbox/state/site.ts';
import { freeSiteUrl } from '../../src/sandbox/state/site-url.ts';
import { useRecordedSandbox } from './recorder.ts';
import { sdkErrorOf, wixClient } from './wix-client.ts';

const recorded = useRecordedSandbox();
const { sandbox } = recorded;

function siteWhere(fits: (site: SandboxSite) => boolean): SandboxSite {
  const found = [...sandbox.state.sites.values()].find((site) => site.accountId === sandbox.accountId && fits(site));
  if (found === undefined) throw new Error('no such site');
  return found;
}

function domainsOf({ id }: SandboxSite) {
  return [...sandbox.state.domains.values()].filter(({ assignment }) => assignment?.siteId === id);
}

const forAccount = (apiKey = sandbox.keys.owner) => wixClient(recorded.url, { apiKey, accountId: sandbox.accountId });
const forSite = ({ id }: SandboxSite, apiKey = sandbox.keys.owner) => wixClient(recorded.url, { apiKey, siteId: id });

describe('Wix’s own client, talking to the sandbox,', () => {
  it('invites to the team, and tells who could not be invited', async () => {
    const site = siteWhere(() => true);
    const { successfulInvites, failedInvites } = await forAccount().accountInvites.createInvite([
      {
        subjectEmail: 'ada@guest.example',
        assignments: [
          {
            policyId: roleIds.siteAdmin,
            assignments: [{ fullNameResource: { siteContext: { metasiteId: site.id } } }],
          },
        ],
      },
      { subjectEmail: 'bo@guest.example', assignments: [{ policyId: roleIds.accountAdmin }] },
      { subjectEmail: 'nonsense', assignments: [{ policyId: roleIds.accountAdmin }] },
    ]);
    expect(failedInvites).toEqual([{ subjectEmail: 'nonsense', errorMessage: expect.any(String) }]);
    expect(successfulInvites.map(({ email, policyIds }) => [email, policyIds])).toEqual([
      ['ada@guest.example', [roleIds.siteAdmin]],
      ['bo@guest.example', [roleIds.accountAdmin]],
    ]);
    for (const invite of successfulInvites) {
      const kept = sandbox.state.accountInvites.get(invite._id ?? '');
      expect(invite).toMatchObject({
        accountId: sandbox.accountId,
        inviterAccountId: sandbox.accountId,
        email: kept?.email,
        acceptLink: kept?.acceptLink,
        status: 'Pending',
        policyIds: kept?.assignments.map(({ roleId }) => roleId),
      });
      expect([invite.dateCreated, invite.expirationDate].map((date) => new Date(date ?? '').toISOString())).toEqual([
        kept?.dateCreated,
        kept?.expirationDate,
      ]);
    }
    expect(successfulInvites[0]?.assignments).toEqual([
      { policyId: roleIds.siteAdmin, assignments: [{ fullNameResource: { siteContext: { metasiteId: site.id } } }] },
    ]);
  });

  it('invites to a site, sends an invite again and takes it back', async () => {
    const site = siteWhere(() => true);
    const { siteInvites } = forSite(site);
    const emails = ['cy@guest.example', 'di@guest.example', 'nonsense'];
    const { invites, failedEmails } = await siteInvites.bulkInvite([roleIds.siteAdmin], { emails });
    expect(failedEmails).toEqual(['nonsense']);
    const kept = invites.map(({ _id }) => sandbox.state.siteInvites.get(_id ?? ''));
    expect(invites).toEqual(
      kept.map((invite) =>
        expect.objectContaining({
          _id: invite?.id,
          siteId: site.id,
          email: invite?.email,
          acceptLink: invite?.acceptLink,
          policyIds: [roleIds.siteAdmin],
          status: 'Pending',
        }),
      ),
    );
    expect(kept.map((invite) => invite?.email)).toEqual(emails.slice(0, 2));

    sandbox.clock.advance(5 * 86_400_000);
    const [first, second] = invites.map(({ _id }) => _id ?? '') as [string, string];
    const again = await siteInvites.resendInvite(first);
    expect(again.invite).toMatchObject({ _id: first, email: 'cy@guest.example', status: 'Pending' });
    const expiry = sandbox.state.siteInvites.get(first)?.expirationDate;
    expect(new Date(again.invite?.expirationDate ?? '').toISOString()).toBe(expiry);

    expect(await siteInvites.revokeInvite(second)).toBeUndefined();
    const statusOf = (id: string) => {
      const invite = sandbox.state.siteInvites.get(id);
      return invite === undefined ? undefined : inviteStatus(invite, sandbox.clock.now());
    };
    expect([statusOf(first), statusOf(second)]).toEqual(['Pending', 'Deleted']);
  });

  it('reads the properties of a site, whole and in part', async () => {
    const site = siteWhere(({ namespace }) => namespace === 'WIX');
    const { version, properties } = sitePropertiesOf(sandbox.state, site);
    const { siteProperties } = forSite(site);
    expect(await siteProperties.getSiteProperties()).toEqual({ version, properties });
    expect(await siteProperties.getSiteProperties({ fields: ['locale', 'email', 'consentPolicy.analytics'] })).toEqual({
      version,
      properties: {
        locale: properties.locale,
        email: properties.email,
        consentPolicy: { analytics: properties.consentPolicy.analytics },
      },
    });
  });

  it('lists the addresses of a site', async () => {
    const site = siteWhere((candidate) => candidate.published && domainsOf(candidate).length > 1);
    const { siteUrls } = forSite(site);
    const premium = domainsOf(site).map((domain) => ({
      urlType: 'PREMIUM',
      primary: domain.assignment?.type === 'PRIMARY',
      url: domainUrl(domain),
    }));
    const free = { urlType: 'FREE', primary: false, url: freeSiteUrl(sandbox.state, site) };
    const list = (filters?: NonNullable<Parameters<typeof siteUrls.listPublishedSiteUrls>[0]>['filters']) =>
      siteUrls.listPublishedSiteUrls(filters === undefined ? {} : { filters });
    expect(await list({ urlType: 'ALL' })).toEqual({ urls: [...premium, free] });
    expect(await list({ urlType: 'FREE' })).toEqual({ urls: [free] });
    expect(await list({ urlType: 'PREMIUM', primary: false })).toEqual({
      urls: premium.filter(({ primary }) => !primary),
    });
    expect(await list()).toEqual({ urls: premium.filter(({ primary }) => primary) });
    const offline = siteWhere(({ published }) => !published);
    expect(await forSite(offline).siteUrls.listPublishedSiteUrls({ filters: { urlType: 'ALL' } })).toEqual({
      urls: [],
    });
  });

  it('makes a site', async () => {
    const { project } = await forAccount().projects.createProject('WIX', { name: 'Made by the SDK' });
    expect(sandbox.state.sites.get(project?.metaSiteId ?? '')).toMatchObject({
      accountId: sandbox.accountId,
      displayName: 'Made by the SDK',
    });
  });
});

describe('Wix’s own client understands', () => {
  const requestId = expect.stringMatching(/^sandbox-/);
  const site = siteWhere(() => true);
  const subject = { subjectEmail: 'a@guest.example', assignments: [{ policyId: roleIds.accountAdmin }] };

  it('a missing permission', async () => {
    for (const call of [
      () => forAccount(sandbox.keys.siteListOnly).accountInvites.createInvite([subject]),
      () =>
        forSite(site, sandbox.keys.siteListOnly).siteInvites.bulkInvite([roleIds.siteAdmin], {
          emails: ['a@b.example'],
        }),
      () => forSite(site, sandbox.keys.siteListOnly).siteProperties.getSiteProperties(),
      () => forSite(site, sandbox.keys.siteListOnly).siteUrls.listPublishedSiteUrls({}),
    ]) {
      const { status, requestId: id, details } = await sdkErrorOf(call());
      // With an empty body the client has only the status to go by.
      expect([status, id, details?.applicationError?.code]).toEqual([403, requestId, 403]);
    }
  });

  it.each([
    ['unknown', 'IST.nobody.knows.this'],
    ['revoked', sandbox.keys.revoked],
  ])('a key that is %s', async (_name, apiKey) => {
    expect(await sdkErrorOf(forAccount(apiKey).accountInvites.createInvite([subject]))).toMatchObject({
      status: 401,
      details: { requestId, applicationError: { code: 'UNAUTHENTICATED', data: {} } },
    });
  });

  it('a key of somebody else', async () => {
    expect(await sdkErrorOf(forSite(site, sandbox.keys.stranger).siteProperties.getSiteProperties())).toMatchObject({
      status: 403,
    });
  });

  it('a call without the site that it is about', async () => {
    expect(await sdkErrorOf(forAccount().siteProperties.getSiteProperties())).toMatchObject({
      status: 428,
      details: {
        applicationError: { code: 'MISSING_METASITE_ID', description: expect.stringContaining('metasiteId') },
      },
    });
  });

  it('refused values, by the names of its own arguments', async () => {
    const many = Array.from({ length: 51 }, () => subject);
    for (const [call, field] of [
      [() => forAccount().accountInvites.createInvite([]), 'subjectsAssignments'],
      [() => forAccount().accountInvites.createInvite(many), 'subjectsAssignments'],
      [() => forSite(site).siteInvites.bulkInvite([], { emails: ['a@b.example'] }), 'policyIds'],
      [() => forSite(site).siteInvites.bulkInvite([roleIds.owner], { emails: ['a@b.example'] }), 'policyIds[0]'],
      [() => forSite(site).siteInvites.bulkInvite([roleIds.siteAdmin], { emails: [] }), 'options.emails'],
    ] as const) {
      const error = await sdkErrorOf(call());
      expect(error).toMatchObject({ status: 400, details: { requestId } });
      expect(error.details?.validationError?.fieldViolations.map((violation) => violation.field)).toEqual([field]);
      expect(error.message).toContain('INVALID_ARGUMENT');
    }
  });

  it('an unknown value of an enum', async () => {
    const filters = { urlType: 'CHEAP' as 'FREE' };
    const error = await sdkErrorOf(forSite(site).siteUrls.listPublishedSiteUrls({ filters }));
    expect(error.status).toBe(400);
    expect(error.message).toContain('enum must be in [ALL(0), PREMIUM(1), FREE(2)]');
  });

  it('an invite that is not there, and one that is over', async () => {
    const { siteInvites } = forSite(site);
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const call of [() => siteInvites.resendInvite(nobody), () => siteInvites.revokeInvite(nobody)]) {
      const { status, details } = await sdkErrorOf(call());
      expect([status, details?.applicationError?.code]).toEqual([404, 'INVITE_NOT_FOUND']);
    }
    const { invites } = await siteInvites.bulkInvite([roleIds.siteAdmin], { emails: ['over@guest.example'] });
    const id = invites[0]?._id ?? '';
    await siteInvites.revokeInvite(id);
    expect(await sdkErrorOf(siteInvites.revokeInvite(id))).toMatchObject({
      status: 400,
      details: { applicationError: { code: 'INVITE_NOT_PENDING', description: 'The invite is Deleted.' } },
    });
  });

  it.each([
    ['an empty failure', { kind: 'status', status: 500 }, 500],
    ['a page of a proxy', { kind: 'html', status: 502 }, 502],
    ['throttling', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, 429],
  ] as const)('%s', async (_name, fault, status) => {
    sandbox.faults.inject({ operation: 'Get Site Properties', ...fault });
    const error = await sdkErrorOf(forSite(site).siteProperties.getSiteProperties());
    expect([error.status, error.requestId]).toEqual([status, requestId]);
  });
});
