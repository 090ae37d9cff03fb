import { choice, milliseconds, name, number, type QuirkTable } from './quirk.ts';

/** Sites, their properties and addresses, projects and transfers. */
export const siteQuirks = {
  sitesDefaultLimit: number(50, 'Page size of Query Sites without a limit.', { minimum: 1 }),
  sitesAboveMaximum: choice(['reject', 'clamp'], 'Query Sites with a limit above 100. `reject` returns 400.'),
  sitesFilterWithCursor: choice(
    ['reject', 'ignore'],
    'Query Sites with a cursor and also a filter or sort. `reject` returns 400.',
  ),
  sitesLastCursor: choice(['absent', 'empty', 'null'], 'The cursor fields on the last page of Query Sites.'),
  trashedSites: choice(['listed', 'hidden'], 'Whether Query Sites and Count Sites show sites in the trash.'),
  missingTrashedDate: choice(
    ['earliest', 'latest'],
    'Where sites outside the trash stand in the order of `trashedDate`.',
  ),
  trashedSiteWrites: choice(
    ['reject', 'accept'],
    'Duplicating, moving, editing, transferring or selling plans to a site in the trash. `reject` returns 428 or 400.',
  ),
  trashPurge: choice(['after90Days', 'never'], 'When a site in the trash is deleted for good.'),
  trashedSiteStatus: choice([428, 400, 404], 'Status for these writes, where the service has no code of its own.'),
  sitesDefaultOrder: choice(['newestFirst', 'oldestFirst'], 'Order of Query Sites without `sort`.'),
  foreignSiteToDuplicate: choice([404, 403, 400, 428], 'Status of Duplicate Site for a site that the account lacks.'),
  unpublishOffline: choice([428, 400, 409], 'Status of Unpublish Site for a site that is offline.'),
  enterpriseRefusal: choice([403, 404], 'Status of the enterprise endpoints for a site that the key does not reach.'),
  unknownProjectFolder: choice([400, 404], 'Status of Create Project for a folder that the account lacks.'),
  domainIsPaidService: choice([true, false], 'Whether Transfer Site rejects a site only because of its domain.'),
  consentLeftOut: choice(['off', 'kept'], 'Value of a consent switch that Update Consent Policy does not contain.'),
  nameFilter: choice(
    ['empty', 'matches'],
    'The `name` filter of Query Sites: finds nothing, as observed, or compares the name of the site.',
  ),
  searchPhrase: choice(
    ['matches', 'ignore', 'reject'],
    'The `searchPhrase` filter of Query Sites, which older docs list: searches names and domains, is ignored, or is undeclared.',
  ),
  appIdsFilter: choice(
    ['matches', 'ignore', 'reject'],
    'The `appIds` filter of Query Sites, which older docs list: compares the installed apps, is ignored, or is undeclared.',
  ),
  siteNamespaces: choice(
    ['all', 'documented'],
    "Namespaces that filters take: also those of Wix's newer typings, or the documented ones. Others return 400.",
  ),
  countUnsupportedFilter: choice(
    ['reject', 'ignore'],
    'Count Sites with a `premium` or `appIds` filter, which it does not support. `reject` returns 400.',
  ),
  indexLagMs: milliseconds(0, 'How long Query Sites and Count Sites show a written site as it was before.'),
  bulkDeleteResults: choice(
    ['recipe', 'docs'],
    'Results of Bulk Delete Site: as in its recipe, or as in the docs sample, with indexes as text and null errors.',
  ),
  premiumToTrash: choice(
    ['reject', 'accept'],
    'Bulk Delete Site for a site with a Premium plan. `reject` fails the item with `PREMIUM_NOT_PERMITTED`.',
  ),
  repeatedTrashId: choice(
    ['fails', 'succeeds'],
    'An id that Bulk Delete Site gets twice: its second item fails, or succeeds as the first one does.',
  ),
  duplicatePublished: choice([false, true], 'Whether the duplicate of a published site is published.'),
  vibeNamespace: name('WIX', 'The namespace of a site made by Create Project with the type `VIBE`.'),
  unknownTemplate: choice(
    [404, 403, 400],
    'Status of Get Template and Create Site From Template for a template that the account lacks.',
  ),
  templateSites: choice(
    ['ids', 'objects', 'omitted'],
    'The `sites` of a template: their ids, objects with a `metaSiteId`, or left out.',
  ),
  templateSiteName: choice(
    ['template', 'site'],
    'The display name of a site created from a template: that of the template, or of the site that the template is made of.',
  ),
  createdSiteField: name(
    'createdSiteMetaSiteId',
    'The field that holds the new site in the response of Create Site From Template. Only its start is documented: `createdSiteMeta`.',
  ),
  createdSiteValue: choice(
    ['id', 'object'],
    'The new site in the response of Create Site From Template: its id, or an object with its `metaSiteId`.',
  ),
  transferredContributors: choice(['kept', 'removed'], 'Contributors of a site after Transfer Site.'),
  transferredInvites: choice(['kept', 'revoked'], 'Open invites to a site after Transfer Site.'),
  publishStateField: name(
    'sitePublishState',
    'The field that holds the response of Unpublish Site; an empty name puts the object at the top.',
  ),
  certificateField: name(
    'sslCertificate',
    'The field that holds a certificate in responses; an empty name puts the object at the top.',
  ),
  missingCertificate: choice([404, 428], 'Status of Get Active Certificate for a domain without a certificate.'),
  editorlessUrls: choice(
    ['type', 'notFound'],
    'Get Editor Urls for a site without an editor: its type without addresses, or 404.',
  ),
  editorUrlsRefusal: choice(
    [404, 400, 428],
    'Status of Get Editor Urls for a site without an editor, where `editorlessUrls` is `notFound`.',
  ),
  otherEditors: name('UNKNOWN', 'What Get Editor Urls calls Editor X and ADI.'),
  updateWithoutMask: choice(
    ['setsWhatIsSent', 'reject'],
    'An update of site properties without `fields`. `reject` returns 400.',
  ),
} satisfies QuirkTable;
