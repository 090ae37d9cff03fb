type Reaction = 'reject' | 'accept';
type AboveMaximum = 'reject' | 'clamp';
type LastCursor = 'absent' | 'empty' | 'null';

/**
 * The points where Wix's behaviour is not documented, or documented in two ways. Each is a switch, so that a client can be
 * held against both readings. Nothing that depends on a default below is a promise of Wix.
 */
export interface SandboxQuirks {
  /** An API key sent with a `Bearer ` prefix. Default `reject` (401), which forces a client to be right. */
  bearerPrefix: Reaction;
  /** A call that carries both id headers where one is needed. Default `accept`; `reject` answers 400. */
  bothHeaders: Reaction;
  /** Body of a 401: the code `UNAUTHENTICATED`, or the empty system form. Default `code`. */
  unauthenticatedBody: 'code' | 'empty';
  /** A known path with another verb. Default 404. */
  wrongVerb: 404 | 405;
  /** Which accounts Get Account may read, seen from the account in the header. Default `descendants` (and itself). */
  getAccountReads: 'self' | 'descendants';
  /** List Child Accounts asked for more than 50. Default `reject` (400). */
  childAccountsAboveMaximum: AboveMaximum;

  /** Query Sites without a limit. Default 50. */
  sitesDefaultLimit: number;
  /** Query Sites asked for more than 100. Default `reject` (400). */
  sitesAboveMaximum: AboveMaximum;
  /** Query Sites with a cursor and also a filter or sort. Default `reject` (400). */
  sitesFilterWithCursor: 'reject' | 'ignore';
  /** How `metadata.cursors.next` looks on the last page of Query Sites. Default `absent`. */
  sitesLastCursor: LastCursor;
  /** Whether sites in the trash are in Query Sites and Count Sites. Default `listed`. */
  trashedSites: 'listed' | 'hidden';
  /** Undeclared filter and sort fields: ignored as Wix was seen to do (false), or refused with 400 (true). Default false. */
  strictFilters: boolean;
  /** The `name` filter of Query Sites: finds nothing, as was seen, or compares the site's name. Default `empty`. */
  nameFilter: 'empty' | 'matches';
  /** Count Sites with a `premium` or `appIds` filter, which it does not support. Default `reject` (400). */
  countUnsupportedFilter: 'reject' | 'ignore';
  /** How long a written site is missing from, or old in, Query Sites and Count Sites. Default 0. */
  indexLagMs: number;

  /** The permission Search Team asks for; none is documented. Default null: any key of the account. */
  searchTeamPermission: string | null;
  /** Search Team without a limit. Default 50. */
  searchTeamDefaultLimit: number;
  /** The most members one page of Search Team holds; a larger limit is cut to it. Default 50. */
  searchTeamMaxLimit: number;
  /** Whether facets count the filtered result or the whole account. Default `result`. */
  teamFacets: 'result' | 'account';
  /** What the values of the facet `Roles` are: the ids of the roles or their titles. Default `ids`. */
  roleFacetValues: 'ids' | 'titles';

  /** List Connected Domains without a limit. Default 100. */
  domainsDefaultLimit: number;
  /** List Connected Domains asked for more than 100. Default `reject` (400). */
  domainsAboveMaximum: AboveMaximum;
  /** How missing cursors of List Connected Domains are spelled. Default `null`, as the docs sample prints. */
  domainsLastCursor: LastCursor;
  /** `siteInfo` of a domain that is assigned to no site: left out, or `{}`. Default `absent`. */
  unassignedSiteInfo: 'absent' | 'empty';

  /** DNS zones asked for without a working key: as everywhere, or 404 `USER_ID_NOT_FOUND` as documented in 2024. Default `general`. */
  dnsZonesUnauthenticated: 'general' | 'userIdNotFound';
  /**
   * The zone, propagation or assignment of a domain of another account: as if it did not exist, or refused with 428 (zones)
   * and 403. Default `notFound`.
   */
  foreignDomain: 'notFound' | 'notPermitted';
  /** How setup info names the registrar: `registrar` with its name servers, or `registrarName` alone as older samples do. Default `object`. */
  setupRegistrar: 'object' | 'nameOnly';
  /** Setup info of a name that is not connected at all. Default `notFound` (404); `notPermitted` answers 403. */
  setupOfUnconnected: 'notFound' | 'notPermitted';
  /** The id header that Get DNS Propagation needs. Default `account`; `site` refuses calls with the account header. */
  propagationHeader: 'account' | 'site';
  /** Get DNS Propagation before the first check. Default `notFound` (404); else the status `UNKNOWN_STATUS`. */
  untrackedPropagation: 'notFound' | 'unknownStatus';
  /** Expected and found records of a failed propagation, as plain values or as record objects. Default `texts`. */
  propagationRecords: 'texts' | 'objects';
  /** The query parameter of List Domain Assignments that holds the site ids. Default `siteIds`, which is a guess. */
  assignmentsSiteParameter: string;
  /** List Domain Assignments without a limit. Default 50. */
  assignmentsDefaultLimit: number;
  /** The field of an assignment's `siteInfo` that holds the site's id. Default `id`, as connected domains have it. */
  assignmentSiteField: string;
  /** Domain search called with a key: served, refused with 403 as was seen, or refused without one. Default `accept`. */
  publicWithAuth: 'accept' | 'forbid' | 'require';
  /** The code for an ending that Wix does not sell. Default `DOMAINS_UNSUPPORTED_TLD`; the docs' table has `INVALID_DOMAIN`. */
  unsupportedTldCode: 'DOMAINS_UNSUPPORTED_TLD' | 'INVALID_DOMAIN';
  /** Suggest Domains without a limit. Default 10. */
  suggestionsDefaultLimit: number;
  /** Suggest Domains with the limit 0, which one page permits and another does not. Default `default`: as without one. */
  suggestionsZeroLimit: 'default' | 'reject';
  /** How `cursors.next` looks on the last page of Suggest Domains. Default `absent`. */
  suggestionsLastCursor: LastCursor;

  /** Whether folders carry `path`. Default `included`. */
  folderPath: 'included' | 'omitted';
  /** Whether Query Folders prints `offset`, `total` and `tooManyToCount` beside `count`. Default `included`. */
  folderTotals: 'included' | 'omitted';
  /** Get Folder By Site for a site at the root: `{"folder":{}}` or `{}`. Default `emptyFolder`. */
  rootSiteFolder: 'emptyFolder' | 'emptyBody';

  /** Get Editor Urls for a site without an editor: its type without addresses, or 404. Default `type`. */
  editorlessUrls: 'type' | 'notFound';
  /** Whether Query Site Contributors lists the owner of the site. Default false. */
  contributorsListOwner: boolean;

  /** How long an account invite can be accepted. Default 30 days. */
  accountInviteDays: number;
  /** How long a site invite can be accepted. Default 30 days, which Wix documents for its editor's invites. */
  siteInviteDays: number;
  /** Whether Resend Invite starts the acceptance time anew. Default true. */
  resendExtendsExpiry: boolean;
  /** Inviting an email that already has a pending invite to the site. Default `new`: another invite. */
  duplicateSiteInvite: 'new' | 'fail';
  /** Collaborator seats of sites without Premium (1, in Studio 5). Default `unlimited`; `limited` fails the emails beyond. */
  collaboratorSeats: 'unlimited' | 'limited';
}

const defaults: SandboxQuirks = {
  bearerPrefix: 'reject',
  bothHeaders: 'accept',
  unauthenticatedBody: 'code',
  wrongVerb: 404,
  getAccountReads: 'descendants',
  childAccountsAboveMaximum: 'reject',
  sitesDefaultLimit: 50,
  sitesAboveMaximum: 'reject',
  sitesFilterWithCursor: 'reject',
  sitesLastCursor: 'absent',
  trashedSites: 'listed',
  strictFilters: false,
  nameFilter: 'empty',
  countUnsupportedFilter: 'reject',
  indexLagMs: 0,
  searchTeamPermission: null,
  searchTeamDefaultLimit: 50,
  searchTeamMaxLimit: 50,
  teamFacets: 'result',
  roleFacetValues: 'ids',
  domainsDefaultLimit: 100,
  domainsAboveMaximum: 'reject',
  domainsLastCursor: 'null',
  unassignedSiteInfo: 'absent',
  dnsZonesUnauthenticated: 'general',
  foreignDomain: 'notFound',
  setupRegistrar: 'object',
  setupOfUnconnected: 'notFound',
  propagationHeader: 'account',
  untrackedPropagation: 'notFound',
  propagationRecords: 'texts',
  assignmentsSiteParameter: 'siteIds',
  assignmentsDefaultLimit: 50,
  assignmentSiteField: 'id',
  publicWithAuth: 'accept',
  unsupportedTldCode: 'DOMAINS_UNSUPPORTED_TLD',
  suggestionsDefaultLimit: 10,
  suggestionsZeroLimit: 'default',
  suggestionsLastCursor: 'absent',
  folderPath: 'included',
  folderTotals: 'included',
  rootSiteFolder: 'emptyFolder',
  editorlessUrls: 'type',
  contributorsListOwner: false,
  accountInviteDays: 30,
  siteInviteDays: 30,
  resendExtendsExpiry: true,
  duplicateSiteInvite: 'new',
  collaboratorSeats: 'unlimited',
};

/** All quirks, with the given ones in place of their defaults. */
export function chooseQuirks(chosen: Partial<SandboxQuirks> = {}): SandboxQuirks {
  return { ...defaults, ...chosen };
}
