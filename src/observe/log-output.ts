import { codeOf, isWrittenDirectly, readerLeft, type StandardStream, writeWhole } from './text-output.ts';

/** Writes the lines of a log, and counts lost ones. */
export interface LogOutput {
  write(line: string): void;
  /** Number of lines that could not be written, unless the reader has left. */
  readonly lostLines: number;
  /** Resolves when all lines are written or lost. */
  flush(): Promise<void>;
}

/** Maximum bytes that wait for a slow reader; further lines are lost. */
const maxPendingBytes = 16 * 1024 * 1024;

/**
 * Writes a log to a standard stream. A line that can't be written is counted and never stops the program. The next line that can be written
 * is preceded by one with the number of lost lines and the reason. `onLost` is called for the first lost line.
 */
export function openLogOutput(stream: StandardStream, onLost: () => void = () => {}): LogOutput {
  if (stream.listenerCount('error') === 0) stream.on('error', () => {});
  const isDirect = isWrittenDirectly(stream);
  let lostLines = 0;
  let unreported = 0;
  let reason = '';
  let pending = Promise.resolve();

  const lose = (code: string, alsoUnreported = 0) => {
    // The reader has left, so the line is not lost to anybody.
    if (readerLeft.has(code)) return;
    if (lostLines === 0) onLost();
    lostLines += 1;
    unreported += 1 + alsoUnreported;
    reason = code || 'unknown';
  };
  /** Returns the report of lost lines, on its own line even if the previous one was cut off. */
  const report = () =>
    unreported === 0
      ? ''
      : `\n${JSON.stringify({ level: 'error', time: new Date().toISOString(), lostLines: unreported, reason, msg: 'lines of this log were lost' })}\n`;

  return {
    get lostLines() {
      return lostLines;
    },
    write(line) {
      const text = report() + line;
      if (isDirect) {
        try {
          writeWhole(stream.fd, text);
          unreported = 0;
        } catch (error) {
          lose(codeOf(error));
        }
        return;
      }
      if (stream.writableLength > maxPendingBytes) return lose('EAGAIN');
      const reported = unreported;
      unreported = 0;
      pending = new Promise((resolve) => {
        stream.write(text, (error) => {
          if (error !== null && error !== undefined) lose(codeOf(error), reported);
          resolve();
        });
      });
    },
    flush: () => pending,
  };
}
