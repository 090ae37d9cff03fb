import { type Ids, idsOf, withIds } from './by-ids.ts';
import type { CallTime } from './call-time.ts';
import type { ApiKey } from './credential.ts';
import type { AnyEndpoint, AnyInput } from './endpoint.ts';
import type { WixFailure } from './error.ts';
import { replaceAt, valuesAt } from './input-path.ts';
import type { CallObserver } from './observer.ts';
import type { OperationShare } from './operation-share.ts';
import type { Claim } from './proven.ts';
import type { Answer } from './read-cache.ts';
import { buildRequest, type WixRequest } from './request.ts';
import type { LeaveSignal } from './stop-signal.ts';

/** A prepared call. */
export interface Call {
  readonly endpoint: AnyEndpoint;
  /** Returns the request to send now. */
  readonly request: () => WixRequest;
  /** Identifies equal calls under one credential. */
  readonly key: string;
  /** The account whose calls share a limit and a guard, or else the endpoint's level. */
  readonly owner: string;
  /** The site whose breaker guards the call; null if the call is not about a site. */
  readonly site: string | null;
  /** The requested ids; null if the call can't be merged with calls for other ids. */
  readonly byIds: CallByIds | null;
  /** The requested page; null if a larger one can't serve the call. */
  readonly page: CallPage | null;
  /** Returns the number of GraphQL operations that its response is for. @default 1 */
  readonly operations?: () => number;
  /** Returns the number of ids that it reads, merged ones included. @default those of `byIds` */
  readonly batchSize?: () => number;
  /** Whether it can share the call of another one that waits. @default false */
  readonly shares?: boolean;
}

/** The ids of a call that can be merged with others. */
export interface CallByIds extends Ids {
  /** Identifies calls under one credential that differ only in their ids. */
  readonly group: string;
  /** Builds the request for other ids. */
  readonly requestOf: (ids: readonly string[]) => WixRequest;
}

/** The page that a call requests. */
export interface CallPage {
  /** Identifies calls under one credential that differ only in the page size. */
  readonly group: string;
  readonly limit: number;
}

/** A call that requests a list of ids. */
export interface IdsCall extends Call {
  readonly byIds: CallByIds;
}

/** The caller of a call, with the limits that apply. */
export interface CallContext {
  /** Identifies the credential within this process. */
  readonly credential: string;
  /** Identifies credential and account, whose rate limit the call uses. One for all accounts for which the key is unproven. */
  readonly tenant: () => string;
  /** The caller's own key and account; null for the program's key. */
  readonly claim: Claim | null;
  /** Identifies the caller for fair queueing among the callers of one tenant. */
  readonly caller: string;
  /** Whether interactive calls go first. */
  readonly isBulk: boolean;
  /** Aborted when the caller disconnects. */
  readonly signal: LeaveSignal | undefined;
  /** The caller's remaining time in milliseconds; 0 if none is left. */
  readonly remainingMs: number;
  readonly observer: CallObserver | null;
  /** Called when a stale response is served instead of a failed call. */
  readonly onStale: ((ageMs: number, failure: WixFailure) => void) | undefined;
  /** Counts an attempt that is about to be made. Throws a WixError `callLimit` if the operation has reached its maximum. */
  admitCall(endpoint: AnyEndpoint): void;
  /** The operation's share of the tenant's calls. @default calls are admitted one by one */
  readonly share?: OperationShare | undefined;
  /** Records that a call uses the tenant's rate limit. */
  countCall(): void;
}

/** Makes a call within its time. Rejects only with a WixError. Each layer around the network has this type. */
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
