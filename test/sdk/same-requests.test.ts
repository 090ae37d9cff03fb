import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInvite } from '../../src/graph/invite/rest.ts';
import { createProject } from '../../src/graph/site/rest.ts';
import { bulkInvite, resendInvite, revokeInvite } from '../../src/graph/site-invite/rest.ts';
import {
  getSiteProperties,
  updateBusinessContact,
  updateBusinessProfile,
  updateBusinessRegion,
  updateBusinessSchedule,
  updateConsentPolicy,
} from '../../src/graph/site-properties/rest.ts';
import { getEditorUrls, listPublishedSiteUrls } from '../../src/graph/site-url/rest.ts';
import { roleIds } from '../../src/sandbox/state/role.ts';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import type { WixSession } from '../../src/wix/session.ts';
import { type RecordedRequest, useRecordedSandbox } from './recorder.ts';
import { wixClient } from './wix-client.ts';

const recorded = useRecordedSandbox();
const { sandbox } = recorded;
const { accountId } = sandbox;
const [site] = [...sandbox.state.sites.values()].filter(
  (candidate) => candidate.accountId === accountId && candidate.published,
);
const siteId = site?.id ?? '';
const apiKey = sandbox.keys.owner;

type Sdk = ReturnType<typeof wixClient>;

/** One call, by Wix's own client and by ours. `inviteId` is an invite that is open, another one for each of the two. */
interface Pair {
  readonly name: string;
  readonly level: 'account' | 'site';
  readonly sdk: (client: Sdk, inviteId: string) => Promise<unknown>;
  readonly ours: (session: WixSession, inviteId: string) => Promise<unknown>;
}

const subjectsAssignments = [
  {
    subjectEmail: 'ada@guest.example',
    assignments: [
      { policyId: roleIds.siteAdmin, assignments: [{ fullNameResource: { siteContext: { metasiteId: siteId } } }] },
    ],
  },
];
const branchId = '5f1a6f0e-3d6a-4f43-9a53-0d7c0f4a9b22';
const emails = ['cy@guest.example', 'di@guest.example'];
const policyIds = [roleIds.siteAdmin];
const businessProfile = { siteDisplayName: 'Ümlaut & Söhne', businessName: 'U + S', description: 'a "b" c' };
const businessContact = { email: 'hello@guest.example', phone: '+44 1', address: { city: 'Leeds', country: 'GB' } };
const businessSchedule = {
  periods: [{ openDay: 'MONDAY' as const, openTime: '09:00', closeDay: 'MONDAY' as const, closeTime: '17:00' }],
};
const consentPolicy = {
  essential: true,
  functional: true,
  analytics: false,
  advertising: false,
  dataToThirdParty: false,
};

const pairs: readonly Pair[] = [
  {
    name: 'Get Site Properties',
    level: 'site',
    sdk: ({ siteProperties }) => siteProperties.getSiteProperties(),
    ours: (session) => session.call(getSiteProperties, { siteId }),
  },
  {
    name: 'List Published Site Urls',
    level: 'site',
    sdk: ({ siteUrls }) => siteUrls.listPublishedSiteUrls({ filters: { urlType: 'ALL' } }),
    ours: (session) => session.call(listPublishedSiteUrls, { siteId, query: { filters: { urlType: 'ALL' } } }),
  },
  {
    name: 'List Published Site Urls, with languages',
    level: 'site',
    sdk: ({ siteUrls }) => siteUrls.listPublishedSiteUrls({ filters: { urlType: 'ALL', multilingual: true } }),
    ours: (session) =>
      session.call(listPublishedSiteUrls, { siteId, query: { filters: { urlType: 'ALL', multilingual: true } } }),
  },
  {
    name: 'Get Editor Urls',
    level: 'site',
    sdk: ({ editorUrls }) => editorUrls.getEditorUrls(),
    ours: (session) => session.call(getEditorUrls, { siteId, query: {} }),
  },
  {
    name: 'Get Editor Urls, of a branch',
    level: 'site',
    sdk: ({ editorUrls }) => editorUrls.getEditorUrls({ branchId }),
    ours: (session) => session.call(getEditorUrls, { siteId, query: { branchId } }),
  },
  {
    name: 'Create Invite',
    level: 'account',
    sdk: ({ accountInvites }) => accountInvites.createInvite(subjectsAssignments, { defaultEmailLanguage: 'de' }),
    ours: (session) =>
      session.call(createInvite, { accountId, body: { subjectsAssignments, defaultEmailLanguage: 'de' } }),
  },
  {
    name: 'Bulk Invite',
    level: 'site',
    sdk: ({ siteInvites }) => siteInvites.bulkInvite(policyIds, { emails, invitePurpose: 'a launch' }),
    ours: (session) => session.call(bulkInvite, { siteId, body: { policyIds, emails, invitePurpose: 'a launch' } }),
  },
  {
    name: 'Resend Invite',
    level: 'site',
    sdk: ({ siteInvites }, inviteId) => siteInvites.resendInvite(inviteId),
    ours: (session, inviteId) => session.call(resendInvite, { siteId, params: { inviteId }, body: { inviteId } }),
  },
  {
    name: 'Revoke Invite',
    level: 'site',
    sdk: ({ siteInvites }, inviteId) => siteInvites.revokeInvite(inviteId),
    ours: (session, inviteId) => session.call(revokeInvite, { siteId, params: { inviteId }, body: { inviteId } }),
  },
  {
    name: 'Update Business Profile',
    level: 'site',
    sdk: ({ siteProperties }) =>
      siteProperties.updateBusinessProfile(businessProfile, {
        fields: ['siteDisplayName', 'businessName', 'description'],
      }),
    ours: (session) =>
      session.call(updateBusinessProfile, {
        siteId,
        body: { businessProfile, fields: 'siteDisplayName,businessName,description' },
      }),
  },
  {
    name: 'Update Business Contact',
    level: 'site',
    sdk: ({ siteProperties }) =>
      siteProperties.updateBusinessContact(businessContact, { fields: ['email', 'phone', 'address'] }),
    ours: (session) =>
      session.call(updateBusinessContact, { siteId, body: { businessContact, fields: 'email,phone,address' } }),
  },
  {
    name: 'Update Business Region',
    level: 'site',
    sdk: ({ siteProperties }) =>
      siteProperties.updateBusinessRegion(
        { paymentCurrency: 'EUR', timeZone: 'Europe/Lisbon' },
        { fields: ['paymentCurrency', 'timeZone'] },
      ),
    ours: (session) =>
      session.call(updateBusinessRegion, {
        siteId,
        body: {
          businessRegion: { paymentCurrency: 'EUR', timeZone: 'Europe/Lisbon' },
          fields: 'paymentCurrency,timeZone',
        },
      }),
  },
  {
    name: 'Update Business Schedule',
    level: 'site',
    sdk: ({ siteProperties }) => siteProperties.updateBusinessSchedule(businessSchedule),
    ours: (session) => session.call(updateBusinessSchedule, { siteId, body: { businessSchedule } }),
  },
  {
    name: 'Update Consent Policy',
    level: 'site',
    sdk: ({ siteProperties }) => siteProperties.updateConsentPolicy(consentPolicy),
    ours: (session) => session.call(updateConsentPolicy, { siteId, body: { consentPolicy } }),
  },
  {
    name: 'Create Project',
    level: 'account',
    sdk: ({ projects }) => projects.createProject('HEADLESS', { name: 'One of two' }),
    ours: (session) => session.call(createProject, { accountId, body: { type: 'HEADLESS', name: 'One of two' } }),
  },
];

/** What makes a request: everything but what a client says of itself and of the connection. */
function essence({ method, url, headers, body }: RecordedRequest, inviteId: string) {
  const spoken = ['host', 'connection', 'content-length', 'user-agent', 'accept', 'accept-language', 'accept-encoding'];
  const telling = Object.entries(headers).filter(
    ([name]) => !spoken.includes(name) && name !== 'sec-fetch-mode' && name !== 'x-wix-bi-gateway',
  );
  return {
    method,
    url: url.replaceAll(inviteId, '{inviteId}'),
    headers: Object.fromEntries(telling),
    body: body.replaceAll(inviteId, '{inviteId}'),
  };
}

describe('a request of this project', () => {
  let client: WixClient;
  beforeAll(() => {
    client = createWixClient({ origin: recorded.url, retry: { maxRetries: 0 } });
  });
  afterAll(() => client.close());

  it.each(pairs)('is the one that Wix’s own client sends: $name', async ({ level, sdk, ours }) => {
    const { invites } = await wixClient(recorded.url, { apiKey, siteId }).siteInvites.bulkInvite(policyIds, { emails });
    const [one = '', other = ''] = invites.map(({ _id }) => _id ?? '');
    const before = recorded.requests.length;
    await sdk(wixClient(recorded.url, level === 'account' ? { apiKey, accountId } : { apiKey, siteId }), one);
    await ours(client.session({ key: new ApiKey(apiKey) }), other);
    const [theirs, mine, ...more] = recorded.requests.slice(before) as [RecordedRequest, RecordedRequest];
    expect(more).toEqual([]);
    expect(essence(mine, other)).toEqual(essence(theirs, one));
    expect(Object.keys(essence(mine, other).headers).sort()).toEqual(
      ['authorization', ...(mine.method === 'POST' ? ['content-type'] : []), `wix-${level}-id`].sort(),
    );
    // The one header in which the two differ: theirs takes anything and reads JSON.
    expect([theirs.headers.accept, mine.headers.accept]).toEqual(['*/*', 'application/json']);
    expect(sandbox.calls.entries().map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});
