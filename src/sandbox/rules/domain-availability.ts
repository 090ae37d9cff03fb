import { z } from 'zod';
import { type Answer, applicationError, ok } from '../answer.ts';
import { textParameter } from '../request/parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import { domainParts, isBelowPrivateSuffix } from '../state/domain-name.ts';
import type { SandboxState } from '../state/state.ts';
import { isPremiumName, isSupportedEnding } from '../state/wix-registry.ts';

const availabilityQuery = z.strictObject({ domain: textParameter(z.string()) });

function checkDomainAvailability(state: SandboxState, call: Call<unknown, z.output<typeof availabilityQuery>>): Answer {
  // A missing name has the code of a wrong one.
  const domain = (call.query.domain ?? '').toLowerCase();
  const parts = /^[a-z0-9.-]{3,63}$/.test(domain) ? domainParts(domain) : undefined;
  if (parts === undefined) {
    const text = `Failed to extract root domain from ${domain}, or TLD is missing or invalid.`;
    return applicationError(400, 'INVALID_DOMAIN', text);
  }
  if (!isSupportedEnding(parts.ending)) {
    return applicationError(400, call.quirks.unsupportedTldCode, `Unsupported TLD for domain name ${domain}`);
  }
  const available = !state.registrations.has(isBelowPrivateSuffix(domain) ? domain : parts.root);
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
  route({
    operation: 'Check Domain Availability',
    method: 'GET',
    path: '/domain-search/v2/check-domain-availability',
    level: 'public',
    query: availabilityQuery,
    handle: checkDomainAvailability,
  }),
];
