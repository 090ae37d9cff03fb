import { appendFile } from 'node:fs/promises';

/** Reports of a line file: once when it becomes unwritable, and once when it is writable again. */
export interface LineFileTrouble {
  /** Null when lines are written again. */
  readonly error: unknown;
  /** Number of lines that were lost in between, because too many waited. */
  readonly lost: number;
}

export interface LineFileOptions {
  readonly report: (trouble: LineFileTrouble) => void;
  /** Maximum number of lines that wait for the file; further ones are lost. @default 10000 */
  readonly maxWaiting?: number;
  /** Delay before a retry, in milliseconds. @default 1000 */
  readonly retryMs?: number;
}

export interface LineFile {
  /** Appends a line with its line break. Never throws and never blocks. */
  write(line: string): void;
  /** Resolves when all lines are written, or when the last attempt has failed. */
  flush(): Promise<void>;
}

/**
 * Appends lines to a file in order. The file is opened for each write, so it can be moved away and is then created anew. While it can't be
 * written, lines wait.
 */
export function createLineFile(path: string, options: LineFileOptions): LineFile {
  const { report, maxWaiting = 10_000, retryMs = 1_000 } = options;
  let waiting: string[] = [];
  let lost = 0;
  let isFailing = false;
  let isWriting = false;
  let writing = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;

  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      try {
        await appendFile(path, lines.join(''), { mode: 0o600 });
      } catch (error) {
        waiting = [...lines, ...waiting];
        lost += Math.max(0, waiting.length - maxWaiting);
        waiting.length = Math.min(waiting.length, maxWaiting);
        if (!isFailing) report({ error, lost });
        isFailing = true;
        retry = setTimeout(start, retryMs).unref();
        break;
      }
      if (isFailing) report({ error: null, lost });
      isFailing = false;
      lost = 0;
    }
    isWriting = false;
  };

  const start = () => {
    if (!isWriting) writing = writeAll();
  };

  return {
    write: (line) => {
      if (waiting.length >= maxWaiting) {
        lost += 1;
        return;
      }
      waiting.push(line);
      if (!isFailing) start();
    },
    flush: async () => {
      await writing;
      clearTimeout(retry);
      start();
      await writing;
    },
  };
}
