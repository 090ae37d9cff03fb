import type { Answer } from './whole-list.ts';

type Ask = (variables: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** A page that needs more calls than a minute has is not asked for without end. */
const mostWaits = 3;

/** How long to wait where the answer does not say it. */
const usualWaitMs = 10_000;

/** Asks anew, after a while, for what was not answered in full because there were too many REST calls. */
export function patient(ask: Ask, wait: (ms: number) => Promise<unknown>): Ask {
  return async (variables) => {
    for (let waits = 0; ; waits += 1) {
      const answer = await ask(variables);
      const waitMs = waitOf(answer);
      if (waitMs === null || waits === mostWaits) return answer;
      await wait(waitMs);
    }
  };
}

/** The longest time that an error says to wait; null where nothing was refused for want of calls. */
function waitOf({ errors = [] }: Answer): number | null {
  const waits = errors
    .map((error) => (error as { extensions?: { code?: unknown; retryAfterMs?: unknown } }).extensions)
    .filter((extensions) => extensions?.code === 'RATE_LIMITED')
    .map((extensions) => (typeof extensions?.retryAfterMs === 'number' ? extensions.retryAfterMs : usualWaitMs));
  return waits.length === 0 ? null : Math.max(...waits);
}
