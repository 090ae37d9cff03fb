import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ReceivingLimits {
  /** Bodies that may be incomplete at once. @default 256 */
  readonly maxBodies: number;
  /** The bytes of incomplete bodies together. @default 67108864 */
  readonly maxBytes: number;
  /** The time in which a body must be complete. @default 10000 */
  readonly timeoutMs: number;
}

const defaultLimits: ReceivingLimits = { maxBodies: 256, maxBytes: 64 * 1024 * 1024, timeoutMs: 10_000 };

/** A body that is being received. */
interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: string;
  readonly maxBytes: number;
  readonly startedAt: number;
  readonly chunks: Buffer[];
  readonly done: (body: Buffer | null) => void;
  bytes: number;
}

/**
 * Receives the bodies of requests, whose senders hold nothing else meanwhile. When there are too many at once, the one that has been
 * coming for longest is given up, of the caller that has the most: those that come in one piece are never affected by those that don't.
 */
export class Receiving {
  readonly #limits: ReceivingLimits;
  /** The oldest first. */
  readonly #incoming = new Set<Incoming>();
  readonly #perCaller = new Map<string, number>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Partial<ReceivingLimits> = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** The bytes received of incomplete bodies. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Number of incomplete bodies. */
  get size(): number {
    return this.#incoming.size;
  }

  /** Hands over the whole body, or null for one of more than `maxBytes`; nothing if the sender leaves or is too slow. */
  receive(
    request: IncomingMessage,
    response: ServerResponse,
    caller: string,
    maxBytes: number,
    done: (body: Buffer | null) => void,
  ): void {
    const incoming: Incoming = {
      request,
      response,
      caller,
      maxBytes,
      startedAt: performance.now(),
      chunks: [],
      done,
      bytes: 0,
    };
    this.#incoming.add(incoming);
    this.#perCaller.set(caller, (this.#perCaller.get(caller) ?? 0) + 1);
    request.on('data', (chunk: Buffer) => this.#take(incoming, chunk));
    request.on('end', () => this.#end(incoming, joined(incoming)));
    request.on('close', () => this.#remove(incoming));
    request.on('error', () => {});
    if (this.#incoming.size > this.#limits.maxBodies) this.#giveUpOne();
    this.#timer ??= setInterval(() => this.#giveUpSlow(), Math.min(1_000, this.#limits.timeoutMs)).unref();
  }

  #take(incoming: Incoming, chunk: Buffer): void {
    if (!this.#incoming.has(incoming)) return;
    incoming.chunks.push(chunk);
    incoming.bytes += chunk.length;
    this.#bytes += chunk.length;
    if (incoming.bytes > incoming.maxBytes) this.#end(incoming, null);
    else while (this.#bytes > this.#limits.maxBytes) this.#giveUpOne();
  }

  #end(incoming: Incoming, body: Buffer | null): void {
    if (this.#remove(incoming)) incoming.done(body);
  }

  #remove(incoming: Incoming): boolean {
    if (!this.#incoming.delete(incoming)) return false;
    this.#bytes -= incoming.bytes;
    const left = (this.#perCaller.get(incoming.caller) ?? 1) - 1;
    if (left === 0) this.#perCaller.delete(incoming.caller);
    else this.#perCaller.set(incoming.caller, left);
    return true;
  }

  #giveUpOne(): void {
    const most = Math.max(...this.#perCaller.values());
    for (const incoming of this.#incoming) {
      if (this.#perCaller.get(incoming.caller) !== most) continue;
      this.#giveUp(incoming);
      return;
    }
  }

  /** Runs until there is nothing to give up: a timer for each request would cost more than it. */
  #giveUpSlow(): void {
    if (this.#incoming.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    const before = performance.now() - this.#limits.timeoutMs;
    for (const incoming of this.#incoming) {
      if (incoming.startedAt > before) return;
      this.#giveUp(incoming);
    }
  }

  /** Answers 408, as `node:http` does to whoever is slow with the headers, and ends the connection. */
  #giveUp(incoming: Incoming): void {
    this.#remove(incoming);
    const { request, response } = incoming;
    response.once('finish', () => request.socket.destroy());
    if (!response.headersSent) response.writeHead(408, { connection: 'close', 'content-length': 0 }).end();
  }
}

function joined({ chunks, bytes }: Incoming): Buffer {
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes);
}
