/** What is sent to Wix and what comes back, as far as the servers of others read it. */

export type Raw = Readonly<Record<string, unknown>>;

export interface RawPage {
  readonly sites: readonly Raw[];
}

export interface RawDomains {
  readonly connectedDomains: readonly Raw[];
  readonly pagingMetadata: { readonly cursors: { readonly next?: string | null }; readonly hasNext: boolean };
}

export interface RawTeam {
  readonly teamMembers: readonly { readonly user?: Raw }[];
  readonly facets: readonly {
    readonly facetType: string;
    readonly values: readonly { readonly value: string; readonly count: number }[];
  }[];
}

export interface RawRoles {
  readonly predefinedRoles: readonly Raw[];
  readonly customRoles: readonly Raw[];
}

export const paths = {
  account: (id: string) => `/accounts/v1/accounts/${id}`,
  sites: '/site-list/v2/sites/query',
  domains: (cursor?: string) =>
    `/domains/v1/connected-domains?paging.limit=100${cursor === undefined ? '' : `&paging.cursor=${encodeURIComponent(cursor)}`}`,
  team: '/roles-management/v3/team/search',
  roles: '/roles-management/roles',
} as const;

/** Every kind that a site may have, because Wix leaves out most of them unless told. */
const allKinds = ['WIX', 'HEADLESS', 'DEV_SITE', 'DASHBOARD_FIRST'];

export const bodies = {
  newestSites: (limit: number) => ({
    query: {
      filter: { namespace: { $in: ['WIX', 'HEADLESS'] } },
      sort: [{ fieldName: 'createdDate', order: 'DESC' }],
      cursorPaging: { limit },
    },
  }),
  /** At most 100 ids. */
  sitesById: (ids: readonly string[]) => ({
    query: { filter: { id: { $in: ids }, namespace: { $in: allKinds } }, cursorPaging: { limit: 100 } },
  }),
  team: (limit: number) => ({
    facets: ['Users'],
    orderBy: [{ fieldName: 'Name', direction: 'ASC' }],
    paging: { limit, offset: 0 },
  }),
} as const;

/** The pieces of a list, at most 100 items each. */
export function hundreds<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / 100) }, (_, page) => items.slice(page * 100, page * 100 + 100));
}
