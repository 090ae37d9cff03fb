import { endpoint, shape } from '../../wix/endpoint.ts';

/** An availability as Wix sends it. Responses from 2023 had no `premium` and no `premiumType`. */
export interface WixAvailability {
  readonly domain?: unknown;
  readonly available?: unknown;
  readonly premium?: unknown;
  /** UNKNOWN: its values other than `UNKNOWN_PREMIUM_TYPE`. */
  readonly premiumType?: unknown;
}

export const checkDomainAvailability = endpoint({
  name: 'Check Domain Availability',
  method: 'GET',
  path: '/domain-search/v2/check-domain-availability',
  // UNKNOWN: the reference requires an API key, but newer recipes of Wix say that sending one gets a 403. A client
  // option decides.
  level: 'public',
  retry: 'read',
  permission: 'DOMAINS.PUBLIC_API_PERMISSION',
  cache: 'never',
  certainty: 'documented',
  source: 'dev.wix.com/docs/api-reference/account-level/domains/skills/check-domain-availability, read 2026-11-23',
  query: shape<{ readonly domain: string }>(),
  texts: {
    'query.domain': 'text',
  },
  response: shape<{ readonly availability?: WixAvailability }>(),
});

export interface WixSuggestion {
  readonly domain?: unknown;
  readonly premium?: unknown;
}

/** Everything except `paging` is repeated with a cursor. */
export interface WixSuggestionQuery {
  readonly query: string;
  readonly tlds?: readonly string[];
  readonly maxLength?: number;
  /** The page size without a limit is UNKNOWN, so one is always sent. */
  readonly paging: { readonly limit: number; readonly cursor?: string };
}

export const suggestDomains = endpoint({
  name: 'Suggest Domains',
  method: 'GET',
  path: '/domain-search/v2/suggest-domains',
  level: 'public',
  retry: 'read',
  permission: 'DOMAINS.PUBLIC_API_PERMISSION',
  maxItems: 20,
  certainty: 'documented',
  source:
    'dev.wix.com/docs/rest/api-reference/account-level-ap-is/domain-search/suggestion-v-2/suggest-domains, read 2026-11-23',
  query: shape<WixSuggestionQuery>(),
  texts: {
    'query.paging.cursor': 'text',
    'query.query': 'text',
    'query.tlds[]': 'text',
  },
  response: shape<{ readonly suggestions?: readonly WixSuggestion[]; readonly pagingMetadata?: unknown }>(),
});
