import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode } from '../../src/http/error-code.ts';

/** A refusal in the payload of a mutation. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

interface GraphError {
  readonly message: string;
  readonly extensions?: { readonly code?: ErrorCode; readonly retryAfterMs?: number; readonly verify?: string | null };
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphError[];
  readonly extensions?: {
    readonly upstream?: { readonly calls: number };
    readonly unfinished?: { readonly retryAfterMs: number };
  };
}

/** Thrown for what sending the same operation again does not change. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Thrown for items of a list that were refused. The key then belongs to this result: what is corrected needs another one. */
export class ItemsRefused extends Refused {}

/** Thrown for a write whose response was lost, and which nothing that can be read shows. A person has to find out whether it happened. */
export class Unresolved extends Refused {}

/** Codes after which the same operation, with the same keys, is sent again. */
const temporary: ReadonlySet<string> = new Set<ErrorCode>([
  'RATE_LIMITED',
  'OUTCOME_UNKNOWN',
  'IDEMPOTENCY_IN_PROGRESS',
  'IDEMPOTENCY_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_INVALID_RESPONSE',
  'DEADLINE_EXCEEDED',
  'SERVICE_UNAVAILABLE',
  'SHUTTING_DOWN',
]);

/** Codes of items of a list after which the same list, with the same key, is sent again. */
const temporaryItems: ReadonlySet<string> = new Set([
  'OUTCOME_UNKNOWN',
  'UPSTREAM_UNAVAILABLE',
  'CALL_LIMIT_EXCEEDED',
  'DEADLINE_EXCEEDED',
  'RATE_LIMITED',
]);

const maxTries = 12;
/** Maximum number of attempts if no read shows the write. */
const unreadableTries = 2;
const longestWaitMs = 90_000;

/** Sends operations, again where that can help, and counts their REST calls. */
export class Graph {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  /** The REST calls of all operations. */
  restCalls = 0;

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  /** Resolves to the data. Rejects with {@link Refused} if a later attempt would fail too, or after twelve attempts. */
  async ask<Data>(document: string, variables: object = {}): Promise<Data> {
    for (let tries = 1; ; tries += 1) {
      const { data, errors = [], extensions } = await this.#send(document, variables);
      this.restCalls += extensions?.upstream?.calls ?? 0;
      const items = refusedItems(data);
      if (errors.length === 0 && !items.some(({ code }) => temporaryItems.has(code))) return data as Data;
      const final = errors.find((error) => !temporary.has(codeOf(error)));
      const [first] = [...errors, ...items];
      if (final !== undefined) throw new Refused(final.message);
      const isUnresolved = errors.some((error) => codeOf(error) === 'OUTCOME_UNKNOWN' && isUnreadable(error));
      if (isUnresolved && tries >= unreadableTries) throw new Unresolved('it is not known whether this was done.');
      if (tries === maxTries) throw new Refused(first?.message ?? 'The graph did not respond.');
      const told = errors.map((error) => error.extensions?.retryAfterMs ?? 0);
      const waitMs = Math.max(500 * 2 ** Math.min(tries, 4), ...told, extensions?.unfinished?.retryAfterMs ?? 0);
      await sleep(Math.min(waitMs, longestWaitMs) + 50);
    }
  }

  /** Sends one request. A request without a response is a temporary failure: keys make it safe to send it again. */
  async #send(query: string, variables: object): Promise<Answer> {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { ...this.#headers, 'content-type': 'application/json', 'x-graph-explain': 'trace' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    } catch (error) {
      const message = `The graph at ${this.#url} cannot be reached: ${error instanceof Error ? error.message : error}`;
      return { errors: [{ message, extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] };
    }
  }
}

/** Whether no later attempt can find out whether a write happened: the graph then states neither a query nor a time. */
function isUnreadable({ extensions }: GraphError): boolean {
  return (extensions?.verify ?? null) === null && extensions?.retryAfterMs === undefined;
}

function codeOf({ extensions }: GraphError): string {
  return extensions?.code ?? '';
}

/** Returns the refusals of the items of a mutation's list. */
function refusedItems(data: unknown): Refusal[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).flatMap((payload) => {
    const { results } = (payload ?? {}) as { readonly results?: readonly Item[] | null };
    return (Array.isArray(results) ? results : []).flatMap(({ error, userErrors = [] }) => error ?? userErrors);
  });
}

interface Item {
  readonly error?: Refusal | null;
  readonly userErrors?: readonly Refusal[];
}

/** Returns what a payload has, or throws {@link Refused} with the reasons if the write was refused. */
export function accepted<Payload extends { readonly userErrors: readonly Refusal[] }>(
  payload: Payload | null,
): Payload {
  if (payload === null) throw new Refused('The graph returned no payload.');
  if (payload.userErrors.length > 0) throw new Refused(payload.userErrors.map(({ message }) => message).join(' '));
  return payload;
}

/** Returns an object of a payload. A write that was accepted can have one that Wix does not show yet. */
export function present<Part>(part: Part | null | undefined, noun: string): Part {
  if (part === null || part === undefined)
    throw new Refused(`Wix does not show the ${noun} yet. Run the script again.`);
  return part;
}
