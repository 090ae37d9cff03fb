import type { Log } from './log.ts';
import { requestIdHeader } from './request-id.ts';

/** Lines that may come at once, and how many more in a second: an attack must not fill the disk. */
const burst = 20;
const linesPerSecond = 1;

/** A request whose sender could not be identified. Nothing that it sent as its identity is part of it. */
export interface RefusedSender {
  readonly reason: string;
  readonly headers: { get(name: string): string | null };
}

/** Logs requests whose sender could not be identified, at a bounded rate: each line says how many were left out before it. */
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
