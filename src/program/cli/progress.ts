import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Where progress is written; standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  /** Takes the line away, so that something else can be written. It comes back by itself. */
  clear(): void;
  /** Takes the line away for good. Where lines stay, it is the last one. */
  end(): void;
}

export const noProgress: Progress = { clear: () => {}, end: () => {} };

/** Where undici, which makes all REST calls, tells of each one that it sends. */
const sentChannel = 'undici:request:create';

/** Tells how many REST calls were made so far and in what time: on a terminal in one line, elsewhere in one line after another. */
export function showProgress(stream: ProgressStream, everyMs = stream.isTTY ? 200 : 2_000): Progress {
  const startedAt = performance.now();
  let calls = 0;
  const count = () => {
    calls += 1;
  };
  const text = () => {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    return `${calls} REST ${calls === 1 ? 'call' : 'calls'}, ${seconds} s`;
  };
  const clear = () => {
    if (stream.isTTY) stream.write('\r\u001b[2K');
  };
  subscribe(sentChannel, count);
  const timer = setInterval(() => stream.write(stream.isTTY ? `\r\u001b[2K${text()}` : `${text()}\n`), everyMs);
  return {
    clear,
    end: () => {
      clearInterval(timer);
      unsubscribe(sentChannel, count);
      if (stream.isTTY) clear();
      else stream.write(`${text()}\n`);
    },
  };
}
