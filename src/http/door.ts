import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode } from './error-code.ts';
import type { LoadShedder, Share, ShedReason } from './load-shedder.ts';
import { Receiving, type ReceivingLimits } from './receiving.ts';

export interface DoorOptions {
  /** Says whether there is a place for a request. @default there always is */
  readonly shedder?: LoadShedder;
  /** Bodies that may be incomplete at once, for proved callers and again for all others. */
  readonly receiving?: Partial<ReceivingLimits>;
  /** Told of every request that is rejected because there is too much to do. */
  readonly onShed?: (reason: ShedReason) => void;
}

/**
 * Lets requests in: first their bodies are received, which takes no place from anybody, and only then do they take one, until their
 * response is written. Proved callers and all others have different pools for both.
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

  /** The bytes received of incomplete bodies. */
  get bytes(): number {
    return this.#proved.bytes + this.#unproved.bytes;
  }

  /** Hands over the whole body, null for one of more than `maxBytes`. Answers 503 at once where there is no place for the request. */
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

  /** Takes a place until the response is written. False where there is none: then it is answered 503. */
  enter(response: ServerResponse, share: Share): boolean {
    if (this.#shedder === undefined) return true;
    if (this.#rejects(response, share)) return false;
    const leave = once(this.#shedder.begin(share));
    // Not when it has been read: a reader that is slow takes its time from the buffer, and not a place.
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

/** The address of a request's sender; of IPv6 the network of 64 bits that one household or server has. */
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

/** Nothing was done of the request: it can be sent again, elsewhere at once. */
function answerUnavailable(response: ServerResponse): void {
  // Not all at the same time.
  const seconds = 1 + Math.floor(Math.random() * 3);
  const code: ErrorCode = 'SERVICE_UNAVAILABLE';
  const message = 'There is too much to do at present. Nothing was done.';
  const body = JSON.stringify({ errors: [{ message, extensions: { code, retryAfterMs: seconds * 1_000 } }] });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'retry-after': String(seconds),
  };
  response.writeHead(503, headers).end(body);
}
