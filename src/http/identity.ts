import { GraphQLError } from 'graphql';
import { ApiKey } from '../wix/credential.ts';
import { isApiKeyText, isGuid } from '../wix/values.ts';
import type { HeaderView } from './caller-request.ts';
import type { ErrorCode } from './error-code.ts';
import type { Grant } from './grant.ts';

/** Identity of a request: the key for its REST calls, and their default account. */
export interface Caller {
  readonly key: ApiKey;
  readonly accountId: string;
  /** True where the key came with the request, which proves nothing until Wix has accepted it. @default false */
  readonly bringsKey?: boolean;
}

/**
 * Tells from a request's headers, and from its token where it came with one, who it speaks for. Throws a GraphQLError with a code
 * and an HTTP status if it cannot.
 */
export type Identify = (headers: HeaderView, grant: Grant | null) => Caller;

/**
 * All requests use the configured key. `wix-account-id` may select another account, a child of the configured one: whether
 * the key may act on it is Wix's to say. A token allows some accounts only; without a header the request then speaks for the
 * configured one or, where the token is not for that, for the token's first.
 */
export function configuredCaller(key: ApiKey, accountId: string): Identify {
  return (headers, grant) => {
    const asked = accountHeader(headers);
    if (grant === null) return { key, accountId: asked ?? accountId };
    const [first = accountId] = grant.accountIds;
    const chosen = asked ?? (grant.accountIds.has(accountId) ? accountId : first);
    if (!grant.accountIds.has(chosen)) {
      throw refuse('FORBIDDEN', 403, 'The token of this request is not for the account in wix-account-id.');
    }
    return { key, accountId: chosen };
  };
}

/**
 * Each request brings its own key in `authorization` (raw, as Wix takes it) and its account in `wix-account-id`. `namedBy` is the secret
 * that names what belongs to a key, where processes share a store.
 */
export function forwardedCaller(namedBy: string | null = null): Identify {
  return (headers) => {
    const key = headers.get('authorization');
    // Node joins headers that come twice with a comma, which no key holds: it would be unclear whose request it is.
    if (key === null || !isApiKeyText(key) || key.includes(',')) {
      throw refuse('UNAUTHENTICATED', 401, 'The authorization header must hold a Wix API key, without Bearer.');
    }
    const accountId = accountHeader(headers);
    if (accountId === null) throw refuse('BAD_USER_INPUT', 400, 'The header wix-account-id must name the account.');
    return { key: new ApiKey(key, namedBy), accountId, bringsKey: true };
  };
}

function accountHeader(headers: HeaderView): string | null {
  const accountId = headers.get('wix-account-id');
  if (accountId === null) return null;
  if (!isGuid(accountId))
    throw refuse('BAD_USER_INPUT', 400, 'The header wix-account-id must be the GUID of an account.');
  return accountId.toLowerCase();
}

function refuse(code: ErrorCode, status: number, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
