import { type Answer, applicationError, ok, Refusal } from '../answer.ts';
import { refuseField, stringAt } from '../input.ts';
import type { AccountCall, Route } from '../route.ts';
import type { SandboxPackage, SandboxProductInstance } from '../state/package.ts';
import { productById } from '../state/product-catalog.ts';
import { isLive, writeInstance, writePackage } from '../state/product-delivery.ts';
import type { SandboxState } from '../state/state.ts';
import { newPackage, outcomeOf, readBilling, shortText } from './new-package.ts';
import { packageJson } from './package-json.ts';
import { checkBilling, checkLimit, checkSite, checkTypeIsFree, refuse, sellableProduct } from './product-checks.ts';

type Rule = (state: SandboxState, call: AccountCall) => SandboxPackage;

/** Answers the written package; the same `idempotencyKey` once more answers as it did first. */
function answering(operation: string, rule: Rule): Route['handle'] {
  return (state: SandboxState, call: AccountCall): Answer => {
    const idempotencyKey = stringAt(call.body, 'idempotencyKey') || undefined;
    const key = JSON.stringify([operation, call.accountId, idempotencyKey]);
    const known = idempotencyKey === undefined ? undefined : state.packageAnswers.get(key);
    if (known !== undefined && call.quirks.packageReplay === 'replay') return known;
    const written = packageJson(rule(state, call));
    const answer = ok({ ...(idempotencyKey === undefined ? {} : { idempotencyKey }), package: written });
    if (idempotencyKey !== undefined) state.packageAnswers.set(key, answer);
    return answer;
  };
}

function later({ now, quirks }: AccountCall): string {
  return new Date(now.getTime() + quirks.productDeliveryMs).toISOString();
}

function createPackage(state: SandboxState, call: AccountCall): SandboxPackage {
  const made = newPackage(state, call);
  writePackage(state, call, made);
  for (const instance of made.instances) {
    const delivery = { packageId: made.id, at: later(call), status: outcomeOf(instance) };
    state.deliveries.set(instance.instanceId, delivery);
  }
  return made;
}

function ownPackage(state: SandboxState, call: AccountCall, id: string): SandboxPackage {
  const found = state.packages.get(id);
  if (found !== undefined && found.accountId === call.accountId) return found;
  // UNKNOWN: how Wix refuses it. The code is the sandbox's own; branch on the status only.
  throw new Refusal(applicationError(404, 'PACKAGE_NOT_FOUND', `Package with id ${id} was not found.`));
}

interface Found {
  readonly inPackage: SandboxPackage;
  readonly instance: SandboxProductInstance;
}

/** The code is documented for Adjust only; that the others use it too is INFERRED. */
function ownInstance(state: SandboxState, call: AccountCall): Found {
  const { instanceId = '' } = call.params;
  for (const inPackage of state.packages.values()) {
    const instance = inPackage.instances.find((candidate) => candidate.instanceId === instanceId);
    if (instance !== undefined && inPackage.accountId === call.accountId) return { inPackage, instance };
  }
  return refuse(428, 'PRODUCT_INSTANCE_NOT_FOUND', `Product instance with id ${instanceId} was not found.`);
}

function refuseStatus({ instanceId, status }: SandboxProductInstance): never {
  const message = `Product instance with id ${instanceId} is with incompatible status ${status}.`;
  return refuse(428, 'INCOMPATIBLE_PRODUCT_INSTANCE_STATUS', message);
}

function cancel(state: SandboxState, call: AccountCall, { inPackage, instance }: Found): SandboxPackage {
  if (call.quirks.statusAfterCancel === 'canceled') {
    state.deliveries.delete(instance.instanceId);
    return writeInstance(state, call, inPackage, { ...instance, status: 'CANCELED' });
  }
  state.deliveries.set(instance.instanceId, { packageId: inPackage.id, at: later(call), status: 'CANCELED' });
  return inPackage;
}

function cancelPackage(state: SandboxState, call: AccountCall): SandboxPackage {
  let inPackage = ownPackage(state, call, call.params['id'] ?? '');
  for (const instance of inPackage.instances) {
    if (instance.status !== 'CANCELED') inPackage = cancel(state, call, { inPackage, instance });
  }
  return inPackage;
}

function cancelInstance(state: SandboxState, call: AccountCall): SandboxPackage {
  const found = ownInstance(state, call);
  return found.instance.status === 'CANCELED' ? refuseStatus(found.instance) : cancel(state, call, found);
}

function assign(state: SandboxState, call: AccountCall): SandboxPackage {
  const { inPackage, instance } = ownInstance(state, call);
  const { siteId = '' } = call.params;
  if (!isLive(instance)) refuseStatus(instance);
  const product = sellableProduct(instance.catalogProductId);
  checkSite(state, call.accountId, product, siteId);
  checkTypeIsFree(state, product, siteId, instance.instanceId);
  return writeInstance(state, call, inPackage, { ...instance, siteId });
}

function unassign(state: SandboxState, call: AccountCall): SandboxPackage {
  const { inPackage, instance } = ownInstance(state, call);
  const { siteId: _siteId, ...floating } = instance;
  return writeInstance(state, call, inPackage, floating);
}

function adjust(state: SandboxState, call: AccountCall): SandboxPackage {
  const { inPackage, instance } = ownInstance(state, call);
  const wanted = readBilling(call.body);
  const productId = stringAt(call.body, 'catalogProductId') || undefined;
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
  if (instance.siteId !== undefined) checkSite(state, call.accountId, product, instance.siteId);
  if (product.id !== instance.catalogProductId) checkLimit(state, call.accountId, product, 1);
  const discountCode = shortText(call.body, 'discountCode', 'discountCode', 25);
  return writeInstance(state, call, inPackage, {
    ...instance,
    catalogProductId: product.id,
    billing,
    ...(discountCode === undefined || productId === undefined ? {} : { discountCode }),
  });
}

function updateExternalId(state: SandboxState, call: AccountCall): Answer {
  const { packageId = '', externalId = '' } = call.params;
  const before = ownPackage(state, call, packageId);
  if (externalId.length > 100) refuseField({ field: 'externalId', description: 'has more than 100 characters' });
  const written = { ...before, externalId, updatedDate: call.now.toISOString() };
  writePackage(state, call, written);
  return ok({ [call.quirks.updatedPackageField]: packageJson(written) });
}

const access = { level: 'account', permission: 'premium.reseller-package.manage', refusals: 'packages' } as const;

function write(operation: string, method: Route['method'], path: string, rule: Rule): Route {
  return { operation, method, path, ...access, handle: answering(operation, rule) } as Route;
}

const instancePath = '/resellers/v1/packages/product-instances/:instanceId';

/** dev.wix.com/docs/api-reference/account-level/resellers/packages-and-product-instances */
export const packageWriteRoutes: readonly Route[] = [
  write('Create Package V2', 'POST', '/resellers/v2/packages', createPackage),
  write('Cancel Package', 'DELETE', '/resellers/v1/packages/:id', cancelPackage),
  write('Cancel Product Instance', 'DELETE', instancePath, cancelInstance),
  write('Adjust Product Instance Specifications', 'PATCH', instancePath, adjust),
  write('Assign Product Instance To Site', 'PATCH', `${instancePath}/:siteId`, assign),
  write('Unassign Product Instance From Site', 'PATCH', `${instancePath}/unassign`, unassign),
  {
    operation: 'Update Package External Id',
    method: 'PATCH',
    path: '/resellers/v1/packages/update/:packageId/:externalId',
    ...access,
    permission: 'PREMIUM.PACKAGE_UPDATE_EXTERNAL_ID',
    handle: updateExternalId,
  },
];
