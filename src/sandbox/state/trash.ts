import type { Moment } from '../route.ts';
import { unassignDomain } from './domain-changes.ts';
import type { SandboxSite } from './site.ts';
import type { SandboxState } from './state.ts';

const purgeAfterMs = 90 * 86_400_000;

/** Whether a site in the trash is past the time in which it can be restored. */
function isOverdue({ trashedDate }: SandboxSite, now: Date): boolean {
  return trashedDate !== undefined && Date.parse(trashedDate) + purgeAfterMs <= now.getTime();
}

/**
 * Returns a function that deletes the sites that have been in the trash for 90 days, with their invites, properties and role
 * assignments. It looks once a minute of sandbox time at most, because it reads all sites.
 */
export function createTrashPurge(state: SandboxState): (at: Moment) => void {
  let nextMs = 0;
  return ({ now, quirks }) => {
    if (quirks.trashPurge === 'never' || now.getTime() < nextMs) return;
    nextMs = now.getTime() + 60_000;
    for (const site of [...state.sites.values()].filter((candidate) => isOverdue(candidate, now))) {
      purgeSite(state, { now, quirks }, site.id);
    }
  };
}

function purgeSite(state: SandboxState, at: Moment, siteId: string): void {
  state.sites.delete(siteId);
  state.siteProperties.delete(siteId);
  for (const [id, invite] of state.siteInvites) if (invite.siteId === siteId) state.siteInvites.delete(id);
  for (const [key, member] of state.teamMembers) {
    const assignments = member.assignments.filter(({ scope }) => scope.kind !== 'site' || scope.siteId !== siteId);
    if (assignments.length < member.assignments.length) state.teamMembers.set(key, { ...member, assignments });
  }
  for (const domain of state.domains.values()) {
    if (domain.assignment?.siteId === siteId) unassignDomain(state, at, domain);
  }
}
