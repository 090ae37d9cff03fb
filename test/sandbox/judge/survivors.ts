type Reasons = Readonly<Record<string, string>>;

const freeText = 'free text';
const key = 'any text; its rules are not documented';
const comparison = 'filters compare: a value that nothing has finds nothing';
const ownInvite = 'fails its own invite, and the call is answered with 200';
const address = 'body.businessContact.address';
const profile = 'body.businessProfile';

function comparisons(...fields: readonly string[]): Reasons {
  return Object.fromEntries(fields.map((field) => [field, comparison]));
}

/**
 * Explains why a wrong value of the right type passes at a place, by endpoint and place. Nothing explains a misspelt name or
 * a value of the wrong type that passes.
 */
export const explained: Readonly<Record<string, Reasons>> = {
  'Adjust Product Instance Specifications': {
    'body.idempotencyKey': key,
    'body.discountCode': 'an invalid code does not fail the call',
  },
  'Assign Product Instance To Site': { 'body.idempotencyKey': key },
  'Bulk Invite': { 'body.emails[]': ownInvite, 'body.invitePurpose': freeText },
  'Cancel Package': { 'body.idempotencyKey': key },
  'Cancel Product Instance': { 'body.idempotencyKey': key },
  'Count Sites': comparisons('body.filter.folderId.$eq'),
  'Create Account': {
    'body.user.ssoIdentities[].ssoId': key,
    'body.user.ssoIdentities[].userId': 'an id of the identity provider, any text',
    'body.user.userDetails.firstName': freeText,
    'body.user.userDetails.lastName': freeText,
  },
  'Create Folder': { 'body.folder.name': freeText },
  'Create Invite': {
    'body.subjectsAssignments[].subjectEmail': ownInvite,
    'body.subjectsAssignments[].assignments[].policyId': ownInvite,
  },
  'Create Package V2': {
    'body.idempotencyKey': key,
    'body.externalId': freeText,
    'body.products[].discountCode': 'an invalid code does not fail the call',
  },
  'Create Project': { 'body.name': freeText },
  'Duplicate Site': { 'body.siteDisplayName': freeText },
  'Query Packages': comparisons(
    'body.query.filter.externalId.$in[]',
    'body.query.filter.accountId.$eq',
    'body.query.filter.productInstances.siteId.$hasSome[]',
    'body.query.filter.productInstances.catalogProductId.$hasSome[]',
    'body.query.filter.productInstances.countryCode.$hasSome[]',
    'body.query.filter.id.$in[]',
  ),
  'Query Site Contributors': comparisons('query.filter.policyIds'),
  'Query Sites': comparisons(
    'body.query.filter.appIds.$hasSome[]',
    'body.query.filter.searchPhrase.$eq',
    'body.query.filter.folderId.$eq',
    'body.query.filter.folderId.$in[]',
    'body.query.filter.id.$in[]',
  ),
  'Search Team': { 'body.query': freeText, ...comparisons('body.filter.roleId.$eq') },
  'Unassign Product Instance From Site': { 'body.idempotencyKey': key },
  'Update Business Contact': {
    'body.businessContact.phone': 'free text: no format is documented',
    [`${address}.street`]: freeText,
    [`${address}.streetNumber`]: freeText,
    [`${address}.city`]: freeText,
    [`${address}.zip`]: 'free text of at most 20 characters',
    [`${address}.hint.text`]: freeText,
  },
  'Update Business Profile': {
    [`${profile}.businessName`]: freeText,
    [`${profile}.logo`]: 'free text: no format is documented',
    [`${profile}.companyId`]: 'free text of at most 50 characters',
    [`${profile}.siteDisplayName`]: freeText,
    [`${profile}.description`]: freeText,
  },
  'Update Business Schedule': { 'body.businessSchedule.specialHourPeriod[].comment': freeText },
  'Update DNS Zone': { 'body.additions[].values[]': 'a TXT record holds any text' },
  'Update Folder': { 'body.folder.name': freeText },
};

/** Explains why no request has a text that its endpoint declares, by endpoint and place. */
export const neverSent: Readonly<Record<string, Reasons>> = {
  'Count Sites': {
    'body.filter.id.$in[]':
      'the filter is declared together with that of Query Sites, and sites named by id are not counted',
    'body.filter.folderId.$in[]': 'likewise: sites of several folders are not counted',
    'body.filter.appIds.$hasSome[]': 'likewise: Wix does not count by apps',
    'body.filter.searchPhrase.$eq': 'likewise: a search is not counted, because it cannot be verified',
  },
};
