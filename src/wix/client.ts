import type { Dispatcher } from 'undici';
import { AccountGuard, type AccountGuardOptions } from './account-guard.ts';
import { attempt } from './attempt.ts';
import { attempts } from './attempts.ts';
import { createDispatcher, type ProxySettings } from './dispatcher.ts';
import { Flights } from './flights.ts';
import { KeptReads } from './kept-reads.ts';
import { Merging } from './merging.ts';
import { Pacing } from './pacing.ts';
import { Proven, proving } from './proven.ts';
import type { Quota } from './quota.ts';
import { ReadCache } from './read-cache.ts';
import { defaultRetryPolicy, RetryBudget, type RetryPolicy } from './retry.ts';
import { type Layers, Session, type SessionOptions, type WixSession } from './session.ts';
import { sharedReads } from './shared-reads.ts';

export interface WixClientOptions {
  /** Scheme and host of the API, for instance `https://www.wixapis.com`. */
  readonly origin: string;
  /**
   * Maximum number of calls of one account in flight; further ones wait. At most ten times as many connections are open in total, and six
   * times as many for all callers with unproven keys. @default 24
   */
  readonly maxConnections?: number;
  /** Maximum duration of one call, body included. @default 8000 */
  readonly callTimeoutMs?: number;
  /** Maximum size of a response body after decompression, in bytes. @default 8388608 */
  readonly maxBodyBytes?: number;
  /** Whether calls of level `public` carry the key too: Wix documents it both ways. @default false */
  readonly sendKeyToPublic?: boolean;
  /** Retries of failed calls. @default 2 retries of reads, 100 ms to 2 s apart */
  readonly retry?: Partial<RetryPolicy>;
  /** Whether calls are paused for an account whose calls keep failing. @default true */
  readonly breaker?: boolean;
  /** Limits the calls of each tenant per minute. @default no limit */
  readonly quota?: Quota;
  /** Whether equal reads of several sessions share the call in flight, and waiting reads by id are merged. @default true */
  readonly shareReads?: boolean;
  /** Merges waiting reads by id. @default one without a window */
  readonly merging?: Merging;
  /** Caches responses of reads beyond one operation. @default one that caches nothing */
  readonly cache?: ReadCache;
  /** The proxy for calls. @default none */
  readonly proxy?: ProxySettings | null;
  /** Sends the requests. @default a new one, which the client also closes */
  readonly dispatcher?: Dispatcher;
}

export interface WixClient {
  session(options: SessionOptions): WixSession;
  /** The callers' keys that Wix accepted recently. */
  readonly proven: Proven;
  /** The responses of operations that were cut off. */
  readonly kept: KeptReads;
  /** Aborts all reads in flight with `stopping`. Writes, and the reads that they depend on, finish. */
  stopReads(): void;
  /** Closes the connections after the calls in flight have ended. */
  close(): Promise<void>;
}

/** Share of an account's slots for a caller with an unproven key, and share of the connections for all of them together. */
const unprovenCalls = 1 / 12;
const unprovenConnections = 6;

/** Creates the one client of the process. It keeps connections, and nothing that belongs to a caller. */
export function createWixClient(options: WixClientOptions): WixClient {
  const {
    origin,
    quota,
    maxConnections = 24,
    proxy = null,
    merging = new Merging(),
    cache = new ReadCache(),
  } = options;
  const keys = new Proven();
  const ofProven = options.dispatcher ?? createDispatcher(origin, 10 * maxConnections, proxy);
  const ofUnproven = options.dispatcher ?? createDispatcher(origin, unprovenConnections * maxConnections, proxy);
  const fewCalls = Math.ceil(maxConnections * unprovenCalls);
  // Caches nothing, so nothing needs eviction, but it counts writes.
  const uncached = new ReadCache();
  const flights = { proven: new Flights(), unproven: new Flights() };

  const layersOf = (parts: Parts): Layers => {
    const { breaker = true, callTimeoutMs = 8_000, maxBodyBytes = 8 * 1024 * 1024, shareReads = true } = options;
    const { quota } = parts;
    const pacing = new Pacing(quota === undefined ? null : (tenant) => quota.paceMs(tenant));
    const tenants = {
      epochOf: (credential: string) => parts.cache.epoch(credential),
      pacing,
    };
    const retry = { ...defaultRetryPolicy, ...options.retry };
    const guard = new AccountGuard({ ...parts.calls, breaker });

    // From the network upwards. Writes, and the reads that they depend on, enter below `sharedReads`.
    const { dispatcher } = parts;
    const sendOnce = proving(attempt({ dispatcher, origin, callTimeoutMs, maxBodyBytes }), keys, (credential) => {
      if (uncached.epoch(credential) > 0) cache.wrote(credential);
    });
    const make = attempts(sendOnce, { quota: parts.quota, guard, retry, budget: new RetryBudget() });
    const read = sharedReads(shareReads ? parts.merging.layer(make, tenants) : make, {
      cache: parts.cache,
      cacheOfProven: cache,
      flights: parts.flights,
      pacing: shareReads ? pacing : null,
    });
    return { make, read, cache: parts.cache, quota: parts.quota, sendKeyToPublic: options.sendKeyToPublic ?? false };
  };
  const tiers = {
    keys,
    proven: layersOf({
      dispatcher: ofProven,
      calls: { maxConcurrent: maxConnections },
      quota,
      merging,
      cache,
      flights: flights.proven,
    }),
    unproven: layersOf({
      dispatcher: ofUnproven,
      calls: { maxConcurrent: fewCalls, maxConcurrentOfSites: fewCalls },
      quota: quota?.another(),
      merging: new Merging(),
      cache: uncached,
      flights: flights.unproven,
    }),
  };

  return {
    session: (session) => new Session(tiers, session),
    proven: keys,
    kept: new KeptReads({ epoch: (credential) => cache.epoch(credential) }),
    stopReads: () => {
      flights.proven.stop();
      flights.unproven.stop();
    },
    close: async () => {
      if (options.dispatcher === undefined) await Promise.all([ofProven.close(), ofUnproven.close()]);
    },
  };
}

/** The parts that proven callers don't share with unproven ones. */
interface Parts {
  readonly dispatcher: Dispatcher;
  readonly calls: Pick<AccountGuardOptions, 'maxConcurrent' | 'maxConcurrentOfSites'>;
  readonly quota: Quota | undefined;
  readonly merging: Merging;
  readonly cache: ReadCache;
  readonly flights: Flights;
}
