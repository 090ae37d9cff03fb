import { choice, type QuirkTable } from './quirk.ts';

/** Quirks of reading requests. The defaults judge a client as strictly as the contract permits. */
export const requestQuirks = {
  unknownFields: choice(
    ['reject', 'ignore'],
    'A field in a request body that the contract does not have. `reject` returns 400.',
  ),
  unknownParameters: choice(
    ['reject', 'ignore'],
    'A query parameter that the contract does not have. `reject` returns 400.',
  ),
  undeclaredFilters: choice(
    ['reject', 'ignore'],
    'A filter or sort by a field or operator that is not declared. `reject` returns 400, as observed for one service. Query Sites and Count Sites have a quirk of their own.',
  ),
  undeclaredSiteFilters: choice(
    ['reject', 'ignore'],
    'The same for Query Sites and Count Sites, where Wix was observed to ignore undeclared fields. The sandbox that the program embeds ignores them too.',
  ),
  formats: choice(
    ['check', 'ignore'],
    'Values of the right type in the wrong format: GUIDs, dates, times, currencies, countries, languages, host names.',
  ),
  numbersAsText: choice(['reject', 'accept'], 'Numbers that are sent as text, which proto JSON permits.'),
  snakeCaseNames: choice(['reject', 'accept'], 'Field names in snake case, which proto JSON permits.'),
  contentType: choice(
    ['reject', 'ignore'],
    'A body without the content type `application/json`. `reject` returns 400.',
  ),
  violations: choice(['all', 'first'], 'How many faults of a request its 400 lists.'),
  typeErrors: choice(
    ['listed', 'messageOnly'],
    'A value of the wrong JSON type: listed among the field violations, or a message without details as seen at one service.',
  ),
  repeatedItems: choice(
    ['reject', 'accept'],
    'The same e-mail address, role or folder twice in one request. `reject` returns 400.',
  ),
} satisfies QuirkTable;
