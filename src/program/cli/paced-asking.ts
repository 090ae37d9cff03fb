import type { Variables } from './operation.ts';

/** A GraphQL response, as far as the command reads it. */
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
  /** Null if no limit is kept. Costs no REST call. */
  rateLimit(): Promise<RateLimit | null>;
  /** REST calls made so far. */
  readonly calls: number;
}

/** Waits before more is asked: for the calls of the next minute, or until a failure may have passed. */
export type Wait = (ms: number, why: 'limit' | 'failure') => Promise<unknown>;

/** Asks for something that is not a page of the list itself, when there are enough REST calls for it. */
export type AskPaced = (text: string, variables: Variables) => Promise<Answer>;

/** Size of the first page while the cost of an item is unknown. */
const probeSize = 10;

/** A page smaller than this waits for the next minute. A larger one uses calls that would otherwise be wasted. */
const leastSize = 3;

/** Tries in a row that bring nothing new. */
const maxVainTries = 3;

/** Wait time if the response does not state one. */
const usualWaitMs = 10_000;

/**
 * Asks for pages that fit into the REST calls of a minute. What an item costs is learned from the pages before: a page that the rest of
 * the minute does not cover is made smaller, or waits for the next minute, before any of its calls is made.
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
   * Asks for the next page, at most `wanted` items of it. Asks again when calls were refused or Wix failed in passing, and for fewer items
   * when the page is too much for one operation.
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
      // Reads that succeeded are kept: as long as calls are made, the page comes closer.
      vainTries += calls > 0 && trouble.isLimited ? 0 : 1;
      await this.#wait(trouble.waitMs ?? 1_000 * 2 ** vainTries, trouble.isLimited ? 'limit' : 'failure');
    }
  }

  /** Asks for something else, waiting until the calls that it may need are there. */
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

  /** Number of items that fit into a number of calls. The list itself is one call. */
  #sizeFor(calls: number, wanted: number): number {
    if (calls < 1) return 0;
    const perItem = this.#callsPerItem ?? 0;
    return perItem === 0 ? wanted : Math.min(wanted, Math.floor((calls - 1) / perItem));
  }

  #learn(calls: number, items: number): void {
    if (items === 0) return;
    const latest = Math.max(0, calls - 1) / items;
    // One expensive page is not believed for ever.
    this.#callsPerItem = Math.max(latest, (this.#callsPerItem ?? 0) * 0.8);
  }
}

interface Trouble {
  /** The page should be smaller. */
  readonly isTooMuch: boolean;
  /** It was refused before it ran. */
  readonly isRefusedUnasked: boolean;
  readonly isLimited: boolean;
  /** Null if the response does not say how long to wait. */
  readonly waitMs: number | null;
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
