import { type Answer, applicationError, ok } from '../answer.ts';
import { type Call, type Route, route } from '../route.ts';
import { domainParts, isBelowPrivateSuffix } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { isPremiumName, isSupportedEnding } from '../state/wix-registry.ts';
import { domainNameIn } from './domain-path.ts';

/**
 * The checks are documented, the names of their violations are not: those here begin with SANDBOX_ so that nobody takes them
 * for names of Wix. INFERRED: that a name must be registered.
 */
function validateTransferability(state: SandboxState, call: Call): Answer {
  const id = domainNameIn(call, 'domain');
  const parts = domainParts(id);
  if (parts === undefined || (parts.root !== id && !isBelowPrivateSuffix(id))) {
    const text = `Failed to extract root domain from ${id}, or TLD is missing or invalid.`;
    return applicationError(400, 'INVALID_DOMAIN', text);
  }
  const violations = [
    ...(isSupportedEnding(parts.ending) ? [] : ['SANDBOX_TLD_NOT_SUPPORTED']),
    ...(isPremiumName(parts.label) ? ['SANDBOX_PREMIUM_DOMAIN'] : []),
    ...(state.registrations.has(id) ? [] : ['SANDBOX_NOT_REGISTERED']),
    ...(state.domains.get(id)?.connectionType === 'WIX_REGISTERED' ? ['SANDBOX_ALREADY_AT_WIX'] : []),
  ];
  return ok({ validationResult: { id, violations } });
}

/** dev.wix.com/docs/api-reference/account-level/domains/domain-transfer-in */
export const domainTransferRoutes: readonly Route[] = [
  route({
    operation: 'Validate Domain Transferability',
    method: 'POST',
    path: '/premium/domains/v1/transfer-in-domains/:domain/validate-transferability',
    level: 'account',
    refusals: 'domains',
    handle: validateTransferability,
  }),
];
