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
  /** How the results of Bulk Delete Site are spelled: as its recipe prints them, or as the docs sample (indexes as text, `error` null). Default `recipe`. */
  bulkDeleteResults: 'recipe' | 'docs';
  /** Bulk Delete Site for a site with a Premium plan. Default `reject`: the item fails with `PREMIUM_NOT_PERMITTED`. */
  premiumToTrash: Reaction;
  /** Whether a duplicate of a published site is published. Default false. */
  duplicatePublished: boolean;
  /** The field of the enterprise answers that holds the object; the empty text puts it at the top. Defaults: a guess. */
  publishStateField: string;
  certificateField: string;
  /** Get Active Certificate for a domain without one. Default 404. */
  missingCertificate: 404 | 428;

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
  /** How long Search Team goes on showing a written member or invite as it was. Default 0. */
  teamLagMs: number;
  /** Update Team Member Assignments told to remove an assignment that the member does not have. Default `reject` (400). */
  unknownAssignment: 'reject' | 'ignore';
  /** What becomes of a member whose last assignment is removed. Default `stays`. */
  memberWithoutRoles: 'stays' | 'leaves';
  /** Remove Member for the owner of the account, and Remove Contributor and Change Role for the owner of the site. Default 403. */
  ownerRemoval: 403 | 400;
  /** Remove Member and Remove Contributor for somebody who is not there. Default 404; `accept` answers as if they had been. */
  removeAbsent: 404 | 'accept';

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
  /** Create Connected Domain with an assignment type and no site: taken without it, or refused as its predecessor did. Default `ignore`. */
  assignmentWithoutSite: 'ignore' | 'reject';
  /** The code (403) for connecting to a site of another account. Default `DOMAINS_SITE_NOT_PERMITTED`, that of its predecessor. */
  connectToForeignSiteCode: 'DOMAINS_SITE_NOT_PERMITTED' | 'DOMAINS_GUID_NOT_FOUND';
  /** The first domain of a site, connected as a redirect. Default `primary`: it becomes the primary one, as with assignments. */
  firstDomainAsRedirect: 'primary' | 'redirect';
  /** Connecting a domain again with the same settings. Default `accept`: answers the domain as it is. */
  repeatedConnect: Reaction;
  /** The redirects of a site whose primary domain is disconnected. Default `unassigned`, as with assignments. */
  redirectsOfDeletedPrimary: 'unassigned' | 'kept';
  /** Create DNS Zone where there is one: it is replaced, as the text says, or refused with the listed 428. Default `replace`. */
  existingZone: 'replace' | 'alreadyExists';
  /** Name servers and SOA of a new zone that was sent without: left out, as in the sample, or added. Default `leftOut`. */
  newZoneAuthority: 'leftOut' | 'added';
  /** Changing the zone of a domain without one. Default `notFound` (404); `notPermitted` answers 428. */
  changedZoneMissing: 'notFound' | 'notPermitted';
  /** Update DNS Zone with nothing to do. Default `accept`. */
  emptyZoneUpdate: Reaction;
  /** What Update DNS Zone answers: the whole zone, as its text says, or the added records, as its sample shows. Default `zone`. */
  zoneUpdateAnswer: 'zone' | 'additions';
  /** A record to be deleted that the zone does not have. Default `reject` (400), which forces a client to be exact. */
  deletedRecordMissing: Reaction;
  /** Whether the lifetime of a record to be deleted must be right where it is sent. Default `ignored`. */
  deletedRecordTtl: 'ignored' | 'mustMatch';
  /** The code (428) for two records of one type at one host. Default the printed one, which looks like a slip. */
  duplicateRecordsCode: 'DOMAIN_MX_RECORD_VALUE_INVALID' | 'DOMAIN_DUPLICATE_RECORDS';
  /** The lifetime of a record that was added without one, in seconds. Default 3600. */
  defaultRecordTtl: number;
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
  /** How long Query Folders goes on showing a written folder as it was. Default 0. */
  folderLagMs: number;
  /** Create Folder with the name of another folder in the same place. Default `reject` (409), as renaming to it. */
  duplicateFolderName: Reaction;
  /** Whether the answers of Update Folder and Move Folders have dates. Default `omitted`: absent or null, as in the samples. */
  writtenFolderDates: 'omitted' | 'included';
  /** Whether Move Folders answers the moved folders, or `{}`. Default `folders`. */
  moveFoldersAnswer: 'folders' | 'emptyBody';
  /** Moving to the target `root`, which only Create Folder documents. Default `reject` (404). */
  rootAsTarget: Reaction;
  /** Moving a folder into itself or into a folder below it. Default `reject` (400). */
  folderIntoItself: Reaction;

  /** How long a created account is missing from List Child Accounts. Default 0. */
  childAccountsLagMs: number;
  /** Create Account with the e-mail of the owner of another child of the same parent. Default `accept`: another account. */
  duplicateAccountEmail: Reaction;

  /** Query Packages asked for more than 100. Default `reject` (400). */
  packagesAboveMaximum: AboveMaximum;
  /** How `metadata.cursors.next` looks on the last page of Query Packages. Default `absent`, as the sample prints. */
  packagesLastCursor: LastCursor;
  /** Whether Query Packages prints `hasNext`, which is internal at Wix. Default `absent`. */
  packagesHasNext: 'absent' | 'included';
  /**
   * What "packages of the parent account" are, which Query Packages lists whichever account the header names, unless the filter
   * names one. Default `withChildren`: the parent's and those of all its children; `alone`: the parent's.
   */
  packagesOfParent: 'withChildren' | 'alone';
  /** How the filter of Query Packages spells a status. Default `Enabled`, as the sample prints; the enum has `ENABLED`. */
  packageStatusIndex: 'ENABLED' | 'Enabled';
  /** Get Package for a package of another account than that of the header. Default 404. */
  foreignPackage: 400 | 403 | 404 | 428;
  /** How long Query Packages goes on showing a written package as it was. Default 0. */
  packageLagMs: number;
  /** How long a sold product is PENDING. Default one minute. */
  productDeliveryMs: number;
  /** The status right after a cancellation: at once CANCELED, or as before until a delivery's time has passed. Default `canceled`. */
  statusAfterCancel: 'canceled' | 'unchanged';
  /** A write on packages with an `idempotencyKey` that was used before: the first answer again, or another write. Default `replay`. */
  packageReplay: 'replay' | 'ignore';
  /** The field of Update Package External Id's answer. Default `updatedPackage`, as in the types; the sample has the other. */
  updatedPackageField: 'updatedPackage' | 'updated_package';

  /** Get Editor Urls for a site without an editor: its type without addresses, or 404. Default `type`. */
  editorlessUrls: 'type' | 'notFound';
  /** Whether Query Site Contributors lists the owner of the site. Default false. */
  contributorsListOwner: boolean;
  /** Change Role without any role. Default `reject` (400). */
  emptyRoles: Reaction;

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
  bulkDeleteResults: 'recipe',
  premiumToTrash: 'reject',
  duplicatePublished: false,
  publishStateField: 'sitePublishState',
  certificateField: 'sslCertificate',
  missingCertificate: 404,
  searchTeamPermission: null,
  searchTeamDefaultLimit: 50,
  searchTeamMaxLimit: 50,
  teamFacets: 'result',
  roleFacetValues: 'ids',
  teamLagMs: 0,
  unknownAssignment: 'reject',
  memberWithoutRoles: 'stays',
  ownerRemoval: 403,
  removeAbsent: 404,
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
  assignmentWithoutSite: 'ignore',
  connectToForeignSiteCode: 'DOMAINS_SITE_NOT_PERMITTED',
  firstDomainAsRedirect: 'primary',
  repeatedConnect: 'accept',
  redirectsOfDeletedPrimary: 'unassigned',
  existingZone: 'replace',
  newZoneAuthority: 'leftOut',
  changedZoneMissing: 'notFound',
  emptyZoneUpdate: 'accept',
  zoneUpdateAnswer: 'zone',
  deletedRecordMissing: 'reject',
  deletedRecordTtl: 'ignored',
  duplicateRecordsCode: 'DOMAIN_MX_RECORD_VALUE_INVALID',
  defaultRecordTtl: 3_600,
  publicWithAuth: 'accept',
  unsupportedTldCode: 'DOMAINS_UNSUPPORTED_TLD',
  suggestionsDefaultLimit: 10,
  suggestionsZeroLimit: 'default',
  suggestionsLastCursor: 'absent',
  folderPath: 'included',
  folderTotals: 'included',
  rootSiteFolder: 'emptyFolder',
  folderLagMs: 0,
  duplicateFolderName: 'reject',
  writtenFolderDates: 'omitted',
  moveFoldersAnswer: 'folders',
  rootAsTarget: 'reject',
  folderIntoItself: 'reject',
  childAccountsLagMs: 0,
  duplicateAccountEmail: 'accept',
  packagesAboveMaximum: 'reject',
  packagesLastCursor: 'absent',
  packagesHasNext: 'absent',
  packagesOfParent: 'withChildren',
  packageStatusIndex: 'Enabled',
  foreignPackage: 404,
  packageLagMs: 0,
  productDeliveryMs: 60_000,
  statusAfterCancel: 'canceled',
  packageReplay: 'replay',
  updatedPackageField: 'updatedPackage',
  editorlessUrls: 'type',
  contributorsListOwner: false,
  emptyRoles: 'reject',
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
