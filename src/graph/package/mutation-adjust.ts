import { guidInput } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { builder } from '../builder.ts';
import type { PlannedChange } from '../write/dry-run.ts';
import { runWrite } from '../write/run-write.ts';
import type { Billing } from './billing.ts';
import { type BillingFields, BillingInput, toWixBilling } from './billing-input.ts';
import {
  alreadyCanceled,
  findInstance,
  type InstanceInput,
  instanceFields,
  instancePayload,
  keyOf,
  loadInstance,
  readInstanceInput,
  refuse,
  type WrittenInstance,
} from './instance-input.ts';
import type { ProductInstance } from './model.ts';
import { instanceChange } from './plan.ts';
import { instanceRefusals } from './refusals.ts';
import { adjustProductInstance, type WixBillingInfo } from './rest.ts';
import { packageChange, readWritten } from './written.ts';

interface AdjustProductInstanceInput extends InstanceInput {
  readonly catalogProductId?: string | null | undefined;
  readonly billing?: BillingFields | null | undefined;
  readonly discountCode?: string | null | undefined;
}

const AdjustProductInstanceInput = builder
  .inputRef<AdjustProductInstanceInput>('AdjustProductInstanceInput')
  .implement({
    description: 'Which product to change, and into what. At least one of `catalogProductId` and `billing`.',
    fields: (t) => ({
      ...instanceFields(t),
      catalogProductId: t.id({
        required: false,
        description: 'The GUID of the product that it becomes, of the same service type. Default: the present one.',
      }),
      billing: t.field({ type: BillingInput, required: false, description: 'How it is paid from now on.' }),
      discountCode: t.string({
        required: false,
        description: 'A discount code of up to 25 characters; only together with a new product.',
      }),
    }),
  });

const AdjustProductInstancePayload = instancePayload('AdjustProductInstancePayload', 'What changing a product did.');

/** What an instance is to become. */
interface Target {
  readonly catalogProductId?: string;
  readonly billingInfo?: WixBillingInfo;
  readonly discountCode?: string;
}

function readTarget({ catalogProductId, billing, discountCode }: AdjustProductInstanceInput): Target {
  if (!catalogProductId && !billing) {
    throw new InputError('catalogProductId', 'Give catalogProductId, billing or both.');
  }
  if (discountCode && !catalogProductId) {
    throw new InputError('discountCode', 'A discountCode is taken with a new product only.');
  }
  if ((discountCode ?? '').length > 25)
    throw new InputError('discountCode', 'discountCode takes at most 25 characters.');
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
            'The product becomes another one at once. A site that loses its Premium plan by it loses its domains.',
          ),
        ]),
    ...(billing === null || billing === from
      ? []
      : [instanceChange(instance, 'billing', from, billing, 'The product is paid in another way from now on.')]),
  ];
}

builder.mutationField('adjustProductInstance', (t) =>
  t.field({
    upstream: { endpoint: adjustProductInstance, per: 'field' },
    type: AdjustProductInstancePayload,
    nullable: true,
    description:
      'Changes a sold product into another one of the same service type, or how it is paid: an upgrade or downgrade. It takes ' +
      'effect at once and changes what the reseller pays. For partners of the Resellers API only. Two REST calls, of which the ' +
      'first reads the package.',
    args: {
      input: t.arg({
        type: AdjustProductInstanceInput,
        required: true,
        description: 'Which product to change, and into what.',
      }),
    },
    resolve: (_root, { input }, context) =>
      runWrite<WrittenInstance>(context, () => {
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
            return { changes, problems, calls: [{ endpoint: adjustProductInstance, count: 1 }] };
          },
          prepare: async () => refuse((await loadInstance(context, at, alreadyCanceled)).problems),
          send: async () => {
            const body = { ...keyOf(input), ...target };
            const answer = await context.wix.call(adjustProductInstance, { accountId, params: { instanceId }, body });
            return { ...readWritten(adjustProductInstance, answer.package, packageId), instanceId };
          },
          find: () => findInstance(context, at, (instance) => isAdjusted(instance, target)),
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
