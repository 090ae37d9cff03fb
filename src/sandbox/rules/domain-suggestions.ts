import { type Answer, applicationError, ok, Refusal } from '../answer.ts';
import { refuseField } from '../input.ts';
import { readCursor, writeCursor } from '../query/cursor.ts';
import { cutPage } from '../query/cursor-page.ts';
import { lastCursorSpelling } from '../query/last-cursor.ts';
import { pageLimit } from '../query/limit.ts';
import { orderBy } from '../query/order.ts';
import { queryInteger, queryText } from '../query-string.ts';
import type { PublicCall, Route } from '../route.ts';
import type { SandboxState } from '../state/state.ts';
import { isPremiumName, isSupportedEnding } from '../state/wix-registry.ts';

interface Wish {
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

function readQuery(call: PublicCall): string {
  const query = queryText(call.query, 'query') ?? '';
  if (query.length < 3) {
    refuseField({ field: 'query', description: 'has length < 3', violatedRule: 'MIN_LENGTH', data: { threshold: 3 } });
  }
  if (query.length > 100) {
    const data = { threshold: 100 };
    refuseField({ field: 'query', description: 'has length > 100', violatedRule: 'MAX_LENGTH', data });
  }
  if (!/^[\p{L}\p{N} .-]+$/u.test(query)) refuse('INVALID_QUERY', 'Query has invalid characters.');
  return query;
}

function readTlds(call: PublicCall): readonly string[] {
  const tlds = (call.query['tlds'] ?? []).map((tld) => tld.toLowerCase());
  if (tlds.length > 10) {
    refuseField({ field: 'tlds', description: 'has size > 10', violatedRule: 'MAX_SIZE', data: { threshold: 10 } });
  }
  if (tlds.some((tld) => tld.includes('.'))) refuse('INVALID_TLD_FORMAT', 'TLDs must not contain a dot.');
  const unsupported = tlds.filter((tld) => !isSupportedEnding(tld));
  if (unsupported.length > 0) refuse('TLD_NOT_SUPPORTED', `Unsupported TLDs ${unsupported.join(', ')} found.`);
  return tlds.length > 0 ? tlds : ['com', 'net', 'org', 'shop', 'online', 'store'];
}

function readMaxLength(call: PublicCall): number {
  const maxLength = queryInteger(call.query, 'maxLength') ?? 63;
  if (maxLength < 3 || maxLength > 63) {
    refuseField({ field: 'maxLength', description: 'must be between 3 and 63', violatedRule: 'RANGE' });
  }
  return maxLength;
}

/** The size of a page, by its name of today or by the older one. */
function readLimit(call: PublicCall): number {
  const field = call.query['paging.limit'] === undefined ? 'limit' : 'paging.limit';
  const asked = queryInteger(call.query, field);
  if (asked === 0 && call.quirks.suggestionsZeroLimit === 'reject') {
    refuseField({
      field,
      description: 'must be greater than or equal to 1',
      violatedRule: 'MIN',
      data: { threshold: 1 },
    });
  }
  const fallback = call.quirks.suggestionsDefaultLimit;
  return pageLimit(asked, { field, fallback, maximum: 20, aboveMaximum: 'reject' });
}

/** Names made of the words of the query, the plain ones first. The same wish gets the same names. */
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

function suggestionsFor(state: SandboxState, { query, tlds, maxLength }: Wish): readonly Suggestion[] {
  return labelsFor(query)
    .filter((label) => label.length <= maxLength)
    .flatMap((label) => tlds.map((tld) => ({ domain: `${label}.${tld}`, premium: isPremiumName(label) })))
    .filter(({ domain }) => !state.registrations.has(domain))
    .map((suggestion, index) => ({ ...suggestion, rank: String(index).padStart(6, '0') }));
}

const byRank = orderBy<Suggestion>([{ read: ({ rank }) => rank, direction: 'ASC' }], ({ domain }) => domain);

/** A cursor is good for the same wish only, so a caller that does not repeat the parameters is found out. */
function suggestDomains(state: SandboxState, call: PublicCall): Answer {
  const wish = { query: readQuery(call), tlds: readTlds(call), maxLength: readMaxLength(call) };
  const limit = readLimit(call);
  const scope = `suggest-domains/${JSON.stringify(wish)}`;
  const cursor = queryText(call.query, 'paging.cursor') || undefined;
  const position = cursor === undefined ? undefined : readCursor(scope, cursor).position;
  const page = cutPage(suggestionsFor(state, wish), { order: byRank, position, limit });
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
  {
    operation: 'Suggest Domains',
    method: 'GET',
    path: '/domain-search/v2/suggest-domains',
    level: 'public',
    handle: suggestDomains,
  },
];
