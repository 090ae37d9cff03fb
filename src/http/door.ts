import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode } from './error-code.ts';
import type { LoadShedder, Share, ShedReason } from './load-shedder.ts';
import { Receiving, type ReceivingLimits } from './receiving.ts';

export interface DoorOptions {
  /** Decides whether to accept a request. @default accepts all */
  readonly shedder?: LoadShedder;
  /** Limits on incomplete bodies, separately for proved and unproved callers. */
  readonly receiving?: Partial<ReceivingLimits>;
  /** Called for every request that is rejected because of overload. */
  readonly onShed?: (reason: ShedReason) => void;
}

/**
 * Admits requests. A request occupies a slot only from the moment its whole body has been received until its response is written, so
 * slow senders take no slots. Proved and unproved callers have separate pools.
 */
export class Door {
  readonly #shedder: LoadShedder | undefined;
  readonly #onShed: DoorOptions['onShed'];
  readonly #proved: Receiving;
  readonly #unproved: Receiving;

  constructor({ shedder, receiving, onShed }: DoorOptions = {}) {
    this.#shedder = shedder;
    this.#onShed = onShed;
    this.#proved = new Receiving(receiving);
    this.#unproved = new Receiving(receiving);
  }

  /** Bytes received of incomplete bodies. */
  get bytes(): number {
    return this.#proved.bytes + this.#unproved.bytes;
  }

  /** Calls `done` with the whole body, or with null if it exceeds `maxBytes`. Responds with 503 at once if the request is rejected. */
  receive(
    request: IncomingMessage,
    response: ServerResponse,
    share: Share,
    maxBytes: number,
    done: (body: Buffer | null) => void,
  ): void {
    if (this.#rejects(response, share)) return;
    const pool = share.isProved ? this.#proved : this.#unproved;
    pool.receive(request, response, share.caller ?? addressOf(request), maxBytes, done);
  }

  /** Occupies a slot until the response is written. Returns false, and responds with 503, if there is none. */
  enter(response: ServerResponse, share: Share): boolean {
    if (this.#shedder === undefined) return true;
    if (this.#rejects(response, share)) return false;
    const leave = once(this.#shedder.begin(share));
    // Released before the client has read the response: a slow reader occupies the output buffer, not a slot.
    response.once('prefinish', leave).once('close', leave);
    return true;
  }

  #rejects(response: ServerResponse, share: Share): boolean {
    const reason = this.#shedder?.reasonToRefuse(share) ?? null;
    if (reason === null) return false;
    this.#onShed?.(reason);
    answerUnavailable(response);
    return true;
  }
}

/** Returns the sender's address; for IPv6 its /64 network, the usual allocation of one household or server. */
export function addressOf({ socket }: IncomingMessage): string {
  const { remoteAddress = '', remoteFamily } = socket;
  return remoteFamily === 'IPv6' && !remoteAddress.includes('.')
    ? remoteAddress.split(':').slice(0, 4).join(':')
    : remoteAddress;
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}

/** Responds with 503. Nothing was executed, so the caller can retry at once on another server. */
function answerUnavailable(response: ServerResponse): void {
  // Random, so that callers don't all retry at the same time.
  const seconds = 1 + Math.floor(Math.random() * 3);
  const code: ErrorCode = 'SERVICE_UNAVAILABLE';
  const message = 'The server is overloaded. Nothing was executed; retry after `retryAfterMs`.';
  const body = JSON.stringify({ errors: [{ message, extensions: { code, retryAfterMs: seconds * 1_000 } }] });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'retry-after': String(seconds),
  };
  response.writeHead(503, headers).end(body);
}
