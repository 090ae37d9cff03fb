import type { AnyEndpoint } from './endpoint.ts';
import { noAnswer } from './failure.ts';
import type { StopReason, StopSignal } from './stop-signal.ts';

/** Waits. Rejects immediately if the call is given up. */
export function pause(endpoint: AnyEndpoint, delayMs: number, stop: StopSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (why: StopReason) => {
      clearTimeout(timer);
      reject(noAnswer(endpoint, why, true));
    };
    const timer = setTimeout(() => {
      stop.offStop(giveUp);
      resolve();
    }, delayMs);
    stop.onStop(giveUp);
  });
}
