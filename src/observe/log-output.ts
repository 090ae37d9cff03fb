import { codeOf, isWrittenDirectly, readerLeft, type StandardStream, writeWhole } from './text-output.ts';

/** Takes the lines of a log, and counts those that are lost. */
export interface LogOutput {
  write(line: string): void;
  /** Lines that could not be written for another reason than that nobody reads them. */
  readonly lostLines: number;
  /** Resolves when every line is written or lost. */
  flush(): Promise<void>;
}

/** A reader that does not read lets this many bytes pile up; further lines are lost. */
const maxPendingBytes = 16 * 1024 * 1024;

/**
 * Writes a log to a standard stream. A line that cannot be written stops nothing: it is counted, and the next one that can be written is
 * preceded by one that says how many are missing and why. `onLost` is called for the first line that is lost.
 */
export function openLogOutput(stream: StandardStream, onLost: () => void = () => {}): LogOutput {
  if (stream.listenerCount('error') === 0) stream.on('error', () => {});
  const isDirect = isWrittenDirectly(stream);
  let lostLines = 0;
  let unreported = 0;
  let reason = '';
  let pending = Promise.resolve();

  const lose = (code: string, alsoUnreported = 0) => {
    // Nobody is left who could miss a line.
    if (readerLeft.has(code)) return;
    if (lostLines === 0) onLost();
    lostLines += 1;
    unreported += 1 + alsoUnreported;
    reason = code || 'unknown';
  };
  /** The report of lost lines, on a line of its own even where the last one was cut. */
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
