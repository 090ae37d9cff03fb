/** Header with the caller's remaining time in milliseconds: a whole number from 1 to 60000. */
export const requestTimeoutHeader = 'x-request-timeout-ms';

/** Header that marks an operation as `bulk`: interactive operations are served first. */
export const priorityHeader = 'x-graph-priority';

/** Maximum part of the caller's time that is reserved for returning the response. */
const responseMarginMs = 100;

/**
 * Returns the time limit of an operation in milliseconds: the server's own or, if shorter, the caller's remaining time. Any other
 * value of the header is ignored.
 * responseMarginMs
 */
export function deadlineOf(headers: { get(name: string): string | null }, operationTimeoutMs: number): number {
  const given = headers.get(requestTimeoutHeader);
  if (given === null || !/^[1-9]\d{0,4}$/.test(given) || Number(given) > 60_000) return operationTimeoutMs;
  const leftMs = Number(given);
  return Math.min(operationTimeoutMs, leftMs - Math.min(responseMarginMs, leftMs / 10));
}
