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
  /** Whether the key came with the request, which proves nothing until Wix has accepted it. @default false */
  readonly bringsKey?: boolean;
}

/**
 * Identifies a request by its headers and, if it has one, its token. Throws a GraphQLError with a code and an HTTP status if that is not
 * possible.
 */
export type Identify = (headers: HeaderView, grant: Grant | null) => Caller;

/**
 * Uses the configured key for all requests. `wix-account-id` can select another account, a child of the configured one; Wix decides whether
 * the key has access. With a token, the account must be one of the token's. Without the header, the request is for the configured account
 * or, if the token doesn't include it, for the token's first.
 */
export function configuredCaller(key: ApiKey, accountId: string): Identify {
  return (headers, grant) => {
    const asked = accountHeader(headers);
    if (grant === null) return { key, accountId: asked ?? accountId };
    const [first = accountId] = grant.accountIds;
    const chosen = asked ?? (grant.accountIds.has(accountId) ? accountId : first);
    if (!grant.accountIds.has(chosen)) {
      throw refuse('FORBIDDEN', 403, 'The token of this request does not include the account in wix-account-id.');
    }
    return { key, accountId: chosen };
  };
}

/**
 * Uses each request's own key in `authorization` (raw, as Wix expects it) and its account in `wix-account-id`. `namedBy` is the secret
 * that names what belongs to a key, where processes share a store.
 */
export function forwardedCaller(namedBy: string | null = null): Identify {
  return (headers) => {
    const key = headers.get('authorization');
    // Node joins duplicate headers with a comma, which no key contains. The owner of such a request would be ambiguous.
    if (key === null || !isApiKeyText(key) || key.includes(',')) {
      throw refuse('UNAUTHENTICATED', 401, 'The header authorization must contain a Wix API key, without Bearer.');
    }
    const accountId = accountHeader(headers);
    if (accountId === null)
      throw refuse('BAD_USER_INPUT', 400, 'The header wix-account-id is missing. Send the GUID of the account.');
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
