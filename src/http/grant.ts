import type { AnyEndpoint, InputOf } from '../wix/endpoint.ts';
import { WixError, type WixFailure } from '../wix/error.ts';
import { idsIn } from '../wix/named-ids.ts';
import { scopeOf } from '../wix/scope.ts';
import type { WixSession } from '../wix/session.ts';

/** Permissions of a caller's token: at most the key's permissions, usually fewer. */
export interface Grant {
  /**
   * Issuer and subject of the token. Data cached for one subject is not shown to another.
   * bypassCache
   */
  readonly subject: string;
  /** The accounts that the token covers, in lower case; at least one. */
  readonly accountIds: ReadonlySet<string>;
  /** The permissions that the token covers. */
  readonly scopes: ReadonlySet<string>;
}

/**
 * Restricts a session to the calls that the grant covers. Every REST call passes here, whichever field, entity or fallback makes it, so
 * the check can't be bypassed. A call that is not covered fails with `forbidden` before anything is sent.
 *
 * `ownsSite` returns whether a site belongs to one of the grant's accounts.
 */
export function limitSession(
  session: WixSession,
  grant: Grant,
  ownsSite: (siteId: string) => Promise<boolean>,
): WixSession {
  return {
    call: async <O extends AnyEndpoint>(endpoint: O, input: InputOf<O>) => {
      if (!grant.scopes.has(scopeOf(endpoint))) throw refused(endpoint);
      const { accountIds, siteIds, undeclared } = idsIn(endpoint, input);
      if (undeclared || accountIds.some((id) => !grant.accountIds.has(id.toLowerCase()))) throw refused(endpoint);
      const owned = await Promise.all(siteIds.map((id) => owns(endpoint, id, ownsSite)));
      if (owned.includes(false)) throw refused(endpoint);
      return session.call(endpoint, input);
    },
    forgetReads: () => session.forgetReads(),
    bypassCache: () => session.bypassCache(),
    quota: () => session.quota(),
    get remainingMs() {
      return session.remainingMs;
    },
  };
}

async function owns(endpoint: AnyEndpoint, siteId: string, ownsSite: (siteId: string) => Promise<boolean>) {
  try {
    return await ownsSite(siteId);
  } catch (error) {
    // The call itself was not made, so a write must not take this for a lost response.
    const failure: WixFailure = error instanceof WixError ? error.failure : 'unavailable';
    throw new WixError(failure, 'its site could not be looked up', { ...about(endpoint), cause: error });
  }
}

function refused(endpoint: AnyEndpoint): WixError {
  return new WixError('forbidden', 'not covered by the token', about(endpoint));
}

function about(endpoint: AnyEndpoint) {
  return { endpoint: endpoint.name, permission: scopeOf(endpoint), notSent: true };
}
