import type { SandboxSite } from '../state/site.ts';
import type { SandboxOpeningPeriod, SandboxSiteProperties } from '../state/site-properties.ts';
import type { SandboxState } from '../state/state.ts';
import { createRandom, type Random } from './random.ts';
import { withExtras } from './site-property-extras.ts';
import { slugOf } from './words.ts';

const places = [
  {
    language: 'en',
    country: 'GB',
    currency: 'GBP',
    timeZone: 'Europe/London',
    city: 'Leeds',
    dial: '+44 113',
    at: [53.8, -1.55],
  },
  {
    language: 'en',
    country: 'US',
    currency: 'USD',
    timeZone: 'America/New_York',
    city: 'Albany',
    dial: '+1 518',
    at: [42.65, -73.75],
  },
  {
    language: 'de',
    country: 'AT',
    currency: 'EUR',
    timeZone: 'Europe/Vienna',
    city: 'Graz',
    dial: '+43 316',
    at: [47.07, 15.44],
  },
  {
    language: 'pt',
    country: 'PT',
    currency: 'EUR',
    timeZone: 'Europe/Lisbon',
    city: 'Porto',
    dial: '+351 22',
    at: [41.15, -8.61],
  },
  {
    language: 'nb',
    country: 'NO',
    currency: 'NOK',
    timeZone: 'Europe/Oslo',
    city: 'Bergen',
    dial: '+47 55',
    at: [60.39, 5.32],
  },
  {
    language: 'ja',
    country: 'JP',
    currency: 'JPY',
    timeZone: 'Asia/Tokyo',
    city: 'Nara',
    dial: '+81 742',
    at: [34.68, 135.8],
  },
] as const;

const streets = ['Mill Lane', 'Station Road', 'Canal Street', 'Church Hill', 'Market Square', 'Garden Row'] as const;
const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const;

function openingPeriods(chance: Random): readonly SandboxOpeningPeriod[] {
  const openTime = chance.pick(['08:00', '09:00', '10:30']);
  const closeTime = chance.pick(['16:00', '17:30', '19:00']);
  const days = chance.chance(0.4) ? [...weekdays, 'SATURDAY'] : weekdays;
  return days.map((day) => ({ openDay: day, openTime, closeDay: day, closeTime }));
}

function addressIn(chance: Random, { city, country, at: [latitude, longitude] }: (typeof places)[number]) {
  const street = chance.pick(streets);
  const streetNumber = String(chance.integer(1, 180));
  const zip = String(chance.integer(1000, 98_999)).padStart(5, '0');
  return {
    street,
    streetNumber,
    city,
    country,
    zip,
    isPhysical: true,
    googleFormattedAddress: `${street} ${streetNumber}, ${zip} ${city}, ${country}`,
    coordinates: { latitude, longitude },
  };
}

function generate(site: SandboxSite): SandboxSiteProperties {
  const chance = createRandom(0, `site-properties/${site.id}`);
  const place = chance.pick(places);
  const category = slugOf(site.displayName.split(' ')[1] ?? 'business');
  return {
    version: String(chance.integer(2, 400)),
    properties: withExtras(site, {
      categories: { primary: category, secondary: chance.chance(0.3) ? ['local-business'] : [] },
      locale: { languageCode: place.language, country: place.country },
      language: place.language,
      paymentCurrency: place.currency,
      timeZone: place.timeZone,
      email: `hello@${slugOf(site.displayName)}.example`,
      ...(chance.chance(0.7) ? { phone: `${place.dial} ${chance.integer(100_000, 999_999)}` } : {}),
      ...(chance.chance(0.8) ? { address: addressIn(chance, place) } : {}),
      siteDisplayName: site.displayName,
      businessName: site.displayName,
      ...(chance.chance(0.5) ? { description: `${site.displayName} in ${place.city}.` } : {}),
      ...(chance.chance(0.4) ? { businessSchedule: { periods: openingPeriods(chance), specialHourPeriod: [] } } : {}),
      consentPolicy: {
        essential: true,
        functional: chance.chance(0.8),
        analytics: chance.chance(0.6),
        advertising: chance.chance(0.3),
        dataToThirdParty: chance.chance(0.2),
      },
    }),
  };
}

/** Returns the properties of a site. They follow from its id and are made when first requested, which keeps large worlds quick. */
export function sitePropertiesOf(state: SandboxState, site: SandboxSite): SandboxSiteProperties {
  const known = state.siteProperties.get(site.id);
  if (known !== undefined) return known;
  const made = generate(site);
  state.siteProperties.set(site.id, made);
  return made;
}
