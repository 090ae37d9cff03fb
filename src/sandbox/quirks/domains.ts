import { choice, milliseconds, name, number, type QuirkTable } from './quirk.ts';

/** Connected domains, DNS, assignments, search. */
export const domainQuirks = {
  domainsDefaultLimit: number(100, 'Page size of List Connected Domains without a limit.', { minimum: 1 }),
  domainsAboveMaximum: choice(['reject', 'clamp'], 'List Connected Domains with a limit above 100.'),
  domainsLastCursor: choice(
    ['null', 'absent', 'empty'],
    'Missing cursors in List Connected Domains and List Domain Assignments.',
  ),
  domainsLagMs: milliseconds(
    0,
    'How long List Connected Domains and List Domain Assignments show a written domain as it was before.',
  ),
  domainNameCase: choice(
    ['insensitive', 'sensitive'],
    'Domain names in upper case in a path: read in lower case, or as another name.',
  ),
  unassignedSiteInfo: choice(['absent', 'empty'], '`siteInfo` of a domain without a site: left out, or `{}`.'),
  dnsZonesUnauthenticated: choice(
    ['general', 'userIdNotFound'],
    'DNS zones requested without a valid key: as everywhere, or 404 `USER_ID_NOT_FOUND` as documented in 2024.',
  ),
  foreignDomain: choice(
    ['notFound', 'notPermitted'],
    'The zone, propagation or assignment of a domain of another account: as if it did not exist, or 428 (zones) and 403.',
  ),
  setupRegistrar: choice(
    ['object', 'nameOnly'],
    'How setup info names the registrar: `registrar` with its name servers, or `registrarName` as older samples do.',
  ),
  setupOfUnconnected: choice(['notFound', 'notPermitted'], 'Setup info of a name that is not connected: 404 or 403.'),
  propagationHeader: choice(
    ['account', 'site'],
    'The id header that Get DNS Propagation needs. `site` rejects calls with the account header.',
  ),
  untrackedPropagation: choice(
    ['notFound', 'unknownStatus'],
    'Get DNS Propagation before the first check: 404, or the status `UNKNOWN_STATUS`.',
  ),
  propagationRecords: choice(
    ['texts', 'objects'],
    'Expected and found records of a failed propagation, as plain values or as record objects.',
  ),
  assignmentsSiteParameter: name('siteIds', 'The query parameter of List Domain Assignments that holds the site ids.'),
  assignmentsDefaultLimit: number(50, 'Page size of List Domain Assignments without a limit.', { minimum: 1 }),
  assignmentSiteField: name('id', "The field of an assignment's `siteInfo` that holds the id of the site."),
  assignmentWithoutSite: choice(
    ['ignore', 'reject'],
    'Create Connected Domain with an assignment type and no site: the type is ignored, or 400 as its predecessor returned.',
  ),
  connectToForeignSiteCode: choice(
    ['DOMAINS_SITE_NOT_PERMITTED', 'DOMAINS_GUID_NOT_FOUND'],
    'The code (403) for connecting a domain to a site of another account.',
  ),
  registeredDomainEndpoints: choice(
    ['served', 'gone'],
    'List and Get Registered Domain, which the newest docs no longer contain: served as in those of 2024, or 404.',
  ),
  connectRegisteredDomain: choice(
    [400, 409],
    'Status of Create Connected Domain for a domain that is registered through Wix.',
  ),
  privateSuffix: choice(
    ['either', 'root', 'subdomain'],
    'A domain directly below the suffix of a company, such as `brand.co.com`: connected like a root domain, like a subdomain, or like either.',
  ),
  unknownConnectedDomain: choice(
    [404, 400, 428],
    'Status of Delete Connected Domain for a name that is not connected.',
  ),
  unassignedDomain: choice([404, 428], 'Status of the domain assignment of a domain that serves no site.'),
  tooManyRedirects: choice([428, 400], 'Status of Create Connected Domain for the 301st redirect of a site.'),
  firstDomainAsRedirect: choice(
    ['primary', 'redirect'],
    'The first domain of a site, connected as a redirect: becomes the primary domain as with assignments, or stays a redirect.',
  ),
  repeatedConnect: choice(
    ['accept', 'reject'],
    'Connecting a domain again with the same settings: returns the domain, or 409.',
  ),
  redirectsOfDeletedPrimary: choice(
    ['unassigned', 'kept'],
    'The redirects of a site whose primary domain is disconnected.',
  ),
  existingZone: choice(
    ['replace', 'alreadyExists'],
    'Create DNS Zone where one exists: it is replaced as the text says, or the listed 428.',
  ),
  newZoneAuthority: choice(
    ['leftOut', 'added'],
    'Name servers and SOA of a new zone that was sent without them: omitted as in the sample, or added.',
  ),
  zoneAuthority: choice(
    ['kept', 'free'],
    'Update DNS Zone that leaves a zone without the NS or SOA records it had. `kept` returns 428 `INVALID_NS_RECORD`.',
  ),
  recordValues: choice(
    ['check', 'ignore'],
    'DNS values that do not fit their record type, hosts outside the zone, a CNAME next to other records, a CNAME with several values.',
  ),
  changedZoneMissing: choice(['notFound', 'notPermitted'], 'Changing the zone of a domain without one: 404 or 428.'),
  emptyZoneUpdate: choice(['accept', 'reject'], 'Update DNS Zone without any change. `reject` returns 428.'),
  zoneUpdateAnswer: choice(
    ['zone', 'additions'],
    'Response of Update DNS Zone: the whole zone as in its description, or the added records as in its sample.',
  ),
  deletedRecordMissing: choice(
    ['reject', 'accept'],
    'Deleting a record that the zone does not have. `reject` returns 400.',
  ),
  deletedRecordTtl: choice(
    ['ignored', 'mustMatch'],
    'Whether the `ttl` of a record to be deleted must be right where it is sent.',
  ),
  duplicateRecordsCode: choice(
    ['DOMAIN_MX_RECORD_VALUE_INVALID', 'DOMAIN_DUPLICATE_RECORDS'],
    'The code (428) for two records of one type at one host. The default is the documented one, which looks like a mistake.',
  ),
  defaultRecordTtl: number(3_600, 'The `ttl` of a record that is added without one, in seconds.'),
  publicWithAuth: choice(
    ['accept', 'forbid', 'require'],
    'Domain search called with a key: served, rejected with 403 as observed, or rejected without a key.',
  ),
  unsupportedTldCode: choice(
    ['DOMAINS_UNSUPPORTED_TLD', 'INVALID_DOMAIN'],
    'The code (400) for an ending that Wix does not sell.',
  ),
  suggestionsDefaultLimit: number(10, 'Page size of Suggest Domains without a limit.', { minimum: 1 }),
  suggestionsZeroLimit: choice(
    ['default', 'reject'],
    'Suggest Domains with the limit 0, which one page permits and another does not.',
  ),
  suggestionsLastCursor: choice(['absent', 'empty', 'null'], '`cursors.next` on the last page of Suggest Domains.'),
} satisfies QuirkTable;
