/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether an account can be used. */
export type AccountStatus =
  /** In use. */
  | 'ACTIVE'
  /** Blocked by Wix. */
  | 'BLOCKED'
  /** Deleted. */
  | 'DELETED'
  /** A status that this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** What a domain is to its site. */
export type DomainAssignmentRole =
  /** The site's address. A site has at most one. */
  | 'PRIMARY'
  /** Sends visitors on to the primary domain. */
  | 'REDIRECT'
  /** A role that this graph does not know yet; see `roleRaw`. */
  | 'UNKNOWN';

/** How a domain was led to Wix. */
export type DomainConnectionMethod =
  /** A subdomain that Wix uses internally, not visible to visitors. */
  | 'HIDDEN'
  /** Wix hosts its DNS; the registration stays elsewhere. */
  | 'NAMESERVERS'
  /** Its DNS is hosted elsewhere; records there point to Wix. Wix manages no records. */
  | 'POINTING'
  /** A subdomain, led to Wix by CNAME records. */
  | 'SUBDOMAIN'
  /** A method that this graph does not know yet; see `connectionMethodRaw`. */
  | 'UNKNOWN';

/** What became of an invite. */
export type InviteStatus =
  /** Accepted: the person has the roles. */
  | 'ACCEPTED'
  /** Declined by the person. */
  | 'DECLINED'
  /** Ran out before it was accepted. */
  | 'EXPIRED'
  /** Sent, and can be accepted. */
  | 'PENDING'
  /** Deleted or revoked by the account. */
  | 'REVOKED'
  /** A status that this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** Whether the internet's name servers have taken over a domain's records. */
export type PropagationStatus =
  /** The records that were found are not the ones that are needed. */
  | 'FAILED'
  /** Under way. It can take 48 hours. */
  | 'IN_PROGRESS'
  /** Done. It does not prove that the site is served already. */
  | 'SUCCEEDED'
  /** Not checked yet, or a status that this graph does not know. */
  | 'UNKNOWN';

/** What a site is. Wix's lists show WIX alone unless asked; this graph's show WIX and HEADLESS. */
export type SiteKind =
  /** An account's shared content. */
  | 'ACCOUNT_MASTER_CMS'
  /** A photo album. */
  | 'ALBUMS'
  /** A Wix business behind a site that lives elsewhere. */
  | 'ANYWHERE'
  /** A business that began as a branded app. */
  | 'BRANDED_FIRST'
  /** A club. */
  | 'CLUBS'
  /** A creator's business. */
  | 'CREATOR_ECONOMY'
  /** A business that began in the dashboard. */
  | 'DASHBOARD_FIRST'
  /** A company in the developers center. */
  | 'DEV_CENTER_COMPANY'
  /** A developer's test site. */
  | 'DEV_SITE'
  /** A business without an editor, whose front end is built elsewhere. */
  | 'HEADLESS'
  /** A hotel business. */
  | 'HOTELS'
  /** A draft in the editor. */
  | 'HTML_DRAFT'
  /** A logo made with the logo maker. */
  | 'LOGOS'
  /** A site that is still being set up. */
  | 'ONBOARDING_DRAFT'
  /** A partner's dashboard. */
  | 'PARTNER_DASHBOARD'
  /** A Rise business. */
  | 'RISE'
  /** A ShoutOut (e-mail marketing). */
  | 'SHOUT_OUT'
  /** A business without a website. */
  | 'SITELESS_BUSINESS'
  /** A kind that this graph does not know yet; see `kindRaw`. */
  | 'UNKNOWN'
  /** A video made with the video maker. */
  | 'VIDEO_MAKER'
  /** An ordinary website. */
  | 'WIX'
  /** A trial store. */
  | 'WIX_STORES_TEST_DRIVE';

export type AccountOverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountOverviewQuery = { account: { id: string, name: string | null, status: AccountStatus | null, sites: { totalCount: number | null, nodes: Array<{ id: string, displayName: string, kind: SiteKind, isPublished: boolean, url: string | null, primaryDomain: { name: string, propagationStatus: PropagationStatus } | null }> } | null, teamMembers: { totalCount: number | null, nodes: Array<{ email: string | null, name: { full: string | null } }> } | null } | null };

export type ChildAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type ChildAccountsQuery = { account: { children: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, status: AccountStatus | null, sites: { nodes: Array<{ displayName: string, url: string | null }> } | null }> } | null } | null };

export type DomainHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type DomainHealthQuery = { account: { domains: { nodes: Array<{ name: string, connectionMethod: DomainConnectionMethod, propagationStatus: PropagationStatus, assignment: { role: DomainAssignmentRole, redirectsTo: string | null, site: { displayName: string, isPublished: boolean } | null } | null }> } | null } | null };

export type OpenInvitesQueryVariables = Exact<{ [key: string]: never; }>;


export type OpenInvitesQuery = { account: { invites: { totalCount: number | null, nodes: Array<{ id: string, email: string | null, status: InviteStatus, expiresAt: string | null, assignments: Array<{ role: { title: string } | null }> }> } | null } | null };

export type SitesWithoutDomainQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SitesWithoutDomainQuery = { account: { sites: { nodes: Array<{ id: string, displayName: string, url: string | null, dashboardUrl: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type TeamAndRolesQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamAndRolesQuery = { account: { ownerUserId: string | null, teamMembers: { totalCount: number | null, nodes: Array<{ userId: string, email: string | null, joinedAt: string | null, name: { full: string | null }, assignments: Array<{ role: { title: string, isCustom: boolean } | null, scope:
            | { __typename: 'AccountScope' }
            | { __typename: 'FolderScope', folderPaths: Array<string> }
            | { __typename: 'SiteScope', siteName: string | null, site: { url: string | null } | null }
            | { __typename: 'UnknownScope' }
           }> }> } | null } | null };

export type TrashQueryVariables = Exact<{ [key: string]: never; }>;


export type TrashQuery = { account: { sites: { nodes: Array<{ id: string, displayName: string, trashedAt: string | null }> } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AccountOverviewDocument = new TypedDocumentString(`
    query AccountOverview {
  account {
    id
    name
    status
    sites(first: 5) {
      totalCount
      nodes {
        id
        displayName
        kind
        isPublished
        url
        primaryDomain {
          name
          propagationStatus
        }
      }
    }
    teamMembers(first: 5) {
      totalCount
      nodes {
        name {
          full
        }
        email
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccountOverviewQuery, AccountOverviewQueryVariables>;
export const ChildAccountsDocument = new TypedDocumentString(`
    query ChildAccounts {
  account {
    children(first: 20) {
      totalCount
      nodes {
        id
        name
        status
        sites(first: 3) {
          nodes {
            displayName
            url
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChildAccountsQuery, ChildAccountsQueryVariables>;
export const DomainHealthDocument = new TypedDocumentString(`
    query DomainHealth {
  account {
    domains(first: 100) {
      nodes {
        name
        connectionMethod
        propagationStatus
        assignment {
          role
          redirectsTo
          site {
            displayName
            isPublished
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DomainHealthQuery, DomainHealthQueryVariables>;
export const OpenInvitesDocument = new TypedDocumentString(`
    query OpenInvites {
  account {
    invites(first: 50, statuses: [PENDING, EXPIRED]) {
      totalCount
      nodes {
        id
        email
        status
        expiresAt
        assignments {
          role {
            title
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OpenInvitesQuery, OpenInvitesQueryVariables>;
export const SitesWithoutDomainDocument = new TypedDocumentString(`
    query SitesWithoutDomain($after: String) {
  account {
    sites(
      first: 50
      after: $after
      filter: {isPublished: true, isPremium: true, hasDomain: false}
    ) {
      nodes {
        id
        displayName
        url
        dashboardUrl
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SitesWithoutDomainQuery, SitesWithoutDomainQueryVariables>;
export const TeamAndRolesDocument = new TypedDocumentString(`
    query TeamAndRoles {
  account {
    ownerUserId
    teamMembers(first: 50, orderBy: {field: NAME}) {
      totalCount
      nodes {
        userId
        name {
          full
        }
        email
        joinedAt
        assignments {
          role {
            title
            isCustom
          }
          scope {
            __typename
            ... on SiteScope {
              siteName
              site {
                url
              }
            }
            ... on FolderScope {
              folderPaths
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TeamAndRolesQuery, TeamAndRolesQueryVariables>;
export const TrashDocument = new TypedDocumentString(`
    query Trash {
  account {
    sites(first: 20, filter: {isTrashed: true}, orderBy: {field: TRASHED_AT}) {
      nodes {
        id
        displayName
        trashedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TrashQuery, TrashQueryVariables>;