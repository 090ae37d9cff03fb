import { GraphQLError } from 'graphql';
import { ApiKey } from './wix/credential.ts';
import { isApiKeyText, isGuid } from './wix/values.ts';

/** Who a request speaks for: the key that its REST calls carry, and the account they name by default. */
export interface Caller {
  readonly key: ApiKey;
  readonly accountId: string;
}

/** Tells from a request's headers who it speaks for. Throws a GraphQLError with a code and an HTTP status if it cannot. */
export type Identify = (headers: Headers) => Caller;

/**
 * All requests use the configured key. `wix-account-id` may select another account, a child of the configured one: whether
 * the key may act on it is Wix's to say.
 */
export function configuredCaller(key: ApiKey, accountId: string): Identify {
  return (headers) => ({ key, accountId: accountHeader(headers) ?? accountId });
}

/** Each request brings its own key in `authorization` (raw, as Wix takes it) and its account in `wix-account-id`. */
export function forwardedCaller(): Identify {
  return (headers) => {
    const key = headers.get('authorization');
    if (key === null || !isApiKeyText(key)) {
      throw refuse('UNAUTHENTICATED', 401, 'The authorization header must hold a Wix API key, without Bearer.');
    }
    const accountId = accountHeader(headers);
    if (accountId === null) throw refuse('BAD_USER_INPUT', 400, 'The header wix-account-id must name the account.');
    return { key: new ApiKey(key), accountId };
  };
}

function accountHeader(headers: Headers): string | null {
  const accountId = headers.get('wix-account-id');
  if (accountId === null) return null;
  if (!isGuid(accountId))
    throw refuse('BAD_USER_INPUT', 400, 'The header wix-account-id must be the GUID of an account.');
  return accountId.toLowerCase();
}

function refuse(code: string, status: number, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
