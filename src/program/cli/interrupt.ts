import { exitCodes } from '../exit-code.ts';

/** The command was told to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`Stopped by ${signal}.`);
    this.exitCode = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
  }
}

export interface Interrupt {
  /** Aborts with an {@link Interrupted} when the process is told to stop. */
  readonly signal: AbortSignal;
  /** Settles as the promise does, or rejects with the {@link Interrupted} as soon as the process is told to stop. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Gives the signals back to the process. */
  end(): void;
}

/** Listens for SIGINT and SIGTERM until `end` is called. A second one ends the process at once, as without this. */
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
