import { InputError } from '../../lib/input-error.ts';
import type { GraphContext } from '../context.ts';
import { domainLevel } from '../domain/root-domain.ts';
import { type DomainTransferCheck, toDomainTransferCheck } from './model.ts';
import { validateTransferability } from './rest.ts';

/**
 * Returns whether a domain can be transferred, with one Validate Domain Transferability call. Throws an {@link
 * InputError} for a subdomain.
 */
export async function transferCheckOf(
  context: GraphContext,
  accountId: string,
  name: string,
): Promise<DomainTransferCheck> {
  const level = domainLevel(name);
  if (level !== 'root' && level !== 'either') {
    throw new InputError('name', "name must be a root domain such as example.com. Subdomains can't be transferred.");
  }
  const answer = await context.wix.call(validateTransferability, { accountId, params: { domain: name } });
  return toDomainTransferCheck(answer.validationResult, name);
}
