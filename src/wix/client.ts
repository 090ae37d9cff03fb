import type { Dispatcher } from 'undici';
import { AccountGuard } from './account-guard.ts';
import { attempt } from './attempt.ts';
import { attempts } from './attempts.ts';
import { createDispatcher, type ProxySettings } from './dispatcher.ts';
import { Flights } from './flights.ts';
import { Merging } from './merging.ts';
import type { Quota } from './quota.ts';
import { ReadCache } from './read-cache.ts';
import { defaultRetryPolicy, RetryBudget, type RetryPolicy } from './retry.ts';
import { Session, type SessionOptions, type WixSession } from './session.ts';
import { sharedReads } from './shared-reads.ts';

export interface WixClientOptions {
  /** Scheme and host of the API, for instance `https://www.wixapis.com`. */
  readonly origin: string;
  /** Maximum number of calls of one account in flight; further ones wait. At most ten times as many connections are open. @default 24 */
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
  /** Gives up all reads in flight, with `stopping`. Writes, and the reads that they depend on, are left to finish. */
  stopReads(): void;
  /** Closes the connections after the calls in flight have ended. */
  close(): Promise<void>;
}

/** Creates the one client of the process. It keeps connections, and nothing that belongs to a caller. */
export function createWixClient(options: WixClientOptions): WixClient {
  const { origin, quota, maxConnections = 24, callTimeoutMs = 8_000, maxBodyBytes = 8 * 1024 * 1024 } = options;
  const { cache = new ReadCache(), breaker = true, shareReads: sharesReads = true, sendKeyToPublic = false } = options;
  const dispatcher = options.dispatcher ?? createDispatcher(origin, 10 * maxConnections, options.proxy ?? null);
  const guard = new AccountGuard({ maxConcurrent: maxConnections, breaker });
  const retry = { ...defaultRetryPolicy, ...options.retry };
  const flights = new Flights();
  const { merging = new Merging() } = options;
  const tenants = {
    epochOf: (credential: string) => cache.epoch(credential),
    paceMsOf: (tenant: string) => quota?.paceMs(tenant) ?? 0,
  };

  // From the network up. A write, and a read that it depends on, enters below `sharedReads`.
  const sendOnce = attempt({ dispatcher, origin, callTimeoutMs, maxBodyBytes });
  const make = attempts(sendOnce, { quota, guard, retry, budget: new RetryBudget() });
  const read = sharedReads(sharesReads ? merging.layer(make, tenants) : make, { cache, flights, sharesReads });

  return {
    session: (session) => new Session({ make, read, cache, quota, sendKeyToPublic }, session),
    stopReads: () => flights.stop(),
    close: async () => {
      if (options.dispatcher === undefined) await dispatcher.close();
    },
  };
}
