import { z } from 'zod';
import { type Answer, applicationError, ok, Refusal, refuseField } from '../answer.ts';
import { readCursor, writeCursor } from '../query/cursor.ts';
import { cutPage } from '../query/cursor-page.ts';
import { lastCursorSpelling } from '../query/last-cursor.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy } from '../query/order.ts';
import { integerParameter, listParameter, neededParameter, textParameter } from '../request/parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxState } from '../state/state.ts';
import { isPremiumName, isSupportedEnding } from '../state/wix-registry.ts';

const pageLimits = z.int().min(0).max(20);
const suggestionsQuery = z.strictObject({
  query: neededParameter(z.string().min(3).max(100)),
  tlds: listParameter(z.string().min(1).max(63), 10),
  maxLength: integerParameter(z.int().min(3).max(63)),
  'paging.limit': integerParameter(pageLimits),
  'paging.cursor': textParameter(z.string().max(10_000)),
  // The older name of `paging.limit`; Wix's CLI still sends it.
  limit: integerParameter(pageLimits),
});

type SuggestDomains = Call<unknown, z.output<typeof suggestionsQuery>>;

/** The words and limits that names are suggested for. */
interface Search {
  readonly query: string;
  readonly tlds: readonly string[];
  readonly maxLength: number;
}

interface Suggestion {
  readonly domain: string;
  readonly premium: boolean;
  readonly rank: string;
}

function refuse(code: string, description: string): never {
  throw new Refusal(applicationError(400, code, description));
}

function readSearch({ query: { query, tlds: sent, maxLength = 63 } }: SuggestDomains): Search {
  if (!/^[\p{L}\p{N} .-]+$/u.test(query)) refuse('INVALID_QUERY', 'Query has invalid characters.');
  const tlds = sent.map((tld) => tld.toLowerCase());
  if (tlds.some((tld) => tld.includes('.'))) refuse('INVALID_TLD_FORMAT', 'TLDs must not contain a dot.');
  const unsupported = tlds.filter((tld) => !isSupportedEnding(tld));
  if (unsupported.length > 0) refuse('TLD_NOT_SUPPORTED', `Unsupported TLDs ${unsupported.join(', ')} found.`);
  return { query, tlds: tlds.length > 0 ? tlds : ['com', 'net', 'org', 'shop', 'online', 'store'], maxLength };
}

/** Returns the size of a page, by its name of today or by the older one. */
function readLimit({ query, quirks }: SuggestDomains): number {
  const field = query['paging.limit'] === undefined ? 'limit' : 'paging.limit';
  const requested = query[field];
  if (requested === 0 && quirks.suggestionsZeroLimit === 'reject') {
    refuseField({
      field,
      description: 'must be greater than or equal to 1',
      violatedRule: 'MIN',
      data: { threshold: 1 },
    });
  }
  return pageLimit(requested, quirks.suggestionsDefaultLimit);
}

/** Makes names of the words of the query, the plain ones first. The same search gets the same names. */
function labelsFor(query: string): readonly string[] {
  const words = query
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words.join('');
  if (joined === '') return [];
  const before = ['get', 'my', 'the', 'go', 'try', 'hello', 'our'].map((prefix) => `${prefix}${joined}`);
  const after = ['hub', 'now', 'place', 'online', 'world', 'group', 'works'].map((suffix) => `${joined}${suffix}`);
  return [...new Set([joined, words.join('-'), ...before, ...after])];
}

function suggestionsFor(state: SandboxState, { query, tlds, maxLength }: Search): readonly Suggestion[] {
  return labelsFor(query)
    .filter((label) => label.length <= maxLength)
    .flatMap((label) => tlds.map((tld) => ({ domain: `${label}.${tld}`, premium: isPremiumName(label) })))
    .filter(({ domain }) => !state.registrations.has(domain))
    .map((suggestion, index) => ({ ...suggestion, rank: String(index).padStart(6, '0') }));
}

const byRank = orderBy<Suggestion>([{ read: ({ rank }) => rank, direction: 'ASC' }], ({ domain }) => domain);

/** A cursor is good for the same search only, so a caller that does not repeat the parameters gets a 400. */
function suggestDomains(state: SandboxState, call: SuggestDomains): Answer {
  const search = readSearch(call);
  const limit = readLimit(call);
  const scope = `suggest-domains/${JSON.stringify(search)}`;
  const cursor = call.query['paging.cursor'];
  const position = cursor === undefined ? undefined : readCursor(scope, cursor, call.quirks).position;
  const page = cutPage(suggestionsFor(state, search), { order: byRank, position, limit });
  const next = page.next && writeCursor(scope, { position: page.next, query: {} });
  return ok({
    suggestions: page.items.map(({ domain, premium }) => ({ domain, premium })),
    pagingMetadata: {
      count: page.items.length,
      cursors: lastCursorSpelling(call.quirks.suggestionsLastCursor, 'next', next),
      hasNext: next !== undefined,
    },
  });
}

/** dev.wix.com/docs/api-reference/account-level/domains/domain-search/suggestion-v2 */
export const domainSuggestionRoutes: readonly Route[] = [
  route({
    operation: 'Suggest Domains',
    method: 'GET',
    path: '/domain-search/v2/suggest-domains',
    level: 'public',
    query: suggestionsQuery,
    handle: suggestDomains,
  }),
];
