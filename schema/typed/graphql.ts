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

/** The result of one item of a batch. */
export type BatchItemStatus =
  /** The item was applied. Items that are applied are never sent again with the same key. */
  | 'APPLIED'
  /** Nothing of the item changed: Wix could not be reached, or calls or time ran out. A retry with the same `idempotencyKey` sends it. */
  | 'NOT_APPLIED'
  /** Some changes of the item were applied. `userErrors` says why others were not. */
  | 'PARTLY_APPLIED'
  /** Nothing of the item changed, for the reasons in `userErrors`. Correct it before a retry. */
  | 'REFUSED'
  /** Wix's response was lost, and it is not known whether the item was applied. Run `verify`, or retry with the same `idempotencyKey`: then the graph looks again. */
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

/** Identifies a contributor of a site. */
export type ContributorOnSiteInput = {
  /** The contributor's ACCOUNT GUID from `Site.contributors`, not a user id. */
  contributorAccountId: string | number;
  /** The site's GUID. */
  siteId: string | number;
};

/** The treatment of existing records that are in neither `records` nor `remove`. */
export type DnsApplyMode =
  /** Keep them. */
  | 'MERGE'
  /** Remove them, mail records included. Requires at least one record in `records`. The domain's own NS and SOA records and records of an unknown type are kept. */
  | 'REPLACE';

/** The DNS records of one type at one host, with all their values. */
export type DnsRecordInput = {
  /** The host name up to and including the domain, without a dot at its end, such as `www.example.com`, `_dmarc.example.com` or `*.example.com`. Unicode is converted to punycode. */
  hostName: string;
  /** The number of seconds that resolvers can cache the records. At least 1. Defaults to the existing TTL; for new records, Wix's default. */
  ttlSeconds?: number | null | undefined;
  /** The type of the records. UNKNOWN is accepted only for a record that stays as the zone has it. */
  type: DnsRecordType;
  /** All values, 1 to 50 of up to 1,000 characters each. They must be unique and in the format of the type, such as `10 mx.example.com` for MX. A record that the zone already has is not checked, so what is read can be written back. A TXT value is the text itself: quotes around it are stored. */
  values: Array<string>;
};

/** Identifies the DNS records of one type at one host. */
export type DnsRecordKeyInput = {
  /** The host name up to and including the domain, without a dot at its end, such as `www.example.com`, `_dmarc.example.com` or `*.example.com`. Unicode is converted to punycode. */
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

/** The DNS records to apply to the zone of one domain. */
export type DnsRecordsOfDomainInput = {
  /** The domain of the zone. */
  domainName: string;
  /** The `version` of the zone as last read. If the zone has changed since, the write is rejected with CONFLICT. Defaults to any version. */
  expectedVersion?: string | null | undefined;
  /** The treatment of existing records that are in neither `records` nor `remove`. */
  mode?: DnsApplyMode;
  /** The records that the zone must have, with `remove` and those of all other domains 2,000. Each type and host must be unique. An existing record with other values or another TTL is replaced as a whole. Empty or absent: none. */
  records?: Array<DnsRecordInput> | null | undefined;
  /** The records to remove, with `records` and those of all other domains 2,000. Records that do not exist are ignored. The NS and SOA records of the domain itself can't be removed, only replaced. Empty or absent: none. */
  remove?: Array<DnsRecordKeyInput> | null | undefined;
};

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
  /** Not connected: registered through Wix. On no list: found as the `primaryDomain` of a site, and by its name while it serves a site. */
  | 'REGISTERED'
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
  /** Headless site made with Base44. */
  | 'BASE44'
  /** Business that was started as a branded app. */
  | 'BRANDED_FIRST'
  /** Wix Channels site. */
  | 'CHANNELS'
  /** Club. */
  | 'CLUBS'
  /** Headless site made with Codux. */
  | 'CODUX'
  /** Creator's business. */
  | 'CREATOR_ECONOMY'
  /** Business that was started in the dashboard. */
  | 'DASHBOARD_FIRST'
  /** Company in the developers center. */
  | 'DEV_CENTER_COMPANY'
  /** Development site of the developers center. Deprecated by Wix. */
  | 'DEV_CENTER_DEV_SITE'
  /** Developer's test site. */
  | 'DEV_SITE'
  /** Brand kit of an Enterprise account. */
  | 'ENTERPRISE_BRAND_KIT'
  /** Business without an editor. Its front end is built elsewhere. */
  | 'HEADLESS'
  /** Hotel business. */
  | 'HOTELS'
  /** Draft in the editor. */
  | 'HTML_DRAFT'
  /** Logo made with the logo maker. */
  | 'LOGOS'
  /** Project of the design creator. */
  | 'MEDIA_DESIGN_CREATOR'
  /** Account of the Mimir job runner. */
  | 'MIMIR'
  /** Wix Nano site. */
  | 'NANO'
  /** Project of the Nautilus platform. */
  | 'NAUTILUS'
  /** App of the Nautilus platform. */
  | 'NAUTILUS_APPS'
  /** Account of the Nownia scheduling assistant. */
  | 'NOWNIA'
  /** Site that is still being set up. */
  | 'ONBOARDING_DRAFT'
  /** Partner's dashboard. */
  | 'PARTNER_DASHBOARD'
  /** Rise business. */
  | 'RISE'
  /** Shared blog of an Enterprise account. */
  | 'SHARED_BLOG_ENTERPRISE'
  /** ShoutOut (e-mail marketing). */
  | 'SHOUT_OUT'
  /** Business without a website. */
  | 'SITELESS_BUSINESS'
  /** Events without a website. */
  | 'STANDALONE_EVENTS'
  /** Forms without a website. */
  | 'STANDALONE_FORMS'
  /** Symphony project. */
  | 'SYMPHONY'
  /** Project of the Wix Twins platform. */
  | 'TWINS'
  /** Template made by a user. */
  | 'UGC_TEMPLATE'
  /** A kind that this graph doesn't know yet. See `kindRaw`. */
  | 'UNKNOWN'
  /** Project of the Vibu app builder. */
  | 'VIBU'
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
  /** This item of a list was not sent: the time of the operation ran out, or its caller disconnected. Send the rest in another one. */
  | 'DEADLINE_EXCEEDED'
  /** The write is not possible in the current state. `upstreamCode` has the reason if Wix gives one. */
  | 'FAILED_PRECONDITION'
  /** Wix's rules do not allow the write here, whatever the key's permissions. `upstreamCode` has the reason. */
  | 'NOT_ALLOWED'
  /** The object to change does not exist. */
  | 'NOT_FOUND'
  /** The caller's token lacks a scope or an account that the write needs. Only in the `problems` of a dry run: the actual write fails with FORBIDDEN in `errors`. */
  | 'NOT_PERMITTED'
  /** It is not known whether this item of a list was applied. Check before you retry. */
  | 'OUTCOME_UNKNOWN'
  /** This item of a list was not applied: Wix's rate limit is used up. Retry it later. */
  | 'RATE_LIMITED'
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


export type AccountOverviewQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, name: string | null, status: AccountStatus | null, sites: { __typename: 'SiteConnection', totalCount: number | null, nodes: Array<{ __typename: 'Site', id: string, displayName: string, kind: SiteKind, isPublished: boolean, url: string | null, primaryDomain: { __typename: 'Domain', id: string, name: string, propagationStatus: PropagationStatus } | null }> } | null, teamMembers: { __typename: 'TeamMemberConnection', totalCount: number | null, nodes: Array<{ __typename: 'TeamMember', id: string, email: string | null, name: { __typename: 'PersonName', full: string | null } }> } | null } | null };

export type ApplyDnsRecordsMutationVariables = Exact<{
  domainName: string;
  records?: Array<DnsRecordInput> | DnsRecordInput | null | undefined;
  remove?: Array<DnsRecordKeyInput> | DnsRecordKeyInput | null | undefined;
  mode?: DnsApplyMode;
  expectedVersion?: string | null | undefined;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type ApplyDnsRecordsMutation = { __typename: 'Mutation', applyDnsRecords: { __typename: 'ApplyDnsRecordsPayload', isComplete: boolean | null, changes: Array<{ __typename: 'DnsRecordChange', before: { __typename: 'DnsRecord', type: DnsRecordType, hostName: string | null, values: Array<string> } | null, after: { __typename: 'DnsRecord', type: DnsRecordType, hostName: string | null, values: Array<string> } | null, error: { __typename: 'UserError', code: UserErrorCode, message: string } | null }> | null, zone: { __typename: 'DnsZone', id: string, version: string } | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', before: string | null, after: string | null, summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ __typename: 'PlannedCall', operation: string, count: number, permission: string | null }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string>, upstreamCode: string | null }> } | null };

export type ApplyDnsRecordsToDomainsMutationVariables = Exact<{
  domains: Array<DnsRecordsOfDomainInput> | DnsRecordsOfDomainInput;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type ApplyDnsRecordsToDomainsMutation = { __typename: 'Mutation', applyDnsRecordsToDomains: { __typename: 'ApplyDnsRecordsToDomainsPayload', results: Array<{ __typename: 'ApplyDnsRecordsToDomainResult', index: number, domainName: string, status: BatchItemStatus, verify: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> }> | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type AssignableRolesQueryVariables = Exact<{
  assignableTo?: RoleLevel | null | undefined;
  locale?: string;
}>;


export type AssignableRolesQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, roles: Array<{ __typename: 'Role', id: string, roleId: string, title: string, description: string | null, isCustom: boolean, levels: Array<RoleLevel> }> | null } | null };

export type ChildAccountSitesQueryVariables = Exact<{
  accountId: string | number;
  after?: string | null | undefined;
}>;


export type ChildAccountSitesQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, name: string | null, status: AccountStatus | null, parent: { __typename: 'Account', id: string } | null, sites: { __typename: 'SiteConnection', totalCount: number | null, nodes: Array<{ __typename: 'Site', id: string, displayName: string, isPublished: boolean, isPremium: boolean, url: string | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ChildAccountsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ChildAccountsQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, children: { __typename: 'AccountConnection', totalCount: number | null, nodes: Array<{ __typename: 'Account', id: string, name: string | null, status: AccountStatus | null, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string, url: string | null }> } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ClientHandoverQueryVariables = Exact<{
  siteId: string | number;
}>;


export type ClientHandoverQuery = { __typename: 'Query', site: { __typename: 'Site', id: string, displayName: string, isPublished: boolean, isPremium: boolean, dashboardUrl: string, editorUrls: { __typename: 'SiteEditorUrls', editUrl: string | null, previewUrl: string | null } | null, urls: Array<{ __typename: 'SiteUrl', url: string }> | null, folder: { __typename: 'Folder', id: string, path: Array<{ __typename: 'Folder', id: string, name: string }> | null } | null, properties: { __typename: 'SiteProperties', id: string, businessName: string | null, email: string | null, phone: string | null, language: string | null, currency: string | null } | null, domains: Array<{ __typename: 'Domain', id: string, name: string, connectionMethod: DomainConnectionMethod, propagationStatus: PropagationStatus }> | null, contributors: Array<{ __typename: 'SiteContributor', id: string, accountId: string, ownerUserId: string | null }> | null, members: Array<{ __typename: 'SiteAccess', member: { __typename: 'TeamMember', id: string, email: string | null, name: { __typename: 'PersonName', full: string | null } }, assignments: Array<{ __typename: 'RoleAssignment', id: string, role: { __typename: 'Role', id: string, title: string } | null }> }> | null } | null };

export type ConnectDomainMutationVariables = Exact<{
  name: string;
  connectionMethod?: DomainConnectionMethod | null | undefined;
  siteId?: string | number | null | undefined;
  assignAs?: DomainAssignmentRole | null | undefined;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type ConnectDomainMutation = { __typename: 'Mutation', connectDomain: { __typename: 'ConnectDomainPayload', domain: { __typename: 'Domain', id: string, name: string, propagationStatus: PropagationStatus, assignment: { __typename: 'DomainAssignment', role: DomainAssignmentRole, siteId: string } | null, setup:
        | { __typename: 'NameserverSetup', records: Array<{ __typename: 'SetupRecord', type: DnsRecordType, hostName: string | null, values: Array<string> }> }
        | { __typename: 'PointingSetup', records: Array<{ __typename: 'SetupRecord', type: DnsRecordType, hostName: string | null, values: Array<string> }> }
        | { __typename: 'SubdomainSetup', records: Array<{ __typename: 'SetupRecord', type: DnsRecordType, hostName: string | null, values: Array<string> }> }
       | null } | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ __typename: 'PlannedCall', operation: string, count: number, permission: string | null }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string>, upstreamCode: string | null }> } | null };

export type DomainDnsQueryVariables = Exact<{
  name: string;
}>;


export type DomainDnsQuery = { __typename: 'Query', domain: { __typename: 'Domain', id: string, name: string, connectionMethod: DomainConnectionMethod, dnsZone: { __typename: 'DnsZone', id: string, dnssecEnabled: boolean, records: Array<{ __typename: 'DnsRecord', type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> }> } | null, dnsPreview: { __typename: 'DnsZone', id: string, records: Array<{ __typename: 'DnsRecord', type: DnsRecordType, hostName: string | null, values: Array<string> }> } | null } | null };

export type DomainHealthQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DomainHealthQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, domains: { __typename: 'DomainConnection', nodes: Array<{ __typename: 'Domain', id: string, name: string, connectionMethod: DomainConnectionMethod, propagationStatus: PropagationStatus, assignment: { __typename: 'DomainAssignment', role: DomainAssignmentRole, redirectsTo: string | null, site: { __typename: 'Site', id: string, displayName: string, isPublished: boolean } | null } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type DomainRedirectsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DomainRedirectsQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string, primaryDomain: { __typename: 'Domain', id: string, name: string } | null, redirects: Array<{ __typename: 'Domain', id: string, name: string, propagationStatus: PropagationStatus }> | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type DomainRepairQueryVariables = Exact<{
  name: string;
}>;


export type DomainRepairQuery = { __typename: 'Query', domain: { __typename: 'Domain', id: string, name: string, propagationStatus: PropagationStatus, propagation: { __typename: 'DnsPropagation', failures: Array<{ __typename: 'DnsPropagationFailure', recordType: DnsRecordType, expected: Array<string>, actual: Array<string> }> } | null, setup:
      | { __typename: 'NameserverSetup', registrarName: string | null, currentNameservers: Array<string>, records: Array<{ __typename: 'SetupRecord', type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> }> }
      | { __typename: 'PointingSetup', registrarName: string | null, records: Array<{ __typename: 'SetupRecord', type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> }> }
      | { __typename: 'SubdomainSetup', registrarName: string | null, records: Array<{ __typename: 'SetupRecord', type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> }> }
     | null, site: { __typename: 'Site', id: string, displayName: string, dashboardUrl: string } | null } | null };

export type RecordToEnterFragment = { __typename: 'SetupRecord', type: DnsRecordType, hostName: string | null, ttlSeconds: number | null, values: Array<string> };

export type DomainSearchQueryVariables = Exact<{
  name: string;
  words: string;
}>;


export type DomainSearchQuery = { __typename: 'Query', domainAvailability: { __typename: 'DomainAvailability', name: string, isAvailable: boolean, isPremium: boolean } | null, domainSuggestions: { __typename: 'DomainSuggestionConnection', nodes: Array<{ __typename: 'DomainSuggestion', name: string, isPremium: boolean }> } | null };

export type DomainsToFixQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type DomainsToFixQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, domains: { __typename: 'DomainConnection', nodes: Array<{ __typename: 'Domain', id: string, name: string, propagationStatus: PropagationStatus, propagation: { __typename: 'DnsPropagation', usesWixNameservers: boolean, failures: Array<{ __typename: 'DnsPropagationFailure', recordType: DnsRecordType, expected: Array<string>, actual: Array<string> }> } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type ExpiringInvitesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ExpiringInvitesQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, invites: { __typename: 'AccountInviteConnection', nodes: Array<{ __typename: 'AccountInvite', id: string, email: string | null, createdAt: string | null, expiresAt: string | null, assignments: Array<{ __typename: 'RoleAssignment', id: string, role: { __typename: 'Role', id: string, title: string } | null, scope:
            | { __typename: 'AccountScope' }
            | { __typename: 'FolderScope' }
            | { __typename: 'SiteScope', siteName: string | null }
            | { __typename: 'UnknownScope' }
           }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type FolderSitesQueryVariables = Exact<{
  folderId: string | number;
  after?: string | null | undefined;
}>;


export type FolderSitesQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, folder: { __typename: 'Folder', id: string, name: string, children: Array<{ __typename: 'Folder', id: string, name: string, siteCount: number | null }> | null, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string, isPublished: boolean, isPremium: boolean }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type FolderTreeQueryVariables = Exact<{ [key: string]: never; }>;


export type FolderTreeQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, folders: Array<{ __typename: 'Folder', id: string, name: string, siteCount: number | null, parent: { __typename: 'Folder', id: string } | null, path: Array<{ __typename: 'Folder', id: string, name: string }> | null }> | null } | null };

export type HeadlessSitesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type HeadlessSitesQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, sites: { __typename: 'SiteConnection', totalCount: number | null, nodes: Array<{ __typename: 'Site', id: string, displayName: string, dashboardUrl: string, createdAt: string | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type InviteTeamMemberMutationVariables = Exact<{
  email: string;
  roleId: string | number;
  siteIds: Array<string | number> | string | number;
  dryRun?: boolean;
}>;


export type InviteTeamMemberMutation = { __typename: 'Mutation', inviteTeamMembers: { __typename: 'InviteTeamMembersPayload', dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ __typename: 'PlannedCall', operation: string, count: number, permission: string | null }> } | null, results: Array<{ __typename: 'InviteTeamMemberResult', email: string, invite: { __typename: 'AccountInvite', id: string, status: InviteStatus, acceptUrl: string | null, expiresAt: string | null } | null, error: { __typename: 'UserError', code: UserErrorCode, message: string } | null }> | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type MemberAccessQueryVariables = Exact<{
  userId: string | number;
  after?: string | null | undefined;
}>;


export type MemberAccessQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, teamMember: { __typename: 'TeamMember', id: string, email: string | null, name: { __typename: 'PersonName', full: string | null }, assignments: Array<{ __typename: 'RoleAssignment', id: string, role: { __typename: 'Role', id: string, title: string } | null, scope:
          | { __typename: 'AccountScope' }
          | { __typename: 'FolderScope', folderPaths: Array<string> }
          | { __typename: 'SiteScope', siteName: string | null }
          | { __typename: 'UnknownScope' }
         }>, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type OffboardTeamMemberMutationVariables = Exact<{
  userId: string | number;
  dryRun?: boolean;
}>;


export type OffboardTeamMemberMutation = { __typename: 'Mutation', removeTeamMember: { __typename: 'RemoveTeamMemberPayload', removedUserId: string | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', type: string, summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string }>, calls: Array<{ __typename: 'PlannedCall', operation: string, permission: string | null }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string }> } | null };

export type OffboardTeamMembersMutationVariables = Exact<{
  userIds: Array<string | number> | string | number;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type OffboardTeamMembersMutation = { __typename: 'Mutation', removeTeamMembers: { __typename: 'RemoveTeamMembersPayload', results: Array<{ __typename: 'RemoveTeamMemberResult', index: number, removedTeamMemberId: string | null, status: BatchItemStatus, verify: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> }> | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type OnboardClientMutationVariables = Exact<{
  siteId: string | number;
  folderId: string | number;
  domain: string;
  connectionMethod?: DomainConnectionMethod | null | undefined;
  clientEmail: string;
  roleId: string | number;
}>;


export type OnboardClientMutation = { __typename: 'Mutation', moveSitesToFolder: { __typename: 'MoveSitesToFolderPayload', dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', message: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, connectDomain: { __typename: 'ConnectDomainPayload', domain: { __typename: 'Domain', id: string, name: string, propagationStatus: PropagationStatus } | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', message: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, inviteSiteContributors: { __typename: 'InviteSiteContributorsPayload', results: Array<{ __typename: 'InviteSiteContributorResult', email: string, error: { __typename: 'UserError', code: UserErrorCode } | null }> | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', message: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, publishSite: { __typename: 'PublishSitePayload', site: { __typename: 'Site', id: string, url: string | null } | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', message: string }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type WhatWouldHappenFragment = { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', message: string }> };

export type WhyNotFragment = { __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> };

export type OnboardCreateSiteMutationVariables = Exact<{
  name: string;
  folderId?: string | number | null | undefined;
  templateId?: string | number | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type OnboardCreateSiteMutation = { __typename: 'Mutation', createSite: { __typename: 'CreateSitePayload', site: { __typename: 'Site', id: string, displayName: string, dashboardUrl: string } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type OnboardInviteClientMutationVariables = Exact<{
  siteId: string | number;
  clientEmail: string;
  roleId: string | number;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type OnboardInviteClientMutation = { __typename: 'Mutation', inviteSiteContributors: { __typename: 'InviteSiteContributorsPayload', results: Array<{ __typename: 'InviteSiteContributorResult', email: string, invite: { __typename: 'SiteInvite', id: string, expiresAt: string | null } | null, error: { __typename: 'UserError', code: UserErrorCode, message: string } | null }> | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type OnboardPremiumStatusQueryVariables = Exact<{
  siteId: string | number;
}>;


export type OnboardPremiumStatusQuery = { __typename: 'Query', site: { __typename: 'Site', id: string, isPremium: boolean } | null };

export type OnboardPublishSiteMutationVariables = Exact<{
  siteId: string | number;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type OnboardPublishSiteMutation = { __typename: 'Mutation', publishSite: { __typename: 'PublishSitePayload', site: { __typename: 'Site', id: string, url: string | null } | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type OnboardSellPremiumMutationVariables = Exact<{
  siteId: string | number;
  catalogProductId: string | number;
  countryCode: string;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type OnboardSellPremiumMutation = { __typename: 'Mutation', createPackage: { __typename: 'CreatePackagePayload', package: { __typename: 'Package', id: string, productInstances: Array<{ __typename: 'ProductInstance', id: string, status: ProductInstanceStatus }> } | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type OpenInvitesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OpenInvitesQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, invites: { __typename: 'AccountInviteConnection', totalCount: number | null, nodes: Array<{ __typename: 'AccountInvite', id: string, email: string | null, status: InviteStatus, expiresAt: string | null, assignments: Array<{ __typename: 'RoleAssignment', id: string, role: { __typename: 'Role', id: string, title: string } | null }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type OutsideAccessQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OutsideAccessQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string, contributorAccounts: Array<{ __typename: 'Account', id: string }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PackagesOverviewQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PackagesOverviewQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, packages: { __typename: 'PackageConnection', nodes: Array<{ __typename: 'Package', id: string, externalId: string | null, productInstances: Array<{ __typename: 'ProductInstance', id: string, catalogProductId: string | null, status: ProductInstanceStatus, expiresAt: string | null, failure: { __typename: 'ProductFailure', message: string | null } | null, site: { __typename: 'Site', id: string, displayName: string } | null }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PackagesToActOnQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PackagesToActOnQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, packages: { __typename: 'PackageConnection', nodes: Array<{ __typename: 'Package', id: string, externalId: string | null, productInstances: Array<{ __typename: 'ProductInstance', id: string, status: ProductInstanceStatus, failure: { __typename: 'ProductFailure', code: ProductFailureCode, message: string | null } | null, site: { __typename: 'Site', id: string, displayName: string, dashboardUrl: string } | null }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PremiumNotPublishedQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PremiumNotPublishedQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string, updatedAt: string | null, editUrl: string | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PreviewMoveToFolderMutationVariables = Exact<{
  siteIds: Array<string | number> | string | number;
  folderId?: string | number | null | undefined;
  dryRun?: boolean;
}>;


export type PreviewMoveToFolderMutation = { __typename: 'Mutation', moveSitesToFolder: { __typename: 'MoveSitesToFolderPayload', dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string }> } | null, results: Array<{ __typename: 'MoveSiteToFolderResult', siteId: string, error: { __typename: 'UserError', code: UserErrorCode, message: string } | null }> | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type PreviewTrashMutationVariables = Exact<{
  siteIds: Array<string | number> | string | number;
  dryRun?: boolean;
}>;


export type PreviewTrashMutation = { __typename: 'Mutation', moveSitesToTrash: { __typename: 'MoveSitesToTrashPayload', dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ __typename: 'PlannedCall', operation: string, count: number, permission: string | null }> } | null, results: Array<{ __typename: 'MoveSiteToTrashResult', siteId: string, error: { __typename: 'UserError', code: UserErrorCode, upstreamCode: string | null } | null }> | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type RecentlyChangedQueryVariables = Exact<{ [key: string]: never; }>;


export type RecentlyChangedQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string, updatedAt: string | null, editor: EditorKind, folder: { __typename: 'Folder', id: string, name: string } | null }> } | null } | null };

export type RemoveContributorsMutationVariables = Exact<{
  contributors: Array<ContributorOnSiteInput> | ContributorOnSiteInput;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type RemoveContributorsMutation = { __typename: 'Mutation', removeContributors: { __typename: 'RemoveContributorsPayload', results: Array<{ __typename: 'RemoveContributorResult', index: number, removedContributorId: string | null, status: BatchItemStatus, verify: string | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> }> | null, dryRun: { __typename: 'DryRun', isPossible: boolean, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type SiteAccessQueryVariables = Exact<{
  siteId: string | number;
}>;


export type SiteAccessQuery = { __typename: 'Query', site: { __typename: 'Site', id: string, displayName: string, members: Array<{ __typename: 'SiteAccess', member: { __typename: 'TeamMember', id: string, email: string | null, name: { __typename: 'PersonName', full: string | null } }, assignments: Array<{ __typename: 'RoleAssignment', id: string, role: { __typename: 'Role', id: string, title: string } | null, scope:
          | { __typename: 'AccountScope' }
          | { __typename: 'FolderScope' }
          | { __typename: 'SiteScope' }
          | { __typename: 'UnknownScope' }
         }> }> | null } | null };

export type SiteBusinessQueryVariables = Exact<{
  siteId: string | number;
}>;


export type SiteBusinessQuery = { __typename: 'Query', site: { __typename: 'Site', id: string, displayName: string, properties: { __typename: 'SiteProperties', id: string, businessName: string | null, description: string | null, businessType: BusinessType, email: string | null, phone: string | null, language: string | null, timeZone: string | null, currency: string | null, address: { __typename: 'SiteAddress', formatted: string | null, city: string | null, country: string | null } | null, schedule: { __typename: 'BusinessSchedule', periods: Array<{ __typename: 'OpeningPeriod', openDay: Weekday, openTime: string | null, closeDay: Weekday, closeTime: string | null }> } | null } | null } | null };

export type SiteContributorsQueryVariables = Exact<{
  siteId: string | number;
}>;


export type SiteContributorsQuery = { __typename: 'Query', site: { __typename: 'Site', id: string, displayName: string, contributors: Array<{ __typename: 'SiteContributor', id: string, accountId: string, ownerUserId: string | null, roles: Array<{ __typename: 'Role', id: string, title: string }> | null }> | null } | null };

export type SiteFromTemplateMutationVariables = Exact<{
  templateId: string | number;
  dryRun?: boolean;
  idempotencyKey?: string | null | undefined;
}>;


export type SiteFromTemplateMutation = { __typename: 'Mutation', createSiteFromTemplate: { __typename: 'CreateSiteFromTemplatePayload', site: { __typename: 'Site', id: string, dashboardUrl: string } | null, dryRun: { __typename: 'DryRun', isPossible: boolean, warnings: Array<string>, changes: Array<{ __typename: 'PlannedChange', summary: string }>, problems: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }>, calls: Array<{ __typename: 'PlannedCall', operation: string, count: number, permission: string | null }> } | null, userErrors: Array<{ __typename: 'UserError', code: UserErrorCode, message: string, path: Array<string> }> } | null };

export type SitesByIdQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type SitesByIdQuery = { __typename: 'Query', sites: Array<{ __typename: 'Site', id: string, displayName: string, isPublished: boolean, url: string | null, primaryDomain: { __typename: 'Domain', id: string, name: string } | null } | null> | null };

export type SitesWithoutDomainQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SitesWithoutDomainQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string, url: string | null, dashboardUrl: string }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type SitesWithoutFolderQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SitesWithoutFolderQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type TeamAndRolesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TeamAndRolesQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, ownerUserId: string | null, teamMembers: { __typename: 'TeamMemberConnection', totalCount: number | null, nodes: Array<{ __typename: 'TeamMember', id: string, userId: string, email: string | null, joinedAt: string | null, name: { __typename: 'PersonName', full: string | null }, assignments: Array<{ __typename: 'RoleAssignment', id: string, role: { __typename: 'Role', id: string, title: string, isCustom: boolean } | null, scope:
            | { __typename: 'AccountScope' }
            | { __typename: 'FolderScope', folderPaths: Array<string> }
            | { __typename: 'SiteScope', siteName: string | null, site: { __typename: 'Site', id: string, url: string | null } | null }
            | { __typename: 'UnknownScope' }
           }> }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type TeamSizeQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamSizeQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, teamCounts: { __typename: 'TeamCounts', members: number | null, invites: number | null, invitesByStatus: Array<{ __typename: 'InviteStatusCount', status: InviteStatus, count: number }> | null, byRole: Array<{ __typename: 'RoleCount', count: number, role: { __typename: 'Role', id: string, title: string } | null }> | null } | null } | null };

export type TrashQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TrashQuery = { __typename: 'Query', account: { __typename: 'Account', id: string, sites: { __typename: 'SiteConnection', nodes: Array<{ __typename: 'Site', id: string, displayName: string, trashedAt: string | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null };

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
  __typename
  type
  hostName
  ttlSeconds
  values
}
    `, {"fragmentName":"RecordToEnter"}) as unknown as TypedDocumentString<RecordToEnterFragment, unknown>;
export const WhatWouldHappenFragmentDoc = new TypedDocumentString(`
    fragment WhatWouldHappen on DryRun {
  __typename
  isPossible
  changes {
    __typename
    summary
  }
  problems {
    __typename
    message
  }
}
    `, {"fragmentName":"WhatWouldHappen"}) as unknown as TypedDocumentString<WhatWouldHappenFragment, unknown>;
export const WhyNotFragmentDoc = new TypedDocumentString(`
    fragment WhyNot on UserError {
  __typename
  code
  message
  path
}
    `, {"fragmentName":"WhyNot"}) as unknown as TypedDocumentString<WhyNotFragment, unknown>;
export const AccountOverviewDocument = new TypedDocumentString(`
    query AccountOverview {
  __typename
  account {
    __typename
    id
    name
    status
    sites(first: 5) {
      __typename
      totalCount
      nodes {
        __typename
        id
        displayName
        kind
        isPublished
        url
        primaryDomain {
          __typename
          id
          name
          propagationStatus
        }
      }
    }
    teamMembers(first: 5) {
      __typename
      totalCount
      nodes {
        __typename
        id
        name {
          __typename
          full
        }
        email
      }
    }
  }
}
    `, {"hash":"sha256:eb64016155daede5284aad881d31e04c0d132f04bdb5d436332710f702b8d421"}) as unknown as TypedDocumentString<AccountOverviewQuery, AccountOverviewQueryVariables>;
export const ApplyDnsRecordsDocument = new TypedDocumentString(`
    mutation ApplyDnsRecords($domainName: DomainName!, $records: [DnsRecordInput!], $remove: [DnsRecordKeyInput!], $mode: DnsApplyMode! = MERGE, $expectedVersion: String, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  applyDnsRecords(
    input: {domainName: $domainName, records: $records, remove: $remove, mode: $mode, expectedVersion: $expectedVersion, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    isComplete
    changes {
      __typename
      before {
        __typename
        type
        hostName
        values
      }
      after {
        __typename
        type
        hostName
        values
      }
      error {
        __typename
        code
        message
      }
    }
    zone {
      __typename
      id
      version
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        before
        after
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
      calls {
        __typename
        operation
        count
        permission
      }
    }
    userErrors {
      __typename
      code
      message
      path
      upstreamCode
    }
  }
}
    `, {"hash":"sha256:aa6d2bd8055a08dc200d233cc50da9e9fad507060b52e31f8ebf1989a404ea09"}) as unknown as TypedDocumentString<ApplyDnsRecordsMutation, ApplyDnsRecordsMutationVariables>;
export const ApplyDnsRecordsToDomainsDocument = new TypedDocumentString(`
    mutation ApplyDnsRecordsToDomains($domains: [DnsRecordsOfDomainInput!]!, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  applyDnsRecordsToDomains(
    input: {domains: $domains, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    results {
      __typename
      index
      domainName
      status
      userErrors {
        __typename
        code
        message
        path
      }
      verify
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:01f5867be7e4ad9b436496e3ae53b039eebf3cbcfce85ab6acf151bd64bb0164"}) as unknown as TypedDocumentString<ApplyDnsRecordsToDomainsMutation, ApplyDnsRecordsToDomainsMutationVariables>;
export const AssignableRolesDocument = new TypedDocumentString(`
    query AssignableRoles($assignableTo: RoleLevel = ACCOUNT, $locale: String! = "en") {
  __typename
  account {
    __typename
    id
    roles(assignableTo: $assignableTo) {
      __typename
      id
      roleId
      title(locale: $locale)
      description(locale: $locale)
      isCustom
      levels
    }
  }
}
    `, {"hash":"sha256:2dc4e0e28d51a4a25a90b50511af5487e47e2264e43f9d274208a07b75d7b96e"}) as unknown as TypedDocumentString<AssignableRolesQuery, AssignableRolesQueryVariables>;
export const ChildAccountSitesDocument = new TypedDocumentString(`
    query ChildAccountSites($accountId: ID!, $after: String) {
  __typename
  account(id: $accountId) {
    __typename
    id
    name
    status
    parent {
      __typename
      id
    }
    sites(first: 20, after: $after) {
      __typename
      totalCount
      nodes {
        __typename
        id
        displayName
        isPublished
        isPremium
        url
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:e3d9f23e70f155c7b3a4f54c07431436cc069cff416a2f4aac36ad76f6f4c53e"}) as unknown as TypedDocumentString<ChildAccountSitesQuery, ChildAccountSitesQueryVariables>;
export const ChildAccountsDocument = new TypedDocumentString(`
    query ChildAccounts($after: String) {
  __typename
  account {
    __typename
    id
    children(first: 20, after: $after) {
      __typename
      totalCount
      nodes {
        __typename
        id
        name
        status
        sites(first: 3) {
          __typename
          nodes {
            __typename
            id
            displayName
            url
          }
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:68d9dddb1b67f5a1dd710fa095e3d731f5dff632d5a322f87749cb1141221944"}) as unknown as TypedDocumentString<ChildAccountsQuery, ChildAccountsQueryVariables>;
export const ClientHandoverDocument = new TypedDocumentString(`
    query ClientHandover($siteId: ID!) {
  __typename
  site(id: $siteId) {
    __typename
    id
    displayName
    isPublished
    isPremium
    dashboardUrl
    editorUrls {
      __typename
      editUrl
      previewUrl
    }
    urls(primaryOnly: true) {
      __typename
      url
    }
    folder {
      __typename
      id
      path {
        __typename
        id
        name
      }
    }
    properties {
      __typename
      id
      businessName
      email
      phone
      language
      currency
    }
    domains {
      __typename
      id
      name
      connectionMethod
      propagationStatus
    }
    contributors {
      __typename
      id
      accountId
      ownerUserId
    }
    members {
      __typename
      member {
        __typename
        id
        email
        name {
          __typename
          full
        }
      }
      assignments {
        __typename
        id
        role {
          __typename
          id
          title
        }
      }
    }
  }
}
    `, {"hash":"sha256:f716ee5d09eeb74d8a1e09a50f8b220995367da89cba02db956231ea812a205a"}) as unknown as TypedDocumentString<ClientHandoverQuery, ClientHandoverQueryVariables>;
export const ConnectDomainDocument = new TypedDocumentString(`
    mutation ConnectDomain($name: DomainName!, $connectionMethod: DomainConnectionMethod, $siteId: ID, $assignAs: DomainAssignmentRole, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  connectDomain(
    input: {name: $name, connectionMethod: $connectionMethod, siteId: $siteId, assignAs: $assignAs, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    domain {
      __typename
      id
      name
      propagationStatus
      assignment {
        __typename
        role
        siteId
      }
      setup {
        __typename
        ... on NameserverSetup {
          __typename
          records {
            __typename
            type
            hostName
            values
          }
        }
        ... on PointingSetup {
          __typename
          records {
            __typename
            type
            hostName
            values
          }
        }
        ... on SubdomainSetup {
          __typename
          records {
            __typename
            type
            hostName
            values
          }
        }
      }
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
      calls {
        __typename
        operation
        count
        permission
      }
    }
    userErrors {
      __typename
      code
      message
      path
      upstreamCode
    }
  }
}
    `, {"hash":"sha256:88fdc0fcd38f3d0cb800457efc05e39c5afd4b2254b6ee1338dfad76b80454c8"}) as unknown as TypedDocumentString<ConnectDomainMutation, ConnectDomainMutationVariables>;
export const DomainDnsDocument = new TypedDocumentString(`
    query DomainDns($name: DomainName!) {
  __typename
  domain(name: $name) {
    __typename
    id
    name
    connectionMethod
    dnsZone {
      __typename
      id
      dnssecEnabled
      records {
        __typename
        type
        hostName
        ttlSeconds
        values
      }
    }
    dnsPreview {
      __typename
      id
      records {
        __typename
        type
        hostName
        values
      }
    }
  }
}
    `, {"hash":"sha256:388aa192fbc573de7ccc0923233bc78e3df0976e196175ab05b812d7b38a6388"}) as unknown as TypedDocumentString<DomainDnsQuery, DomainDnsQueryVariables>;
export const DomainHealthDocument = new TypedDocumentString(`
    query DomainHealth($after: String) {
  __typename
  account {
    __typename
    id
    domains(first: 100, after: $after) {
      __typename
      nodes {
        __typename
        id
        name
        connectionMethod
        propagationStatus
        assignment {
          __typename
          role
          redirectsTo
          site {
            __typename
            id
            displayName
            isPublished
          }
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:cfdea4330e0847a9689aec2dcd8690ff7c730bcfe18fbc00b93f4627894e48f8"}) as unknown as TypedDocumentString<DomainHealthQuery, DomainHealthQueryVariables>;
export const DomainRedirectsDocument = new TypedDocumentString(`
    query DomainRedirects($after: String) {
  __typename
  account {
    __typename
    id
    sites(first: 50, after: $after, filter: {hasDomain: true}) {
      __typename
      nodes {
        __typename
        id
        displayName
        primaryDomain {
          __typename
          id
          name
        }
        redirects {
          __typename
          id
          name
          propagationStatus
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:33f6e71c63e0644c05d3e2e07cfa1710b0bae3be1a07b7fbd65f1fe71ff72e0d"}) as unknown as TypedDocumentString<DomainRedirectsQuery, DomainRedirectsQueryVariables>;
export const DomainRepairDocument = new TypedDocumentString(`
    query DomainRepair($name: DomainName!) {
  __typename
  domain(name: $name) {
    __typename
    id
    name
    propagationStatus
    propagation {
      __typename
      failures {
        __typename
        recordType
        expected
        actual
      }
    }
    setup {
      __typename
      ... on NameserverSetup {
        __typename
        registrarName
        currentNameservers
        records {
          __typename
          ...RecordToEnter
        }
      }
      ... on PointingSetup {
        __typename
        registrarName
        records {
          __typename
          ...RecordToEnter
        }
      }
      ... on SubdomainSetup {
        __typename
        registrarName
        records {
          __typename
          ...RecordToEnter
        }
      }
    }
    site {
      __typename
      id
      displayName
      dashboardUrl
    }
  }
}
    fragment RecordToEnter on SetupRecord {
  __typename
  type
  hostName
  ttlSeconds
  values
}`, {"hash":"sha256:aa611ffeb87ccfb77f437eaab02dcb9b40ea859dd2ee5566297dce224bf9b217"}) as unknown as TypedDocumentString<DomainRepairQuery, DomainRepairQueryVariables>;
export const DomainSearchDocument = new TypedDocumentString(`
    query DomainSearch($name: DomainName!, $words: String!) {
  __typename
  domainAvailability(name: $name) {
    __typename
    name
    isAvailable
    isPremium
  }
  domainSuggestions(query: $words, first: 5) {
    __typename
    nodes {
      __typename
      name
      isPremium
    }
  }
}
    `, {"hash":"sha256:29c33af216fe811c0bf4d5888b309576f649ad24715ed1cf73c6dca6647956a5"}) as unknown as TypedDocumentString<DomainSearchQuery, DomainSearchQueryVariables>;
export const DomainsToFixDocument = new TypedDocumentString(`
    query DomainsToFix($first: Int! = 10, $after: String) {
  __typename
  account {
    __typename
    id
    domains(first: $first, after: $after) {
      __typename
      nodes {
        __typename
        id
        name
        propagationStatus
        propagation {
          __typename
          usesWixNameservers
          failures {
            __typename
            recordType
            expected
            actual
          }
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:350bab853b2247d4a76da3a4062cfffd058ddf77adbeae71a094d0869223d32b"}) as unknown as TypedDocumentString<DomainsToFixQuery, DomainsToFixQueryVariables>;
export const ExpiringInvitesDocument = new TypedDocumentString(`
    query ExpiringInvites($after: String) {
  __typename
  account {
    __typename
    id
    invites(first: 50, after: $after, statuses: [PENDING]) {
      __typename
      nodes {
        __typename
        id
        email
        createdAt
        expiresAt
        assignments {
          __typename
          id
          role {
            __typename
            id
            title
          }
          scope {
            __typename
            ... on SiteScope {
              __typename
              siteName
            }
          }
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:c05719825b5a8e607132c092df0a1b29027107a06188e69ff9c3d97e467d5d47"}) as unknown as TypedDocumentString<ExpiringInvitesQuery, ExpiringInvitesQueryVariables>;
export const FolderSitesDocument = new TypedDocumentString(`
    query FolderSites($folderId: ID!, $after: String) {
  __typename
  account {
    __typename
    id
    folder(id: $folderId) {
      __typename
      id
      name
      children {
        __typename
        id
        name
        siteCount
      }
      sites(first: 50, after: $after, orderBy: {field: DISPLAY_NAME, direction: ASC}) {
        __typename
        nodes {
          __typename
          id
          displayName
          isPublished
          isPremium
        }
        pageInfo {
          __typename
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `, {"hash":"sha256:d4840ff2b3dca012ddeb2f71dfa4415da617fbcec17d766c493de0b0650cfb5f"}) as unknown as TypedDocumentString<FolderSitesQuery, FolderSitesQueryVariables>;
export const FolderTreeDocument = new TypedDocumentString(`
    query FolderTree {
  __typename
  account {
    __typename
    id
    folders {
      __typename
      id
      name
      siteCount
      parent {
        __typename
        id
      }
      path {
        __typename
        id
        name
      }
    }
  }
}
    `, {"hash":"sha256:712b41670e8063d2d916bf0acd961dc92024ddd1a4410e5e914a42771ee2c8ec"}) as unknown as TypedDocumentString<FolderTreeQuery, FolderTreeQueryVariables>;
export const HeadlessSitesDocument = new TypedDocumentString(`
    query HeadlessSites($after: String) {
  __typename
  account {
    __typename
    id
    sites(first: 50, after: $after, filter: {kinds: [HEADLESS]}) {
      __typename
      totalCount
      nodes {
        __typename
        id
        displayName
        dashboardUrl
        createdAt
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:283cede836912d50da0579b940f212557486c2e2fcaf1fec1b9c82afa3116bc1"}) as unknown as TypedDocumentString<HeadlessSitesQuery, HeadlessSitesQueryVariables>;
export const InviteTeamMemberDocument = new TypedDocumentString(`
    mutation InviteTeamMember($email: EmailAddress!, $roleId: ID!, $siteIds: [ID!]!, $dryRun: Boolean! = true) {
  __typename
  inviteTeamMembers(
    input: {invitees: [{email: $email, assignments: [{roleId: $roleId, scope: {siteIds: $siteIds}}]}], dryRun: $dryRun}
  ) {
    __typename
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
      calls {
        __typename
        operation
        count
        permission
      }
    }
    results {
      __typename
      email
      invite {
        __typename
        id
        status
        acceptUrl
        expiresAt
      }
      error {
        __typename
        code
        message
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:261d6940109118a56af98bbc6b827a6bd409874d0b440d731b14b4635fe66be4"}) as unknown as TypedDocumentString<InviteTeamMemberMutation, InviteTeamMemberMutationVariables>;
export const MemberAccessDocument = new TypedDocumentString(`
    query MemberAccess($userId: ID!, $after: String) {
  __typename
  account {
    __typename
    id
    teamMember(userId: $userId) {
      __typename
      id
      email
      name {
        __typename
        full
      }
      assignments {
        __typename
        id
        role {
          __typename
          id
          title
        }
        scope {
          __typename
          ... on SiteScope {
            __typename
            siteName
          }
          ... on FolderScope {
            __typename
            folderPaths
          }
        }
      }
      sites(first: 50, after: $after) {
        __typename
        nodes {
          __typename
          id
          displayName
        }
        pageInfo {
          __typename
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `, {"hash":"sha256:5d3ed5ec4df8112405b253208720d50ac7b9734e6c042af7972443be21a4c6ab"}) as unknown as TypedDocumentString<MemberAccessQuery, MemberAccessQueryVariables>;
export const OffboardTeamMemberDocument = new TypedDocumentString(`
    mutation OffboardTeamMember($userId: ID!, $dryRun: Boolean! = true) {
  __typename
  removeTeamMember(input: {userId: $userId, dryRun: $dryRun}) {
    __typename
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        type
        summary
      }
      problems {
        __typename
        code
        message
      }
      calls {
        __typename
        operation
        permission
      }
    }
    removedUserId
    userErrors {
      __typename
      code
      message
    }
  }
}
    `, {"hash":"sha256:2018ec7941e7e580a0ca461b9c880b90e7e0457a3eb2d1ba5c03e85ebd00989c"}) as unknown as TypedDocumentString<OffboardTeamMemberMutation, OffboardTeamMemberMutationVariables>;
export const OffboardTeamMembersDocument = new TypedDocumentString(`
    mutation OffboardTeamMembers($userIds: [ID!]!, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  removeTeamMembers(
    input: {userIds: $userIds, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    results {
      __typename
      index
      removedTeamMemberId
      status
      userErrors {
        __typename
        code
        message
        path
      }
      verify
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:abe3f9e32fc958b2c75c8a89f99dcd02dbff8c7f95db40436e046fe8a47547ab"}) as unknown as TypedDocumentString<OffboardTeamMembersMutation, OffboardTeamMembersMutationVariables>;
export const OnboardClientDocument = new TypedDocumentString(`
    mutation OnboardClient($siteId: ID!, $folderId: ID!, $domain: DomainName!, $connectionMethod: DomainConnectionMethod, $clientEmail: EmailAddress!, $roleId: ID!) {
  __typename
  moveSitesToFolder(
    input: {siteIds: [$siteId], targetFolderId: $folderId, dryRun: true}
  ) {
    __typename
    dryRun {
      __typename
      ...WhatWouldHappen
    }
    userErrors {
      __typename
      ...WhyNot
    }
  }
  connectDomain(
    input: {name: $domain, connectionMethod: $connectionMethod, siteId: $siteId, assignAs: PRIMARY, dryRun: true}
  ) {
    __typename
    domain {
      __typename
      id
      name
      propagationStatus
    }
    dryRun {
      __typename
      ...WhatWouldHappen
    }
    userErrors {
      __typename
      ...WhyNot
    }
  }
  inviteSiteContributors(
    input: {siteId: $siteId, emails: [$clientEmail], roleIds: [$roleId], dryRun: true}
  ) {
    __typename
    results {
      __typename
      email
      error {
        __typename
        code
      }
    }
    dryRun {
      __typename
      ...WhatWouldHappen
    }
    userErrors {
      __typename
      ...WhyNot
    }
  }
  publishSite(input: {siteId: $siteId, dryRun: true}) {
    __typename
    site {
      __typename
      id
      url
    }
    dryRun {
      __typename
      ...WhatWouldHappen
    }
    userErrors {
      __typename
      ...WhyNot
    }
  }
}
    fragment WhatWouldHappen on DryRun {
  __typename
  isPossible
  changes {
    __typename
    summary
  }
  problems {
    __typename
    message
  }
}
fragment WhyNot on UserError {
  __typename
  code
  message
  path
}`, {"hash":"sha256:3bd4968762c4ef0fc8f57664506c29088cd04fdc109b6af967a048a5e0758bf2"}) as unknown as TypedDocumentString<OnboardClientMutation, OnboardClientMutationVariables>;
export const OnboardCreateSiteDocument = new TypedDocumentString(`
    mutation OnboardCreateSite($name: String!, $folderId: ID, $templateId: ID, $idempotencyKey: String) {
  __typename
  createSite(
    input: {name: $name, folderId: $folderId, templateId: $templateId, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    site {
      __typename
      id
      displayName
      dashboardUrl
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:32babde782cd6095809f06c880538504df656dd7852966ae745551cdbb0a1793"}) as unknown as TypedDocumentString<OnboardCreateSiteMutation, OnboardCreateSiteMutationVariables>;
export const OnboardInviteClientDocument = new TypedDocumentString(`
    mutation OnboardInviteClient($siteId: ID!, $clientEmail: EmailAddress!, $roleId: ID!, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  inviteSiteContributors(
    input: {siteId: $siteId, emails: [$clientEmail], roleIds: [$roleId], dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    results {
      __typename
      email
      invite {
        __typename
        id
        expiresAt
      }
      error {
        __typename
        code
        message
      }
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:44da09a715efa8627ca5d42b0a55429187663598dd76d5535a6d67d493cb7c97"}) as unknown as TypedDocumentString<OnboardInviteClientMutation, OnboardInviteClientMutationVariables>;
export const OnboardPremiumStatusDocument = new TypedDocumentString(`
    query OnboardPremiumStatus($siteId: ID!) {
  __typename
  site(id: $siteId) {
    __typename
    id
    isPremium
  }
}
    `, {"hash":"sha256:c67ece0d36cd366cd22df93c3814adca75e3ad587e982538e3a39260b20d658c"}) as unknown as TypedDocumentString<OnboardPremiumStatusQuery, OnboardPremiumStatusQueryVariables>;
export const OnboardPublishSiteDocument = new TypedDocumentString(`
    mutation OnboardPublishSite($siteId: ID!, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  publishSite(
    input: {siteId: $siteId, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    site {
      __typename
      id
      url
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:06c8fbe16337d4a7cc01e2b364b7258d2f9613d254c9bcd8a9fa7318e0d4bf02"}) as unknown as TypedDocumentString<OnboardPublishSiteMutation, OnboardPublishSiteMutationVariables>;
export const OnboardSellPremiumDocument = new TypedDocumentString(`
    mutation OnboardSellPremium($siteId: ID!, $catalogProductId: ID!, $countryCode: String!, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  createPackage(
    input: {products: [{siteId: $siteId, catalogProductId: $catalogProductId, countryCode: $countryCode, billing: {type: RECURRING, cycle: {unit: YEAR, count: 1}}}], dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    package {
      __typename
      id
      productInstances {
        __typename
        id
        status
      }
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:d4b81163b06a9e6159a4b9c0a96e2fcea0231352937f54061a6bdd4a1d57f64a"}) as unknown as TypedDocumentString<OnboardSellPremiumMutation, OnboardSellPremiumMutationVariables>;
export const OpenInvitesDocument = new TypedDocumentString(`
    query OpenInvites($after: String) {
  __typename
  account {
    __typename
    id
    invites(first: 50, after: $after, statuses: [PENDING, EXPIRED]) {
      __typename
      totalCount
      nodes {
        __typename
        id
        email
        status
        expiresAt
        assignments {
          __typename
          id
          role {
            __typename
            id
            title
          }
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:d87fe81cd1a01602ba0ea00238232504908a25d0fc664f3152fd5e22bd932c67"}) as unknown as TypedDocumentString<OpenInvitesQuery, OpenInvitesQueryVariables>;
export const OutsideAccessDocument = new TypedDocumentString(`
    query OutsideAccess($after: String) {
  __typename
  account {
    __typename
    id
    sites(first: 100, after: $after) {
      __typename
      nodes {
        __typename
        id
        displayName
        contributorAccounts {
          __typename
          id
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:7491d13973fd59cffa189c1a6da18444e071e00a79112dbc9ded781ab87c8030"}) as unknown as TypedDocumentString<OutsideAccessQuery, OutsideAccessQueryVariables>;
export const PackagesOverviewDocument = new TypedDocumentString(`
    query PackagesOverview($after: String) {
  __typename
  account {
    __typename
    id
    packages(first: 50, after: $after) {
      __typename
      nodes {
        __typename
        id
        externalId
        productInstances {
          __typename
          id
          catalogProductId
          status
          expiresAt
          failure {
            __typename
            message
          }
          site {
            __typename
            id
            displayName
          }
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:4832695e8f9bd6764a16ab9aa0b2c52086c1a7f0748163cb123ed898e28ba8f4"}) as unknown as TypedDocumentString<PackagesOverviewQuery, PackagesOverviewQueryVariables>;
export const PackagesToActOnDocument = new TypedDocumentString(`
    query PackagesToActOn($after: String) {
  __typename
  account {
    __typename
    id
    packages(
      first: 20
      after: $after
      filter: {statuses: [FAILED, AWAITING_ACTION]}
    ) {
      __typename
      nodes {
        __typename
        id
        externalId
        productInstances {
          __typename
          id
          status
          failure {
            __typename
            code
            message
          }
          site {
            __typename
            id
            displayName
            dashboardUrl
          }
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:20160308c6dada89cacc3329383069161c53c9cec97b88b8b914a4cb3b63dcec"}) as unknown as TypedDocumentString<PackagesToActOnQuery, PackagesToActOnQueryVariables>;
export const PremiumNotPublishedDocument = new TypedDocumentString(`
    query PremiumNotPublished($after: String) {
  __typename
  account {
    __typename
    id
    sites(
      first: 50
      after: $after
      filter: {isPremium: true, isPublished: false}
      orderBy: {field: UPDATED_AT, direction: ASC}
    ) {
      __typename
      nodes {
        __typename
        id
        displayName
        updatedAt
        editUrl
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:4358754353121e2eeb8767eb4aedab417c874ada05a97ac4a79986b3d1bbc7cf"}) as unknown as TypedDocumentString<PremiumNotPublishedQuery, PremiumNotPublishedQueryVariables>;
export const PreviewMoveToFolderDocument = new TypedDocumentString(`
    mutation PreviewMoveToFolder($siteIds: [ID!]!, $folderId: ID, $dryRun: Boolean! = true) {
  __typename
  moveSitesToFolder(
    input: {siteIds: $siteIds, targetFolderId: $folderId, dryRun: $dryRun}
  ) {
    __typename
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
      }
    }
    results {
      __typename
      siteId
      error {
        __typename
        code
        message
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:d9fc1a3111f2ff2c1d364145e26f36a9a54fcf44e143247909dee66e2797e46c"}) as unknown as TypedDocumentString<PreviewMoveToFolderMutation, PreviewMoveToFolderMutationVariables>;
export const PreviewTrashDocument = new TypedDocumentString(`
    mutation PreviewTrash($siteIds: [ID!]!, $dryRun: Boolean! = true) {
  __typename
  moveSitesToTrash(input: {siteIds: $siteIds, dryRun: $dryRun}) {
    __typename
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
      calls {
        __typename
        operation
        count
        permission
      }
    }
    results {
      __typename
      siteId
      error {
        __typename
        code
        upstreamCode
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:8e923115b1e2aebb6530c57e9c5bdbf0cae193af57bbb6a28c79625610a927b0"}) as unknown as TypedDocumentString<PreviewTrashMutation, PreviewTrashMutationVariables>;
export const RecentlyChangedDocument = new TypedDocumentString(`
    query RecentlyChanged {
  __typename
  account {
    __typename
    id
    sites(first: 10, orderBy: {field: UPDATED_AT}) {
      __typename
      nodes {
        __typename
        id
        displayName
        updatedAt
        editor
        folder {
          __typename
          id
          name
        }
      }
    }
  }
}
    `, {"hash":"sha256:bf000f086b1f4c29947e04bde51695cd0bbf1ada90ae398cd2391ef72bc7ea1d"}) as unknown as TypedDocumentString<RecentlyChangedQuery, RecentlyChangedQueryVariables>;
export const RemoveContributorsDocument = new TypedDocumentString(`
    mutation RemoveContributors($contributors: [ContributorOnSiteInput!]!, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  removeContributors(
    input: {contributors: $contributors, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    results {
      __typename
      index
      removedContributorId
      status
      userErrors {
        __typename
        code
        message
        path
      }
      verify
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:f5735c71fb503106143d2aaa322d962cd33ab3734c7988a165ee3a0df4b81138"}) as unknown as TypedDocumentString<RemoveContributorsMutation, RemoveContributorsMutationVariables>;
export const SiteAccessDocument = new TypedDocumentString(`
    query SiteAccess($siteId: ID!) {
  __typename
  site(id: $siteId) {
    __typename
    id
    displayName
    members {
      __typename
      member {
        __typename
        id
        email
        name {
          __typename
          full
        }
      }
      assignments {
        __typename
        id
        role {
          __typename
          id
          title
        }
        scope {
          __typename
        }
      }
    }
  }
}
    `, {"hash":"sha256:7fcbaa31523aab4957bb239a57e1edc24c63fa2affdb17b118cf29c3e1635cfe"}) as unknown as TypedDocumentString<SiteAccessQuery, SiteAccessQueryVariables>;
export const SiteBusinessDocument = new TypedDocumentString(`
    query SiteBusiness($siteId: ID!) {
  __typename
  site(id: $siteId) {
    __typename
    id
    displayName
    properties {
      __typename
      id
      businessName
      description
      businessType
      email
      phone
      language
      timeZone
      currency
      address {
        __typename
        formatted
        city
        country
      }
      schedule {
        __typename
        periods {
          __typename
          openDay
          openTime
          closeDay
          closeTime
        }
      }
    }
  }
}
    `, {"hash":"sha256:978d0919dfc88f24a53ba7fde860fd5e5e1ac52f27c0487984848ab4b95bedaf"}) as unknown as TypedDocumentString<SiteBusinessQuery, SiteBusinessQueryVariables>;
export const SiteContributorsDocument = new TypedDocumentString(`
    query SiteContributors($siteId: ID!) {
  __typename
  site(id: $siteId) {
    __typename
    id
    displayName
    contributors {
      __typename
      id
      accountId
      ownerUserId
      roles {
        __typename
        id
        title
      }
    }
  }
}
    `, {"hash":"sha256:cc9e1c09f898dfc2d6c1c66b9b22f56ee5d77eb2649c08961640aa7831c8d213"}) as unknown as TypedDocumentString<SiteContributorsQuery, SiteContributorsQueryVariables>;
export const SiteFromTemplateDocument = new TypedDocumentString(`
    mutation SiteFromTemplate($templateId: ID!, $dryRun: Boolean! = true, $idempotencyKey: String) {
  __typename
  createSiteFromTemplate(
    input: {templateId: $templateId, dryRun: $dryRun, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    site {
      __typename
      id
      dashboardUrl
    }
    dryRun {
      __typename
      isPossible
      changes {
        __typename
        summary
      }
      problems {
        __typename
        code
        message
        path
      }
      warnings
      calls {
        __typename
        operation
        count
        permission
      }
    }
    userErrors {
      __typename
      code
      message
      path
    }
  }
}
    `, {"hash":"sha256:0b66322dcd9de9d9810f226a9785bedd736bba112e899929b31e8e2eb5c61609"}) as unknown as TypedDocumentString<SiteFromTemplateMutation, SiteFromTemplateMutationVariables>;
export const SitesByIdDocument = new TypedDocumentString(`
    query SitesById($ids: [ID!]!) {
  __typename
  sites(ids: $ids) {
    __typename
    id
    displayName
    isPublished
    url
    primaryDomain {
      __typename
      id
      name
    }
  }
}
    `, {"hash":"sha256:34a0049c51dd2151c244b95536a5699ab7472d0c0e19bf755a525a337fd5dc6b"}) as unknown as TypedDocumentString<SitesByIdQuery, SitesByIdQueryVariables>;
export const SitesWithoutDomainDocument = new TypedDocumentString(`
    query SitesWithoutDomain($after: String) {
  __typename
  account {
    __typename
    id
    sites(
      first: 50
      after: $after
      filter: {isPublished: true, isPremium: true, hasDomain: false}
    ) {
      __typename
      nodes {
        __typename
        id
        displayName
        url
        dashboardUrl
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:9e634be1543aac8995c94b39b9d7b4049559b2c97575ae84db20c7032a824791"}) as unknown as TypedDocumentString<SitesWithoutDomainQuery, SitesWithoutDomainQueryVariables>;
export const SitesWithoutFolderDocument = new TypedDocumentString(`
    query SitesWithoutFolder($after: String) {
  __typename
  account {
    __typename
    id
    sites(
      first: 50
      after: $after
      filter: {isInFolder: false}
      orderBy: {field: DISPLAY_NAME, direction: ASC}
    ) {
      __typename
      nodes {
        __typename
        id
        displayName
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:02bfa2d7b0745fc7dce1e6dc677e70e2e1999829ed7db6a9c03faa4c856d5df5"}) as unknown as TypedDocumentString<SitesWithoutFolderQuery, SitesWithoutFolderQueryVariables>;
export const TeamAndRolesDocument = new TypedDocumentString(`
    query TeamAndRoles($after: String) {
  __typename
  account {
    __typename
    id
    ownerUserId
    teamMembers(first: 50, after: $after, orderBy: {field: NAME}) {
      __typename
      totalCount
      nodes {
        __typename
        id
        userId
        name {
          __typename
          full
        }
        email
        joinedAt
        assignments {
          __typename
          id
          role {
            __typename
            id
            title
            isCustom
          }
          scope {
            __typename
            ... on SiteScope {
              __typename
              siteName
              site {
                __typename
                id
                url
              }
            }
            ... on FolderScope {
              __typename
              folderPaths
            }
          }
        }
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:bf4331bfed6597854ea3b8b6f1c8afc4b2ed3dd43dedb1b8d28cd4772f99467d"}) as unknown as TypedDocumentString<TeamAndRolesQuery, TeamAndRolesQueryVariables>;
export const TeamSizeDocument = new TypedDocumentString(`
    query TeamSize {
  __typename
  account {
    __typename
    id
    teamCounts {
      __typename
      members
      invites
      invitesByStatus {
        __typename
        status
        count
      }
      byRole {
        __typename
        role {
          __typename
          id
          title
        }
        count
      }
    }
  }
}
    `, {"hash":"sha256:116a23d8ba1c6f42920b08977cfa81c5c9875adab728775f3ee3eb7ca82c8abf"}) as unknown as TypedDocumentString<TeamSizeQuery, TeamSizeQueryVariables>;
export const TrashDocument = new TypedDocumentString(`
    query Trash($after: String) {
  __typename
  account {
    __typename
    id
    sites(
      first: 20
      after: $after
      filter: {isTrashed: true}
      orderBy: {field: TRASHED_AT}
    ) {
      __typename
      nodes {
        __typename
        id
        displayName
        trashedAt
      }
      pageInfo {
        __typename
        hasNextPage
        endCursor
      }
    }
  }
}
    `, {"hash":"sha256:74a81bb5f1474143776232e2220e8bd243c24dcb22d99d6a714e55b278528432"}) as unknown as TypedDocumentString<TrashQuery, TrashQueryVariables>;