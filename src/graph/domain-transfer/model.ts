import { nameFromWix } from '../../lib/host-name.ts';
import { list, object, text } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { validateTransferability } from './rest.ts';

/** Whether a domain can be transferred to Wix. */
export interface DomainTransferCheck {
  readonly name: string;
  /** The obstacles as Wix sends them; empty if there are none. */
  readonly violations: readonly string[];
}

/**
 * Maps Wix's validation to ours. Keeps a violation in an unknown form as JSON text, so that it is not missed. Throws a
 * {@link WixError} `invalidResponse` if it is about another domain, or if the violations are not a list: an unreadable
 * response must not make a domain look transferable.
 */
export function toDomainTransferCheck(raw: unknown, requested: string): DomainTransferCheck {
  const { id, violations } = object(raw);
  if (nameFromWix(text(id) ?? '') !== requested) throw invalid('returned another domain');
  if (violations !== undefined && violations !== null && !Array.isArray(violations)) {
    throw invalid('violations that are not a list');
  }
  return {
    name: requested,
    violations: list(violations).map((violation) => text(violation) ?? JSON.stringify(violation).slice(0, 1_000)),
  };
}

function invalid(message: string): WixError {
  return new WixError('invalidResponse', message, { endpoint: validateTransferability.name });
}
