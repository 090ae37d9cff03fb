import { type Answer, applicationError, ok } from '../answer.ts';
import type { AccountCall, Route } from '../route.ts';
import { domainParts } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { isPremiumName, isSupportedEnding } from '../state/wix-registry.ts';

/**
 * The checks are documented, the names of their violations are not: those here begin with SANDBOX_ so that nobody takes them
 * for Wix's. INFERRED: that a name must be registered.
 */
function validateTransferability(state: SandboxState, call: AccountCall): Answer {
  const { domain = '' } = call.params;
  const id = domain.toLowerCase();
  const parts = domainParts(id);
  if (parts?.root !== id) {
    const text = `Failed to extract root domain from ${id}, or TLD is missing or invalid.`;
    return applicationError(400, 'INVALID_DOMAIN', text);
  }
  const violations = [
    ...(isSupportedEnding(parts.ending) ? [] : ['SANDBOX_TLD_NOT_SUPPORTED']),
    ...(isPremiumName(parts.label) ? ['SANDBOX_PREMIUM_DOMAIN'] : []),
    ...(state.registrations.has(id) ? [] : ['SANDBOX_NOT_REGISTERED']),
  ];
  return ok({ validationResult: { id, violations } });
}

/** dev.wix.com/docs/api-reference/account-level/domains/domain-transfer-in */
export const domainTransferRoutes: readonly Route[] = [
  {
    operation: 'Validate Domain Transferability',
    method: 'POST',
    path: '/premium/domains/v1/transfer-in-domains/:domain/validate-transferability',
    level: 'account',
    refusals: 'domains',
    handle: validateTransferability,
  },
];
