import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { isConnected, propagationAt, type SandboxDomain } from '../../src/sandbox/state/domain.ts';

/** The agency's connected domains, newest first, as Wix lists them. */
export function agencyDomains({ state, accountId }: Sandbox): readonly SandboxDomain[] {
  return [...state.domains.values()]
    .filter((domain) => domain.accountId === accountId && isConnected(domain))
    .toSorted((a, b) => (a.createdDate < b.createdDate ? 1 : -1));
}

/** The first of the agency's domains that is as wanted. Throws when there is none: the seed has every kind. */
export function agencyDomain(sandbox: Sandbox, isWanted: (domain: SandboxDomain) => boolean): SandboxDomain {
  const found = agencyDomains(sandbox).find(isWanted);
  if (found === undefined) throw new Error('The sandbox has no such domain');
  return found;
}

export function connectedBy(connectionType: SandboxDomain['connectionType']) {
  return (domain: SandboxDomain) => domain.connectionType === connectionType;
}

/** A domain whose propagation the sandbox shows in this status now. */
export function propagated({ clock }: Sandbox, status: ReturnType<typeof propagationAt>) {
  return (domain: SandboxDomain) => propagationAt(domain, clock.now()) === status;
}
