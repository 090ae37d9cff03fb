import { choice, milliseconds, type QuirkTable } from './quirk.ts';

/** Packages and product instances. */
export const packageQuirks = {
  packagesAboveMaximum: choice(['reject', 'clamp'], 'Query Packages with a limit above 100.'),
  packagesLastCursor: choice(
    ['absent', 'empty', 'null'],
    '`metadata.cursors.next` on the last page of Query Packages.',
  ),
  packagesHasNext: choice(
    ['absent', 'included'],
    'Whether Query Packages returns `hasNext`, which is internal to Wix.',
  ),
  packagesOfParent: choice(
    ['withChildren', 'alone'],
    "What Query Packages lists without a filter by account: the parent's packages with those of its children, or the parent's.",
  ),
  packageStatusIndex: choice(
    ['Enabled', 'ENABLED'],
    'How the filter of Query Packages spells a status: as in the sample, or as in the enum.',
  ),
  packageBillingField: choice(
    ['billingInfo', 'paymentInfo'],
    'The field that holds the billing of a product instance in responses; samples of Get and Query show the second.',
  ),
  foreignPackage: choice(
    [404, 400, 403, 428],
    'Status of Get Package for a package of another account than that of the header.',
  ),
  unknownPackage: choice(
    [404, 400, 403, 428],
    'Status for a package that does not exist, and for writes on a foreign one.',
  ),
  unknownInstance: choice(
    [428, 404],
    'Status for a product instance that the account lacks; 428 is documented for adjusting.',
  ),
  refusalTexts: choice(
    ['both', 'message', 'description'],
    'Place of the documented texts of refusals: `message` and `description`, or one of them.',
  ),
  packageLagMs: milliseconds(0, 'How long Query Packages shows a written package as it was before.'),
  productDeliveryMs: milliseconds(60_000, 'How long a sold product is PENDING.'),
  statusAfterCancel: choice(
    ['canceled', 'unchanged'],
    'The status right after a cancellation: CANCELED, or as before until `productDeliveryMs` have passed.',
  ),
  repeatedCancel: choice(
    ['accept', 'reject'],
    'Cancel Package for a package that is canceled as a whole: 200, or the 428 that Cancel Product Instance returns.',
  ),
  packageReplay: choice(
    ['replay', 'ignore'],
    'A write with an `idempotencyKey` that was used before: the first response again, or another write.',
  ),
  updatedPackageField: choice(
    ['updatedPackage', 'updated_package'],
    'The field of the response of Update Package External Id: as in the types, or as in the sample.',
  ),
} satisfies QuirkTable;
