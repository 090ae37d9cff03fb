import { guidInput } from '../../lib/guid-input.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, edgeType, pageArgs } from '../builder.ts';
import { checkedBy } from '../checked-arguments.ts';
import { entity } from '../federation/entity.ts';
import { SiteRef } from '../site/schema.ts';
import { planFilter } from './filter.ts';
import { PackageFilterInput, PackageOrderInput } from './inputs.ts';
import { PackageRef, ProductInstanceRef } from './instance-schema.ts';
import { type PackageListArgs, packageById, packagesOfAccount, productInstancesBySite } from './loader.ts';
import { getPackage, queryPackages } from './rest.ts';

PackageRef.implement({
  description:
    'Products that a Wix reseller sold to an account in one transaction. Wix opens its Resellers API only to ' +
    'selected partners: for others, all fields about packages are null with FORBIDDEN.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The package's GUID." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that the package was sold to.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description:
        "The reseller's own id for the package, up to 100 characters of any text. Not unique. Null if there is " +
        'none.',
    }),
    productInstances: t.expose('productInstances', {
      listSize: { assumedSize: 3 },
      type: [ProductInstanceRef],
      description: 'The products in the package, 1 to 1,000, in every status: canceled ones stay listed.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the package was created.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time the package was last changed.',
    }),
  }),
});

/** The edge type of a package in its list. */
export const PackageEdgeRef = edgeType(PackageRef, 'Package');

const PackageConnectionRef = connectionType(PackageRef, {
  name: 'Package',
  edge: PackageEdgeRef,
  description: 'A page of packages.',
  totalCount:
    "The number of packages in the whole list. Wix can't count them, so this reads the list: one REST call (Query " +
    'Packages) per 100.',
});

entity(builder, PackageRef, {
  keys: ['id', 'id account { id }'],
  upstream: queryPackages,
  readKey: (representation, context) => ({
    id: representation.guid('id'),
    accountId: representation.ownerOr(context.accountId),
  }),
  load: ({ id, accountId }, context) => packageById(context, accountId).load(id),
  node: { form: 'guid', readKey: (id, accountId) => ({ id, accountId }) },
});

const onePackage =
  'Costs one REST call for a single package (Get Package), or one per 100 if several are requested (Query ' +
  'Packages).';

builder.objectFields(AccountRef, (t) => ({
  packages: t.field({
    upstream: { endpoint: queryPackages, per: 'field' },
    type: PackageConnectionRef,
    nullable: true,
    description:
      'The packages sold to this account, without those of its parent and children. Costs one REST call (Query ' +
      'Packages) per page of up to 100. Most API keys lack the permission: the field is then null with FORBIDDEN.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({
        type: PackageFilterInput,
        required: false,
        description: 'The filter of the list. Defaults to all packages.',
      }),
      orderBy: t.arg({
        type: PackageOrderInput,
        required: false,
        description: 'The order of the list. Defaults to newest first. The order of equal items is not documented.',
      }),
    },
    ...checkedBy(({ filter }: PackageListArgs) => planFilter(filter ?? {})),
    resolve: ({ id }, args, context) => packagesOfAccount(context, id, args),
  }),
  package: t.field({
    upstream: { endpoint: queryPackages, per: 'batch', fallback: getPackage },
    type: PackageRef,
    nullable: true,
    description: `A package of this account by id. Null if the account doesn't have it. ${onePackage}`,
    args: { id: t.arg.id({ required: true, description: "The package's GUID." }) },
    ...checkedBy(({ id }: { id: string }) => guidInput('id', id, 'a package')),
    resolve: ({ id: accountId }, { id }, context) =>
      packageById(context, accountId).load(guidInput('id', id, 'a package')),
  }),
}));

builder.objectField(SiteRef, 'productInstances', (t) =>
  t.field({
    upstream: { endpoint: queryPackages, per: 'batch' },
    listSize: { assumedSize: 2 },
    type: [ProductInstanceRef],
    nullable: true,
    description:
      'The products that the site uses, in every status, newest package first. Empty if there are none. Read from ' +
      "the packages of the site's owner: one REST call (Query Packages) per 100 sites, and one more per 100 " +
      'further packages. A Premium plan bought directly from Wix is not included.',
    resolve: (site, _args, context) => productInstancesBySite(context, site.accountId).load(site.id),
  }),
);

builder.queryFields((t) => ({
  package: t.field({
    upstream: { endpoint: queryPackages, per: 'batch', fallback: getPackage },
    type: PackageRef,
    nullable: true,
    description: `A package by id. Null if the account doesn't have it. ${onePackage}`,
    args: {
      id: t.arg.id({ required: true, description: "The package's GUID." }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { id, accountId }, context) =>
      packageById(context, ownerOf(context, accountId)).load(guidInput('id', id, 'a package')),
  }),
}));
