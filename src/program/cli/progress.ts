import type { TextOutput } from '../../observe/text-output.ts';

export interface Progress {
  /** Clears the line, so that something else can be written. The next update shows it again. */
  clear(): void;
  /** Ends the updates. On a terminal, clears the line; elsewhere, writes a last one. */
  end(): void;
}

export const noProgress: Progress = { clear: () => {}, end: () => {} };

export interface Counts {
  readonly calls: number;
  /** Items printed; null for a single response. */
  readonly items: number | null;
  /** Number of items in the whole list; null if unknown. */
  readonly total: number | null;
}

/** Shows the progress of a command: on a terminal in one line that is updated, elsewhere in a new line each time. */
export function showProgress(notes: TextOutput, counts: () => Counts, everyMs = notes.isTTY ? 200 : 2_000): Progress {
  const startedAt = performance.now();
  const line = () => `${textOf(counts())}, ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
  const clear = () => {
    if (notes.isTTY) void notes.write('\r\u001b[2K');
  };
  const timer = setInterval(() => void notes.write(notes.isTTY ? `\r\u001b[2K${line()}` : `${line()}\n`), everyMs);
  return {
    clear,
    end: () => {
      clearInterval(timer);
      if (notes.isTTY) clear();
      else void notes.write(`${line()}\n`);
    },
  };
}

function textOf({ calls, items, total }: Counts): string {
  const ofCalls = `${calls} REST ${calls === 1 ? 'call' : 'calls'}`;
  if (items === null) return ofCalls;
  const ofTotal = total === null ? '' : ` of ${total}`;
  return `${items}${ofTotal} ${items === 1 && total === null ? 'item' : 'items'}, ${ofCalls}`;
}
