import { guidInput } from '../../lib/guid-input.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { runWrite, type WriteInput } from '../write/run-write.ts';
import { type FormerSites, formerSiteFields, readFormerSites, type WithFormerSites } from './former-sites.ts';
import {
  alreadyCanceled,
  findInstance,
  instanceInput,
  instancePayload,
  keyOf,
  loadInstance,
  noPackage,
  problem,
  readInstanceInput,
  sellerField,
  type WrittenInstance,
} from './instance-input.ts';
import { PackageRef } from './instance-schema.ts';
import { packageById } from './loader.ts';
import type { Package, ProductInstance } from './model.ts';
import { instanceChange, siteLosses } from './plan.ts';
import { instanceRefusals, packageRefusals } from './refusals.ts';
import { cancelPackage, cancelProductInstance, queryPackages } from './rest.ts';
import { findWritten, packageChange, packageOf, readWritten } from './written.ts';

const effect =
  'The customer loses the service. A site that loses its Premium plan loses Premium, and Wix disconnects its ' +
  "domains. This can't be undone: the only way back is to sell the product again. The status can still be the " +
  'previous one for a while.';

function cancellation(instance: ProductInstance): PlannedChange {
  const product = instance.catalogProductId ?? 'unknown';
  return instanceChange(instance, 'status', instance.statusRaw, 'CANCELED', `The product ${product} is canceled.`);
}

// --- cancelProductInstance ---

const CancelProductInstanceInput = instanceInput('CancelProductInstanceInput', 'The product to cancel.');

const CancelProductInstancePayload = instancePayload(
  'CancelProductInstancePayload',
  'The result of canceling a product.',
);

builder.mutationField('cancelProductInstance', (t) =>
  t.field({
    upstream: { endpoint: cancelProductInstance, per: 'field', needs: [queryPackages] },
    type: CancelProductInstancePayload,
    nullable: true,
    description:
      `Cancels one product of a package. ${effect} Only for partners of the Resellers API. Costs two REST calls: ` +
      'the first reads the package (Get Package).',
    args: {
      input: t.arg({ type: CancelProductInstanceInput, required: true, description: 'The product to cancel.' }),
    },
    resolve: (_root, { input }, context, info) =>
      runWrite<WrittenInstance, FormerSites>(context, () => {
        const at = readInstanceInput(context, input);
        const { accountId, packageId, instanceId } = at;
        return {
          name: 'cancelProductInstance',
          input,
          endpoint: cancelProductInstance,
          lane: [accountId, 'package', packageId],
          plan: async (purpose) => {
            const { instance, problems } = await loadInstance(context, at, alreadyCanceled);
            const calls = [{ endpoint: cancelProductInstance, count: 1 }];
            if (instance === null || problems.length > 0) return { changes: [], problems, calls, facts: null };
            const losses = purpose === 'show' ? await siteLosses(context, accountId, [instance]) : [];
            return {
              changes: [cancellation(instance), ...losses],
              problems,
              calls,
              facts: await readFormerSites(context, accountId, [instance], info),
            };
          },
          send: async (former) => {
            const answer = await context.wix.call(cancelProductInstance, {
              accountId,
              params: { instanceId },
              body: keyOf(input),
            });
            return { ...readWritten(cancelProductInstance, answer.package, packageId), instanceId, former };
          },
          find: (former) => findInstance(context, at, ({ status }) => status === 'CANCELED', former),
          verifyQuery: `{ package(id: "${packageId}", accountId: "${accountId}") { productInstances { id status } } }`,
          wrote: packageChange,
          refusals: instanceRefusals(),
        };
      }),
  }),
);

// --- cancelPackage ---

interface CancelPackageInput extends WriteInput {
  readonly packageId: string;
  readonly accountId?: string | null | undefined;
}

const CancelPackageInput = builder.inputRef<CancelPackageInput>('CancelPackageInput').implement({
  description: 'The package to cancel.',
  fields: (t) => ({
    packageId: t.id({ required: true, description: "The package's GUID." }),
    accountId: t.id(sellerField),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const CancelPackagePayload = payloadType<WithFormerSites>('CancelPackagePayload', {
  description: 'The result of canceling a package.',
  fields: (t) => ({
    package: t.field({
      type: PackageRef,
      nullable: true,
      description: 'The package in its current state. Null after a refusal or a dry run.',
      resolve: ({ result }) => (result === null ? null : packageOf(result)),
    }),
    ...formerSiteFields(t),
  }),
});

function isCanceled({ productInstances }: Package): boolean {
  return productInstances.every(({ status }) => status === 'CANCELED');
}

function problemOf(found: Package | null) {
  if (found === null) return [noPackage];
  return isCanceled(found)
    ? [problem('FAILED_PRECONDITION', 'packageId', 'All products in the package are already canceled.')]
    : [];
}

builder.mutationField('cancelPackage', (t) =>
  t.field({
    upstream: { endpoint: cancelPackage, per: 'field', needs: [queryPackages] },
    type: CancelPackagePayload,
    nullable: true,
    description:
      `Cancels all products in a package. ${effect} Only for partners of the Resellers API. Costs two REST calls: ` +
      'the first reads the package (Get Package).',
    args: { input: t.arg({ type: CancelPackageInput, required: true, description: 'The package to cancel.' }) },
    resolve: (_root, { input }, context, info) =>
      runWrite<WithFormerSites, FormerSites>(context, () => {
        const accountId = ownerOf(context, input.accountId);
        const packageId = guidInput('packageId', input.packageId, 'a package');
        return {
          name: 'cancelPackage',
          input,
          endpoint: cancelPackage,
          lane: [accountId, 'package', packageId],
          plan: async (purpose) => {
            const found = await packageById(context, accountId).load(packageId);
            const left = found?.productInstances.filter(({ status }) => status !== 'CANCELED') ?? [];
            const losses = purpose === 'show' ? await siteLosses(context, accountId, left) : [];
            return {
              changes: [...left.map(cancellation), ...losses],
              problems: problemOf(found),
              calls: [{ endpoint: cancelPackage, count: 1 }],
              facts: await readFormerSites(context, accountId, left, info),
            };
          },
          send: async (former) => {
            const params = { id: packageId };
            const answer = await context.wix.call(cancelPackage, { accountId, params, body: keyOf(input) });
            return { ...readWritten(cancelPackage, answer.package, packageId), former };
          },
          find: async (former) => {
            const found = await findWritten(context, accountId, packageId, isCanceled);
            return found.is === 'done' ? { is: 'done', result: { ...found.result, former } } : found;
          },
          verifyQuery: `{ package(id: "${packageId}", accountId: "${accountId}") { productInstances { id status } } }`,
          wrote: packageChange,
          refusals: packageRefusals({
            product: 'packageId',
            billing: 'packageId',
            site: 'packageId',
            instance: 'packageId',
          }),
        };
      }),
  }),
);
