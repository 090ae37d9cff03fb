import { nameFromWix } from '../../lib/host-name.ts';
import { flag, object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { checkDomainAvailability, type WixAvailability } from './rest.ts';

/** Whether a name can be registered. Null fields were not sent by Wix. */
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
 * Maps Wix's availability to ours. Wix looks up root domains, so the response can be about the root of a longer name.
 * Throws a {@link WixError} `invalidResponse` for any other name.
 */
export function toDomainAvailability(raw: WixAvailability, requested: string): DomainAvailability {
  const name = nameFromWix(text(raw.domain) ?? '');
  const isAsked = name === requested || (name.includes('.') && requested.endsWith(`.${name}`));
  if (!isAsked) {
    throw new WixError('invalidResponse', 'returned another domain', { endpoint: checkDomainAvailability.name });
  }
  return {
    name,
    isAvailable: flag(raw.available),
    isPremium: flag(raw.premium),
    premiumTypeRaw: text(raw.premiumType),
  };
}

/** Maps Wix's suggestion to ours; null if it has no name. */
export function toDomainSuggestion(raw: unknown): DomainSuggestion | null {
  const suggestion = object(raw);
  const name = text(suggestion['domain']);
  return name === null ? null : { name: nameFromWix(name), isPremium: flag(suggestion['premium']) };
}
