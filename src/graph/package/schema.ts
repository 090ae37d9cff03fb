import { guidInput } from '../../lib/guid-input.ts';
import { ownerArgument, ownerOf } from '../account/owner-argument.ts';
import { AccountRef } from '../account/schema.ts';
import { builder, connectionType, pageArgs } from '../builder.ts';
import { entity } from '../federation/entity.ts';
import { SiteRef } from '../site/schema.ts';
import { PackageFilterInput, PackageOrderInput } from './inputs.ts';
import { PackageRef, ProductInstanceRef } from './instance-schema.ts';
import { packageById, packagesOfAccount, productInstancesBySite } from './loader.ts';
import { getPackage, queryPackages } from './rest.ts';

PackageRef.implement({
  description:
    'Products that a reseller of Wix sold to an account in one transaction. Wix opens its Resellers API to chosen partners ' +
    'only: for others everything about packages is null with FORBIDDEN.',
  fields: (t) => ({
    id: t.exposeID('id', { description: "The package's GUID." }),
    account: t.field({
      type: AccountRef,
      description: 'The account that it was sold to.',
      resolve: ({ accountId }) => ({ id: accountId }),
    }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: "The reseller's own id for it, up to 100 characters of any text; null for none. Not unique.",
    }),
    productInstances: t.expose('productInstances', {
      listSize: { assumedSize: 3 },
      type: [ProductInstanceRef],
      description: 'Its products, 1 to 1,000, in every status: canceled ones stay listed.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', nullable: true, description: 'When it was last changed.' }),
  }),
});

const PackageConnectionRef = connectionType(PackageRef, {
  name: 'Package',
  description: 'A page of packages.',
  totalCount:
    'How many packages the whole list has. Wix has no public call that counts them: this reads the list, one call for each ' +
    '100.',
});

entity(builder, PackageRef, {
  keys: ['id', 'id account { id }'],
  upstream: queryPackages,
  readKey: (representation, context) => ({
    id: representation.guid('id'),
    accountId: representation.ownerOr(context.accountId),
  }),
  load: ({ id, accountId }, context) => packageById(context, accountId).load(id),
});

const onePackage = 'One REST call for a single package (Get Package), one for each 100 where several are asked for.';

builder.objectFields(AccountRef, (t) => ({
  packages: t.field({
    upstream: { endpoint: queryPackages, per: 'field' },
    type: PackageConnectionRef,
    nullable: true,
    description:
      'The packages sold to this account, without those of its parent and children. One REST call for a page of up to 100 ' +
      '(Query Packages). Most API keys lack the permission: then null with FORBIDDEN.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: PackageFilterInput, required: false, description: 'Which packages. Default: all.' }),
      orderBy: t.arg({
        type: PackageOrderInput,
        required: false,
        description: 'The order. Default: newest first. Among equals the order is not documented.',
      }),
    },
    resolve: ({ id }, args, context) => packagesOfAccount(context, id, args),
  }),
  package: t.field({
    upstream: { endpoint: queryPackages, per: 'batch', fallback: getPackage },
    type: PackageRef,
    nullable: true,
    description: `A package of this account by its id; null when the account does not have it. ${onePackage}`,
    args: { id: t.arg.id({ required: true, description: "The package's GUID." }) },
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
      "The products that serve the site, in every status, newest package first; empty for none. From the packages of the site's " +
      'owner: one REST call for up to 100 sites (Query Packages), and one more for each further 100 packages. A Premium ' +
      'plan that was bought from Wix and not from a reseller is not among them.',
    resolve: (site, _args, context) => productInstancesBySite(context, site.accountId).load(site.id),
  }),
);

builder.queryFields((t) => ({
  package: t.field({
    upstream: { endpoint: queryPackages, per: 'batch', fallback: getPackage },
    type: PackageRef,
    nullable: true,
    description: `A package by its id; null when the account does not have it. ${onePackage}`,
    args: {
      id: t.arg.id({ required: true, description: "The package's GUID." }),
      accountId: t.arg.id(ownerArgument),
    },
    resolve: (_root, { id, accountId }, context) =>
      packageById(context, ownerOf(context, accountId)).load(guidInput('id', id, 'a package')),
  }),
}));
