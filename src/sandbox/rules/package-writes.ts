import { z } from 'zod';
import { type Answer, applicationError, ok, Refusal, refuseField } from '../answer.ts';
import { filled, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import type { SandboxPackage, SandboxProductInstance } from '../state/package.ts';
import { productById } from '../state/product-catalog.ts';
import { isLive, writeInstance, writePackage } from '../state/product-delivery.ts';
import type { SandboxState } from '../state/state.ts';
import {
  billingSchema,
  type CreatePackage,
  createPackageBody,
  discountSchema,
  keySchema,
  newPackage,
  outcomeOf,
} from './new-package.ts';
import { packageJson } from './package-json.ts';
import { checkBilling, checkLimit, checkSite, checkTypeIsFree, refuse, sellableProduct } from './product-checks.ts';

interface Keyed {
  readonly idempotencyKey?: string | undefined;
}

const keyBody = z.strictObject({ idempotencyKey: keySchema });
const adjustBody = z.strictObject({
  idempotencyKey: keySchema,
  catalogProductId: optional(filled()),
  billingInfo: optional(billingSchema),
  discountCode: discountSchema,
});

/** A refusal with a code. */
const codedError = z.object({
  status: z.number(),
  body: z.object({
    message: z.string(),
    details: z.object({ applicationError: z.object({ code: z.string(), description: z.string() }) }),
  }),
});

/** Most first responses that are kept to be answered again. */
const maximumReplays = 10_000;

/** Answers the written package. The same `idempotencyKey` once more gets the first response. */
function answering<Body extends Keyed>(
  operation: string,
  rule: (state: SandboxState, call: Call<Body>) => SandboxPackage,
): (state: SandboxState, call: Call<Body>) => Answer {
  return (state, call) => {
    const idempotencyKey = call.body.idempotencyKey || undefined;
    const key = JSON.stringify([operation, call.accountId, idempotencyKey]);
    const known = idempotencyKey === undefined ? undefined : state.packageAnswers.get(key);
    if (known !== undefined && call.quirks.packageReplay === 'replay') return known;
    const written = packageJson(
      refusing(call, () => rule(state, call)),
      call.quirks,
    );
    const answer = ok({ ...(idempotencyKey === undefined ? {} : { idempotencyKey }), package: written });
    if (idempotencyKey === undefined) return answer;
    state.packageAnswers.set(key, answer);
    const [oldest] = state.packageAnswers.keys();
    if (state.packageAnswers.size > maximumReplays && oldest !== undefined) state.packageAnswers.delete(oldest);
    return answer;
  };
}

/** Runs a rule. The texts of its refusals stand where the quirk `refusalTexts` puts them. */
function refusing<Result>({ quirks: { refusalTexts } }: Call, rule: () => Result): Result {
  try {
    return rule();
  } catch (error) {
    const coded = error instanceof Refusal ? codedError.safeParse(error.answer) : undefined;
    if (refusalTexts === 'both' || coded?.success !== true) throw error;
    const { status, body } = coded.data;
    const { code, description } = body.details.applicationError;
    const answer = applicationError(status, code, refusalTexts === 'description' ? description : '');
    throw new Refusal(
      refusalTexts === 'description'
        ? { ...answer, body: { ...body, message: '' } }
        : { ...answer, body: { message: description, details: { applicationError: { code } } } },
    );
  }
}

function later({ now, quirks }: Call): string {
  return new Date(now.getTime() + quirks.productDeliveryMs).toISOString();
}

function createPackage(state: SandboxState, call: CreatePackage): SandboxPackage {
  const made = newPackage(state, call);
  writePackage(state, call, made);
  for (const instance of made.instances) {
    const delivery = { packageId: made.id, at: later(call), status: outcomeOf(instance) };
    state.deliveries.set(instance.instanceId, delivery);
  }
  return made;
}

function packageOf(state: SandboxState, call: Call, parameter: string): SandboxPackage {
  const id = (call.params[parameter] ?? '').toLowerCase();
  const found = state.packages.get(id);
  if (found !== undefined && found.accountId === call.accountId) return found;
  // UNKNOWN: how Wix refuses it. The code is the sandbox's own; branch on the status only.
  throw new Refusal(
    applicationError(call.quirks.unknownPackage, 'PACKAGE_NOT_FOUND', `Package with id ${id} was not found.`),
  );
}

interface Found {
  readonly inPackage: SandboxPackage;
  readonly instance: SandboxProductInstance;
}

/** Finds the instance that a call names. The code is documented for Adjust only; that the others use it is INFERRED. */
function instanceOf(state: SandboxState, call: Call): Found {
  const instanceId = (call.params['instanceId'] ?? '').toLowerCase();
  for (const inPackage of state.packages.values()) {
    const instance = inPackage.instances.find((candidate) => candidate.instanceId === instanceId);
    if (instance !== undefined && inPackage.accountId === call.accountId) return { inPackage, instance };
  }
  return refuse(
    call.quirks.unknownInstance,
    'PRODUCT_INSTANCE_NOT_FOUND',
    `Product instance with id ${instanceId} was not found.`,
  );
}

function refuseStatus({ instanceId, status }: SandboxProductInstance): never {
  const message = `Product instance with id ${instanceId} is with incompatible status ${status}.`;
  return refuse(428, 'INCOMPATIBLE_PRODUCT_INSTANCE_STATUS', message);
}

function cancel(state: SandboxState, call: Call, { inPackage, instance }: Found): SandboxPackage {
  if (call.quirks.statusAfterCancel === 'canceled') {
    state.deliveries.delete(instance.instanceId);
    return writeInstance(state, call, inPackage, { ...instance, status: 'CANCELED' });
  }
  state.deliveries.set(instance.instanceId, { packageId: inPackage.id, at: later(call), status: 'CANCELED' });
  return inPackage;
}

function cancelPackage(state: SandboxState, call: Call<Keyed>): SandboxPackage {
  let inPackage = packageOf(state, call, 'id');
  const [first] = inPackage.instances;
  const isCanceled = inPackage.instances.every(({ status }) => status === 'CANCELED');
  if (isCanceled && first !== undefined && call.quirks.repeatedCancel === 'reject') refuseStatus(first);
  for (const instance of inPackage.instances) {
    if (instance.status !== 'CANCELED') inPackage = cancel(state, call, { inPackage, instance });
  }
  return inPackage;
}

function cancelInstance(state: SandboxState, call: Call<Keyed>): SandboxPackage {
  const found = instanceOf(state, call);
  return found.instance.status === 'CANCELED' ? refuseStatus(found.instance) : cancel(state, call, found);
}

function assign(state: SandboxState, call: Call<Keyed>): SandboxPackage {
  const { inPackage, instance } = instanceOf(state, call);
  const siteId = (call.params['siteId'] ?? '').toLowerCase();
  if (!isLive(instance)) refuseStatus(instance);
  const product = sellableProduct(instance.catalogProductId);
  checkSite(state, call, product, siteId);
  checkTypeIsFree(state, product, siteId, instance.instanceId);
  return writeInstance(state, call, inPackage, { ...instance, siteId });
}

function unassign(state: SandboxState, call: Call<Keyed>): SandboxPackage {
  const { inPackage, instance } = instanceOf(state, call);
  const { siteId: _siteId, ...floating } = instance;
  return writeInstance(state, call, inPackage, floating);
}

function adjust(state: SandboxState, call: Call<z.output<typeof adjustBody>>): SandboxPackage {
  const { inPackage, instance } = instanceOf(state, call);
  const { billingInfo: wanted, catalogProductId: productId, discountCode = '' } = call.body;
  if (productId === undefined && wanted === undefined) {
    refuse(428, 'MISSING_PRODUCT_DETAILS', 'Product details miss the following: catalogProductId or billingInfo.');
  }
  if (wanted?.type === 'RECURRING' && wanted.unit === undefined) {
    refuse(428, 'MISSING_PRODUCT_DETAILS', 'Product details miss the following: cycleDuration for RECURRING.');
  }
  if (!isLive(instance)) refuseStatus(instance);
  const product = sellableProduct(productId ?? instance.catalogProductId);
  const before = productById(instance.catalogProductId);
  if (before?.typeId !== product.typeId) {
    const from = `type ${before?.typeId ?? 'unknown'} with id ${instance.catalogProductId}`;
    refuse(
      428,
      'INCOMPATIBLE_PRODUCT',
      `Cannot change asset from product of ${from} to product with id: ${product.id}.`,
    );
  }
  const billing = checkBilling(product, wanted ?? instance.billing);
  if (instance.siteId !== undefined) checkSite(state, call, product, instance.siteId);
  if (product.id !== instance.catalogProductId) checkLimit(state, call.accountId, product, 1);
  return writeInstance(state, call, inPackage, {
    ...instance,
    catalogProductId: product.id,
    billing,
    ...(discountCode === '' || productId === undefined ? {} : { discountCode }),
  });
}

function updateExternalId(state: SandboxState, call: Call): Answer {
  const { externalId = '' } = call.params;
  const before = packageOf(state, call, 'packageId');
  if (externalId.length > 100) {
    const data = { threshold: 100 };
    refuseField({
      field: 'externalId',
      description: 'has a length of more than 100',
      violatedRule: 'MAX_LENGTH',
      data,
    });
  }
  const written = { ...before, externalId, updatedDate: call.now.toISOString() };
  writePackage(state, call, written);
  return ok({ [call.quirks.updatedPackageField]: packageJson(written, call.quirks) });
}

const access = { level: 'account', permission: 'premium.reseller-package.manage', refusals: 'packages' } as const;

/** Defines a write that answers the package. */
function write<Body extends Keyed>(
  operation: string,
  method: Route['method'],
  path: string,
  body: z.ZodType<Body>,
  rule: (state: SandboxState, call: Call<Body>) => SandboxPackage,
): Route {
  return route({ operation, method, path, ...access, body, handle: answering(operation, rule) });
}

const instancePath = '/resellers/v1/packages/product-instances/:instanceId';

/** dev.wix.com/docs/api-reference/account-level/resellers/packages-and-product-instances */
export const packageWriteRoutes: readonly Route[] = [
  write('Create Package V2', 'POST', '/resellers/v2/packages', createPackageBody, createPackage),
  write('Cancel Package', 'DELETE', '/resellers/v1/packages/:id', keyBody, cancelPackage),
  write('Cancel Product Instance', 'DELETE', instancePath, keyBody, cancelInstance),
  write('Adjust Product Instance Specifications', 'PATCH', instancePath, adjustBody, adjust),
  write('Assign Product Instance To Site', 'PATCH', `${instancePath}/:siteId`, keyBody, assign),
  write('Unassign Product Instance From Site', 'PATCH', `${instancePath}/unassign`, keyBody, unassign),
  route({
    operation: 'Update Package External Id',
    method: 'PATCH',
    path: '/resellers/v1/packages/update/:packageId/:externalId',
    ...access,
    permission: 'PREMIUM.PACKAGE_UPDATE_EXTERNAL_ID',
    handle: updateExternalId,
  }),
];
