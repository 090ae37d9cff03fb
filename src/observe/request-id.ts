import { randomBytes } from 'node:crypto';

/** Header with the id of a request, in requests and responses. */
export const requestIdHeader = 'x-request-id';

/** Random, so that the ids of different processes differ. */
const processPrefix = randomBytes(9).toString('base64url');
let counted = 0;

/** Headers whose values must not be used as an id, because ids are logged and returned. */
const secretHeaders = ['authorization', 'x-router-secret', 'cookie'];

/** Length of a part of a secret that would reveal something about it. */
const tellingLength = 8;

/** Returns the id that the sender chose, or a new one if there is none that can be logged. */
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
