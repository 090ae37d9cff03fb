import { setImmediate } from 'node:timers/promises';
import { type Call, type CallContext, type MakeCall, prepareCall } from './call.ts';
import type { CallLimit } from './call-limit.ts';
import { CallTime } from './call-time.ts';
import { type ApiKey, credentialId } from './credential.ts';
import type { AnyEndpoint, InputOf, ResponseOf } from './endpoint.ts';
import { WixError, type WixFailure } from './error.ts';
import type { CallObserver } from './observer.ts';
import type { OperationShare } from './operation-share.ts';
import { Claim, type Proven } from './proven.ts';
import type { Quota, QuotaState } from './quota.ts';
import type { ReadCache } from './read-cache.ts';
import type { Read } from './shared-reads.ts';
import type { LeaveSignal } from './stop-signal.ts';

export interface SessionOptions {
  readonly key: ApiKey;
  /** Identifies credential and account, whose rate limit the calls use. @default all sessions share one */
  readonly tenant?: () => string;
  /**
   * The account that the caller names, if it sent its own key. Until Wix has accepted a call with the key, the session shares nothing with
   * proven ones. @default the key is the program's own
   */
  readonly claimedAccount?: string;
  /** Identifies this caller for fair queueing among the callers of one tenant. @default '' */
  readonly caller?: string;
  /** Whether interactive calls go first. A session with many calls becomes bulk automatically. @default false */
  readonly isBulk?: boolean;
  /** Aborts reads in flight. A write that was sent finishes, because aborting it would only lose its response. */
  readonly signal?: LeaveSignal;
  /** Maximum duration of the session in milliseconds, from now. @default 10000 */
  readonly deadlineMs?: number;
  /** Limits the calls of the session. @default none */
  readonly callLimit?: CallLimit;
  /** The operation's share of the tenant's calls. @default calls are admitted one by one */
  readonly share?: OperationShare;
  /** Notified of every call. */
  readonly observer?: CallObserver | null;
  /** Called when a stale response is served instead of a failed call. */
  readonly onStale?: (ageMs: number, failure: WixFailure) => void;
}

/** Calls made for one caller while one GraphQL operation runs. */
export interface WixSession {
  /**
   * Makes the call and returns the parsed JSON object, which must not be changed. Equal reads of one session are sent once and share the
   * result, failures included. Equal reads of several sessions of one key share the call in flight and the cached response. Rejects only
   * with a {@link WixError}.
   */
  call<O extends AnyEndpoint>(endpoint: O, input: InputOf<O>): Promise<ResponseOf<O>>;
  /** Makes later reads call Wix again. Writes do this automatically. */
  forgetReads(): void;
  /** Makes all later reads bypass the cache and other sessions' flights, because a write depends on them. */
  bypassCache(): void;
  /** The session's remaining time in milliseconds; 0 if none is left. */
  readonly remainingMs: number;
  /**
   * Returns the state of the tenant's rate limit once no call of the session is in progress, so that it includes all of them; null if calls
   * are not limited. Costs no call.
   */
  quota(): Promise<QuotaState | null>;
}

/** The layers through which a session makes its calls. */
export interface Layers {
  /** Makes a call that is not shared. */
  readonly make: MakeCall;
  /** Serves a read, with a call if necessary. */
  readonly read: Read;
  readonly cache: ReadCache;
  readonly quota: Quota | undefined;
  /** Whether calls of level `public` carry the key too. */
  readonly sendKeyToPublic: boolean;
}

/** Separate layers for proven and unproven callers, so that unproven ones can't use up or evict anything of the others. */
export interface Tiers {
  readonly proven: Layers;
  readonly unproven: Layers;
  readonly keys: Proven;
}

/** The context of a session's calls. */
class SessionContext implements CallContext {
  readonly credential: string;
  readonly tenant: () => string;
  readonly claim: Claim | null;
  readonly caller: string;
  readonly signal: LeaveSignal | undefined;
  readonly observer: CallObserver | null;
  readonly onStale: SessionOptions['onStale'];
  readonly share: OperationShare | undefined;
  readonly #isBulk: boolean;
  readonly #deadlineAt: number;
  readonly #callLimit: CallLimit | undefined;
  #calls = 0;

  constructor(options: SessionOptions, isLimited: boolean, keys: Proven) {
    const { claimedAccount, tenant = () => '' } = options;
    this.credential = credentialId(options.key);
    const claim = claimedAccount === undefined ? null : new Claim(keys, this.credential, claimedAccount);
    this.claim = claim;
    this.tenant = () => (claim === null || claim.isForAccount ? tenant() : `${this.credential} unproven`);
    this.caller = options.caller ?? '';
    this.signal = options.signal;
    this.observer = options.observer ?? null;
    this.#callLimit = options.callLimit;
    this.onStale = options.onStale;
    this.share = options.share;
    this.#isBulk = isLimited && (options.isBulk ?? false);
    this.#deadlineAt = performance.now() + (options.deadlineMs ?? 10_000);
  }

  get remainingMs(): number {
    return Math.max(0, this.#deadlineAt - performance.now());
  }

  get isBulk(): boolean {
    return this.#isBulk || this.#calls >= manyCalls;
  }

  admitCall(endpoint: AnyEndpoint): void {
    this.#callLimit?.take(endpoint);
  }

  countCall(): void {
    this.#calls += 1;
  }
}

/** Number of calls above which a session becomes bulk. */
const manyCalls = 20;

/** Memoizes the reads of a session, and decides for each call whether it can be shared. */
export class Session implements WixSession {
  readonly #tiers: Tiers;
  readonly #key: ApiKey;
  readonly #context: CallContext;
  readonly #reads = new Map<string, Promise<object>>();
  readonly #inProgress = new Set<Promise<object>>();
  /** The responses of reads, by the keys of their calls; filled only for an operation that can be cut off. */
  readonly #landed = new Map<string, object>();
  #mustBeFresh = false;

  constructor(tiers: Tiers, options: SessionOptions) {
    this.#tiers = tiers;
    this.#key = options.key;
    this.#context = new SessionContext(options, tiers.proven.quota !== undefined, tiers.keys);
    options.share?.attach({
      credential: this.#context.credential,
      isProven: () => this.#context.claim?.isGood !== false,
      landed: () => this.#landed,
    });
  }

  /** The layers for calls that begin now. */
  get #layers(): Layers {
    const { claim } = this.#context;
    return claim === null || claim.isGood ? this.#tiers.proven : this.#tiers.unproven;
  }

  call<O extends AnyEndpoint>(endpoint: O, input: InputOf<O>): Promise<ResponseOf<O>> {
    const takesKey = endpoint.level !== 'public' || this.#layers.sendKeyToPublic;
    let call: Call;
    try {
      call = prepareCall(endpoint, input, takesKey ? this.#key : null);
    } catch (error) {
      return Promise.reject(error);
    }
    if (endpoint.retry !== 'read') return this.#noted(this.#write(call)) as Promise<ResponseOf<O>>;
    let answer = this.#reads.get(call.key);
    if (answer === undefined) {
      answer = this.#noted(this.#mustBeFresh ? this.#readFresh(call) : this.#read(call));
      this.#reads.set(call.key, answer);
    }
    return answer as Promise<ResponseOf<O>>;
  }

  #read(call: Call): Promise<object> {
    const { share, observer } = this.#context;
    if (share === undefined || !share.keepsReads) return this.#layers.read(call, this.#context);
    const kept = share.kept(call.key);
    if (kept !== undefined) {
      observer?.saved(call.endpoint, 'cache');
      return Promise.resolve(kept);
    }
    const answer = this.#layers.read(call, this.#context);
    answer.then(
      (object) => void this.#landed.set(call.key, object),
      (error: unknown) => {
        if (error instanceof WixError) share.failed(error.failure, error.retryAfterMs);
      },
    );
    return answer;
  }

  #noted(answer: Promise<object>): Promise<object> {
    const ended = () => this.#inProgress.delete(answer);
    this.#inProgress.add(answer);
    answer.then(ended, ended);
    return answer;
  }

  forgetReads(): void {
    this.#reads.clear();
  }

  bypassCache(): void {
    if (this.#mustBeFresh) return;
    this.#mustBeFresh = true;
    this.#reads.clear();
  }

  async quota(): Promise<QuotaState | null> {
    // What depends on a response is called in the turn of its arrival.
    do {
      await Promise.allSettled(this.#inProgress);
      await setImmediate();
    } while (this.#inProgress.size > 0);
    return (await this.#layers.quota?.state(this.#context.tenant())) ?? null;
  }

  get remainingMs(): number {
    return this.#context.remainingMs;
  }

  async #write(call: Call): Promise<object> {
    const { cache, make } = this.#layers;
    const { credential } = this.#context;
    cache.wrote(credential);
    try {
      return (await make(call, this.#context, new CallTime(this.remainingMs))).object;
    } finally {
      // Reads from before or during a write can be outdated after it. The write itself can have proved the key.
      this.#layers.cache.wrote(credential);
      this.forgetReads();
    }
  }

  /** Makes a call that is not shared and that ends when the caller disconnects. */
  async #readFresh(call: Call): Promise<object> {
    const { signal } = this.#context;
    const time = new CallTime(this.remainingMs);
    const cancel = () => time.stop.stop('cancelled');
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return (await this.#layers.make(call, this.#context, time)).object;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }
}
