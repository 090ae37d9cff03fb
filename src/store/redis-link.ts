import type { Script } from './script.ts';
import { StoreError } from './store-error.ts';

interface ScriptArguments {
  readonly keys: string[];
  readonly arguments: string[];
}

/** The part of a client that the link uses: one server, a cluster or Sentinel. */
export interface RedisClient {
  readonly isReady: boolean;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  /** Closes the connection; commands in flight fail. */
  destroy(): unknown;
  eval(script: string, options: ScriptArguments): Promise<unknown>;
  evalSha(sha: string, options: ScriptArguments): Promise<unknown>;
}

export type CommandOutcome = 'ok' | 'full' | 'failed' | 'timeout' | 'refused';

export interface RedisLinkOptions {
  /** Creates a client that is not connected yet. It must connect again by itself. */
  readonly open: () => RedisClient;
  /** Called when the state changes, with the reason. */
  readonly onState?: ((state: LinkState, reason: string) => void) | undefined;
  /** Called after every command but heartbeats. */
  readonly onCommand?: ((outcome: CommandOutcome) => void) | undefined;
  readonly heartbeat: Heartbeat;
}

/** A script by which the link sees whether the store responds. */
export interface Heartbeat {
  readonly script: Script;
  readonly keys: readonly string[];
  /** Takes the reply, and returns whether the store has memory left. */
  readonly onBeat: (reply: unknown) => boolean;
}

/** `full`: it responds, and writes nothing that needs memory. */
export type LinkState = 'up' | 'full' | 'down';

const timing = {
  /** Between two heartbeats. */
  beatMs: 500,
  /** Between two heartbeats while the store is down. */
  beatDownMs: 100,
  beatTimeoutMs: 250,
  /** Commands, or heartbeats, that are too slow in a row until nothing but heartbeats is sent. */
  maxTimeouts: 3,
  maxMissedBeats: 2,
  /** Silence after which the connection is thrown away: a client waits for ever on a server that stopped responding. */
  maxSilenceMs: 2_000,
  /** After the start, commands wait this long for the connection. */
  startMs: 2_000,
} as const;

/** Commands that wait for a response at once. */
const maxInFlight = 2_000;

/** A client and the number of its commands in flight. */
interface Connection {
  readonly client: RedisClient;
  inFlight: number;
}

/**
 * The connection to Redis. A command ends by its deadline whatever the server does, is never sent twice, and fails at once while the
 * store is down. Recovers by itself.
 */
export class RedisLink {
  readonly #options: RedisLinkOptions;
  #connection: Connection;
  #state: 'starting' | LinkState = 'starting';
  readonly #started = Promise.withResolvers<void>();
  #timer: NodeJS.Timeout | undefined;
  #timeouts = 0;
  #missedBeats = 0;
  /** When the server last responded, or a new connection was begun. */
  #heardAt = performance.now();
  readonly #startedAt = performance.now();
  #lastError: unknown;
  #isClosed = false;

  constructor(options: RedisLinkOptions) {
    this.#options = options;
    this.#connection = this.#open();
    this.#beatIn(10);
  }

  /** Whether commands are sent. */
  get isUp(): boolean {
    return this.#state === 'up' || this.#state === 'full';
  }

  /** Whether nothing is sent, and nothing waits for the first connection either. */
  get isDown(): boolean {
    return this.#state === 'down';
  }

  /**
   * Runs a script. Rejects with a {@link StoreError} after `timeoutMs`, at once while the store is down, and if it has no memory left.
   * A script whose response did not come in time may still run.
   */
  async run(
    script: Script,
    keys: readonly string[],
    args: readonly (string | number)[],
    timeoutMs: number,
  ): Promise<unknown> {
    const { onCommand } = this.#options;
    if (this.#state === 'starting') await this.#start(timeoutMs);
    if (!this.isUp || this.#connection.inFlight >= maxInFlight) {
      onCommand?.('refused');
      const why = this.isUp ? 'too many commands wait for a response' : 'the store does not respond';
      throw new StoreError('unavailable', `${why}, so nothing was sent`, false);
    }
    try {
      const reply = await this.#send(script, keys, args, timeoutMs);
      this.#timeouts = 0;
      onCommand?.('ok');
      return reply;
    } catch (error) {
      const failure = storeError(error);
      onCommand?.(error instanceof Late ? 'timeout' : failure.fault === 'full' ? 'full' : 'failed');
      if (error instanceof Late) {
        this.#timeouts += 1;
        if (this.#timeouts >= timing.maxTimeouts) this.#become('down', error.message);
      }
      throw failure;
    }
  }

  /** Closes the connection. Commands in flight fail. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#state = 'down';
    this.#started.resolve();
    destroy(this.#connection);
  }

  #open(): Connection {
    const client = this.#options.open();
    const onError = (error: unknown) => {
      this.#lastError = error;
    };
    client.on('error', onError);
    client.connect().catch(onError);
    this.#heardAt = performance.now();
    return { client, inFlight: 0 };
  }

  async #start(timeoutMs: number): Promise<void> {
    const leftMs = this.#startedAt + timing.startMs - performance.now();
    await withDeadline(this.#started.promise, Math.max(0, Math.min(timeoutMs, leftMs))).catch(() => {});
  }

  async #send(script: Script, keys: readonly string[], args: readonly (string | number)[], timeoutMs: number) {
    const given = { keys: [...keys], arguments: args.map(String) };
    const connection = this.#connection;
    const { client } = connection;
    connection.inFlight += 1;
    const reply = client.evalSha(script.sha, given).catch((error: unknown) => {
      if (!messageOf(error).startsWith('NOSCRIPT')) throw error;
      return client.eval(script.text, given);
    });
    const ended = () => {
      connection.inFlight -= 1;
    };
    reply.then(ended, ended);
    const value = await withDeadline(reply, timeoutMs);
    this.#heardAt = performance.now();
    return value;
  }

  #beatIn(ms: number): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#beat(), ms);
    this.#timer.unref();
  }

  async #beat(): Promise<void> {
    const { script, keys, onBeat } = this.#options.heartbeat;
    try {
      if (!this.#connection.client.isReady) throw new Error(`not connected: ${messageOf(this.#lastError)}`);
      const hasRoom = onBeat(await this.#send(script, keys, [], timing.beatTimeoutMs));
      this.#timeouts = 0;
      this.#missedBeats = 0;
      this.#become(hasRoom ? 'up' : 'full', hasRoom ? 'it responds' : 'it has no memory left');
    } catch (error) {
      this.#missedBeats += error instanceof Late ? 1 : timing.maxMissedBeats;
      this.#onMissedBeat(error);
    }
    this.#beatIn(this.isUp ? timing.beatMs : timing.beatDownMs);
  }

  #onMissedBeat(error: unknown): void {
    const now = performance.now();
    const isStarting = this.#state === 'starting' && now - this.#startedAt < timing.startMs;
    if (this.#missedBeats >= timing.maxMissedBeats && !isStarting) this.#become('down', messageOf(error));
    if (now - this.#heardAt < timing.maxSilenceMs || this.#isClosed) return;
    destroy(this.#connection);
    this.#connection = this.#open();
  }

  #become(state: LinkState, reason: string): void {
    if (this.#state === state || this.#isClosed) return;
    this.#state = state;
    if (state !== 'down') this.#started.resolve();
    this.#options.onState?.(state, reason);
  }
}

class Late extends Error {
  override readonly name = 'Late';
}

async function withDeadline<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  // After a stall of this process the response may wait in the socket: it is read before the deadline counts.
  const end = () => setImmediate(() => late.reject(new Late(`no response in ${Math.round(timeoutMs)} ms`)));
  const timer = setTimeout(end, timeoutMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function storeError(error: unknown): StoreError {
  const message = messageOf(error);
  const isFull = /\bOOM\b/.test(message);
  return new StoreError(isFull ? 'full' : 'unavailable', message, !isFull, error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error ?? 'no connection yet');
}

/** Closes a connection that may be closed already. */
function destroy({ client }: Connection): void {
  Promise.resolve()
    .then(() => client.destroy())
    .catch(() => {});
}
