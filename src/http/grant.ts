import type { AnyEndpoint, InputOf } from '../wix/endpoint.ts';
import { WixError, type WixFailure } from '../wix/error.ts';
import type { WixSession } from '../wix/session.ts';

/** What a caller's token allows: never more than what the key can do, usually less. */
export interface Grant {
  /** Who the token was issued to, by whom: what is kept for one caller is not shown to another. */
  readonly subject: string;
  /** The accounts that it may act on, in lower case; at least one. */
  readonly accountIds: ReadonlySet<string>;
  /** The permissions that it may use. */
  readonly scopes: ReadonlySet<string>;
}

/**
 * A session that makes only the calls that the grant covers. Every REST call passes here, whichever field, entity or fallback
 * asks for it, so no way around it is left open. What is not covered fails with `forbidden` before anything is sent.
 *
 * A call about a site names no account: then `ownsSite` is asked whether the site belongs to one of the grant's accounts.
 */
export function limitSession(
  session: WixSession,
  grant: Grant,
  ownsSite: (siteId: string) => Promise<boolean>,
): WixSession {
  return {
    call: async <O extends AnyEndpoint>(endpoint: O, input: InputOf<O>) => {
      const needed = scopeOf(endpoint);
      if (needed !== null && !grant.scopes.has(needed)) throw refused(endpoint);
      const { accountId, siteId, params } = input as {
        accountId?: string;
        siteId?: string;
        params?: Readonly<Record<string, string>>;
      };
      const { accounts = [], sites = [] } = endpoint.alsoActsOn ?? {};
      const others = accounts.flatMap((path) => idsAt(input, path));
      for (const named of [accountId, params?.['accountId'], ...others]) {
        if (named !== undefined && !grant.accountIds.has(named)) throw refused(endpoint);
      }
      const itsSite = endpoint.level === 'site' && siteId !== undefined ? [siteId] : [];
      for (const named of [...itsSite, ...sites.flatMap((path) => idsAt(input, path))]) {
        if (!(await owns(endpoint, named, ownsSite))) throw refused(endpoint);
      }
      return session.call(endpoint, input);
    },
    forgetReads: () => session.forgetReads(),
    insistOnFresh: () => session.insistOnFresh(),
    quota: () => session.quota(),
    get remainingMs() {
      return session.remainingMs;
    },
  };
}

/** The ids that a dotted path of an input leads to; none where it leads nowhere. */
function idsAt(input: object, path: string): string[] {
  let value: unknown = input;
  for (const key of path.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? value[key as keyof typeof value]
        : undefined;
  }
  return [value].flat().filter((id) => typeof id === 'string');
}

/** For writes whose permission Wix does not name: a token that says nothing of them must not carry them out. */
export const unnamedWriteScope = 'graph.write';

/** The scope that a call needs; null where any token will do. */
function scopeOf({ permission, retry }: AnyEndpoint): string | null {
  return permission ?? (retry === 'read' ? null : unnamedWriteScope);
}

async function owns(endpoint: AnyEndpoint, siteId: string, ownsSite: (siteId: string) => Promise<boolean>) {
  try {
    return await ownsSite(siteId);
  } catch (error) {
    // The call itself was not made: to a write this must not look like a lost answer.
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
