import { type Answer, applicationError, emptyError } from './answer.ts';
import type { SandboxQuirks } from './quirks.ts';

const windowMs = 60_000;

/** Counts the calls of each key over the last minute. */
export interface Throttle {
  /** Counts a call. Returns the refusal of a call above the limit, which is not counted. */
  take(keyName: string, quirks: SandboxQuirks): Answer | undefined;
  clear(): void;
}

function refusal(waitMs: number, now: Date, { throttleAnswer, retryAfter }: SandboxQuirks): Answer {
  const { status, body } =
    throttleAnswer === '429' ? applicationError(429, 'RESOURCE_EXHAUSTED', 'Too many requests.') : emptyError(403);
  const seconds = Math.ceil(waitMs / 1_000);
  switch (retryAfter) {
    case 'seconds':
      return { status, body, headers: { 'retry-after': String(seconds) } };
    case 'date':
      return { status, body, headers: { 'retry-after': new Date(now.getTime() + seconds * 1_000).toUTCString() } };
    case 'absent':
      return { status, body };
  }
}

/**
 * A throttle that has counted nothing.
 * @param elapsedMs a clock that never goes back: clients that must wait do so in real time
 * @param now the wall clock, for a date in `Retry-After`
 */
export function createThrottle(elapsedMs: () => number, now: () => Date): Throttle {
  const served = new Map<string, number[]>();
  return {
    take(keyName, quirks) {
      const limit = quirks.callsPerMinute;
      if (limit === 0) return undefined;
      const moment = elapsedMs();
      const recent = (served.get(keyName) ?? []).filter((at) => at > moment - windowMs);
      served.set(keyName, recent);
      const oldest = recent[recent.length - limit];
      if (oldest !== undefined) return refusal(oldest + windowMs - moment, now(), quirks);
      recent.push(moment);
      return undefined;
    },
    clear: () => served.clear(),
  };
}
