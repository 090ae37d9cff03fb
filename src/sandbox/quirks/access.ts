import { choice, number, type QuirkTable } from './quirk.ts';

/** Keys, headers, and limits of calls. */
export const accessQuirks = {
  bearerPrefix: choice(['reject', 'accept'], 'An API key sent with a `Bearer ` prefix. `reject` returns 401.'),
  bothHeaders: choice(
    ['accept', 'reject'],
    'A call that carries both id headers where the endpoint needs one. `reject` returns 400.',
  ),
  unauthenticatedBody: choice(
    ['code', 'empty'],
    'Body of a 401: the code `UNAUTHENTICATED`, or the empty system form.',
  ),
  wrongVerb: choice([404, 405], 'Status for a known path with another verb.'),
  getAccountReads: choice(
    ['descendants', 'self'],
    'Which accounts Get Account can read: the account in the header with its descendants, or that account alone.',
  ),
  accountRefusal: choice(
    [403, 400, 401, 404],
    'Status for a missing, malformed, unknown or foreign `wix-account-id`, where a service has no code of its own.',
  ),
  unknownAccount: choice([403, 404], 'Status of Get Account for an account that does not exist.'),
  invalidCursor: choice([400, 428], 'Status for a cursor that was not issued for the list.'),
  limitedKeyLists: choice(
    ['allSites', 'itsSites'],
    'Which sites a key limited to some sites sees in Query Sites and Count Sites.',
  ),
  limitedKeyWrites: choice(
    ['reject', 'accept'],
    'An account-level write on a site that a limited key does not cover. `reject` returns 403.',
  ),
  ownCodes: choice(
    ['sent', 'omitted'],
    "The codes of refusals that are the sandbox's own, because Wix documents only that the call fails: sent, or left out with their texts.",
  ),
  callsPerMinute: number(0, 'Calls a key can make in any 60 seconds; 0 for no limit. See `throttleAnswer`.'),
  throttleAnswer: choice(['429', 'empty403'], 'Response to a call above `callsPerMinute`.'),
  retryAfter: choice(['seconds', 'date', 'absent'], 'The `Retry-After` header of a throttled call.'),
} satisfies QuirkTable;
