import type { Dispatcher } from 'undici';
import { AccountGuard, type AccountGuardOptions } from './account-guard.ts';
import { attempt } from './attempt.ts';
import { attempts } from './attempts.ts';
import { createDispatcher, type ProxySettings } from './dispatcher.ts';
import { Flights } from './flights.ts';
import { Merging } from './merging.ts';
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
   * Maximum number of calls of one account in flight; further ones wait. At most ten times as many connections are open, and six times as
   * many for callers whose keys are unproven. @default 24
   */
  readonly maxConnections?: number;
  /** Maximum duration of one call, body included. @default 8000 */
  readonly callTimeoutMs?: number;
  /** The largest body that is read, counted after decompression. @default 8388608 */
  readonly maxBodyBytes?: number;
  /** Whether calls of level `public` carry the key too: Wix documents it both ways. @default false */
  readonly sendKeyToPublic?: boolean;
  /** Retries of failed calls. @default 2 retries of reads, 100 ms to 2 s apart */
  readonly retry?: Partial<RetryPolicy>;
  /** Whether calls are paused for an account whose calls keep failing. @default true */
  readonly breaker?: boolean;
  /** Keeps every tenant below a number of calls in a minute. @default no limit */
  readonly quota?: Quota;
  /** Whether equal reads of several sessions share the call in flight, and reads by id that wait are merged. @default true */
  readonly shareReads?: boolean;
  /** Merges reads by id that wait. @default one without a window */
  readonly merging?: Merging;
  /** Caches answers of reads beyond one operation. @default one that caches nothing */
  readonly cache?: ReadCache;
  /** The proxy that calls go through. @default none */
  readonly proxy?: ProxySettings | null;
  /** Sends the requests; made from `maxConnections` when absent. The client closes only what it made. */
  readonly dispatcher?: Dispatcher;
}

export interface WixClient {
  session(options: SessionOptions): WixSession;
  /** The keys of callers that Wix accepted lately. */
  readonly proven: Proven;
  /** Gives up all reads in flight, with `stopping`. Writes, and the reads that they depend on, are left to finish. */
  stopReads(): void;
  /** Closes the connections after the calls in flight have ended. */
  close(): Promise<void>;
}

/** The share of an account's calls in flight that a caller has whose key is unproven, and of the connections that all of them have. */
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
  // What is not cached is not evicted either; it remembers writes.
  const uncached = new ReadCache();
  const flights = { proven: new Flights(), unproven: new Flights() };

  const layersOf = (parts: Parts): Layers => {
    const { breaker = true, callTimeoutMs = 8_000, maxBodyBytes = 8 * 1024 * 1024, shareReads = true } = options;
    const tenants = {
      epochOf: (credential: string) => parts.cache.epoch(credential),
      paceMsOf: (tenant: string) => parts.quota?.paceMs(tenant) ?? 0,
    };
    const retry = { ...defaultRetryPolicy, ...options.retry };
    const guard = new AccountGuard({ ...parts.calls, breaker });

    // From the network up. A write, and a read that it depends on, enters below `sharedReads`.
    const { dispatcher } = parts;
    const sendOnce = proving(attempt({ dispatcher, origin, callTimeoutMs, maxBodyBytes }), keys, (credential) => {
      if (uncached.epoch(credential) > 0) cache.wrote(credential);
    });
    const make = attempts(sendOnce, { quota: parts.quota, guard, retry, budget: new RetryBudget() });
    const read = sharedReads(shareReads ? parts.merging.layer(make, tenants) : make, {
      cache: parts.cache,
      flights: parts.flights,
      sharesReads: shareReads,
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
    stopReads: () => {
      flights.proven.stop();
      flights.unproven.stop();
    },
    close: async () => {
      if (options.dispatcher === undefined) await Promise.all([ofProven.close(), ofUnproven.close()]);
    },
  };
}

/** The parts that proven callers do not share with others. */
interface Parts {
  readonly dispatcher: Dispatcher;
  readonly calls: Pick<AccountGuardOptions, 'maxConcurrent' | 'maxConcurrentOfSites'>;
  readonly quota: Quota | undefined;
  readonly merging: Merging;
  readonly cache: ReadCache;
  readonly flights: Flights;
}
