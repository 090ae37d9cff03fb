import { toAsciiName } from '../../lib/host-name.ts';
import { InputError } from '../../lib/input-error.ts';

/** Returns the name to look up. Throws an {@link InputError} if Wix can't look it up. */
export function availabilityName(name: string): string {
  if (!/^[a-z0-9.-]{3,63}$/.test(name)) {
    const message = 'name must have 3 to 63 characters, counted in punycode: letters, digits, hyphens and dots.';
    throw new InputError('name', message);
  }
  return name;
}

/** Criteria for suggested names. */
export interface SuggestionCriteria {
  readonly query: string;
  /** Empty means all that Wix sells. */
  readonly tlds: readonly string[];
  readonly maxLength: number | null;
}

export interface SuggestionArgs {
  readonly query: string;
  readonly tlds?: readonly string[] | null | undefined;
  readonly maxLength?: number | null | undefined;
}

/**
 * Reads the criteria from a caller's arguments. Throws an {@link InputError} for values that Wix is known to reject.
 * INFERRED: letters and digits of any script are accepted, because Wix does not document whether it takes them.
 */
export function suggestionCriteria(args: SuggestionArgs): SuggestionCriteria {
  const query = args.query.trim();
  const { length } = [...query];
  if (length < 3 || length > 100) {
    throw new InputError('query', 'query must have 3 to 100 characters.');
  }
  if (!/^[\p{L}\p{M}\p{N} .-]+$/u.test(query)) {
    throw new InputError('query', 'query may hold letters, digits, spaces, dots and hyphens only.');
  }
  const tlds = [...new Set((args.tlds ?? []).map((tld) => toAsciiName(tld) ?? tld))];
  if (tlds.length > 10) throw new InputError('tlds', 'tlds must contain at most 10 endings.');
  if (!tlds.every((tld) => /^[a-z0-9-]{2,63}$/.test(tld))) {
    throw new InputError('tlds', 'tlds must be endings without a dot, such as com.');
  }
  const maxLength = args.maxLength ?? null;
  if (maxLength !== null && (maxLength < 3 || maxLength > 63)) {
    throw new InputError('maxLength', 'maxLength must be between 3 and 63.');
  }
  return { query, tlds, maxLength };
}
