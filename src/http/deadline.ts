/** The header in which a caller says how much time it has left, in milliseconds: a whole number from 1 to 60000. */
export const requestTimeoutHeader = 'x-request-timeout-ms';

/** The header that says, with `bulk`, that an operation can wait: those of others are served first. */
export const priorityHeader = 'x-graph-priority';

/** How much of the caller's time is kept for the answer's way back, at most. */
const wayBackMs = 100;

/**
 * The time that an operation has, in milliseconds: the server's own or, where it is shorter, what the caller has left. A header that
 * holds anything else counts as absent.
 */
export function deadlineOf(headers: { get(name: string): string | null }, operationTimeoutMs: number): number {
  const given = headers.get(requestTimeoutHeader);
  if (given === null || !/^[1-9]\d{0,4}$/.test(given) || Number(given) > 60_000) return operationTimeoutMs;
  const leftMs = Number(given);
  return Math.min(operationTimeoutMs, leftMs - Math.min(wayBackMs, leftMs / 10));
}
