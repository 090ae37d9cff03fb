import type { SandboxQuirks } from '../quirks.ts';
import type { SandboxBilling, SandboxPackage, SandboxProductInstance } from '../state/package.ts';

function billingJson(billing: SandboxBilling): unknown {
  if (billing.type === 'ONE_TIME') return { type: billing.type };
  return { type: billing.type, cycleDuration: { unit: billing.unit, count: billing.count } };
}

function instanceJson(
  { billing, ...instance }: SandboxProductInstance,
  { packageBillingField }: SandboxQuirks,
): unknown {
  return { ...instance, [packageBillingField]: billingJson(billing) };
}

/** Returns a package as the Resellers API prints it: absent fields left out. */
export function packageJson({ instances, ...facts }: SandboxPackage, quirks: SandboxQuirks): unknown {
  return { ...facts, productInstances: instances.map((instance) => instanceJson(instance, quirks)) };
}
