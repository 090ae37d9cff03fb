import { type Ids, idsOf, withIds } from './by-ids.ts';
import type { CallTime } from './call-time.ts';
import type { ApiKey } from './credential.ts';
import type { AnyEndpoint, AnyInput } from './endpoint.ts';
import type { WixFailure } from './error.ts';
import { replaceAt, valuesAt } from './input-path.ts';
import type { CallObserver } from './observer.ts';
import type { Claim } from './proven.ts';
import type { Answer } from './read-cache.ts';
import { buildRequest, type WixRequest } from './request.ts';
import type { LeaveSignal } from './stop-signal.ts';

/** A call that is ready to be made. */
export interface Call {
  readonly endpoint: AnyEndpoint;
  /** Returns the request as it is to be sent now. */
  readonly request: () => WixRequest;
  /** Equal for equal calls under one credential. */
  readonly key: string;
  /** The account whose calls are limited and watched together, or else the endpoint's level. */
  readonly owner: string;
  /** The site whose breaker guards the call; null for calls that are not about a site. */
  readonly site: string | null;
  /** The ids that it asks for; null if it could not be merged with calls for others. */
  readonly byIds: CallByIds | null;
  /** The page that it asks for; null if a larger one would not answer it. */
  readonly page: CallPage | null;
  /** Returns how many operations its answer is for. @default 1 */
  readonly operations?: () => number;
  /** Whether it may share the call of another one that waits. @default false */
  readonly shares?: boolean;
}

/** The ids of a call that could be merged with others. */
export interface CallByIds extends Ids {
  /** Equal for calls under one credential that differ in their ids only. */
  readonly group: string;
  /** Builds the request for other ids. */
  readonly requestOf: (ids: readonly string[]) => WixRequest;
}

/** The page that a call asks for. */
export interface CallPage {
  /** Equal for calls under one credential that differ in the size of the page only. */
  readonly group: string;
  readonly limit: number;
}

/** A call that asks for a list of ids. */
export interface IdsCall extends Call {
  readonly byIds: CallByIds;
}

/** On whose behalf a call is made. */
export interface CallContext {
  /** Identifies the credential within this process. */
  readonly credential: string;
  /** Identifies credential and account together: whose rate limit the call uses. One for all accounts for which the key is unproven. */
  readonly tenant: () => string;
  /** The caller's key and account, where it brought them; null for the program's own key. */
  readonly claim: Claim | null;
  /** Identifies the caller for fair queueing among the callers of one tenant. */
  readonly caller: string;
  /** Whether interactive calls go first. */
  readonly isBulk: boolean;
  /** Aborted when the caller leaves. */
  readonly signal: LeaveSignal | undefined;
  /** Time left of the caller's, in milliseconds; 0 when none is. */
  readonly remainingMs: number;
  readonly observer: CallObserver | null;
  /** Called when a cached answer is served instead of a failed call. */
  readonly onStale: ((ageMs: number, failure: WixFailure) => void) | undefined;
  /** Counts an attempt that is about to be made. Throws a WixError `callLimit` if the operation has made as many as it may. */
  admitCall(endpoint: AnyEndpoint): void;
  /** Notes that a call uses the tenant's rate limit. */
  countCall(): void;
}

/** Makes a call within its time. Rejects with a WixError and nothing else. Each layer around the network is one of these. */
export type MakeCall = (call: Call, context: CallContext, time: CallTime) => Promise<Answer>;

/** Prepares a call. `key` is null for one that is made without credentials. Throws as {@link buildRequest} does. */
export function prepareCall(endpoint: AnyEndpoint, input: AnyInput, key: ApiKey | null): Call {
  const request = buildRequest(endpoint, input, key);
  const { accountId = '', siteId = '' } = input;
  const found = idsOf(endpoint, input);
  return {
    endpoint,
    request: () => request,
    key: `${endpoint.name} ${request.path} ${accountId} ${siteId} ${request.body ?? ''}`,
    owner: input.accountId ?? endpoint.level,
    site: endpoint.level === 'site' ? (input.siteId ?? null) : null,
    page: pageOf(endpoint, input),
    byIds: found === null ? null : byIdsOf(endpoint, input, key, found),
  };
}

function byIdsOf(endpoint: AnyEndpoint, input: AnyInput, key: ApiKey | null, { form, ids }: Ids): CallByIds {
  return {
    form,
    ids,
    group: `${endpoint.name} ${JSON.stringify(withIds(input, form, []))}`,
    requestOf: (others) => buildRequest(endpoint, withIds(input, form, others), key),
  };
}

function pageOf({ name, pageLimit }: AnyEndpoint, input: AnyInput): CallPage | null {
  if (pageLimit === undefined) return null;
  const [limit] = valuesAt(input, pageLimit, false);
  if (typeof limit !== 'number') return null;
  return { group: `${name} ${JSON.stringify(replaceAt(input, pageLimit, null))}`, limit };
}
