import { type Dispatcher, Pool } from 'undici';
import { AccountGuard } from './account-guard.ts';
import { type ApiKey, credentialName } from './credential.ts';
import type { AnyEndpoint, AnyInput, InputOf, ResponseOf } from './endpoint.ts';
import { failureOf, readErrorBody, WixError, type WixFailure } from './error.ts';
import { Flights } from './flights.ts';
import type { CallEnd, CallObserver } from './observer.ts';
import type { Quota, QuotaState } from './quota.ts';
import { type Answer, ReadCache } from './read-cache.ts';
import { buildRequest, type WixRequest } from './request.ts';
import { defaultRetryPolicy, RetryBudget, type RetryPolicy, retryDelayMs } from './retry.ts';
import { parseRetryAfter } from './retry-after.ts';
import { BodyTooLargeError, send, UnsupportedEncodingError, type WixResponse } from './send.ts';
import { type LeaveSignal, type StopReason, StopSignal } from './stop-signal.ts';

export interface WixClientOptions {
  /** Scheme and host of the API, for instance `https://www.wixapis.com`. */
  readonly origin: string;
  /** How many calls of one account are under way at once; further ones wait. Ten times as many connections are open at most. @default 24 */
  readonly maxConnections?: number;
  /** How long one call may take, body included. @default 8000 */
  readonly callTimeoutMs?: number;
  /** The largest body that is read, counted after decompression. @default 8388608 */
  readonly maxBodyBytes?: number;
  /** Whether calls of level `public` carry the key too: Wix documents it both ways. @default false */
  readonly sendKeyToPublic?: boolean;
  /** How failed calls are made again. @default 2 repetitions of reads, 100 ms to 2 s apart */
  readonly retry?: Partial<RetryPolicy>;
  /** Whether an account whose calls keep failing is left alone for a while. @default true */
  readonly breaker?: boolean;
  /** Keeps every tenant below a number of calls in a minute. @default no limit */
  readonly quota?: Quota;
  /** Whether equal reads of several sessions share a call that is under way. @default true */
  readonly shareReads?: boolean;
  /** Keeps answers of reads beyond one operation. @default one that keeps nothing */
  readonly cache?: ReadCache;
  /** Sends the requests; made from `maxConnections` when absent. The client closes only what it made. */
  readonly dispatcher?: Dispatcher;
}

export interface SessionOptions {
  readonly key: ApiKey;
  /** Names credential and account together: whose quota the calls count against. @default all sessions share one */
  readonly tenant?: () => string;
  /** Whoever shares the tenant's quota with others takes turns with them under this name. @default '' */
  readonly caller?: string;
  /** Calls that can wait: those of others go first. A session of many calls becomes one by itself. @default false */
  readonly isBulk?: boolean;
  /** Aborting it stops reads under way. A write that was sent is left to finish: stopping it would only lose its answer. */
  readonly signal?: LeaveSignal;
  /** The time that all calls of the session have together, from now. @default 10000 */
  readonly deadlineMs?: number;
  /** Is told of every call. */
  readonly observer?: CallObserver | null;
  /** Told when an answer that was kept stands in for a failed call. */
  readonly onStale?: (ageMs: number, failure: WixFailure) => void;
}

/** Calls made for one caller while one GraphQL operation runs. */
export interface WixSession {
  /**
   * Makes the call and answers the parsed JSON object, which must not be changed. Equal reads of one session are sent once and
   * share their answer, failures included; equal reads of several sessions of one key share the call that is under way, and an answer
   * that the cache keeps. Rejects with a {@link WixError} and nothing else.
   */
  call<O extends AnyEndpoint>(endpoint: O, input: InputOf<O>): Promise<ResponseOf<O>>;
  /** Makes later reads go to Wix again. A write does the same by itself. */
  forgetReads(): void;
  /** From now on nothing that others have read is used: a write depends on what the session reads. */
  insistOnFresh(): void;
  /** How much of the session's time is left, in milliseconds; 0 when none is. */
  readonly remainingMs: number;
  /** What is left of the tenant's calls in this minute; null where no limit is kept. Costs no call. */
  quota(): Promise<QuotaState | null>;
}

export interface WixClient {
  session(options: SessionOptions): WixSession;
  /** Gives up all reads that are under way, with `stopping`. Writes, and the reads that they depend on, are left to finish. */
  stopReads(): void;
  /** Closes the connections after the calls under way have ended. */
  close(): Promise<void>;
}

/** How long a connection may take to stand, TLS included: far longer than it does, and short enough to try again. */
const connectTimeoutMs = 1_000;

/** Creates the one client of the process. It keeps connections, and nothing that belongs to a caller. */
export function createWixClient(options: WixClientOptions): WixClient {
  const settings = {
    origin: options.origin,
    callTimeoutMs: options.callTimeoutMs ?? 8_000,
    maxBodyBytes: options.maxBodyBytes ?? 8 * 1024 * 1024,
    retry: { ...defaultRetryPolicy, ...options.retry },
    budget: new RetryBudget(),
    quota: options.quota,
    guard: new AccountGuard({ maxConcurrent: options.maxConnections ?? 24, breaker: options.breaker ?? true }),
    sendKeyToPublic: options.sendKeyToPublic ?? false,
    flights: new Flights(),
    sharesReads: options.shareReads ?? true,
    cache: options.cache ?? new ReadCache(),
    dispatcher:
      options.dispatcher ??
      new Pool(options.origin, {
        connections: 10 * (options.maxConnections ?? 24),
        keepAliveTimeout: 4_000,
        connectTimeout: connectTimeoutMs,
      }),
  };
  return {
    session: (session) => new Session(settings, session),
    stopReads: () => settings.flights.stop(),
    close: async () => {
      if (options.dispatcher === undefined) await settings.dispatcher.close();
    },
  };
}

interface Settings {
  readonly origin: string;
  readonly callTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly sendKeyToPublic: boolean;
  readonly retry: RetryPolicy;
  readonly budget: RetryBudget;
  readonly quota: Quota | undefined;
  readonly guard: AccountGuard;
  readonly flights: Flights;
  readonly sharesReads: boolean;
  readonly cache: ReadCache;
  readonly dispatcher: Dispatcher;
}

/** A call that is ready to be made. */
interface Call {
  readonly endpoint: AnyEndpoint;
  readonly request: WixRequest;
  /** Equal for equal calls under one key. */
  readonly name: string;
  /** The account whose turns it takes, or else its level. */
  readonly owner: string;
  /** The site whose breaker it minds; null for calls that are not about a site. */
  readonly site: string | null;
}

class Session implements WixSession {
  readonly #settings: Settings;
  readonly #key: ApiKey;
  readonly #tenant: () => string;
  readonly #caller: string;
  readonly #isBulk: boolean;
  #calls = 0;
  readonly #signal: LeaveSignal | undefined;
  readonly #deadlineAt: number;
  readonly #observer: CallObserver | null;
  readonly #onStale: SessionOptions['onStale'];
  readonly #reads = new Map<string, Promise<object>>();
  #mustBeFresh = false;

  constructor(settings: Settings, options: SessionOptions) {
    this.#settings = settings;
    this.#key = options.key;
    this.#tenant = options.tenant ?? (() => '');
    this.#caller = options.caller ?? '';
    this.#isBulk = options.isBulk ?? false;
    this.#signal = options.signal;
    this.#deadlineAt = performance.now() + (options.deadlineMs ?? 10_000);
    this.#observer = options.observer ?? null;
    this.#onStale = options.onStale;
  }

  call<O extends AnyEndpoint>(endpoint: O, input: InputOf<O>): Promise<ResponseOf<O>> {
    let call: Call;
    try {
      call = this.#prepare(endpoint, input);
    } catch (error) {
      return Promise.reject(error);
    }
    if (endpoint.retry !== 'read') return this.#write(call) as Promise<ResponseOf<O>>;
    let answer = this.#reads.get(call.name);
    if (answer === undefined) {
      answer = this.#mustBeFresh ? this.#readFresh(call) : this.#read(call);
      this.#reads.set(call.name, answer);
    }
    return answer as Promise<ResponseOf<O>>;
  }

  forgetReads(): void {
    this.#reads.clear();
  }

  insistOnFresh(): void {
    if (this.#mustBeFresh) return;
    this.#mustBeFresh = true;
    this.#reads.clear();
  }

  #prepare(endpoint: AnyEndpoint, input: AnyInput): Call {
    const takesKey = endpoint.level !== 'public' || this.#settings.sendKeyToPublic;
    const request = buildRequest(endpoint, input, takesKey ? this.#key : null);
    const { accountId = '', siteId = '' } = input;
    const name = `${endpoint.name} ${request.path} ${accountId} ${siteId} ${request.body ?? ''}`;
    const site = endpoint.level === 'site' ? (input.siteId ?? null) : null;
    return { endpoint, request, name, owner: input.accountId ?? endpoint.level, site };
  }

  async #write(call: Call): Promise<object> {
    const { cache } = this.#settings;
    const credential = credentialName(this.#key);
    cache.wrote(credential);
    try {
      return toObject(await this.#send(call));
    } finally {
      // What was read before or during a write may be stale after it.
      cache.wrote(credential);
      this.forgetReads();
    }
  }

  /** A call of its own, which ends when the caller leaves. */
  async #readFresh(call: Call): Promise<object> {
    const stop = new StopSignal();
    const cancel = () => stop.stop('cancelled');
    if (this.#signal?.aborted) cancel();
    this.#signal?.addEventListener('abort', cancel, { once: true });
    try {
      return toObject(await this.#send(call, stop));
    } finally {
      this.#signal?.removeEventListener('abort', cancel);
    }
  }

  /** Answers from the cache, from an equal read under way, or by a call; and from what the cache has of old if that fails. */
  #read(call: Call): Promise<object> {
    const { cache } = this.#settings;
    if (cache.isOff) return this.#fly(call);
    const credential = credentialName(this.#key);
    const kept = cache.fresh(credential, call.name);
    if (kept === undefined) return this.#fly(call).catch((error: unknown) => this.#standIn(call, error));
    this.#observer?.saved(call.endpoint, 'cache');
    return Promise.resolve(kept);
  }

  #standIn({ endpoint, name }: Call, error: unknown): object {
    const { cache } = this.#settings;
    const credential = credentialName(this.#key);
    if (!(error instanceof WixError)) throw error;
    if (error.failure === 'unauthenticated') cache.forget(credential);
    const old = mayStandIn.has(error.failure) ? cache.stale(credential, name) : undefined;
    if (old === undefined) throw error;
    this.#observer?.saved(endpoint, 'staleCache');
    this.#onStale?.(old.ageMs, error.failure);
    return old.object;
  }

  #fly(call: Call): Promise<object> {
    const { endpoint, name } = call;
    const { cache, flights, sharesReads } = this.#settings;
    if (this.#signal?.aborted) return Promise.reject(noAnswer(endpoint, 'cancelled', true));
    const credential = credentialName(this.#key);
    const epoch = cache.epoch(credential);
    const shared = `${credential} ${epoch} ${name}`;
    // Who can wait goes with who cannot, and not the other way round.
    const own = this.#canWait && !flights.has(shared) ? `bulk ${shared}` : shared;
    const flight = sharesReads ? own : Symbol(endpoint.name);
    const isJoined = flights.has(flight);
    if (isJoined) this.#observer?.saved(endpoint, 'flight');
    const left = (why: StopReason) => noAnswer(endpoint, why, false);
    const landed = flights.join(flight, { signal: this.#signal, patienceMs: this.remainingMs, left }, async (stop) => {
      const answer = await this.#send(call, stop);
      cache.keep(credential, name, epoch, endpoint, answer);
      return answer.object;
    });
    if (!isJoined) return landed;
    return landed.catch((error: unknown) => {
      // Whoever made the call may have had less time than this session has.
      if (!isOfCaller(error) || this.remainingMs <= 50 || this.#signal?.aborted) throw error;
      return this.#fly(call);
    });
  }

  async quota(): Promise<QuotaState | null> {
    return (await this.#settings.quota?.state(this.#tenant())) ?? null;
  }

  get remainingMs(): number {
    return Math.max(0, this.#deadlineAt - performance.now());
  }

  /** Makes a call, and makes it again as its class and the budget allow, inside the deadline. */
  async #send(call: Call, stop?: StopSignal): Promise<Answer> {
    const { endpoint } = call;
    const { retry, budget, quota, guard } = this.#settings;
    // With the tenant: a stranger who names an account must not take the turns of those who may act on it.
    const account = `${this.#tenant()} ${call.owner}`;
    budget.earn(account);
    for (let tries = 1; ; tries += 1) {
      const turn = this.#takeQuota(endpoint, stop);
      if (turn !== null) await turn;
      try {
        const start = () => this.#try(call, tries, stop);
        return await guard.run(endpoint.name, account, this.remainingMs, start, call.site);
      } catch (error) {
        if (!(error instanceof WixError)) throw error;
        if (error.status === 429 && endpoint.level !== 'public')
          await quota?.pause(this.#tenant(), error.retryAfterMs ?? 1_000);
        const delayMs = endpoint.mailsPeople ? null : retryDelayMs(error, endpoint.retry, tries, retry);
        // A wait that leaves no time for the call would only make the failure late.
        if (delayMs === null || delayMs + 50 > this.remainingMs || !budget.spend(account)) throw error;
        await this.#pause(endpoint, delayMs, stop);
      }
    }
  }

  /** Whether its calls let those of others go first, where calls are counted. */
  get #canWait(): boolean {
    return this.#settings.quota !== undefined && (this.#isBulk || this.#calls >= manyCalls);
  }

  /**
   * Waits for the tenant's turn; null where it is there. Throws, or rejects, when a wait would not end in time, with how long it would be.
   */
  #takeQuota(endpoint: AnyEndpoint, stop: StopSignal | undefined): Promise<void> | null {
    const { quota } = this.#settings;
    if (quota === undefined || endpoint.level === 'public') return null;
    const caller = { name: this.#caller, isBulk: this.#canWait };
    this.#calls += 1;
    const refuse = (retryAfterMs: number | null) => {
      if (stop !== undefined && stop.reason !== null) throw noAnswer(endpoint, stop.reason, true);
      if (retryAfterMs === null) return;
      const details = { endpoint: endpoint.name, retryAfterMs, notSent: true };
      throw new WixError('rateLimited', 'the calls of this minute are used up', details);
    };
    const taken = quota.take(this.#tenant(), this.remainingMs, caller, stop);
    if (taken instanceof Promise) return taken.then(refuse);
    refuse(taken);
    return null;
  }

  /** Waits, and gives up at once when the caller does. */
  #pause(endpoint: AnyEndpoint, delayMs: number, stop: StopSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (why: StopReason) => {
        clearTimeout(timer);
        reject(noAnswer(endpoint, why, true));
      };
      const timer = setTimeout(() => {
        stop?.offStop(giveUp);
        resolve();
      }, delayMs);
      stop?.onStop(giveUp);
    });
  }

  async #try({ endpoint, request }: Call, tries: number, caller: StopSignal | undefined): Promise<Answer> {
    const { origin, dispatcher, maxBodyBytes } = this.#settings;
    const limit = this.#limit(endpoint, caller);
    const ended = this.#observer?.sent(endpoint, tries);
    try {
      const response = await send(dispatcher, origin, request, { stop: limit.stop, maxBodyBytes });
      const answer = readAnswer(endpoint, response);
      ended?.(endOf(null, response.status, requestIdOf(response)));
      return answer;
    } catch (error) {
      const failure = error instanceof WixError ? error : translate(endpoint, error, limit.stop);
      ended?.(endOf(failure.failure, failure.status, failure.requestId));
      throw failure;
    } finally {
      limit.release();
    }
  }

  /** Says with the name of the failure when a call is to be given up: at its timeout, the deadline, or when the caller leaves. */
  #limit(endpoint: AnyEndpoint, caller: StopSignal | undefined): { stop: StopSignal; release: () => void } {
    const { remainingMs } = this;
    if (caller !== undefined && caller.reason !== null) throw noAnswer(endpoint, caller.reason, true);
    if (remainingMs <= (endpoint.retry === 'read' ? 0 : leastForWriteMs)) throw noAnswer(endpoint, 'deadline', true);
    const { callTimeoutMs } = this.#settings;
    const stop = new StopSignal();
    const [reason, inMs]: [StopReason, number] =
      remainingMs < callTimeoutMs ? ['deadline', remainingMs] : ['timeout', callTimeoutMs];
    const timer = setTimeout(() => stop.stop(reason), inMs);
    const giveUp = (why: StopReason) => stop.stop(why);
    caller?.onStop(giveUp);
    return {
      stop,
      release: () => {
        clearTimeout(timer);
        caller?.offStop(giveUp);
      },
    };
  }
}

/** A session with more calls than this lets others go first. */
const manyCalls = 20;

/** With less time than this left no write is begun: its answer would be lost, and nobody know what became of it. */
const leastForWriteMs = 50;

/** Failures in which an older answer is better than none. */
const mayStandIn: ReadonlySet<WixFailure> = new Set([
  'unavailable',
  'timeout',
  'deadline',
  'rateLimited',
  'invalidResponse',
]);

/** Whether a failure says more of whoever made a call, and of how much time they had, than of the call. */
function isOfCaller(error: unknown): boolean {
  if (!(error instanceof WixError)) return false;
  return (
    error.failure === 'cancelled' || error.failure === 'deadline' || (error.failure === 'rateLimited' && error.notSent)
  );
}

function toObject({ object }: Answer): object {
  return object;
}

function requestIdOf({ headers }: WixResponse): string | undefined {
  return text(headers['x-wix-request-id']);
}

function endOf(failure: WixFailure | null, status: number | undefined, requestId: string | undefined): CallEnd {
  return {
    failure,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

function readAnswer(endpoint: AnyEndpoint, response: WixResponse): Answer {
  const requestId = requestIdOf(response);
  const known = {
    endpoint: endpoint.name,
    permission: endpoint.permission,
    status: response.status,
    ...(requestId === undefined ? {} : { requestId }),
  };
  if (response.status !== 200) {
    const retryAfterMs = parseRetryAfter(text(response.headers['retry-after']), Date.now());
    throw new WixError(failureOf(response.status), `answered ${response.status}`, {
      ...known,
      ...readErrorBody(response.text),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  let body: unknown;
  try {
    body = JSON.parse(response.text);
  } catch {
    throw new WixError('invalidResponse', 'the body is not JSON', { ...known, isMalformed: true });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new WixError('invalidResponse', 'the body is not a JSON object', known);
  }
  return { object: body, bytes: response.text.length };
}

/** Certificates and answers that are not TLS: the next try would fail in the same way. */
const badTls = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** True for a failure before the connection stood: no name, no way, no certificate. */
function isBeforeConnection(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isBeforeConnection);
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return code === 'UND_ERR_CONNECT_TIMEOUT' || badTls.has(code ?? '');
}

function translate(endpoint: AnyEndpoint, error: unknown, stop: StopSignal): WixError {
  if (stop.reason !== null) return noAnswer(endpoint, stop.reason, false);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const details = { endpoint: endpoint.name, permission: endpoint.permission, cause: error };
  if (error instanceof BodyTooLargeError || error instanceof UnsupportedEncodingError || code.startsWith('Z_')) {
    return new WixError('invalidResponse', error instanceof Error ? error.message : code, details);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new WixError('timeout', code, details);
  }
  const notSent = isBeforeConnection(error);
  return new WixError('unavailable', code || 'no answer', { ...details, notSent, isFinal: badTls.has(code) });
}

function noAnswer(endpoint: AnyEndpoint, failure: WixFailure, notSent: boolean): WixError {
  const details = { endpoint: endpoint.name, permission: endpoint.permission, notSent };
  return new WixError(failure, `no answer: ${failure}`, details);
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
