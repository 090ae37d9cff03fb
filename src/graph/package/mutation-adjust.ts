import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { builder } from '../builder.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import { runWrite } from '../write/run-write.ts';
import type { Billing } from './billing.ts';
import { type BillingFields, BillingInput, toWixBilling } from './billing-input.ts';
import { type FormerSites, readFormerSites } from './former-sites.ts';
import {
  alreadyCanceled,
  findInstance,
  type InstanceInput,
  instanceFields,
  instancePayload,
  keyOf,
  loadInstance,
  readInstanceInput,
  type WrittenInstance,
} from './instance-input.ts';
import type { ProductInstance } from './model.ts';
import { catalogRules, instanceChange } from './plan.ts';
import { instanceRefusals } from './refusals.ts';
import { adjustProductInstance, queryPackages, type WixBillingInfo } from './rest.ts';
import { packageChange, readWritten } from './written.ts';

interface AdjustProductInstanceInput extends InstanceInput {
  readonly catalogProductId?: string | null | undefined;
  readonly billing?: BillingFields | null | undefined;
  readonly discountCode?: string | null | undefined;
}

const AdjustProductInstanceInput = builder
  .inputRef<AdjustProductInstanceInput>('AdjustProductInstanceInput')
  .implement({
    description:
      'The product to change, and its new product or billing. Set at least one of `catalogProductId` and `billing`.',
    fields: (t) => ({
      ...instanceFields(t),
      catalogProductId: t.id({
        required: false,
        description: 'The GUID of the new product, of the same service type. Defaults to the current product.',
      }),
      billing: t.field({
        type: BillingInput,
        required: false,
        description: 'The billing from now on. Defaults to the current billing.',
      }),
      discountCode: t.string({
        required: false,
        description: 'A discount code of up to 25 characters. Allowed only with a new product.',
      }),
    }),
  });

const AdjustProductInstancePayload = instancePayload(
  'AdjustProductInstancePayload',
  'The result of changing a product.',
);

/** The new product and billing of an instance. */
interface Target {
  readonly catalogProductId?: string;
  readonly billingInfo?: WixBillingInfo;
  readonly discountCode?: string;
}

function readTarget({ catalogProductId, billing, discountCode }: AdjustProductInstanceInput): Target {
  if (!catalogProductId && !billing) {
    throw new InputError('catalogProductId', 'catalogProductId, billing or both must be set.');
  }
  if (discountCode && !catalogProductId) {
    throw new InputError('discountCode', 'discountCode can only be used together with catalogProductId.');
  }
  if ((discountCode ?? '').length > 25)
    throw new InputError('discountCode', 'discountCode must be at most 25 characters long.');
  return {
    ...(catalogProductId ? { catalogProductId: guidInput('catalogProductId', catalogProductId, 'a product') } : {}),
    ...(billing ? { billingInfo: toWixBilling('billing', billing) } : {}),
    ...(discountCode ? { discountCode } : {}),
  };
}

function isAdjusted({ catalogProductId, billing }: ProductInstance, target: Target): boolean {
  return (
    (target.catalogProductId === undefined || target.catalogProductId === catalogProductId) &&
    (target.billingInfo === undefined || wixBillingText(target.billingInfo) === billingText(billing))
  );
}

function wixBillingText({ type, cycleDuration }: WixBillingInfo): string {
  return cycleDuration === undefined ? type : `${type} ${cycleDuration.count} ${cycleDuration.unit}`;
}

function billingText(billing: Billing | null): string | null {
  if (billing === null) return null;
  const { type, cycle } = billing;
  return cycle === null ? type : `${type} ${cycle.count} ${cycle.unit}`;
}

function adjustments(instance: ProductInstance, { catalogProductId, billingInfo }: Target): PlannedChange[] {
  const billing = billingInfo === undefined ? null : wixBillingText(billingInfo);
  const from = billingText(instance.billing);
  return [
    ...(catalogProductId === undefined || catalogProductId === instance.catalogProductId
      ? []
      : [
          instanceChange(
            instance,
            'catalogProductId',
            instance.catalogProductId,
            catalogProductId,
            'The product changes immediately. A site that loses its Premium plan this way loses its domains.',
          ),
        ]),
    ...(billing === null || billing === from
      ? []
      : [instanceChange(instance, 'billing', from, billing, 'The billing of the product changes immediately.')]),
  ];
}

builder.mutationField('adjustProductInstance', (t) =>
  t.field({
    upstream: { endpoint: adjustProductInstance, per: 'field', needs: [queryPackages] },
    type: AdjustProductInstancePayload,
    nullable: true,
    description:
      'Changes a sold product into another one of the same service type (an upgrade or downgrade), or changes its ' +
      'billing. Takes effect immediately and changes what the reseller pays. Only for partners of the Resellers ' +
      'API. Costs two REST calls: the first reads the package (Get Package).',
    args: {
      input: t.arg({
        type: AdjustProductInstanceInput,
        required: true,
        description: 'The product to change, and its new product or billing.',
      }),
    },
    resolve: (_root, { input }, context, info) =>
      runWrite<WrittenInstance, FormerSites>(context, () => {
        const at = readInstanceInput(context, input);
        const { accountId, packageId, instanceId } = at;
        const target = readTarget(input);
        return {
          name: 'adjustProductInstance',
          input,
          endpoint: adjustProductInstance,
          lane: [accountId, 'package', packageId],
          plan: async () => {
            const { instance, problems } = await loadInstance(context, at, alreadyCanceled);
            const changes = instance === null || problems.length > 0 ? [] : adjustments(instance, target);
            return {
              changes,
              problems,
              calls: [{ endpoint: adjustProductInstance, count: 1 }],
              warnings: catalogRules,
              facts: instance === null ? null : await readFormerSites(context, accountId, [instance], info),
            };
          },
          send: async (former) => {
            const body = { ...keyOf(input), ...target };
            const answer = await context.wix.call(adjustProductInstance, { accountId, params: { instanceId }, body });
            return { ...readWritten(adjustProductInstance, answer.package, packageId), instanceId, former };
          },
          find: (former) => findInstance(context, at, (instance) => isAdjusted(instance, target), former),
          verifyQuery: `{ package(id: "${packageId}", accountId: "${accountId}") { productInstances { id catalogProductId billing { type cycle { unit count } } } } }`,
          wrote: packageChange,
          paths: {
            catalogProductId: 'catalogProductId',
            billingInfo: 'billing',
            'billingInfo.type': 'billing.type',
            'billingInfo.cycleDuration': 'billing.cycle',
            discountCode: 'discountCode',
          },
          refusals: instanceRefusals({ product: 'catalogProductId', billing: 'billing' }),
        };
      }),
  }),
);
