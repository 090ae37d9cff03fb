import { guidInput } from '../../lib/guid-input.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import type { Found, WriteInput } from '../write/run-write.ts';
import type { UserError } from '../write/user-error.ts';
import { type FormerSites, formerSiteFields, type WithFormerSites } from './former-sites.ts';
import { PackageRef, ProductInstanceRef } from './instance-schema.ts';
import { packageById } from './loader.ts';
import type { Package, ProductInstance } from './model.ts';
import { findWritten, packageOf } from './written.ts';

export const sellerField = {
  required: false,
  description:
    "The GUID of the account that the package was sold to: the customer's own account if they have one. Defaults to the " +
    "request's account.",
} as const;

/** The input that identifies one product instance for a write. */
export interface InstanceInput extends WriteInput {
  readonly packageId: string;
  readonly instanceId: string;
  readonly accountId?: string | null | undefined;
}

/** Returns the input fields of a write to one product instance. */
export function instanceFields(t: Parameters<typeof dryRunInput>[0]) {
  return {
    packageId: t.id({ required: true, description: 'The GUID of the package that contains the product instance.' }),
    instanceId: t.id({ required: true, description: "The product instance's GUID." }),
    accountId: t.id(sellerField),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  };
}

export function instanceInput(name: string, description: string) {
  return builder.inputRef<InstanceInput>(name).implement({ description, fields: instanceFields });
}

/** The result of a write to one product instance. */
export interface WrittenInstance extends WithFormerSites {
  readonly instanceId: string;
}

export function instancePayload(name: string, description: string) {
  return payloadType<WrittenInstance>(name, {
    description,
    fields: (t) => ({
      productInstance: t.field({
        type: ProductInstanceRef,
        nullable: true,
        description: 'The product instance in its current state. Null after a refusal or a dry run.',
        resolve: ({ result }) => (result === null ? null : (instanceOf(packageOf(result), result.instanceId) ?? null)),
      }),
      package: t.field({
        type: PackageRef,
        nullable: true,
        description: 'The package in its current state. Null after a refusal or a dry run.',
        resolve: ({ result }) => (result === null ? null : packageOf(result)),
      }),
      ...formerSiteFields(t),
    }),
  });
}

export function instanceOf(inPackage: Package, instanceId: string): ProductInstance | undefined {
  return inPackage.productInstances.find(({ id }) => id === instanceId);
}

/** Reads the ids of an input. Throws an InputError if one is not a GUID. */
export function readInstanceInput(context: GraphContext, input: InstanceInput) {
  return {
    accountId: ownerOf(context, input.accountId),
    packageId: guidInput('packageId', input.packageId, 'a package'),
    instanceId: guidInput('instanceId', input.instanceId, 'a product instance'),
  };
}

/** Returns the `idempotencyKey` of a request body, if the caller passed one. */
export function keyOf({ idempotencyKey }: WriteInput): { readonly idempotencyKey?: string } {
  return idempotencyKey === null || idempotencyKey === undefined ? {} : { idempotencyKey };
}

/** Returns a product instance with the problems of writing to it: it doesn't exist, or `problemOf` finds one. */
export async function loadInstance(
  context: GraphContext,
  { accountId, packageId, instanceId }: ReturnType<typeof readInstanceInput>,
  problemOf: (instance: ProductInstance) => UserError | null = () => null,
): Promise<{ readonly instance: ProductInstance | null; readonly problems: readonly UserError[] }> {
  const found = await packageById(context, accountId).load(packageId);
  if (found === null) {
    return {
      instance: null,
      problems: [noPackage],
    };
  }
  const instance = instanceOf(found, instanceId);
  if (instance === undefined) {
    return {
      instance: null,
      problems: [problem('NOT_FOUND', 'instanceId', 'The package has no product instance with this id.')],
    };
  }
  const known = problemOf(instance);
  return { instance, problems: known === null ? [] : [known] };
}

/** Same as `findWritten`, for a write to one product instance. */
export async function findInstance(
  context: GraphContext,
  { accountId, packageId, instanceId }: ReturnType<typeof readInstanceInput>,
  isDone: (instance: ProductInstance) => boolean,
  former: FormerSites,
): Promise<Found<WrittenInstance>> {
  const found = await findWritten(context, accountId, packageId, (item) => {
    const instance = instanceOf(item, instanceId);
    return instance !== undefined && isDone(instance);
  });
  return found.is === 'done' ? { is: 'done', result: { ...found.result, instanceId, former } } : found;
}

export function problem(code: UserError['code'], field: string, message: string): UserError {
  return { code, message, path: ['input', field], upstreamCode: null };
}

/** The problem with a package that the account doesn't have. */
export const noPackage = problem('NOT_FOUND', 'packageId', 'The account has no package with this id.');

/** Returns the problem with changing a canceled product instance, or null if it is not canceled. */
export function alreadyCanceled({ status }: ProductInstance): UserError | null {
  return status === 'CANCELED'
    ? problem('FAILED_PRECONDITION', 'instanceId', 'The product instance is already canceled.')
    : null;
}
