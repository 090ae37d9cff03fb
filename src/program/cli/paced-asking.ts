import type { Variables } from './operation.ts';

/** Parts of a GraphQL response that the command reads. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** State of the rate limit. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly resetInMs: number;
}

export interface Backend {
  ask(text: string, variables: Variables): Promise<Answer>;
  /** Returns the state of the rate limit; null if there is none. Costs no REST call. */
  rateLimit(): Promise<RateLimit | null>;
  /** REST calls made so far. */
  readonly calls: number;
}

/** Waits before the next request: for the rate limit, or after a temporary failure. */
export type Wait = (ms: number, why: 'limit' | 'failure') => Promise<unknown>;

/** Sends a query other than a page of the list, once the rate limit leaves enough REST calls for it. */
export type AskPaced = (text: string, variables: Variables) => Promise<Answer>;

/** Size of the first page while the cost of an item is unknown. */
const probeSize = 10;

/** Smallest page to request with the calls left in a minute, unless it is the last one. Smaller pages wait for the next minute. */
const leastSize = 3;

/** Maximum number of consecutive retries without progress. */
const maxVainTries = 3;

/** Wait time if the response does not state one. */
const usualWaitMs = 10_000;

/**
 * Requests pages that fit into the REST calls of a minute. The cost of an item is estimated from earlier pages. A page that needs more
 * calls than the minute has left is made smaller, or waits for the next minute, before any of its calls is made.
 */
export class PacedAsking {
  readonly #backend: Backend;
  readonly #wait: Wait;
  #callsPerItem: number | null = null;
  #callsBeside = 2;

  constructor(backend: Backend, wait: Wait) {
    this.#backend = backend;
    this.#wait = wait;
  }

  /**
   * Requests the next page, with at most `wanted` items. Retries if calls were rejected or Wix failed temporarily, and requests fewer
   * items if the page exceeds the limits of one operation.
   */
  async page(
    textOf: (size: number) => string,
    variables: Variables,
    wanted: number,
    itemsOf: (answer: Answer) => number,
  ) {
    let size = await this.#fittingSize(wanted);
    for (let vainTries = 0; ; ) {
      const before = this.#backend.calls;
      const answer = await this.#backend.ask(textOf(size), variables);
      const calls = this.#backend.calls - before;
      const trouble = troubleOf(answer);
      if (trouble === null || vainTries === maxVainTries) {
        this.#learn(calls, itemsOf(answer));
        return answer;
      }
      if (trouble.isTooMuch && size > 1) {
        size = Math.ceil(size / 2);
        if (trouble.isRefusedUnasked) continue;
      }
      // Successful reads are cached, so an attempt that made calls is progress.
      vainTries += calls > 0 && trouble.isLimited ? 0 : 1;
      await this.#wait(trouble.waitMs ?? 1_000 * 2 ** vainTries, trouble.isLimited ? 'limit' : 'failure');
    }
  }

  /** Sends a query other than a page, after waiting until the rate limit leaves the calls that it can need. */
  readonly beside: AskPaced = async (text, variables) => {
    for (let vainTries = 0; ; ) {
      const room = await this.#backend.rateLimit();
      if (room !== null && room.remaining < Math.min(this.#callsBeside, room.limit))
        await this.#wait(room.resetInMs, 'limit');
      const before = this.#backend.calls;
      const answer = await this.#backend.ask(text, variables);
      const calls = this.#backend.calls - before;
      this.#callsBeside = Math.max(this.#callsBeside, calls);
      const trouble = troubleOf(answer);
      if (trouble === null || trouble.isRefusedUnasked || vainTries === maxVainTries) return answer;
      vainTries += calls > 0 && trouble.isLimited ? 0 : 1;
      await this.#wait(trouble.waitMs ?? 1_000 * 2 ** vainTries, trouble.isLimited ? 'limit' : 'failure');
    }
  };

  async #fittingSize(wanted: number): Promise<number> {
    const room = await this.#backend.rateLimit();
    if (room === null) return wanted;
    if (this.#callsPerItem === null) return Math.min(wanted, probeSize);
    const now = this.#sizeFor(room.remaining, wanted);
    if (now >= Math.min(wanted, leastSize)) return now;
    const later = Math.max(1, this.#sizeFor(room.limit, wanted));
    if (now >= later) return now;
    await this.#wait(room.resetInMs, 'limit');
    return later;
  }

  /** Returns how many items a number of calls can read. The list itself is one call. */
  #sizeFor(calls: number, wanted: number): number {
    if (calls < 1) return 0;
    const perItem = this.#callsPerItem ?? 0;
    return perItem === 0 ? wanted : Math.min(wanted, Math.floor((calls - 1) / perItem));
  }

  #learn(calls: number, items: number): void {
    if (items === 0) return;
    const latest = Math.max(0, calls - 1) / items;
    // The influence of one expensive page decays.
    this.#callsPerItem = Math.max(latest, (this.#callsPerItem ?? 0) * 0.8);
  }
}

interface Trouble {
  /** Whether the page must be smaller. */
  readonly isTooMuch: boolean;
  /** Whether the query was rejected before it ran. */
  readonly isRefusedUnasked: boolean;
  readonly isLimited: boolean;
  /** Wait time that the response states; null if it states none. */
  readonly waitMs: number | null;
}

/** Whether an error of a response can be gone in a later attempt. */
export function isTemporary(error: unknown): boolean {
  return troubleOf({ errors: [error] }) !== null;
}

/** Returns the fault that a retry can fix; null if there is none. */
function troubleOf({ errors = [] }: Answer): Trouble | null {
  const all = errors.map(
    (error) => (error as { extensions?: { code?: unknown; retryAfterMs?: unknown } }).extensions ?? {},
  );
  const has = (...codes: readonly string[]) => all.some(({ code }) => codes.includes(String(code)));
  const isRefusedUnasked = has('QUERY_TOO_COMPLEX', 'QUERY_TOO_LARGE');
  const isLimited = has('RATE_LIMITED');
  const isSlow = has('DEADLINE_EXCEEDED', 'CALL_LIMIT_EXCEEDED');
  if (!isRefusedUnasked && !isLimited && !isSlow && !has('UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT')) return null;
  const waits = all
    .filter(({ code }) => code === 'RATE_LIMITED')
    .map(({ retryAfterMs }) => (typeof retryAfterMs === 'number' ? retryAfterMs : usualWaitMs));
  return {
    isTooMuch: isRefusedUnasked || isSlow,
    isRefusedUnasked,
    isLimited,
    waitMs: waits.length === 0 ? null : Math.max(...waits),
  };
}
