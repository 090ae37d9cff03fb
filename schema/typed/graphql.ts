/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether an account can be used. */
export type AccountStatus =
  /** The account is in use. */
  | 'ACTIVE'
  /** Wix has blocked the account. */
  | 'BLOCKED'
  /** The account is deleted. */
  | 'DELETED'
  /** A status that this graph doesn't know yet. See `statusRaw`. */
  | 'UNKNOWN';

/** The kind of business that a site is for. */
export type BusinessType =
  /** A blog. */
  | 'BLOG'
  /** Events. */
  | 'EVENT'
  /** Fitness classes or training. */
  | 'FITNESS_SERVICE'
  /** A restaurant. */
  | 'RESTAURANT'
  /** A shop. */
  | 'STORE'
  /** Wix sent no kind, or one that this graph doesn't know yet. See `businessTypeRaw`. */
  | 'UNKNOWN';

/** The treatment of existing records that are in neither `records` nor `remove`. */
export type DnsApplyMode =
  /** Keep them. */
  | 'MERGE'
  /** Remove them, mail records included. Requires at least one record in `records`. The domain's own NS and SOA records and records of an unknown type are kept. */
  | 'REPLACE';

/** The DNS records of one type at one host, with all their values. */
export type DnsRecordInput = {
  /** The full host name, such as `www.example.com`, `_dmarc.example.com` or `*.example.com`. */
  hostName: string;
  /** The number of seconds that resolvers can cache the records. At least 1. Default: the existing TTL; for new records, Wix's default. */
  ttlSeconds?: number | null | undefined;
  /** The type of the records. UNKNOWN is not accepted. */
  type: DnsRecordType;
  /** All values, 1 to 50 of up to 1,000 characters each. They must be unique and in the format of the type, such as `10 mx.example.com` for MX. */
  values: Array<string>;
};

/** Identifies the DNS records of one type at one host. */
export type DnsRecordKeyInput = {
  /** The full host name, such as `www.example.com`, `_dmarc.example.com` or `*.example.com`. */
  hostName: string;
  /** The type of the records. UNKNOWN is not accepted. */
  type: DnsRecordType;
};

/** Type of a DNS record. */
export type DnsRecordType =
  /** IPv4 address. */
  | 'A'
  /** IPv6 address. */
  | 'AAAA'
  /** Alias of another host name. */
  | 'CNAME'
  /** Mail server. Each value is a priority and a host, such as `10 mx.example.com`. */
  | 'MX'
  /** Rule for rewriting names, used in telephony. */
  | 'NAPTR'
  /** Name server of the domain. */
  | 'NS'
  /** Pointer from an address to a name. */
  | 'PTR'
  /** Start of authority: administrative data of the zone. */
  | 'SOA'
  /** Mail policy, in the record type that TXT has replaced. */
  | 'SPF'
  /** Location of a service. */
  | 'SRV'
  /** Free text, used for ownership verification and mail policies. */
  | 'TXT'
  /** A type that this graph doesn't know yet. See the raw value. */
  | 'UNKNOWN';

/** The role of a domain for its site. */
export type DomainAssignmentRole =
  /** The site's address. A site has at most one primary domain. */
  | 'PRIMARY'
  /** Redirects visitors to the primary domain. */
  | 'REDIRECT'
  /** A role that this graph doesn't know yet. See `roleRaw`. */
  | 'UNKNOWN';

/** The way a domain is connected to Wix. */
export type DomainConnectionMethod =
  /** A subdomain that Wix uses internally, not visible to visitors. */
  | 'HIDDEN'
  /** Wix hosts the DNS. The registration stays elsewhere. */
  | 'NAMESERVERS'
  /** DNS is hosted elsewhere and its records point to Wix. Wix manages no records. */
  | 'POINTING'
  /** A subdomain, connected by CNAME records. */
  | 'SUBDOMAIN'
  /** A method that this graph doesn't know yet. See `connectionMethodRaw`. */
  | 'UNKNOWN';

/** The editor that a site is built with. */
export type EditorKind =
  /** Wix ADI. */
  | 'ADI'
  /** The Wix Editor. */
  | 'EDITOR'
  /** Editor X, replaced by Wix Studio. */
  | 'EDITOR_X'
  /** Wix Harmony. */
  | 'HARMONY'
  /** No editor, as for a headless site. */
  | 'NONE'
  /** Wix Studio. */
  | 'STUDIO'
  /** An editor that this graph doesn't know yet. See `editorRaw`. */
  | 'UNKNOWN';

/** The status of an invite. */
export type InviteStatus =
  /** The person accepted the invite and has the roles. */
  | 'ACCEPTED'
  /** The person declined the invite. */
  | 'DECLINED'
  /** The invite expired before it was accepted. */
  | 'EXPIRED'
  /** The invite was sent and can be accepted. */
  | 'PENDING'
  /** The account deleted or revoked the invite. */
  | 'REVOKED'
  /** A status that this graph doesn't know yet. See `statusRaw`. */
  | 'UNKNOWN';

/** The reason why a product was not delivered. */
export type ProductFailureCode =
  /** The delivery timed out. */
  | 'DELIVERY_TIMEOUT'
  /** A service outside Wix failed. */
  | 'EXTERNAL_FAILURE'
  /** Wix sent no reason, or one that this graph doesn't know yet. See `codeRaw`. */
  | 'UNKNOWN';

/** The delivery status of a product. */
export type ProductInstanceStatus =
  /** The product isn't delivered until somebody takes an action, which Wix doesn't specify. */
  | 'AWAITING_ACTION'
  /** The product is canceled. */
  | 'CANCELED'
  /** The product is delivered. */
  | 'ENABLED'
  /** The product could not be delivered. See `failure`. */
  | 'FAILED'
  /** The product was sold and is being delivered. */
  | 'PENDING'
  /** A status that this graph doesn't know yet. See `statusRaw`. */
  | 'UNKNOWN';

/** Whether a domain's DNS records have propagated across the internet. */
export type PropagationStatus =
  /** The records found are not the required ones. */
  | 'FAILED'
  /** In progress. It can take up to 48 hours. */
  | 'IN_PROGRESS'
  /** Complete. The site may still not be served at the domain. */
  | 'SUCCEEDED'
  /** Not checked yet, or a status that this graph doesn't know yet. See the raw value. */
  | 'UNKNOWN';

/** The level at which a role can be assigned. */
export type RoleLevel =
  /** For a whole account, to a member of its team. */
  | 'ACCOUNT'
  /** For individual sites or folders of sites. */
  | 'SITE';

/** Kind of site. Wix lists only WIX sites by default; this graph lists WIX and HEADLESS. */
export type SiteKind =
  /** Shared content of an account. */
  | 'ACCOUNT_MASTER_CMS'
  /** Photo album. */
  | 'ALBUMS'
  /** Wix business behind a site that is hosted elsewhere. */
  | 'ANYWHERE'
  /** Business that was started as a branded app. */
  | 'BRANDED_FIRST'
  /** Club. */
  | 'CLUBS'
  /** Creator's business. */
  | 'CREATOR_ECONOMY'
  /** Business that was started in the dashboard. */
  | 'DASHBOARD_FIRST'
  /** Company in the developers center. */
  | 'DEV_CENTER_COMPANY'
  /** Developer's test site. */
  | 'DEV_SITE'
  /** Business without an editor. Its front end is built elsewhere. */
  | 'HEADLESS'
  /** Hotel business. */
  | 'HOTELS'
  /** Draft in the editor. */
  | 'HTML_DRAFT'
  /** Logo made with the logo maker. */
  | 'LOGOS'
  /** Site that is still being set up. */
  | 'ONBOARDING_DRAFT'
  /** Partner's dashboard. */
  | 'PARTNER_DASHBOARD'
  /** Rise business. */
  | 'RISE'
  /** ShoutOut (e-mail marketing). */
  | 'SHOUT_OUT'
  /** Business without a website. */
  | 'SITELESS_BUSINESS'
  /** A kind that this graph doesn't know yet. See `kindRaw`. */
  | 'UNKNOWN'
  /** Video made with the video maker. */
  | 'VIDEO_MAKER'
  /** Ordinary website. */
  | 'WIX'
  /** Trial store. */
  | 'WIX_STORES_TEST_DRIVE';

/** The reason why a write, or one item of it, was refused. */
export type UserErrorCode =
  /** A value is invalid. `path` leads to it. */
  | 'BAD_USER_INPUT'
  /** This item of a list was not sent: the operation has made as many REST calls as it may. Send the rest in another one. */
  | 'CALL_LIMIT_EXCEEDED'
  /** The write conflicts with Wix's current state: the object already exists, or was changed in the meantime. */
  | 'CONFLICT'
  /** The write is not possible in the current state. `upstreamCode` has the reason if Wix gives one. */
  | 'FAILED_PRECONDITION'
  /** Wix's rules do not allow the write here, whatever the key's permissions. `upstreamCode` has the reason. */
  | 'NOT_ALLOWED'
  /** The object to change does not exist. */
  | 'NOT_FOUND'
  /** It is not known whether this item of a list was applied. Check before you retry. */
  | 'OUTCOME_UNKNOWN'
  /** Wix rejected this item of a list and gave no reason that this graph knows. */
  | 'REJECTED'
  /** This item of a list was not applied: Wix could not be reached or failed. */
  | 'UPSTREAM_UNAVAILABLE';

/** A day of the week. */
export type Weekday =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wix sent no day. */
  | 'UNKNOWN'
  /** Wednesday. */
  | 'WEDNESDAY';

export type AccountOverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountOverviewQuery = { account: { id: string, name: string | null, status: AccountStatus | null, sites: { totalCount: number | null, nodes: Array<{ id: string, displayName: string, kind: SiteKind, isPublished: boolean, url: string | null, primaryDomain: { name: string, propagationStatus: PropagationStatus } | null }> } | null, teamMembers: { totalCount: number | null, nodes: Array<{ email: string | null, name: { full: string | null } }> } | null } | null };

export type ApplyDnsRecordsMutationVariables = Exact<{
  domainName: string;
  records?: Array<DnsRecordInput> | DnsRecordInput | null | undefined;
  remove?: Array<DnsRecordKeyInput> | DnsRecordKeyInput | null | undefined;
  mode?: DnsApplyMode;
  expectedVersion?: string | null | undefined;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type ApplyDnsRecordsMutation = { applyDnsRecords: { isComplete: boolean | null, changes: Array<{ before: { type: DnsRecordType, hostName: string | null, values: Array<string> } | null, after: { type: DnsRecordType, hostName: string | null, values: Array<string> } | null, error: { code: UserErrorCode, message: string } | null }> | null, zone: { version: string } | null, dryRun: { isPossible: boolean, changes: Array<{ before: string | null, after: string | null, summary: string }>, problems: Array<{ code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ operation: string, count: number, permission: string | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, upstreamCode: string | null }> } | null };

export type AssignableRolesQueryVariables = Exact<{
  assignableTo?: RoleLevel | null | undefined;
  locale?: string;
}>;


export type AssignableRolesQuery = { account: { roles: Array<{ id: string, roleId: string, title: string, description: string | null, isCustom: boolean, levels: Array<RoleLevel> }> | null } | null };

export type ChildAccountSitesQueryVariables = Exact<{
  accountId: string | number;
  after?: string | null | undefined;
}>;


export type ChildAccountSitesQuery = { account: { name: string | null, status: AccountStatus | null, parent: { id: string } | null, sites: { totalCount: number | null, nodes: Array<{ id: string, displayName: string, isPublished: boolean, isPremium: boolean, url: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ChildAccountsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ChildAccountsQuery = { account: { children: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, status: AccountStatus | null, sites: { nodes: Array<{ displayName: string, url: string | null }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ClientHandoverQueryVariables = Exact<{
  siteId: string | number;
}>;


export type ClientHandoverQuery = { site: { displayName: string, isPublished: boolean, isPremium: boolean, dashboardUrl: string, editorUrls: { editUrl: string | null, previewUrl: string | null } | null, urls: Array<{ url: string }> | null, folder: { path: Array<{ name: string }> | null } | null, properties: { businessName: string | null, email: string | null, phone: string | null, language: string | null, currency: string | null } | null, domains: Array<{ name: string, connectionMethod: DomainConnectionMethod, propagationStatus: PropagationStatus }> | null, contributors: Array<{ accountId: string, ownerUserId: string | null }> | null, members: Array<{ member: { email: string | null, name: { full: string | null } }, assignments: Array<{ role: { title: string } | null }> }> | null } | null };

export type ConnectDomainMutationVariables = Exact<{
  name: string;
  connectionMethod?: DomainConnectionMethod | null | undefined;
  siteId?: string | number | null | undefined;
  assignAs?: DomainAssignmentRole | null | undefined;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type ConnectDomainMutation = { connectDomain: { domain: { name: string, propagationStatus: PropagationStatus, assignment: { role: DomainAssignmentRole, siteId: string } | null, setup:
        | { __typename: 'NameserverSetup', records: Array<{ type: DnsRecordType, hostName: string | null, values: Array<string> }> }
        | { __typename: 'PointingSetup', records: Array<{ type: DnsRecordType, hostName: string | null, values: Array<string> }> }
        | { __typename: 'SubdomainSetup', records: Array<{ type: DnsRecordType, hostName: string | null, values: Array<string> }> }
       | null } | null, dryRun: { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ operation: string, count: number, permission: string | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string>, upstreamCode: string | null }> } | null };

export type DomainDnsQueryVariables = Exact<{
  name: string;
}>;


export type DomainDnsQuery = { domain: { name: string, connectionMethod: DomainConnectionMethod, dnsZone: { dnssecEnabled: boolean, records: Array<{ type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> }> } | null, dnsPreview: { records: Array<{ type: DnsRecordType, hostName: string | null, values: Array<string> }> } | null } | null };

export type DomainHealthQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DomainHealthQuery = { account: { domains: { nodes: Array<{ name: string, connectionMethod: DomainConnectionMethod, propagationStatus: PropagationStatus, assignment: { role: DomainAssignmentRole, redirectsTo: string | null, site: { displayName: string, isPublished: boolean } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type DomainRedirectsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DomainRedirectsQuery = { account: { sites: { nodes: Array<{ displayName: string, primaryDomain: { name: string } | null, redirects: Array<{ name: string, propagationStatus: PropagationStatus }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type DomainRepairQueryVariables = Exact<{
  name: string;
}>;


export type DomainRepairQuery = { domain: { name: string, propagationStatus: PropagationStatus, propagation: { failures: Array<{ recordType: DnsRecordType, expected: Array<string>, actual: Array<string> }> } | null, setup:
      | { __typename: 'NameserverSetup', registrarName: string | null, currentNameservers: Array<string>, records: Array<{ type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> }> }
      | { __typename: 'PointingSetup', registrarName: string | null, records: Array<{ type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> }> }
      | { __typename: 'SubdomainSetup', registrarName: string | null, records: Array<{ type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> }> }
     | null, site: { displayName: string, dashboardUrl: string } | null } | null };

export type RecordToEnterFragment = { type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> };

export type DomainSearchQueryVariables = Exact<{
  name: string;
  words: string;
}>;


export type DomainSearchQuery = { domainAvailability: { name: string, isAvailable: boolean, isPremium: boolean } | null, domainSuggestions: { nodes: Array<{ name: string, isPremium: boolean }> } | null };

export type DomainsToFixQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type DomainsToFixQuery = { account: { domains: { nodes: Array<{ name: string, propagationStatus: PropagationStatus, propagation: { usesWixNameservers: boolean, failures: Array<{ recordType: DnsRecordType, expected: Array<string>, actual: Array<string> }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ExpiringInvitesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ExpiringInvitesQuery = { account: { invites: { nodes: Array<{ id: string, email: string | null, createdAt: string | null, expiresAt: string | null, assignments: Array<{ role: { title: string } | null, scope:
            | { __typename: 'AccountScope' }
            | { __typename: 'FolderScope' }
            | { __typename: 'SiteScope', siteName: string | null }
            | { __typename: 'UnknownScope' }
           }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type FolderSitesQueryVariables = Exact<{
  folderId: string | number;
  after?: string | null | undefined;
}>;


export type FolderSitesQuery = { account: { folder: { name: string, children: Array<{ id: string, name: string, siteCount: number | null }> | null, sites: { nodes: Array<{ id: string, displayName: string, isPublished: boolean, isPremium: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type FolderTreeQueryVariables = Exact<{ [key: string]: never; }>;


export type FolderTreeQuery = { account: { folders: Array<{ id: string, name: string, siteCount: number | null, parent: { id: string } | null, path: Array<{ name: string }> | null }> | null } | null };

export type HeadlessSitesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type HeadlessSitesQuery = { account: { sites: { totalCount: number | null, nodes: Array<{ id: string, displayName: string, dashboardUrl: string, createdAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type InviteTeamMemberMutationVariables = Exact<{
  email: string;
  roleId: string | number;
  siteIds: Array<string | number> | string | number;
  dryRun?: boolean;
}>;


export type InviteTeamMemberMutation = { inviteTeamMembers: { dryRun: { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ operation: string, count: number, permission: string | null }> } | null, results: Array<{ email: string, invite: { id: string, status: InviteStatus, acceptUrl: string | null, expiresAt: string | null } | null, error: { code: UserErrorCode, message: string } | null }> | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type MemberAccessQueryVariables = Exact<{
  userId: string | number;
  after?: string | null | undefined;
}>;


export type MemberAccessQuery = { account: { teamMember: { email: string | null, name: { full: string | null }, assignments: Array<{ role: { title: string } | null, scope:
          | { __typename: 'AccountScope' }
          | { __typename: 'FolderScope', folderPaths: Array<string> }
          | { __typename: 'SiteScope', siteName: string | null }
          | { __typename: 'UnknownScope' }
         }>, sites: { nodes: Array<{ id: string, displayName: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type OffboardTeamMemberMutationVariables = Exact<{
  userId: string | number;
  dryRun?: boolean;
}>;


export type OffboardTeamMemberMutation = { removeTeamMember: { removedUserId: string | null, dryRun: { isPossible: boolean, changes: Array<{ type: string, summary: string }>, problems: Array<{ code: UserErrorCode, message: string }>, calls: Array<{ operation: string, permission: string | null }> } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } | null };

export type OnboardClientMutationVariables = Exact<{
  siteId: string | number;
  folderId: string | number;
  domain: string;
  connectionMethod?: DomainConnectionMethod | null | undefined;
  clientEmail: string;
  roleId: string | number;
  dryRun?: boolean;
}>;


export type OnboardClientMutation = { moveSitesToFolder: { dryRun: { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } | null, connectDomain: { domain: { name: string, propagationStatus: PropagationStatus } | null, dryRun: { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } | null, inviteSiteContributors: { results: Array<{ email: string, error: { code: UserErrorCode } | null }> | null, dryRun: { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } | null, publishSite: { site: { url: string | null } | null, dryRun: { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ message: string }> } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type WhatWouldHappenFragment = { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ message: string }> };

export type WhyNotFragment = { code: UserErrorCode, message: string, path: Array<string> };

export type OnboardCreateSiteMutationVariables = Exact<{
  name: string;
  folderId?: string | number | null | undefined;
  templateId?: string | number | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type OnboardCreateSiteMutation = { createSite: { site: { id: string, displayName: string, dashboardUrl: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type OpenInvitesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OpenInvitesQuery = { account: { invites: { totalCount: number | null, nodes: Array<{ id: string, email: string | null, status: InviteStatus, expiresAt: string | null, assignments: Array<{ role: { title: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PackagesOverviewQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PackagesOverviewQuery = { account: { packages: { nodes: Array<{ id: string, externalId: string | null, productInstances: Array<{ catalogProductId: string | null, status: ProductInstanceStatus, expiresAt: string | null, failure: { message: string | null } | null, site: { displayName: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PackagesToActOnQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PackagesToActOnQuery = { account: { packages: { nodes: Array<{ id: string, externalId: string | null, productInstances: Array<{ id: string, status: ProductInstanceStatus, failure: { code: ProductFailureCode, message: string | null } | null, site: { displayName: string, dashboardUrl: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PremiumNotPublishedQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PremiumNotPublishedQuery = { account: { sites: { nodes: Array<{ id: string, displayName: string, updatedAt: string | null, editUrl: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PreviewMoveToFolderMutationVariables = Exact<{
  siteIds: Array<string | number> | string | number;
  folderId?: string | number | null | undefined;
  dryRun?: boolean;
}>;


export type PreviewMoveToFolderMutation = { moveSitesToFolder: { dryRun: { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ code: UserErrorCode, message: string }> } | null, results: Array<{ siteId: string, error: { code: UserErrorCode, message: string } | null }> | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type PreviewTrashMutationVariables = Exact<{
  siteIds: Array<string | number> | string | number;
  dryRun?: boolean;
}>;


export type PreviewTrashMutation = { moveSitesToTrash: { dryRun: { isPossible: boolean, changes: Array<{ summary: string }>, problems: Array<{ code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ operation: string, count: number, permission: string | null }> } | null, results: Array<{ siteId: string, error: { code: UserErrorCode, upstreamCode: string | null } | null }> | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type RecentlyChangedQueryVariables = Exact<{ [key: string]: never; }>;


export type RecentlyChangedQuery = { account: { sites: { nodes: Array<{ displayName: string, updatedAt: string | null, editor: EditorKind, folder: { name: string } | null }> } | null } | null };

export type SiteAccessQueryVariables = Exact<{
  siteId: string | number;
}>;


export type SiteAccessQuery = { site: { displayName: string, members: Array<{ member: { email: string | null, name: { full: string | null } }, assignments: Array<{ role: { title: string } | null, scope:
          | { __typename: 'AccountScope' }
          | { __typename: 'FolderScope' }
          | { __typename: 'SiteScope' }
          | { __typename: 'UnknownScope' }
         }> }> | null } | null };

export type SiteBusinessQueryVariables = Exact<{
  siteId: string | number;
}>;


export type SiteBusinessQuery = { site: { displayName: string, properties: { businessName: string | null, description: string | null, businessType: BusinessType, email: string | null, phone: string | null, language: string | null, timeZone: string | null, currency: string | null, address: { formatted: string | null, city: string | null, country: string | null } | null, schedule: { periods: Array<{ openDay: Weekday, openTime: string | null, closeDay: Weekday, closeTime: string | null }> } | null } | null } | null };

export type SiteContributorsQueryVariables = Exact<{
  siteId: string | number;
}>;


export type SiteContributorsQuery = { site: { displayName: string, contributors: Array<{ accountId: string, ownerUserId: string | null, roles: Array<{ title: string }> | null }> | null } | null };

export type SitesByIdQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type SitesByIdQuery = { sites: Array<{ id: string, displayName: string, isPublished: boolean, url: string | null, primaryDomain: { name: string } | null } | null> | null };

export type SitesWithoutDomainQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SitesWithoutDomainQuery = { account: { sites: { nodes: Array<{ id: string, displayName: string, url: string | null, dashboardUrl: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type SitesWithoutFolderQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SitesWithoutFolderQuery = { account: { sites: { nodes: Array<{ id: string, displayName: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type TeamAndRolesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TeamAndRolesQuery = { account: { ownerUserId: string | null, teamMembers: { totalCount: number | null, nodes: Array<{ userId: string, email: string | null, joinedAt: string | null, name: { full: string | null }, assignments: Array<{ role: { title: string, isCustom: boolean } | null, scope:
            | { __typename: 'AccountScope' }
            | { __typename: 'FolderScope', folderPaths: Array<string> }
            | { __typename: 'SiteScope', siteName: string | null, site: { url: string | null } | null }
            | { __typename: 'UnknownScope' }
           }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type TeamSizeQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamSizeQuery = { account: { teamCounts: { members: number | null, invites: number | null, invitesByStatus: Array<{ status: InviteStatus, count: number }> | null, byRole: Array<{ count: number, role: { title: string } | null }> | null } | null } | null };

export type TrashQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TrashQuery = { account: { sites: { nodes: Array<{ id: string, displayName: string, trashedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

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
export const RecordToEnterFragmentDoc = new TypedDocumentString(`
    fragment RecordToEnter on SetupRecord {
  type
  hostName
  ttlSeconds
  values
}
    `, {"fragmentName":"RecordToEnter"}) as unknown as TypedDocumentString<RecordToEnterFragment, unknown>;
export const WhatWouldHappenFragmentDoc = new TypedDocumentString(`
    fragment WhatWouldHappen on DryRun {
  isPossible
  changes {
    summary
  }
  problems {
    message
  }
}
    `, {"fragmentName":"WhatWouldHappen"}) as unknown as TypedDocumentString<WhatWouldHappenFragment, unknown>;
export const WhyNotFragmentDoc = new TypedDocumentString(`
    fragment WhyNot on UserError {
  code
  message
  path
}
    `, {"fragmentName":"WhyNot"}) as unknown as TypedDocumentString<WhyNotFragment, unknown>;
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
    `, {"hash":"sha256:a62de19ba8b5f399507f39fc2fd7f105319004c9b2dc2a64b05b9764479d8a63"}) as unknown as TypedDocumentString<AccountOverviewQuery, AccountOverviewQueryVariables>;
export const ApplyDnsRecordsDocument = new TypedDocumentString(`
    mutation ApplyDnsRecords($domainName: DomainName!, $records: [DnsRecordInput!], $remove: [DnsRecordKeyInput!], $mode: DnsApplyMode! = MERGE, $expectedVersion: String, $dryRun: Boolean! = true, $idempotencyKey: String) {
  applyDnsRecords(
    input: {domainName: $domainName, records: $records, remove: $remove, mode: $mode, expectedVersion: $expectedVersion, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    isComplete
    changes {
      before {
        type
        hostName
        values
      }
      after {
        type
        hostName
        values
      }
      error {
        code
        message
      }
    }
    zone {
      version
    }
    dryRun {
      isPossible
      changes {
        before
        after
        summary
      }
      problems {
        code
        message
        path
      }
      calls {
        operation
        count
        permission
      }
    }
    userErrors {
      code
      message
      path
      upstreamCode
    }
  }
}
    `, {"hash":"sha256:1759f3d80702b36aba413b3645384846302911391162eabbe6d208014b75eedb"}) as unknown as TypedDocumentString<ApplyDnsRecordsMutation, ApplyDnsRecordsMutationVariables>;
export const AssignableRolesDocument = new TypedDocumentString(`
    query AssignableRoles($assignableTo: RoleLevel = ACCOUNT, $locale: String! = "en") {
  account {
    roles(assignableTo: $assignableTo) {
      id
      roleId
      title(locale: $locale)
      description(locale: $locale)
      isCustom
      levels
    }
  }
}
    `, {"hash":"sha256:758f54c56e11f64cff88a0be286208bdb2ae8e6acfdf5a2d05fdae8cc32b5f7c"}) as unknown as TypedDocumentString<AssignableRolesQuery, AssignableRolesQueryVariables>;
export const ChildAccountSitesDocument = new TypedDocumentString(`
    query ChildAccountSites($accountId: ID!, $after: String) {
  account(id: $accountId) {
    name
    status
    parent {
      id
    }
    sites(first: 20, after: $after) {
      totalCount
      nodes {
        id
        displayName
        isPublished
        isPremium
        url
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:4bb157c15d76ed03aebe478b1cddefc2ea65ddcc0ff7ee76b15b151fd6d6dbfd"}) as unknown as TypedDocumentString<ChildAccountSitesQuery, ChildAccountSitesQueryVariables>;
export const ChildAccountsDocument = new TypedDocumentString(`
    query ChildAccounts($after: String) {
  account {
    children(first: 20, after: $after) {
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
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:3e4fc861b35b5bcf839cb821702d1279c01748f2f0fa26f30bc8f9b4de41c2e0"}) as unknown as TypedDocumentString<ChildAccountsQuery, ChildAccountsQueryVariables>;
export const ClientHandoverDocument = new TypedDocumentString(`
    query ClientHandover($siteId: ID!) {
  site(id: $siteId) {
    displayName
    isPublished
    isPremium
    dashboardUrl
    editorUrls {
      editUrl
      previewUrl
    }
    urls(primaryOnly: true) {
      url
    }
    folder {
      path {
        name
      }
    }
    properties {
      businessName
      email
      phone
      language
      currency
    }
    domains {
      name
      connectionMethod
      propagationStatus
    }
    contributors {
      accountId
      ownerUserId
    }
    members {
      member {
        email
        name {
          full
        }
      }
      assignments {
        role {
          title
        }
      }
    }
  }
}
    `, {"hash":"sha256:c2511e2173fd25c5bbc4c5c628665b98e2c9a7b8bc1c18fc27c3d19ff474f008"}) as unknown as TypedDocumentString<ClientHandoverQuery, ClientHandoverQueryVariables>;
export const ConnectDomainDocument = new TypedDocumentString(`
    mutation ConnectDomain($name: DomainName!, $connectionMethod: DomainConnectionMethod, $siteId: ID, $assignAs: DomainAssignmentRole, $dryRun: Boolean! = true, $idempotencyKey: String) {
  connectDomain(
    input: {name: $name, connectionMethod: $connectionMethod, siteId: $siteId, assignAs: $assignAs, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    domain {
      name
      propagationStatus
      assignment {
        role
        siteId
      }
      setup {
        __typename
        ... on NameserverSetup {
          records {
            type
            hostName
            values
          }
        }
        ... on PointingSetup {
          records {
            type
            hostName
            values
          }
        }
        ... on SubdomainSetup {
          records {
            type
            hostName
            values
          }
        }
      }
    }
    dryRun {
      isPossible
      changes {
        summary
      }
      problems {
        code
        message
        path
      }
      calls {
        operation
        count
        permission
      }
    }
    userErrors {
      code
      message
      path
      upstreamCode
    }
  }
}
    `, {"hash":"sha256:9202a6499411a9dbea5de707a96966de4d44e76a383bef38d011de92a8be350f"}) as unknown as TypedDocumentString<ConnectDomainMutation, ConnectDomainMutationVariables>;
export const DomainDnsDocument = new TypedDocumentString(`
    query DomainDns($name: DomainName!) {
  domain(name: $name) {
    name
    connectionMethod
    dnsZone {
      dnssecEnabled
      records {
        type
        hostName
        ttlSeconds
        values
      }
    }
    dnsPreview {
      records {
        type
        hostName
        values
      }
    }
  }
}
    `, {"hash":"sha256:86d1ca4e22267bb7c237c2b59bc208d8221606447f36a532644ec526a42ab5fe"}) as unknown as TypedDocumentString<DomainDnsQuery, DomainDnsQueryVariables>;
export const DomainHealthDocument = new TypedDocumentString(`
    query DomainHealth($after: String) {
  account {
    domains(first: 100, after: $after) {
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
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:8dbb65338dbe284ed765c2b3785401fc7e21975e2041747511092f9ae1dd37ca"}) as unknown as TypedDocumentString<DomainHealthQuery, DomainHealthQueryVariables>;
export const DomainRedirectsDocument = new TypedDocumentString(`
    query DomainRedirects($after: String) {
  account {
    sites(first: 50, after: $after, filter: {hasDomain: true}) {
      nodes {
        displayName
        primaryDomain {
          name
        }
        redirects {
          name
          propagationStatus
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:9071b61022f135aaa215be6f89c8c11117db18da33a4caaab4d313d772a6e5b3"}) as unknown as TypedDocumentString<DomainRedirectsQuery, DomainRedirectsQueryVariables>;
export const DomainRepairDocument = new TypedDocumentString(`
    query DomainRepair($name: DomainName!) {
  domain(name: $name) {
    name
    propagationStatus
    propagation {
      failures {
        recordType
        expected
        actual
      }
    }
    setup {
      __typename
      ... on NameserverSetup {
        registrarName
        currentNameservers
        records {
          ...RecordToEnter
        }
      }
      ... on PointingSetup {
        registrarName
        records {
          ...RecordToEnter
        }
      }
      ... on SubdomainSetup {
        registrarName
        records {
          ...RecordToEnter
        }
      }
    }
    site {
      displayName
      dashboardUrl
    }
  }
}
    fragment RecordToEnter on SetupRecord {
  type
  hostName
  ttlSeconds
  values
}`, {"hash":"sha256:d38b83f45585f2ec21bf45172e50ab620002438861cdf115dd25e80ecdfc6db6"}) as unknown as TypedDocumentString<DomainRepairQuery, DomainRepairQueryVariables>;
export const DomainSearchDocument = new TypedDocumentString(`
    query DomainSearch($name: DomainName!, $words: String!) {
  domainAvailability(name: $name) {
    name
    isAvailable
    isPremium
  }
  domainSuggestions(query: $words, first: 5) {
    nodes {
      name
      isPremium
    }
  }
}
    `, {"hash":"sha256:72fa7e6084c9a00709562d011846c02e47c0f28051ebe7d525fb9aa9d9b35291"}) as unknown as TypedDocumentString<DomainSearchQuery, DomainSearchQueryVariables>;
export const DomainsToFixDocument = new TypedDocumentString(`
    query DomainsToFix($first: Int! = 10, $after: String) {
  account {
    domains(first: $first, after: $after) {
      nodes {
        name
        propagationStatus
        propagation {
          usesWixNameservers
          failures {
            recordType
            expected
            actual
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:a0ed8e3047232cd2be4db7f632c62d5d706e9ca873148cae873471e4bd6a91a8"}) as unknown as TypedDocumentString<DomainsToFixQuery, DomainsToFixQueryVariables>;
export const ExpiringInvitesDocument = new TypedDocumentString(`
    query ExpiringInvites($after: String) {
  account {
    invites(first: 50, after: $after, statuses: [PENDING]) {
      nodes {
        id
        email
        createdAt
        expiresAt
        assignments {
          role {
            title
          }
          scope {
            __typename
            ... on SiteScope {
              siteName
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:843727a021d03fc034e9989691be438ca7f70bf793f2589bfa7caede9611048a"}) as unknown as TypedDocumentString<ExpiringInvitesQuery, ExpiringInvitesQueryVariables>;
export const FolderSitesDocument = new TypedDocumentString(`
    query FolderSites($folderId: ID!, $after: String) {
  account {
    folder(id: $folderId) {
      name
      children {
        id
        name
        siteCount
      }
      sites(first: 50, after: $after, orderBy: {field: DISPLAY_NAME, direction: ASC}) {
        nodes {
          id
          displayName
          isPublished
          isPremium
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `, {"hash":"sha256:2c1873baa98c1bcad1e8beaaee5e51b009b7032b4b7f3d324a3ce9ef1add140e"}) as unknown as TypedDocumentString<FolderSitesQuery, FolderSitesQueryVariables>;
export const FolderTreeDocument = new TypedDocumentString(`
    query FolderTree {
  account {
    folders {
      id
      name
      siteCount
      parent {
        id
      }
      path {
        name
      }
    }
  }
}
    `, {"hash":"sha256:f333eedcec561e5acdf40c7622fb61c4dbd45de3920ddd723f13ddb5e13765a6"}) as unknown as TypedDocumentString<FolderTreeQuery, FolderTreeQueryVariables>;
export const HeadlessSitesDocument = new TypedDocumentString(`
    query HeadlessSites($after: String) {
  account {
    sites(first: 50, after: $after, filter: {kinds: [HEADLESS]}) {
      totalCount
      nodes {
        id
        displayName
        dashboardUrl
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:f399919a5656fafc37257fbaa61c72df0326d6d9da3828d62a6940dfc5888869"}) as unknown as TypedDocumentString<HeadlessSitesQuery, HeadlessSitesQueryVariables>;
export const InviteTeamMemberDocument = new TypedDocumentString(`
    mutation InviteTeamMember($email: EmailAddress!, $roleId: ID!, $siteIds: [ID!]!, $dryRun: Boolean! = true) {
  inviteTeamMembers(
    input: {invitees: [{email: $email, assignments: [{roleId: $roleId, scope: {siteIds: $siteIds}}]}], dryRun: $dryRun}
  ) {
    dryRun {
      isPossible
      changes {
        summary
      }
      problems {
        code
        message
        path
      }
      calls {
        operation
        count
        permission
      }
    }
    results {
      email
      invite {
        id
        status
        acceptUrl
        expiresAt
      }
      error {
        code
        message
      }
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:200502efe470c6f9b5ad138b76b4be1f0759a05991f53ad8e19049269f2a2b7d"}) as unknown as TypedDocumentString<InviteTeamMemberMutation, InviteTeamMemberMutationVariables>;
export const MemberAccessDocument = new TypedDocumentString(`
    query MemberAccess($userId: ID!, $after: String) {
  account {
    teamMember(userId: $userId) {
      email
      name {
        full
      }
      assignments {
        role {
          title
        }
        scope {
          __typename
          ... on SiteScope {
            siteName
          }
          ... on FolderScope {
            folderPaths
          }
        }
      }
      sites(first: 50, after: $after) {
        nodes {
          id
          displayName
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `, {"hash":"sha256:5db5f7eb0468df77add17b29599ce20d1ffbf40c4486d7706897501fd7312164"}) as unknown as TypedDocumentString<MemberAccessQuery, MemberAccessQueryVariables>;
export const OffboardTeamMemberDocument = new TypedDocumentString(`
    mutation OffboardTeamMember($userId: ID!, $dryRun: Boolean! = true) {
  removeTeamMember(input: {userId: $userId, dryRun: $dryRun}) {
    dryRun {
      isPossible
      changes {
        type
        summary
      }
      problems {
        code
        message
      }
      calls {
        operation
        permission
      }
    }
    removedUserId
    userErrors {
      code
      message
    }
  }
}
    `, {"hash":"sha256:5b856da72e357ff13a15c705157c12f41e64289c0aafc93172ea33033931afd3"}) as unknown as TypedDocumentString<OffboardTeamMemberMutation, OffboardTeamMemberMutationVariables>;
export const OnboardClientDocument = new TypedDocumentString(`
    mutation OnboardClient($siteId: ID!, $folderId: ID!, $domain: DomainName!, $connectionMethod: DomainConnectionMethod, $clientEmail: EmailAddress!, $roleId: ID!, $dryRun: Boolean! = true) {
  moveSitesToFolder(
    input: {siteIds: [$siteId], targetFolderId: $folderId, dryRun: $dryRun}
  ) {
    dryRun {
      ...WhatWouldHappen
    }
    userErrors {
      ...WhyNot
    }
  }
  connectDomain(
    input: {name: $domain, connectionMethod: $connectionMethod, siteId: $siteId, assignAs: PRIMARY, dryRun: $dryRun}
  ) {
    domain {
      name
      propagationStatus
    }
    dryRun {
      ...WhatWouldHappen
    }
    userErrors {
      ...WhyNot
    }
  }
  inviteSiteContributors(
    input: {siteId: $siteId, emails: [$clientEmail], roleIds: [$roleId], dryRun: $dryRun}
  ) {
    results {
      email
      error {
        code
      }
    }
    dryRun {
      ...WhatWouldHappen
    }
    userErrors {
      ...WhyNot
    }
  }
  publishSite(input: {siteId: $siteId, dryRun: $dryRun}) {
    site {
      url
    }
    dryRun {
      ...WhatWouldHappen
    }
    userErrors {
      ...WhyNot
    }
  }
}
    fragment WhatWouldHappen on DryRun {
  isPossible
  changes {
    summary
  }
  problems {
    message
  }
}
fragment WhyNot on UserError {
  code
  message
  path
}`, {"hash":"sha256:f800c875d9a147ee7c65f37c7b0270607bf84bfaf29cc4d624333a0851b4f18e"}) as unknown as TypedDocumentString<OnboardClientMutation, OnboardClientMutationVariables>;
export const OnboardCreateSiteDocument = new TypedDocumentString(`
    mutation OnboardCreateSite($name: String!, $folderId: ID, $templateId: ID, $idempotencyKey: String) {
  createSite(
    input: {name: $name, folderId: $folderId, templateId: $templateId, idempotencyKey: $idempotencyKey}
  ) {
    site {
      id
      displayName
      dashboardUrl
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:b29080f4e17458f4761b3544410e44c41f258369ac30403a3985a728ae0c68ff"}) as unknown as TypedDocumentString<OnboardCreateSiteMutation, OnboardCreateSiteMutationVariables>;
export const OpenInvitesDocument = new TypedDocumentString(`
    query OpenInvites($after: String) {
  account {
    invites(first: 50, after: $after, statuses: [PENDING, EXPIRED]) {
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
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:0affd06750f361dd0c99de6a032951f99ea4df618fe5362b7d67c5b3deaea617"}) as unknown as TypedDocumentString<OpenInvitesQuery, OpenInvitesQueryVariables>;
export const PackagesOverviewDocument = new TypedDocumentString(`
    query PackagesOverview($after: String) {
  account {
    packages(first: 50, after: $after) {
      nodes {
        id
        externalId
        productInstances {
          catalogProductId
          status
          expiresAt
          failure {
            message
          }
          site {
            displayName
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:372c83f6ee7be2207033a3240c17a32afa1a48609041b549e3d5ad961e21562f"}) as unknown as TypedDocumentString<PackagesOverviewQuery, PackagesOverviewQueryVariables>;
export const PackagesToActOnDocument = new TypedDocumentString(`
    query PackagesToActOn($after: String) {
  account {
    packages(
      first: 20
      after: $after
      filter: {statuses: [FAILED, AWAITING_ACTION]}
    ) {
      nodes {
        id
        externalId
        productInstances {
          id
          status
          failure {
            code
            message
          }
          site {
            displayName
            dashboardUrl
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:df7d1f4ff0acfd95fd6cc76d2e2c917cdc44594cb5f3269f117050c182a1f30d"}) as unknown as TypedDocumentString<PackagesToActOnQuery, PackagesToActOnQueryVariables>;
export const PremiumNotPublishedDocument = new TypedDocumentString(`
    query PremiumNotPublished($after: String) {
  account {
    sites(
      first: 50
      after: $after
      filter: {isPremium: true, isPublished: false}
      orderBy: {field: UPDATED_AT, direction: ASC}
    ) {
      nodes {
        id
        displayName
        updatedAt
        editUrl
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:766adad6ce51d5f2698f316affbd8408586a51ae05157a94b590f185bd66ac3c"}) as unknown as TypedDocumentString<PremiumNotPublishedQuery, PremiumNotPublishedQueryVariables>;
export const PreviewMoveToFolderDocument = new TypedDocumentString(`
    mutation PreviewMoveToFolder($siteIds: [ID!]!, $folderId: ID, $dryRun: Boolean! = true) {
  moveSitesToFolder(
    input: {siteIds: $siteIds, targetFolderId: $folderId, dryRun: $dryRun}
  ) {
    dryRun {
      isPossible
      changes {
        summary
      }
      problems {
        code
        message
      }
    }
    results {
      siteId
      error {
        code
        message
      }
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:da192970d6b0c7e1ab44bbf3dc27c242c090f3cbadcd54ff86757951d6cf9f06"}) as unknown as TypedDocumentString<PreviewMoveToFolderMutation, PreviewMoveToFolderMutationVariables>;
export const PreviewTrashDocument = new TypedDocumentString(`
    mutation PreviewTrash($siteIds: [ID!]!, $dryRun: Boolean! = true) {
  moveSitesToTrash(input: {siteIds: $siteIds, dryRun: $dryRun}) {
    dryRun {
      isPossible
      changes {
        summary
      }
      problems {
        code
        message
        path
      }
      calls {
        operation
        count
        permission
      }
    }
    results {
      siteId
      error {
        code
        upstreamCode
      }
    }
    userErrors {
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:16c2d583c6a2e852a626edf8bc210aa2a4c9143601ea8736aaff64d4a565b457"}) as unknown as TypedDocumentString<PreviewTrashMutation, PreviewTrashMutationVariables>;
export const RecentlyChangedDocument = new TypedDocumentString(`
    query RecentlyChanged {
  account {
    sites(first: 10, orderBy: {field: UPDATED_AT}) {
      nodes {
        displayName
        updatedAt
        editor
        folder {
          name
        }
      }
    }
  }
}
    `, {"hash":"sha256:c2058186f680c8dc8b041394f38c52a6c0322b774416dd9cfa462a2b7c590143"}) as unknown as TypedDocumentString<RecentlyChangedQuery, RecentlyChangedQueryVariables>;
export const SiteAccessDocument = new TypedDocumentString(`
    query SiteAccess($siteId: ID!) {
  site(id: $siteId) {
    displayName
    members {
      member {
        email
        name {
          full
        }
      }
      assignments {
        role {
          title
        }
        scope {
          __typename
        }
      }
    }
  }
}
    `, {"hash":"sha256:df92a3ca224ae6ee47642dafaa337fdd19bc8cbcaa80feaab36887ebc870f556"}) as unknown as TypedDocumentString<SiteAccessQuery, SiteAccessQueryVariables>;
export const SiteBusinessDocument = new TypedDocumentString(`
    query SiteBusiness($siteId: ID!) {
  site(id: $siteId) {
    displayName
    properties {
      businessName
      description
      businessType
      email
      phone
      language
      timeZone
      currency
      address {
        formatted
        city
        country
      }
      schedule {
        periods {
          openDay
          openTime
          closeDay
          closeTime
        }
      }
    }
  }
}
    `, {"hash":"sha256:9bb9849574fdb6cc8014beea3a64e68aadad0d21e62be96bb4b0b5b07feefac1"}) as unknown as TypedDocumentString<SiteBusinessQuery, SiteBusinessQueryVariables>;
export const SiteContributorsDocument = new TypedDocumentString(`
    query SiteContributors($siteId: ID!) {
  site(id: $siteId) {
    displayName
    contributors {
      accountId
      ownerUserId
      roles {
        title
      }
    }
  }
}
    `, {"hash":"sha256:da01ddcf8dd84997598fe44d45d410e2fb2b83f00faab8412183eca69150d45e"}) as unknown as TypedDocumentString<SiteContributorsQuery, SiteContributorsQueryVariables>;
export const SitesByIdDocument = new TypedDocumentString(`
    query SitesById($ids: [ID!]!) {
  sites(ids: $ids) {
    id
    displayName
    isPublished
    url
    primaryDomain {
      name
    }
  }
}
    `, {"hash":"sha256:fd5d126e59ba85878f47e8cd29df8a16a99b9e5a0966b213d740cac25a38b435"}) as unknown as TypedDocumentString<SitesByIdQuery, SitesByIdQueryVariables>;
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
    `, {"hash":"sha256:26764e434669527ede5872ab2ef6cddb1b2682de5e47460c1c3f57429ab02acc"}) as unknown as TypedDocumentString<SitesWithoutDomainQuery, SitesWithoutDomainQueryVariables>;
export const SitesWithoutFolderDocument = new TypedDocumentString(`
    query SitesWithoutFolder($after: String) {
  account {
    sites(
      first: 50
      after: $after
      filter: {isInFolder: false}
      orderBy: {field: DISPLAY_NAME, direction: ASC}
    ) {
      nodes {
        id
        displayName
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:56e417549c03e06615303f587fa0676a3af23d497ed8af36d24c591f3b610560"}) as unknown as TypedDocumentString<SitesWithoutFolderQuery, SitesWithoutFolderQueryVariables>;
export const TeamAndRolesDocument = new TypedDocumentString(`
    query TeamAndRoles($after: String) {
  account {
    ownerUserId
    teamMembers(first: 50, after: $after, orderBy: {field: NAME}) {
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
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:ab7a915a65d6d7b7b99c3e619d29dce2bee4b09dc689cd72060030ad5fc4ce28"}) as unknown as TypedDocumentString<TeamAndRolesQuery, TeamAndRolesQueryVariables>;
export const TeamSizeDocument = new TypedDocumentString(`
    query TeamSize {
  account {
    teamCounts {
      members
      invites
      invitesByStatus {
        status
        count
      }
      byRole {
        role {
          title
        }
        count
      }
    }
  }
}
    `, {"hash":"sha256:4ee6a8b948d80b3fc3b57ad4d32eb56cec66efdbf1a81dc916f27f3543bfa2e1"}) as unknown as TypedDocumentString<TeamSizeQuery, TeamSizeQueryVariables>;
export const TrashDocument = new TypedDocumentString(`
    query Trash($after: String) {
  account {
    sites(
      first: 20
      after: $after
      filter: {isTrashed: true}
      orderBy: {field: TRASHED_AT}
    ) {
      nodes {
        id
        displayName
        trashedAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:0ef59184ce1ed49497b2a6f57cd1de87dabcc038cb639615d9c746b050ae69e4"}) as unknown as TypedDocumentString<TrashQuery, TrashQueryVariables>;