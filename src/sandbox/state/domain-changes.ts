import type { SandboxDomain, SandboxDomainAssignment, SandboxPropagation } from './domain.ts';
import type { SandboxState } from './state.ts';

const minuteMs = 60_000;
/** Within the 48 hours that Wix gives a propagation. */
const propagationMs = 2 * 24 * 60 * minuteMs;

function later(now: Date, byMs: number): string {
  return new Date(now.getTime() + byMs).toISOString();
}

/** What becomes of a new connection: nothing for ten minutes, then checks, and success after two days. */
export function newPropagation(now: Date): SandboxDomain['propagation'] {
  return [
    { from: now.toISOString(), status: 'UNKNOWN_DNS_PROPAGATION_STATUS' },
    { from: later(now, 10 * minuteMs), status: 'IN_PROGRESS' },
    { from: later(now, propagationMs), status: 'COMPLETED' },
  ];
}

/**
 * Starts the checks anew after the records of a domain have changed. Wix sees such changes only where it hosts the records,
 * so a pointing domain goes on as before.
 */
export function restartPropagation(domain: SandboxDomain, now: Date, outcome: SandboxPropagation): void {
  if (domain.connectionType === 'POINTING') return;
  const moment = now.toISOString();
  domain.propagation = [
    ...domain.propagation.filter(({ from }) => from <= moment),
    { from: moment, status: 'IN_PROGRESS' },
    { from: later(now, propagationMs), status: outcome },
  ];
}

/** The domains that serve a site, its primary one included. */
export function domainsOfSite(state: SandboxState, siteId: string): readonly SandboxDomain[] {
  return [...state.domains.values()].filter(({ assignment }) => assignment?.siteId === siteId);
}

/** Assigns a domain, or changes how it is assigned. */
export function assignDomain(
  state: SandboxState,
  domain: SandboxDomain,
  assignment: SandboxDomainAssignment,
  now: Date,
): void {
  const moment = now.toISOString();
  const createdDate = state.assignmentTimes.get(domain.domain)?.createdDate ?? moment;
  domain.assignment = assignment;
  domain.updatedDate = moment;
  state.assignmentTimes.set(domain.domain, { createdDate, updatedDate: moment });
}

/** Takes a domain away from its site; it stays in the account. */
export function unassignDomain(state: SandboxState, domain: SandboxDomain, now: Date): void {
  delete domain.assignment;
  domain.updatedDate = now.toISOString();
  state.assignmentTimes.delete(domain.domain);
}
