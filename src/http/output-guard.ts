import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface OutputLimits {
  /** Maximum bytes of responses that wait for the client of one connection. @default 67108864 */
  readonly maxConnectionBytes: number;
  /** Maximum bytes that wait for all clients together. @default 134217728 */
  readonly maxBytes: number;
  /** Maximum time in milliseconds that a reader can leave pending output untouched. @default 10000 */
  readonly stallMs: number;
  /** Maximum time in milliseconds that output can wait for a reader. @default 60000 */
  readonly drainMs: number;
}

const defaultLimits: OutputLimits = {
  maxConnectionBytes: 64 * 1024 * 1024,
  maxBytes: 128 * 1024 * 1024,
  stallMs: 10_000,
  drainMs: 60_000,
};

/** A connection with output that its client has not read. */
interface Draining {
  readonly since: number;
  /** Bytes that the client had read at the last check, and the time of that check. */
  taken: number;
  movedAt: number;
}

/** Disconnects clients that read responses too slowly, because the waiting output occupies memory. */
export class OutputGuard {
  readonly #limits: OutputLimits;
  /** The connection whose output has waited longest comes first. */
  readonly #draining = new Map<Socket, Draining>();
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Partial<OutputLimits> = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** Bytes that wait for clients. */
  get bytes(): number {
    let bytes = 0;
    for (const socket of this.#draining.keys()) bytes += socket.writableLength;
    return bytes;
  }

  /** Watches the connection of a response until all of it has been read. */
  watch(response: ServerResponse): void {
    response.once('prefinish', () => {
      const { socket } = response;
      if (socket !== null && socket.writableLength > 0) this.#add(socket);
    });
  }

  #add(socket: Socket): void {
    if (socket.writableLength > this.#limits.maxConnectionBytes) {
      socket.destroy();
      return;
    }
    if (!this.#draining.has(socket)) {
      const now = performance.now();
      this.#draining.set(socket, { since: now, taken: takenOf(socket), movedAt: now });
    }
    for (const oldest of this.#draining.keys()) {
      if (this.bytes <= this.#limits.maxBytes) break;
      this.#draining.delete(oldest);
      oldest.destroy();
    }
    this.#timer ??= setInterval(() => this.#check(), Math.min(1_000, this.#limits.stallMs)).unref();
  }

  #check(): void {
    const { stallMs, drainMs } = this.#limits;
    const now = performance.now();
    for (const [socket, draining] of this.#draining) {
      const taken = takenOf(socket);
      if (taken > draining.taken) Object.assign(draining, { taken, movedAt: now });
      const isSlow = now - draining.movedAt > stallMs || now - draining.since > drainMs;
      if (isSlow) socket.destroy();
      if (isSlow || socket.destroyed || socket.writableLength === 0) this.#draining.delete(socket);
    }
    if (this.#draining.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/** Returns the bytes that left Node's own buffer, which `bytesWritten` includes. */
function takenOf(socket: Socket): number {
  return socket.bytesWritten - socket.writableLength;
}
