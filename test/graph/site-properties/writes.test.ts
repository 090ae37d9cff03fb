import { describe, expect, it } from 'vitest';
import { sitePropertiesOf } from '../../../src/sandbox/seed/site-properties.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';
import { agencySites, isFree, siteNow, soon } from '../../support/sites.ts';

const plan =
  'dryRun { isPossible changes { type id: objectId field before after } calls { operation count permission } }';
const refusals = 'userErrors { code path upstreamCode }';

function documentOf(mutation: string, selection = 'properties { version }'): string {
  const input = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${mutation}(input: $input) { ${selection} ${plan} ${refusals} } }`;
}

/** The properties as the sandbox keeps them. */
function kept({ sandbox }: TestGraph, siteId: string) {
  return sitePropertiesOf(sandbox.state, siteNow(sandbox, siteId)).properties;
}

const schedule = {
  periods: [
    { openDay: 'MONDAY', openTime: '09:00', closeDay: 'MONDAY', closeTime: '17:30' },
    { openDay: 'FRIDAY', openTime: '18:00', closeDay: 'SATURDAY', closeTime: '02:00' },
  ],
  specialHours: [{ startsAt: '2026-12-24T10:00:00+01:00', endsAt: '2026-12-26T23:00:00Z', comment: 'Holidays' }],
};

describe("a write to a site's properties", () => {
  const graph = useGraph({ server: soon });
  const { sandbox } = graph;
  /** The call that wrote. */
  const written = () => sandbox.calls.entries().find(({ operation }) => operation.startsWith('Update '));
  const sites = agencySites(sandbox, isFree).map(({ id }) => id);
  const [siteId = '', other = ''] = sites;
  const write = (mutation: string, input: object, selection?: string) =>
    graph.ask(documentOf(mutation, selection), { input: { siteId, ...input } });

  it('renames a site', async () => {
    const { data, errors, calls } = await write(
      'renameSite',
      { displayName: 'Quiet Harbour' },
      'site { displayName } properties { displayName }',
    );
    expect(errors).toBeUndefined();
    expect(data.renameSite).toEqual({
      site: { displayName: 'Quiet Harbour' },
      properties: { displayName: 'Quiet Harbour' },
      dryRun: null,
      userErrors: [],
    });
    expect(siteNow(sandbox, siteId).displayName).toBe('Quiet Harbour');
    expect(calls).toEqual({ 'Get Site Properties': 1, 'Query Sites': 2, 'Update Business Profile': 1 });
    expect(written()).toMatchObject({
      path: '/site-properties/v4/properties/business-profile',
      siteId,
      body: { businessProfile: { siteDisplayName: 'Quiet Harbour' }, fields: 'siteDisplayName' },
    });
  });

  it('sets what the input names, clears what it nulls and leaves the rest', async () => {
    await write('updateSiteProfile', { businessName: 'Harbour Ltd', companyId: 'GB-1', logoPath: 'a~mv2.png' });
    const before = kept(graph, siteId);
    const { data, calls } = await write(
      'updateSiteProfile',
      { description: 'Ropes.', companyId: null },
      'properties { businessName description companyId logoPath }',
    );
    expect(data.updateSiteProfile).toMatchObject({
      properties: { businessName: 'Harbour Ltd', description: 'Ropes.', companyId: null, logoPath: 'a~mv2.png' },
      userErrors: [],
    });
    expect(written()?.body).toEqual({
      businessProfile: { description: 'Ropes.' },
      fields: 'description,companyId',
    });
    expect(calls).toEqual({ 'Query Sites': 1, 'Update Business Profile': 1, 'Get Site Properties': 1 });
    const { companyId: _companyId, ...stays } = before;
    expect(kept(graph, siteId)).toEqual({ ...stays, description: 'Ropes.' });
  });

  it('replaces the address as a whole', async () => {
    const address = {
      street: 'Rua da Bica',
      streetNumber: '5',
      postalCode: '1200-054',
      city: 'Lisboa',
      country: 'PT',
      note: { text: 'In the passage', placement: 'INSTEAD' },
      coordinates: { latitude: 38.71, longitude: -9.14 },
    };
    const { data } = await write(
      'updateSiteContact',
      { email: 'hello@harbour.example', phone: '+351 21 000', fax: null, address },
      'properties { email phone fax address { street apartmentNumber postalCode isPhysical note { text placement } } }',
    );
    expect(data.updateSiteContact).toMatchObject({
      properties: {
        email: 'hello@harbour.example',
        phone: '+351 21 000',
        fax: null,
        address: {
          street: 'Rua da Bica',
          apartmentNumber: null,
          postalCode: '1200-054',
          isPhysical: true,
          note: { text: 'In the passage', placement: 'INSTEAD' },
        },
      },
      userErrors: [],
    });
    expect(written()?.body).toEqual({
      businessContact: {
        email: 'hello@harbour.example',
        phone: '+351 21 000',
        address: {
          street: 'Rua da Bica',
          streetNumber: '5',
          zip: '1200-054',
          city: 'Lisboa',
          country: 'PT',
          isPhysical: true,
          hint: { text: 'In the passage', placement: 'REPLACE' },
          coordinates: { latitude: 38.71, longitude: -9.14 },
        },
      },
      fields: 'email,phone,fax,address',
    });
    const cleared = await write('updateSiteContact', { address: null }, 'properties { email address { city } }');
    expect(cleared.data.updateSiteContact.properties).toEqual({ email: 'hello@harbour.example', address: null });
  });

  it('changes currency and time zone, each alone', async () => {
    const { currency } = (
      await write('updateSiteRegion', { timeZone: 'Asia/Tokyo' }, 'properties { currency timeZone }')
    ).data.updateSiteRegion.properties;
    expect(written()?.body).toEqual({
      businessRegion: { timeZone: 'Asia/Tokyo' },
      fields: 'timeZone',
    });
    const { data } = await write('updateSiteRegion', { currency: 'JPY' }, 'properties { currency timeZone }');
    expect(data.updateSiteRegion.properties).toEqual({ currency: 'JPY', timeZone: 'Asia/Tokyo' });
    expect(currency).not.toBe('JPY');
  });

  it('replaces the opening times', async () => {
    const selection =
      'properties { schedule { periods { openDay openTime closeDay closeTime } specialHours { startsAt endsAt isClosed comment } } }';
    const { data } = await write('updateSiteSchedule', schedule, selection);
    expect(data.updateSiteSchedule).toMatchObject({
      properties: {
        schedule: {
          periods: schedule.periods,
          specialHours: [
            {
              startsAt: '2026-12-24T09:00:00.000Z',
              endsAt: '2026-12-26T23:00:00.000Z',
              isClosed: true,
              comment: 'Holidays',
            },
          ],
        },
      },
      userErrors: [],
    });
    const emptied = await write('updateSiteSchedule', { periods: [], specialHours: [] }, selection);
    expect(emptied.data.updateSiteSchedule.properties.schedule).toEqual({ periods: [], specialHours: [] });
  });

  it('sets every switch of the consent policy', async () => {
    const policy = { functional: true, analytics: false, advertising: false, dataToThirdParty: true };
    const { data } = await write(
      'updateSiteConsentPolicy',
      policy,
      'properties { consentPolicy { essential functional analytics advertising dataToThirdParty } }',
    );
    expect(data.updateSiteConsentPolicy.properties.consentPolicy).toEqual({ essential: true, ...policy });
    expect(written()?.body).toEqual({ consentPolicy: { essential: true, ...policy } });
  });

  it('tells in a dry run each value that differs, and writes nothing', async () => {
    await write('updateSiteRegion', { siteId: other, currency: 'EUR', timeZone: 'Europe/Lisbon' });
    const before = structuredClone(kept(graph, other));
    const { data, calls } = await write('updateSiteRegion', {
      siteId: other,
      currency: 'EUR',
      timeZone: null,
      dryRun: true,
    });
    expect(data.updateSiteRegion).toEqual({
      properties: null,
      dryRun: {
        isPossible: true,
        changes: [{ type: 'SiteProperties', id: other, field: 'timeZone', before: 'Europe/Lisbon', after: null }],
        calls: [
          { operation: 'Update Business Region', count: 1, permission: 'SITE_PROPERTIES.UPDATE_BUSINESS_REGION' },
        ],
      },
      userErrors: [],
    });
    expect(calls).toEqual({ 'Get Site Properties': 1, 'Query Sites': 1 });
    expect(kept(graph, other)).toEqual(before);
  });

  it('tells the parts of an address and the lines of a schedule', async () => {
    await write('updateSiteContact', { siteId: other, address: { city: 'Porto', country: 'PT' } });
    const moved = await write('updateSiteContact', { siteId: other, address: { city: 'Faro' }, dryRun: true });
    expect(moved.data.updateSiteContact.dryRun.changes).toMatchObject([
      { field: 'address.city', before: 'Porto', after: 'Faro' },
      { field: 'address.country', before: 'PT', after: null },
    ]);
    await write('updateSiteSchedule', { siteId: other, periods: [], specialHours: [] });
    const opened = await write('updateSiteSchedule', { siteId: other, ...schedule, dryRun: true });
    expect(opened.data.updateSiteSchedule.dryRun.changes).toMatchObject([
      { field: 'schedule.periods', before: null, after: 'MONDAY 09:00 MONDAY 17:30; FRIDAY 18:00 SATURDAY 02:00' },
      { field: 'schedule.specialHours', before: null },
    ]);
  });

  const period = schedule.periods[0];
  it.each([
    ['renameSite', { displayName: ' ' }, ['displayName']],
    ['renameSite', { displayName: 'x', siteId: 'mine' }, ['siteId']],
    ['updateSiteProfile', {}, []],
    ['updateSiteProfile', { businessName: '' }, ['businessName']],
    ['updateSiteProfile', { companyId: 'x'.repeat(51) }, ['companyId']],
    ['updateSiteContact', {}, []],
    ['updateSiteContact', { address: { country: 'pt' } }, ['address', 'country']],
    ['updateSiteContact', { address: { postalCode: '1'.repeat(21) } }, ['address', 'postalCode']],
    ['updateSiteContact', { address: { coordinates: { latitude: 91, longitude: 0 } } }, ['address', 'coordinates']],
    ['updateSiteContact', { address: { note: { text: 'x', placement: 'UNKNOWN' } } }, ['address', 'note', 'placement']],
    ['updateSiteRegion', {}, []],
    ['updateSiteRegion', { currency: 'euro' }, ['currency']],
    ['updateSiteRegion', { timeZone: 'Lisbon' }, ['timeZone']],
    ['updateSiteRegion', { timeZone: 'America/Argentina/ComodRivadavia' }, ['timeZone']],
    [
      'updateSiteSchedule',
      { periods: [{ ...period, openDay: 'UNKNOWN' }], specialHours: [] },
      ['periods', '0', 'openDay'],
    ],
    [
      'updateSiteSchedule',
      { periods: [period, { ...period, openTime: '9:00' }], specialHours: [] },
      ['periods', '1', 'openTime'],
    ],
    [
      'updateSiteSchedule',
      { periods: [{ ...period, closeTime: '24:01' }], specialHours: [] },
      ['periods', '0', 'closeTime'],
    ],
    [
      'updateSiteSchedule',
      { periods: [{ ...period, closeTime: '09:00' }], specialHours: [] },
      ['periods', '0', 'closeTime'],
    ],
    ['updateSiteSchedule', { periods: Array.from({ length: 101 }, () => period), specialHours: [] }, ['periods']],
    [
      'updateSiteSchedule',
      { periods: [], specialHours: [{ startsAt: '2026-12-24T10:00:00Z', endsAt: '2026-12-24T11:00:00+01:00' }] },
      ['specialHours', '0', 'endsAt'],
    ],
  ])('refuses a bad value without a call: %s %j', async (mutation, input, path) => {
    const { data, errors, calls } = await write(mutation, input);
    expect(errors).toBeUndefined();
    expect(data[mutation].userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', ...path] }]);
    expect(calls).toEqual({});
  });

  it("leads from Wix's violations to the input", async () => {
    const fieldViolations = [{ field: 'businessContact.address.zip', description: 'is not of this country' }];
    const body = { message: 'no', details: { validationError: { fieldViolations } } };
    sandbox.faults.inject({ kind: 'status', status: 400, body, operation: 'Update Business Contact' });
    const { data, errors } = await write('updateSiteContact', { address: { postalCode: '1' } });
    expect(errors).toBeUndefined();
    expect(data.updateSiteContact).toMatchObject({
      properties: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', 'address', 'postalCode'] }],
    });
  });

  it('answers that Wix does not have the site', async () => {
    const body = { message: '', details: { applicationError: { code: 'META_SITE_NOT_FOUND', description: '' } } };
    sandbox.faults.inject({ kind: 'status', status: 404, body, operation: 'Update Business Region' });
    const { data } = await write('updateSiteRegion', { currency: 'EUR' });
    expect(data.updateSiteRegion.userErrors).toEqual([
      { code: 'NOT_FOUND', path: ['input'], upstreamCode: 'META_SITE_NOT_FOUND' },
    ]);
  });

  it.each([
    ['truncated', 1],
    ['reset', 2],
  ] as const)(
    'looks after a lost answer, and writes once more only where nothing was written: %s',
    async (kind, writes) => {
      sandbox.faults.inject({ kind, operation: 'Update Business Profile' });
      const displayName = `After ${kind}`;
      const { data, errors, calls } = await write('renameSite', { displayName }, 'properties { displayName }');
      expect(errors).toBeUndefined();
      expect(data.renameSite).toMatchObject({ properties: { displayName }, userErrors: [] });
      expect(calls['Update Business Profile']).toBe(writes);
    },
  );

  it('says that it does not know when it cannot look', async () => {
    sandbox.faults.inject({ kind: 'truncated', operation: 'Update Business Profile' });
    sandbox.faults.inject({ kind: 'empty403', operation: 'Get Site Properties', times: 3 });
    const { errors, calls } = await write('renameSite', { displayName: 'Out of sight' });
    expect(errors).toMatchObject([{ path: ['renameSite'], extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(calls['Update Business Profile']).toBe(1);
    expect((await graph.ask(String(errors?.[0]?.extensions['verify']))).errors).toBeUndefined();
  });

  it.each([
    ['updateSiteContact', { address: null, email: null }],
    ['updateSiteSchedule', schedule],
    ['updateSiteConsentPolicy', { functional: true, analytics: true, advertising: true, dataToThirdParty: true }],
  ])('tells with which query to look: %s', async (mutation, input) => {
    const operation = /Contact|Schedule/.exec(mutation)?.[0];
    const name = operation === undefined ? 'Update Consent Policy' : `Update Business ${operation}`;
    sandbox.faults.inject({ kind: 'truncated', operation: name });
    sandbox.faults.inject({ kind: 'empty403', operation: 'Get Site Properties', times: 3 });
    const { errors } = await write(mutation, input);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.errors).toBeUndefined();
    expect(verified.data.site.properties.version).not.toBeNull();
  });
});

describe("a write to a site's properties without the permission", () => {
  const graph = useGraph({ key: 'siteListOnly' });
  const [own] = agencySites(graph.sandbox, isFree);

  it.each([
    ['renameSite', { displayName: 'x' }, 'SITE_PROPERTIES.UPDATE_BUSINESS_PROFILE'],
    ['updateSiteProfile', { businessName: 'x' }, 'SITE_PROPERTIES.UPDATE_BUSINESS_PROFILE'],
    ['updateSiteContact', { phone: 'x' }, 'SITE_PROPERTIES.UPDATE_BUSINESS_CONTACT'],
    ['updateSiteRegion', { currency: 'EUR' }, 'SITE_PROPERTIES.UPDATE_BUSINESS_REGION'],
    ['updateSiteSchedule', { periods: [], specialHours: [] }, 'SITE_PROPERTIES.UPDATE_BUSINESS_SCHEDULE'],
    [
      'updateSiteConsentPolicy',
      { functional: true, analytics: true, advertising: true, dataToThirdParty: true },
      'SITE_PROPERTIES.UPDATE_CONSENT_POLICY',
    ],
  ])('is forbidden: %s', async (mutation, input, permission) => {
    const { errors } = await graph.ask(documentOf(mutation), { input: { siteId: own.id, ...input } });
    expect(errors).toMatchObject([{ path: [mutation], extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toContain(permission);
  });
});

describe('a site that was just renamed, while Wix lists it as it was', () => {
  const graph = useGraph({ quirks: { indexLagMs: 10_000 }, server: soon });
  const { sandbox } = graph;

  it('is read by its new name, also after another write to it', async () => {
    const [{ id }] = agencySites(sandbox, (site) => isFree(site) && site.published);
    const renamed = await graph.ask(documentOf('renameSite', 'site { displayName }'), {
      input: { siteId: id, displayName: 'Brand new' },
    });
    expect(renamed.data.renameSite.site.displayName).toBe('Brand new');
    expect(renamed.extensions).toEqual({ consistency: { pending: [{ type: 'Site', id }] } });
    // What Wix shows already looks like the second write, which must not end the remembrance of the first.
    await graph.ask('mutation ($id: ID!) { publishSite(input: { siteId: $id }) { userErrors { code } } }', { id });
    const read = () => graph.ask(`{ site(id: "${id}") { displayName isPublished } }`);
    expect((await read()).data.site).toEqual({ displayName: 'Brand new', isPublished: true });
    sandbox.clock.advance(10_000);
    const shown = await read();
    expect(shown.data.site).toEqual({ displayName: 'Brand new', isPublished: true });
    expect(shown.extensions).toBeUndefined();
  });
});
