import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configuredCaller } from '../../src/http/identity.ts';
import { createGraphServer } from '../../src/http/server.ts';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { type RecordedRequest, useRecordedSandbox } from './recorder.ts';
import { wixClient } from './wix-client.ts';

/** What decides about a request at Wix. The content type may name the charset, which is that of JSON anyway. */
function essence({ method, url, headers, body }: RecordedRequest) {
  return {
    method,
    url,
    authorization: headers.authorization,
    accountId: headers['wix-account-id'],
    siteId: headers['wix-site-id'],
    contentType: headers['content-type']?.split(';')[0],
    body: JSON.parse(body) as unknown,
  };
}

type Sdk = ReturnType<typeof wixClient>;

const period = { openDay: 'MONDAY', openTime: '09:00', closeDay: 'MONDAY', closeTime: '17:00' } as const;
const specialHours = { startsAt: '2026-12-24T00:00:00.000Z', endsAt: '2026-12-27T00:00:00.000Z', isClosed: false };
const policy = { functional: true, analytics: false, advertising: false, dataToThirdParty: true };
const templateId = 'fe86a14e-ef67-49b4-a409-d086f3abaa1a';
const appDefId = '13d21c63-b5ec-5912-8397-c3a5ddb27a97';

const cases: readonly {
  readonly mutation: string;
  readonly input: object;
  readonly path: RegExp;
  readonly theirs: (sdk: Sdk) => Promise<unknown>;
}[] = [
  {
    mutation: 'renameSite',
    input: { displayName: 'Quiet Harbour' },
    path: /business-profile$/,
    theirs: ({ siteProperties }) =>
      siteProperties.updateBusinessProfile({ siteDisplayName: 'Quiet Harbour' }, { fields: ['siteDisplayName'] }),
  },
  {
    mutation: 'updateSiteProfile',
    input: { businessName: 'Harbour Ltd', companyId: null },
    path: /business-profile$/,
    theirs: ({ siteProperties }) =>
      siteProperties.updateBusinessProfile({ businessName: 'Harbour Ltd' }, { fields: ['businessName', 'companyId'] }),
  },
  {
    mutation: 'updateSiteContact',
    input: {
      email: 'hello@harbour.example',
      address: {
        street: 'Rua da Bica',
        postalCode: '1200',
        note: { text: 'In the passage', placement: 'AFTER' },
        coordinates: { latitude: 38.71, longitude: -9.14 },
      },
    },
    path: /business-contact$/,
    theirs: ({ siteProperties }) =>
      siteProperties.updateBusinessContact(
        {
          email: 'hello@harbour.example',
          address: {
            street: 'Rua da Bica',
            zip: '1200',
            isPhysical: true,
            hint: { text: 'In the passage', placement: 'AFTER' },
            coordinates: { latitude: 38.71, longitude: -9.14 },
          },
        },
        { fields: ['email', 'address'] },
      ),
  },
  {
    mutation: 'updateSiteRegion',
    input: { currency: 'EUR', timeZone: null },
    path: /business-region$/,
    theirs: ({ siteProperties }) =>
      siteProperties.updateBusinessRegion({ paymentCurrency: 'EUR' }, { fields: ['paymentCurrency', 'timeZone'] }),
  },
  {
    mutation: 'updateSiteSchedule',
    input: { periods: [period], specialHours: [specialHours] },
    path: /business-schedule$/,
    theirs: ({ siteProperties }) =>
      siteProperties.updateBusinessSchedule({
        periods: [period],
        specialHourPeriod: [
          { startDate: specialHours.startsAt, endDate: specialHours.endsAt, isClosed: specialHours.isClosed },
        ],
      }),
  },
  {
    mutation: 'updateSiteConsentPolicy',
    input: policy,
    path: /policy$/,
    theirs: ({ siteProperties }) => siteProperties.updateConsentPolicy({ essential: true, ...policy }),
  },
];

describe("a site mutation sends what Wix's own client sends", () => {
  const recorded = useRecordedSandbox();
  const { sandbox } = recorded;
  let client: WixClient;
  let server: ReturnType<typeof createGraphServer>;

  beforeAll(() => {
    client = createWixClient({ origin: recorded.url });
    server = createGraphServer({
      client,
      identify: configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId),
      errors: {
        callersKey: false,
        onUnexpected: ({ error }) => {
          throw error;
        },
      },
    });
  });
  afterAll(() => client.close());

  /** What a call makes go to a path. */
  async function sent(path: RegExp, call: () => Promise<unknown>) {
    const before = recorded.requests.length;
    await call();
    return recorded.requests
      .slice(before)
      .filter(({ url }) => path.test(url))
      .map(essence);
  }

  async function mutate(mutation: string, input: object): Promise<void> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { message } } }`;
    const response = await server.fetch(
      new Request('http://graph/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { input } }),
      }),
    );
    expect(await response.json()).toEqual({ data: { [mutation]: { userErrors: [] } } });
  }

  it.each(cases)('$mutation', async ({ mutation, input, path, theirs }) => {
    const site = [...sandbox.state.sites.values()].find(({ accountId }) => accountId === sandbox.accountId);
    const siteId = site?.id ?? '';
    const our = await sent(path, () => mutate(mutation, { siteId, ...input }));
    const their = await sent(path, () => theirs(wixClient(recorded.url, { apiKey: sandbox.keys.owner, siteId })));
    expect(our).toHaveLength(1);
    expect(our).toEqual(their);
  });

  it('createSite', async () => {
    const folder = [...sandbox.state.folders.values()].find(({ accountId }) => accountId === sandbox.accountId);
    const folderId = folder?.id ?? '';
    const { accountId } = sandbox;
    const our = await sent(/create$/, () =>
      mutate('createSite', { kind: 'WIX', name: 'Harbour', templateId, folderId, appIds: [appDefId] }),
    );
    const their = await sent(/create$/, () =>
      wixClient(recorded.url, { apiKey: sandbox.keys.owner, accountId }).projects.createProject('WIX', {
        name: 'Harbour',
        templateId,
        folderId,
        apps: [{ appDefId }],
      }),
    );
    expect(our).toHaveLength(1);
    expect(our).toEqual(their);
  });
});
