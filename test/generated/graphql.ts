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