import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ReceivingLimits {
  /** Maximum number of incomplete bodies. @default 256 */
  readonly maxBodies: number;
  /** Maximum bytes of all incomplete bodies together. @default 67108864 */
  readonly maxBytes: number;
  /** Maximum time to receive a body, in milliseconds. @default 10000 */
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
 * Receives the bodies of requests, which occupy no slot meanwhile. Above a limit, it gives up the oldest body of the caller with the most
 * bodies, so slow senders never affect bodies that arrive in one piece.
 */
export class Receiving {
  readonly #limits: ReceivingLimits;
  /** Oldest first. */
  readonly #incoming = new Set<Incoming>();
  readonly #perCaller = new Map<string, number>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Partial<ReceivingLimits> = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** Bytes received of incomplete bodies. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Number of incomplete bodies. */
  get size(): number {
    return this.#incoming.size;
  }

  /** Calls `done` with the whole body, or with null if it exceeds `maxBytes`. Never calls it if the sender disconnects or is too slow. */
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

  /** Gives up slow bodies at an interval, which costs less than a timer per request. */
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

  /** Responds with 408, as `node:http` does for slow headers, and closes the connection. */
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
