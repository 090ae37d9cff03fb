import type { Moment } from '../route.ts';
import type { SandboxDomain, SandboxDomainAssignment, SandboxPropagation } from './domain.ts';
import { writeShadowed } from './shadow.ts';
import type { SandboxState } from './state.ts';

const minuteMs = 60_000;
/** Within the 48 hours that Wix gives a propagation. */
const propagationMs = 2 * 24 * 60 * minuteMs;

function later(now: Date, byMs: number): string {
  return new Date(now.getTime() + byMs).toISOString();
}

/** The course of a new connection: nothing for ten minutes, then checks, and success after two days. */
export function newPropagation(now: Date): SandboxDomain['propagation'] {
  return [
    { from: now.toISOString(), status: 'UNKNOWN_DNS_PROPAGATION_STATUS' },
    { from: later(now, 10 * minuteMs), status: 'IN_PROGRESS' },
    { from: later(now, propagationMs), status: 'COMPLETED' },
  ];
}

/** Stores a domain, or removes it for null. Lists of domains show it after the lag. */
export function writeDomain(
  state: SandboxState,
  { now, quirks }: Moment,
  name: string,
  domain: SandboxDomain | null,
): void {
  writeShadowed(state.domains, state.domainShadows, name, domain, { now, lagMs: quirks.domainsLagMs });
}

/**
 * Starts the checks anew after the records of a domain have changed. Wix sees such changes only where it hosts the records,
 * so a pointing domain stays as it is.
 */
export function restartPropagation(
  state: SandboxState,
  at: Moment,
  domain: SandboxDomain,
  outcome: SandboxPropagation,
): void {
  if (domain.connectionType === 'POINTING') return;
  const moment = at.now.toISOString();
  writeDomain(state, at, domain.domain, {
    ...domain,
    propagation: [
      ...domain.propagation.filter(({ from }) => from <= moment),
      { from: moment, status: 'IN_PROGRESS' },
      { from: later(at.now, propagationMs), status: outcome },
    ],
  });
}

/** The domains that serve a site, its primary one included. */
export function domainsOfSite(state: SandboxState, siteId: string): readonly SandboxDomain[] {
  return [...state.domains.values()].filter(({ assignment }) => assignment?.siteId === siteId);
}

/** The certificates of a domain and its `www` name end with what they secure. */
function dropCertificates(state: SandboxState, domain: string): void {
  for (const name of [domain, `www.${domain}`]) state.certificates.delete(name);
}

/** Assigns a domain, or changes how it is assigned. */
export function assignDomain(
  state: SandboxState,
  at: Moment,
  domain: SandboxDomain,
  assignment: SandboxDomainAssignment,
): void {
  const moment = at.now.toISOString();
  const createdDate = state.assignmentTimes.get(domain.domain)?.createdDate ?? moment;
  writeDomain(state, at, domain.domain, { ...domain, assignment, updatedDate: moment });
  state.assignmentTimes.set(domain.domain, { createdDate, updatedDate: moment });
}

/** Takes a domain away from its site; it stays in the account. */
export function unassignDomain(state: SandboxState, at: Moment, domain: SandboxDomain): void {
  const { assignment: _assignment, ...rest } = domain;
  writeDomain(state, at, domain.domain, { ...rest, updatedDate: at.now.toISOString() });
  state.assignmentTimes.delete(domain.domain);
  dropCertificates(state, domain.domain);
}

/** Removes a domain from its account, with its zone, its assignment and its certificates. */
export function removeDomain(state: SandboxState, at: Moment, name: string): void {
  writeDomain(state, at, name, null);
  state.dnsZones.delete(name);
  state.assignmentTimes.delete(name);
  dropCertificates(state, name);
}
