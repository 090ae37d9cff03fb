import { describe, expect, it } from 'vitest';
import { sitePropertiesOf } from '../../../src/sandbox/seed/site-properties.ts';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import type { SandboxSiteProperties } from '../../../src/sandbox/state/site-properties.ts';
import { useGraph } from '../../support/graph.ts';

const everything = `{
  version displayName businessName description logoPath businessType businessTypeRaw
  categories { primary secondary businessTermId } companyId externalUrl
  language locale { language country } timeZone currency
  languages {
    redirectsVisitors
    languages { language locale { language country } flagCountry isPrimary isVisitorPrimary addressing addressingRaw }
  }
  email phone fax
  address {
    street streetNumber apartmentNumber postalCode city state country formatted isPhysical
    note { text placement placementRaw } coordinates { latitude longitude }
  }
  schedule { periods { openDay openTime closeDay closeTime } specialHours { startsAt endsAt isClosed comment } }
  consentPolicy { essential functional analytics advertising dataToThirdParty } tracksClicks
}`;

/** The sandbox's properties in the names of the graph. */
function expectedOf({ version, properties }: SandboxSiteProperties) {
  const { address, businessSchedule, multilingual, locale } = properties;
  return {
    version,
    displayName: properties.siteDisplayName,
    businessName: properties.businessName,
    description: properties.description ?? null,
    logoPath: properties.logo ?? null,
    businessType: properties.businessConfig?.replace(' ', '_'),
    businessTypeRaw: properties.businessConfig,
    categories: { ...properties.categories, businessTermId: null },
    companyId: properties.companyId ?? null,
    externalUrl: properties.externalSiteUrl ?? null,
    language: properties.language,
    locale: { language: locale.languageCode, country: locale.country },
    timeZone: properties.timeZone,
    currency: properties.paymentCurrency,
    languages:
      multilingual === undefined
        ? null
        : {
            redirectsVisitors: multilingual.autoRedirect,
            languages: multilingual.supportedLanguages.map((spoken) => ({
              language: spoken.languageCode,
              locale: { language: spoken.locale.languageCode, country: spoken.locale.country },
              flagCountry: spoken.countryCode,
              isPrimary: spoken.isPrimary,
              isVisitorPrimary: spoken.isVisitorPrimary,
              addressing: spoken.resolutionMethod,
              addressingRaw: spoken.resolutionMethod,
            })),
          },
    email: properties.email,
    phone: properties.phone ?? null,
    fax: properties.fax ?? null,
    address:
      address === undefined
        ? null
        : {
            street: address.street,
            streetNumber: address.streetNumber,
            apartmentNumber: address.apartmentNumber ?? null,
            postalCode: address.zip,
            city: address.city,
            state: null,
            country: address.country,
            formatted: address.googleFormattedAddress,
            isPhysical: address.isPhysical,
            note:
              address.hint === undefined
                ? null
                : { text: address.hint.text, placement: 'AFTER', placementRaw: address.hint.placement },
            coordinates: address.coordinates,
          },
    schedule:
      businessSchedule === undefined
        ? null
        : {
            periods: businessSchedule.periods,
            specialHours: businessSchedule.specialHourPeriod.map(({ startDate, endDate, isClosed, comment }) => ({
              startsAt: startDate,
              endsAt: endDate,
              isClosed,
              comment,
            })),
          },
    consentPolicy: properties.consentPolicy,
    tracksClicks: properties.trackClicksAnalytics,
  };
}

describe('the properties of a site', () => {
  const graph = useGraph();

  it('are those of each site, at one call for each', async () => {
    const { data, errors, calls } = await graph.ask(
      `{ account { sites(first: 50) { nodes { id properties ${everything} } } } }`,
    );
    expect(errors).toBeUndefined();
    const { state } = graph.sandbox;
    for (const { id, properties } of data.account.sites.nodes) {
      expect(properties).toEqual(expectedOf(sitePropertiesOf(state, state.sites.get(id) as SandboxSite)));
    }
    // Something of everything is there to be seen.
    const all = JSON.stringify(data);
    for (const part of ['"languages":[', '"note":{', '"specialHours":[{', '"externalUrl":"', '"fax":"']) {
      expect(all).toContain(part);
    }
    expect(calls).toEqual({ 'Query Sites': 1, 'Get Site Properties': 50 });
  });

  it('cost one call for a site, however often and with whatever fields they are selected', async () => {
    const [id] = graph.sandbox.state.sites.keys();
    const { errors, calls } = await graph.ask(
      `{ site(id: "${id}") { one: properties { language } two: properties { email } three: properties ${everything} } }`,
    );
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Query Sites': 1, 'Get Site Properties': 1 });
    expect(graph.sandbox.calls.entries().at(-1)).toMatchObject({ siteId: id, query: {} });
  });

  it('are empty where Wix sends none', async () => {
    const [id] = graph.sandbox.state.sites.keys();
    graph.sandbox.faults.inject({ operation: 'Get Site Properties', kind: 'body', body: {} });
    const { data, errors } = await graph.ask(
      `{ site(id: "${id}") { properties { version displayName address { city } tracksClicks } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.site.properties).toEqual({ version: null, displayName: null, address: null, tracksClicks: false });
  });

  it.each([
    ['a failure', { kind: 'status', status: 503 }, 'UPSTREAM_UNAVAILABLE'],
    ['broken JSON', { kind: 'malformed' }, 'UPSTREAM_INVALID_RESPONSE'],
    [
      'a site that Wix no longer has',
      {
        kind: 'status',
        status: 403,
        body: { message: '', details: { applicationError: { code: 'META_SITE_NOT_FOUND' } } },
      },
      'FORBIDDEN',
    ],
  ] as const)('fail for one site alone: %s', async (_name, fault, code) => {
    const first = await graph.ask('{ account { sites(first: 3) { nodes { id } } } }');
    const [, broken] = first.data.account.sites.nodes;
    graph.sandbox.faults.inject({
      operation: 'Get Site Properties',
      match: ({ siteId }) => siteId === broken.id,
      times: Number.POSITIVE_INFINITY,
      ...fault,
    });
    const { data, errors } = await graph.ask('{ account { sites(first: 3) { nodes { properties { language } } } } }');
    const some = { properties: { language: expect.any(String) } };
    expect(data.account.sites.nodes).toEqual([some, { properties: null }, some]);
    expect(errors?.map(({ path, extensions }) => [path?.slice(2), extensions.code])).toEqual([
      [['nodes', 1, 'properties'], code],
    ]);
  });
});

describe('a key that may not read properties', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('gets the site, and the name of what it lacks', async () => {
    const { data, errors } = await graph.ask(
      '{ account { sites(first: 1) { nodes { displayName properties { language } } } } }',
    );
    expect(data.account.sites.nodes).toEqual([{ displayName: expect.any(String), properties: null }]);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors?.[0]?.message).toContain('SITE_SETTINGS.VIEW');
  });
});
