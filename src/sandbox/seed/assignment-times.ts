import type { Seeding } from './seeding.ts';

/** Domains are assigned some time after they were connected. */
export function seedAssignmentTimes({ state, now, random }: Seeding): void {
  for (const { domain, assignment, createdDate } of state.domains.values()) {
    if (assignment === undefined) continue;
    const chance = random(`assignment/${domain}`);
    const assigned = chance.date(new Date(createdDate), now);
    state.assignmentTimes.set(domain, {
      createdDate: assigned,
      updatedDate: chance.chance(0.5) ? assigned : chance.date(new Date(assigned), now),
    });
  }
}
