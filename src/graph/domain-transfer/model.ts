import { list, object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { validateTransferability } from './rest.ts';

/** Whether a domain can be transferred to Wix. */
export interface DomainTransferCheck {
  readonly name: string;
  /** What stands in the way, in the words of Wix; empty for nothing. */
  readonly violations: readonly string[];
}

/**
 * Maps Wix's validation to ours. A violation in a form that is not known is JSON text, so that it is not overlooked. Throws a
 * {@link WixError} `invalidResponse` for that of another domain, and where the violations are no list: a domain must not look
 * transferable because its answer could not be read.
 */
export function toDomainTransferCheck(raw: unknown, requested: string): DomainTransferCheck {
  const { id, violations } = object(raw);
  if (text(id)?.toLowerCase() !== requested) throw invalid('answered another domain');
  if (violations !== undefined && violations !== null && !Array.isArray(violations)) {
    throw invalid('violations that are no list');
  }
  return {
    name: requested,
    violations: list(violations).map((violation) => text(violation) ?? JSON.stringify(violation).slice(0, 1_000)),
  };
}

function invalid(message: string): WixError {
  return new WixError('invalidResponse', message, { endpoint: validateTransferability.name });
}
