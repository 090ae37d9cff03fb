import type { Log } from './log.ts';
import { requestIdHeader } from './request-id.ts';

/** Size of a burst of lines, and lines per second after it, so that an attack can't fill the disk. */
const burst = 20;
const linesPerSecond = 1;

/** A request whose sender could not be identified. Contains nothing that it sent as its identity. */
export interface RefusedSender {
  readonly reason: string;
  readonly headers: { get(name: string): string | null };
}

/** Logs requests whose sender could not be identified, at a limited rate. Each line has the number of lines omitted before it. */
export function logRefused(log: Log, now: () => number = () => performance.now()): (refused: RefusedSender) => void {
  let free = burst;
  let filledAt = now();
  let omitted = 0;
  return ({ reason, headers }) => {
    const at = now();
    free = Math.min(burst, free + ((at - filledAt) / 1_000) * linesPerSecond);
    filledAt = at;
    if (free < 1) {
      omitted += 1;
      return;
    }
    free -= 1;
    const requestId = headers.get(requestIdHeader);
    log.warn({ requestId, reason, ...(omitted === 0 ? {} : { omitted }) }, 'identity refused');
    omitted = 0;
  };
}
