import { perOperation } from '../../lib/memo.ts';
import { answeredList, object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { cursorSource, readAll } from '../../wix/paging.ts';
import { Connection, type PageArgs } from '../connection.ts';
import type { GraphContext } from '../context.ts';
import { type RegisteredDomain, toRegisteredDomain } from './model.ts';
import { getRegisteredDomain, listRegisteredDomains } from './rest.ts';

/** Throws a {@link WixError} `notEnabled` unless the feature is enabled. */
function requireFeature({ features }: GraphContext): void {
  if (features.registeredDomains) return;
  throw new WixError('notEnabled', 'registered domains are not enabled', { endpoint: listRegisteredDomains.name });
}

function registeredSource(context: GraphContext, accountId: string) {
  return cursorSource(
    listRegisteredDomains.maxItems,
    async (cursor, limit) => {
      const paging = cursor === null ? { limit } : { limit, cursor };
      const answer = await context.wix.call(listRegisteredDomains, { accountId, query: { paging } });
      const items = answeredList(answer.registeredDomains, listRegisteredDomains).map((raw) =>
        toRegisteredDomain(object(raw), accountId, listRegisteredDomains.name),
      );
      const metadata = object(answer.pagingMetadata);
      return { items, cursors: metadata['cursors'], hasNext: metadata['hasNext'] };
    },
    ({ name }) => name,
  );
}

/** Returns the domains that an account has registered through Wix as a connection. Wix does not count them. */
export function registeredDomainsOf(
  context: GraphContext,
  accountId: string,
  args: PageArgs,
): Connection<RegisteredDomain> {
  requireFeature(context);
  const source = registeredSource(context, accountId);
  return new Connection({
    endpoint: listRegisteredDomains.name,
    scope: ['Account.registeredDomains', accountId],
    args,
    source,
    total: async () => (await readAll(listRegisteredDomains.name, source)).length,
  });
}

/** Reads a registered domain by name, once per operation; null if the account has not registered it. */
const registeredDomain = perOperation(async (context: GraphContext, accountId: string, name: string) => {
  try {
    const answer = await context.wix.call(getRegisteredDomain, { accountId, params: { registeredDomainId: name } });
    const read = toRegisteredDomain(object(answer.registeredDomain), accountId, getRegisteredDomain.name);
    if (read.name === name) return read;
    throw new WixError('invalidResponse', 'returned another domain', { endpoint: getRegisteredDomain.name });
  } catch (error) {
    // Not for any other 404, which an endpoint that no longer exists returns as well.
    if (error instanceof WixError && error.code === 'REGISTERED_DOMAIN_NOT_FOUND') return null;
    throw error;
  }
});

/** Returns a domain that an account has registered through Wix; null if it has not. Makes one Get Registered Domain call. */
export async function registeredByName(
  context: GraphContext,
  accountId: string,
  name: string,
): Promise<RegisteredDomain | null> {
  requireFeature(context);
  return registeredDomain(context, accountId, name);
}
