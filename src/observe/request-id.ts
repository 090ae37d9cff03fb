import { randomBytes } from 'node:crypto';

/** The header that names a request, in both directions. */
export const requestIdHeader = 'x-request-id';

/** Another one in each process, so that ids differ between them. */
const processPrefix = randomBytes(9).toString('base64url');
let counted = 0;

/** Headers whose values must not come back or be logged, which would happen to them as an id. */
const secretHeaders = ['authorization', 'x-router-secret', 'cookie'];

/** As much of a secret as would tell something of it. */
const tellingLength = 8;

/** Returns the id that the sender gave the request, or a new one if it gave none that may stand in a log. */
export function requestIdOf(
  given: string | string[] | undefined,
  headers: Readonly<Record<string, string | string[] | undefined>> = {},
): string {
  if (typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) && !looksSecret(given, headers)) return given;
  counted += 1;
  return `${processPrefix}-${counted.toString(36)}`;
}

function looksSecret(given: string, headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  if (/^(IST\.|eyJ)/.test(given)) return true;
  return secretHeaders.some((name) => {
    const secret = String(headers[name] ?? '');
    if (secret.length < tellingLength) return false;
    return given.includes(secret) || (given.length >= tellingLength && secret.includes(given));
  });
}
