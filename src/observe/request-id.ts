import { randomBytes } from 'node:crypto';

/** The header that names a request, in both directions. */
export const requestIdHeader = 'x-request-id';

/** Another one in each process, so that ids differ between them. */
const processPrefix = randomBytes(9).toString('base64url');
let counted = 0;

/** The id that the sender gave the request, or a new one where it gave none that could stand in a log. */
export function requestIdOf(given: string | string[] | undefined): string {
  if (typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given)) return given;
  counted += 1;
  return `${processPrefix}-${counted.toString(36)}`;
}
