import { type Answer, applicationError, ok } from '../answer.ts';
import { queryText } from '../query-string.ts';
import type { PublicCall, Route } from '../route.ts';
import { domainParts } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { isPremiumName, isSupportedEnding } from '../state/wix-registry.ts';

function checkDomainAvailability(state: SandboxState, call: PublicCall): Answer {
  const domain = queryText(call.query, 'domain')?.toLowerCase() ?? '';
  const parts = /^[a-z0-9.-]{3,63}$/.test(domain) ? domainParts(domain) : undefined;
  if (parts === undefined) {
    const text = `Failed to extract root domain from ${domain}, or TLD is missing or invalid.`;
    return applicationError(400, 'INVALID_DOMAIN', text);
  }
  if (!isSupportedEnding(parts.ending)) {
    return applicationError(400, call.quirks.unsupportedTldCode, `Unsupported TLD for domain name ${domain}`);
  }
  const available = !state.registrations.has(parts.root);
  return ok({
    availability: {
      domain,
      available,
      premium: available && isPremiumName(parts.label),
      premiumType: 'UNKNOWN_PREMIUM_TYPE',
    },
  });
}

/** dev.wix.com/docs/api-reference/account-level/domains/domain-search/availability-v2 */
export const domainAvailabilityRoutes: readonly Route[] = [
  {
    operation: 'Check Domain Availability',
    method: 'GET',
    path: '/domain-search/v2/check-domain-availability',
    level: 'public',
    handle: checkDomainAvailability,
  },
];
