import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSiteProperties } from '../../../src/graph/site-properties/model.ts';

const whole = {
  categories: { primary: 'bakery', secondary: ['cafe', ''], businessTermId: 'b1' },
  locale: { languageCode: 'pt', country: 'BR' },
  language: 'pt',
  paymentCurrency: 'BRL',
  timeZone: 'America/Sao_Paulo',
  email: 'hello@bakery.example',
  phone: '+55 11 1',
  fax: '+55 11 2',
  address: {
    street: 'Rua A',
    streetNumber: '5',
    apartmentNumber: '2',
    zip: '01000',
    city: 'São Paulo',
    state: 'SP',
    country: 'BR',
    googleFormattedAddress: 'Rua A 5, São Paulo',
    isPhysical: true,
    hint: { text: 'In the passage', placement: 'REPLACE' },
    coordinates: { latitude: -23.5, longitude: 0 },
  },
  siteDisplayName: 'Bakery site',
  businessName: 'Bakery',
  logo: 'logo.png',
  description: 'Bread.',
  businessSchedule: {
    periods: [{ openDay: 'MONDAY', openTime: '08:00', closeDay: 'TUESDAY', closeTime: '24:00' }],
    specialHourPeriod: [
      { startDate: '2026-12-24T00:00:00Z', endDate: '2026-12-27T00:00:00Z', isClosed: false, comment: 'Open late' },
      { startDate: 'soon' },
    ],
  },
  multilingual: {
    supportedLanguages: [
      {
        languageCode: 'pt',
        locale: { languageCode: 'pt', country: 'BR' },
        isPrimary: true,
        countryCode: 'BRA',
        resolutionMethod: 'SUBDIRECTORY',
        isVisitorPrimary: true,
      },
      { languageCode: 'en', resolutionMethod: 'TELEPATHY' },
    ],
    autoRedirect: true,
  },
  consentPolicy: { essential: true, functional: false, analytics: null },
  businessConfig: 'FITNESS SERVICE',
  externalSiteUrl: 'https://bakery.example',
  trackClicksAnalytics: true,
  companyId: 'C-1',
};

describe('toSiteProperties', () => {
  it('takes over what Wix sends', () => {
    expect(toSiteProperties(whole, '207')).toEqual({
      version: '207',
      displayName: 'Bakery site',
      businessName: 'Bakery',
      description: 'Bread.',
      logoPath: 'logo.png',
      businessType: 'FITNESS_SERVICE',
      businessTypeRaw: 'FITNESS SERVICE',
      categories: { primary: 'bakery', secondary: ['cafe'], businessTermId: 'b1' },
      companyId: 'C-1',
      externalUrl: 'https://bakery.example',
      language: 'pt',
      locale: { language: 'pt', country: 'BR' },
      timeZone: 'America/Sao_Paulo',
      currency: 'BRL',
      languages: {
        languages: [
          {
            language: 'pt',
            locale: { language: 'pt', country: 'BR' },
            flagCountry: 'BRA',
            isPrimary: true,
            isVisitorPrimary: true,
            addressing: 'SUBDIRECTORY',
            addressingRaw: 'SUBDIRECTORY',
          },
          {
            language: 'en',
            locale: null,
            flagCountry: null,
            isPrimary: false,
            isVisitorPrimary: false,
            addressing: 'UNKNOWN',
            addressingRaw: 'TELEPATHY',
          },
        ],
        redirectsVisitors: true,
      },
      email: 'hello@bakery.example',
      phone: '+55 11 1',
      fax: '+55 11 2',
      address: {
        street: 'Rua A',
        streetNumber: '5',
        apartmentNumber: '2',
        postalCode: '01000',
        city: 'São Paulo',
        state: 'SP',
        country: 'BR',
        formatted: 'Rua A 5, São Paulo',
        isPhysical: true,
        note: { text: 'In the passage', placement: 'INSTEAD', placementRaw: 'REPLACE' },
        coordinates: { latitude: -23.5, longitude: 0 },
      },
      schedule: {
        periods: [{ openDay: 'MONDAY', openTime: '08:00', closeDay: 'TUESDAY', closeTime: '24:00' }],
        specialHours: [
          {
            startsAt: '2026-12-24T00:00:00Z',
            endsAt: '2026-12-27T00:00:00Z',
            isClosed: false,
            comment: 'Open late',
          },
          { startsAt: null, endsAt: null, isClosed: true, comment: null },
        ],
      },
      consentPolicy: { essential: true, functional: false, analytics: null, advertising: null, dataToThirdParty: null },
      tracksClicks: true,
    });
  });

  /** Every key with the value in each way that Wix may write "nothing". */
  const empty = (value: unknown) => Object.fromEntries(Object.keys(whole).map((key) => [key, value]));

  it.each([
    ['absent', undefined],
    ['null', null],
    ['empty text', ''],
    ['an empty object', {}],
    ['a number', 7],
    ['a list', []],
  ])('knows nothing where everything is %s', (_name, value) => {
    expect(toSiteProperties(value === undefined ? {} : empty(value), value)).toEqual({
      version: null,
      displayName: null,
      businessName: null,
      description: null,
      logoPath: null,
      businessType: 'UNKNOWN',
      businessTypeRaw: null,
      categories: null,
      companyId: null,
      externalUrl: null,
      language: null,
      locale: null,
      timeZone: null,
      currency: null,
      languages: null,
      email: null,
      phone: null,
      fax: null,
      address: null,
      schedule: null,
      consentPolicy: null,
      tracksClicks: false,
    });
  });

  it.each([
    ['half a point', { latitude: 1 }],
    ['a point beyond the pole', { latitude: 91, longitude: 0 }],
    ['a point beyond the date line', { latitude: 0, longitude: -181 }],
    ['no number', { latitude: 'NaN', longitude: 'Infinity' }],
    ['nothing', {}],
    ['null', null],
  ])('has no coordinates for %s', (_name, coordinates) => {
    expect(toSiteProperties({ address: { city: 'Nara', coordinates } }, '1').address?.coordinates).toBeNull();
  });

  it('has a business type for every word that Wix documents', () => {
    const types = ['FITNESS SERVICE', 'RESTAURANT', 'BLOG', 'STORE', 'EVENT', 'UNKNOWN', 'CIRCUS'].map(
      (businessConfig) => toSiteProperties({ businessConfig }, '1').businessType,
    );
    expect(types).toEqual(['FITNESS_SERVICE', 'RESTAURANT', 'BLOG', 'STORE', 'EVENT', 'UNKNOWN', 'UNKNOWN']);
  });

  it('survives anything', () => {
    const anything = fc.record(Object.fromEntries(Object.keys(whole).map((key) => [key, fc.anything()])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(anything, fc.anything(), (raw, version) => {
        expect(Object.keys(toSiteProperties(raw, version))).toHaveLength(22);
      }),
    );
  });
});
