import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import type { DomainAt } from '../dns/loader.ts';
import { type DnsPropagation, toDnsPropagation } from './model.ts';
import { getDnsPropagation } from './rest.ts';

/** Returns the propagation of a domain's records, with one Get DNS Propagation call; null if Wix does not track it. */
export async function propagationOf(
  context: GraphContext,
  { accountId, name }: DomainAt,
): Promise<DnsPropagation | null> {
  try {
    const answer = await context.wix.call(getDnsPropagation, { accountId, params: { dnsPropagationId: name } });
    return toDnsPropagation(object(answer.dnsPropagation), name);
  } catch (error) {
    if (error instanceof WixError && error.failure === 'notFound') return null;
    throw error;
  }
}
