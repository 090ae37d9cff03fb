import type { SandboxSite } from '../state/site.ts';
import type { SandboxMultilingual, SandboxSiteProperties } from '../state/site-properties.ts';
import { createRandom, type Random } from './random.ts';

type Properties = SandboxSiteProperties['properties'];

const businessTypes = ['STORE', 'RESTAURANT', 'BLOG', 'EVENT', 'FITNESS SERVICE', 'UNKNOWN'] as const;
const resolutions = ['SUBDOMAIN', 'SUBDIRECTORY', 'QUERY_PARAM'] as const;

/** Languages with the country of their flag. */
const languages = [
  { languageCode: 'en', country: 'GB' },
  { languageCode: 'fr', country: 'FR' },
  { languageCode: 'es', country: 'ES' },
] as const;

function multilingualOf(chance: Random, { locale }: Properties): SandboxMultilingual {
  const resolutionMethod = chance.pick(resolutions);
  const others = languages.filter(({ languageCode }) => languageCode !== locale.languageCode);
  const all = [locale, ...others.slice(0, chance.integer(1, 2))];
  return {
    supportedLanguages: all.map((spoken, index) => ({
      languageCode: spoken.languageCode,
      locale: { languageCode: spoken.languageCode, country: spoken.country },
      isPrimary: index === 0,
      countryCode: spoken.country,
      resolutionMethod,
      isVisitorPrimary: index === 0,
    })),
    autoRedirect: chance.chance(0.5),
  };
}

/** Adds what only some sites have filled in. It has its own randomness, so that the rest does not depend on it. */
export function withExtras(site: SandboxSite, base: Properties): Properties {
  const chance = createRandom(0, `site-property-extras/${site.id}`);
  const { address, businessSchedule } = base;
  const hint = { text: 'Entrance in the courtyard.', placement: 'AFTER' } as const;
  const holidays = {
    startDate: '2026-12-24T00:00:00.000Z',
    endDate: '2026-12-27T00:00:00.000Z',
    isClosed: true,
    comment: 'Closed over the holidays.',
  };
  return {
    ...base,
    ...(chance.chance(0.2) && base.phone !== undefined ? { fax: `${base.phone}-9` } : {}),
    ...(chance.chance(0.5) ? { logo: `${site.id.replaceAll('-', '')}~mv2.png` } : {}),
    businessConfig: chance.pick(businessTypes),
    ...(chance.chance(0.3) ? { companyId: `${base.locale.country}-${chance.integer(100_000, 999_999)}` } : {}),
    ...(site.namespace === 'HEADLESS' ? { externalSiteUrl: `https://${site.name}.example` } : {}),
    trackClicksAnalytics: chance.chance(0.5),
    ...(address !== undefined && chance.chance(0.3) ? { address: { ...address, apartmentNumber: '2', hint } } : {}),
    ...(businessSchedule !== undefined && chance.chance(0.5)
      ? { businessSchedule: { ...businessSchedule, specialHourPeriod: [holidays] } }
      : {}),
    ...(chance.chance(0.25) ? { multilingual: multilingualOf(chance, base) } : {}),
  };
}
