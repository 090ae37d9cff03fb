import { exitCodes } from '../exit-code.ts';

/** Thrown when SIGINT or SIGTERM stops the command. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`Stopped by ${signal}.`);
    this.exitCode = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
  }
}

export interface Interrupt {
  /** Aborts with an {@link Interrupted} on SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Settles like the promise, or rejects with the {@link Interrupted} as soon as a signal arrives. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Stops listening for the signals. */
  end(): void;
}

/** Listens for SIGINT and SIGTERM until `end` is called. A second signal ends the process at once, as it does by default. */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = (name: 'SIGINT' | 'SIGTERM') => {
    end();
    controller.abort(new Interrupted(name));
  };
  const end = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return {
    signal,
    race: async (promise) => {
      signal.throwIfAborted();
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const abort = () => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      try {
        return await Promise.race([promise, aborted]);
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    end,
  };
}
