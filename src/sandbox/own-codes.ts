import type { Answer } from './answer.ts';
import { emptyError } from './answer.ts';
import { isObject } from './json.ts';
import type { SandboxQuirks } from './quirks.ts';

/** Codes of refusals of which Wix documents no code. */
const ownCodes: ReadonlySet<unknown> = new Set([
  'CERTIFICATE_NOT_FOUND',
  'CONTRIBUTOR_NOT_FOUND',
  'INVITE_NOT_FOUND',
  'INVITE_NOT_PENDING',
  'MEMBER_NOT_FOUND',
  'NOTHING_TO_PUBLISH',
  'PACKAGE_NOT_FOUND',
  'SITE_IN_TRASH',
]);

function codeOf({ body }: Answer): unknown {
  const details = isObject(body) ? body['details'] : undefined;
  const error = isObject(details) ? details['applicationError'] : undefined;
  return isObject(error) ? error['code'] : undefined;
}

/** Returns a response without its code and texts if they are the sandbox's own and a quirk leaves these out. */
export function withoutOwnCode(answer: Answer, { ownCodes: setting }: SandboxQuirks): Answer {
  return setting === 'omitted' && ownCodes.has(codeOf(answer)) ? emptyError(answer.status) : answer;
}
