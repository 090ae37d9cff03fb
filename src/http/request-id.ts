import { randomUUID } from 'node:crypto';

/** The header that names a request, in both directions. */
export const requestIdHeader = 'x-request-id';

/** The id that the sender gave the request, or a new one where it gave none that could stand in a log. */
export function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}
