import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Answer,
  type Cut,
  type Direction,
  type IdleEnd,
  isCut,
  isSlowness,
  slowed,
  type Toxic,
} from './toxics.ts';

/** Long enough for what was written to arrive before the connection breaks. */
const settleMs = 3;

/** A request and its answer: what struck it, and how many bytes of it passed. */
interface Exchange {
  readonly struck: readonly Toxic[];
  readonly passed: Record<Direction, number>;
  isAnswered: boolean;
}

export interface RelayOptions {
  readonly client: Socket;
  readonly server: Socket;
  /** The toxics that strike an exchange which begins with these bytes. */
  readonly strike: (first: Buffer) => readonly Toxic[];
  readonly random: () => number;
}

/**
 * Carries bytes between two sockets and spoils them. What a client says after an answer begins the next exchange: exact for HTTP/1.1
 * without pipelining.
 */
export class Relay {
  readonly #options: RelayOptions;
  #exchange: Exchange | undefined;
  #isFrozen = false;
  #idle: NodeJS.Timeout | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { client, server } = options;
    client.setNoDelay(true);
    server.setNoDelay(true);
    void this.#carryAll(client, server, 'up');
    void this.#carryAll(server, client, 'down');
  }

  /** Carries nothing any more, not even the end, and keeps both sockets open: as if the way between them were gone. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** Whether the client has closed its side. */
  get isLeft(): boolean {
    return this.#options.client.readableEnded || this.#options.client.destroyed;
  }

  destroy(): void {
    clearTimeout(this.#idle);
    this.#options.client.destroy();
    this.#options.server.destroy();
  }

  async #carryAll(from: Socket, to: Socket, direction: Direction): Promise<void> {
    try {
      for await (const chunk of from) {
        if (this.#isFrozen) continue;
        await this.#carry(chunk as Buffer, to, direction);
      }
      if (!this.#isFrozen) to.end();
    } catch {
      // One side broke off: so does the other, and in the same way.
      if (!this.#isFrozen) this.#reset();
    }
  }

  async #carry(chunk: Buffer, to: Socket, direction: Direction): Promise<void> {
    clearTimeout(this.#idle);
    if (direction === 'up' && this.#exchange?.isAnswered !== false) {
      this.#exchange = { struck: this.#options.strike(chunk), passed: { up: 0, down: 0 }, isAnswered: false };
    }
    const exchange = this.#exchange;
    if (exchange === undefined) return write(to, chunk);
    if (direction === 'down') exchange.isAnswered = true;
    const own = exchange.struck.filter((toxic) => (toxic.direction ?? 'down') === direction);

    const answer = direction === 'up' ? exchange.struck.find((toxic) => toxic.kind === 'answer') : undefined;
    if (answer !== undefined) return this.#answer(answer, exchange, chunk.length);

    const before = exchange.passed[direction];
    exchange.passed[direction] += chunk.length;
    const replacement = own.find((toxic) => toxic.kind === 'replace');
    if (replacement !== undefined) return before === 0 ? write(to, replacement.bytes) : undefined;
    const cut = own.find(isCut);
    const room = cut === undefined ? chunk.length : Math.max(0, (cut.afterBytes ?? 0) - before);
    let pieces: AsyncIterable<Buffer> | Buffer[] = room > 0 ? [chunk.subarray(0, room)] : [];
    for (const toxic of own.filter(isSlowness)) pieces = slowedAll(pieces, toxic, this.#options.random);
    for await (const piece of pieces) {
      if (to.destroyed) return;
      await write(to, piece);
    }
    if (cut !== undefined && chunk.length >= room && before + chunk.length >= (cut.afterBytes ?? 0))
      await this.#cut(cut);
    if (direction === 'down') this.#endWhenIdle(own.find((toxic) => toxic.kind === 'idleEnd'));
  }

  /** Answers the first piece of a request; pieces behind it belong to the same request. */
  async #answer(answer: Answer, exchange: Exchange, length: number): Promise<void> {
    const isFirst = exchange.passed.up === 0;
    exchange.passed.up += length;
    if (!isFirst) return;
    const { client } = this.#options;
    // Behind the whole request: its head and body may come apart.
    await wait(settleMs);
    for (const piece of Buffer.isBuffer(answer.bytes) ? [answer.bytes] : answer.bytes()) {
      if (client.destroyed) return;
      await write(client, piece);
    }
    exchange.isAnswered = true;
    if (answer.ends === true) client.end();
  }

  async #cut({ kind }: Cut): Promise<void> {
    if (kind === 'hang') return this.freeze();
    await wait(settleMs);
    if (kind === 'reset') return this.#reset();
    this.#options.client.end();
    this.#options.server.destroy();
  }

  #endWhenIdle(toxic: IdleEnd | undefined): void {
    if (toxic === undefined) return;
    const { client, server } = this.#options;
    this.#idle = setTimeout(
      () => {
        client.end();
        server.destroy();
      },
      toxic.idleMs + this.#options.random() * (toxic.jitterMs ?? 0),
    );
  }

  #reset(): void {
    this.#options.client.resetAndDestroy();
    this.#options.server.resetAndDestroy();
  }
}

async function* slowedAll(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  toxic: Parameters<typeof slowed>[1],
  random: () => number,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield* slowed(piece, toxic, random);
}

async function write(to: Socket, bytes: Buffer): Promise<void> {
  if (to.destroyed || to.writableEnded) return;
  if (!to.write(bytes)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
}
