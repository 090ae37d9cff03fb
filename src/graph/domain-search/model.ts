import { flag, object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { checkDomainAvailability, type WixAvailability } from './rest.ts';

/** Whether a name can be registered. Null: Wix did not send it. */
export interface DomainAvailability {
  readonly name: string;
  readonly isAvailable: boolean;
  readonly isPremium: boolean;
  readonly premiumTypeRaw: string | null;
}

/** A name that can be registered. */
export interface DomainSuggestion {
  readonly name: string;
  readonly isPremium: boolean;
}

/**
 * Maps Wix's availability to ours. Wix looks up root domains, so the answer to a longer name may be that of its root; throws a
 * {@link WixError} `invalidResponse` for any other name.
 */
export function toDomainAvailability(raw: WixAvailability, requested: string): DomainAvailability {
  const name = text(raw.domain)?.toLowerCase() ?? '';
  const isAsked = name === requested || (name.includes('.') && requested.endsWith(`.${name}`));
  if (!isAsked) {
    throw new WixError('invalidResponse', 'answered another domain', { endpoint: checkDomainAvailability.name });
  }
  return {
    name,
    isAvailable: flag(raw.available),
    isPremium: flag(raw.premium),
    premiumTypeRaw: text(raw.premiumType),
  };
}

/** Maps Wix's suggestion to ours; null for one without a name, which suggests nothing. */
export function toDomainSuggestion(raw: unknown): DomainSuggestion | null {
  const suggestion = object(raw);
  const name = text(suggestion['domain']);
  return name === null ? null : { name: name.toLowerCase(), isPremium: flag(suggestion['premium']) };
}
