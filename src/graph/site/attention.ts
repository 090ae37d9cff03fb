import { daysSince, type Finding, type Surroundings } from '../directory/finding.ts';
import type { Site } from './model.ts';

/** Days after which Wix deletes a site in the trash. */
const trashDays = 90;

/** Days for which a site with a plan may stay unpublished. */
const unpublishedDays = 14;

/** Returns what needs somebody about a site. */
export function siteAttention(site: Site, { now }: Surroundings): Finding[] {
  const { id, accountId, isPremium, isPublished, isBlocked, hasDomain, createdAt, trashedAt } = site;
  const about = { type: 'Site', accountId, id } as const;
  if (trashedAt !== null) {
    const daysLeft = trashDays - (daysSince(trashedAt, now) ?? 0);
    if (daysLeft > 14) return [];
    const severity = daysLeft <= 3 ? 'HIGH' : 'MEDIUM';
    return [
      { ...about, kind: 'TRASH_PURGE', severity, since: trashedAt, evidence: { trashedAt, isPremium }, fix: null },
    ];
  }
  const found: Finding[] = [];
  if (isBlocked)
    found.push({ ...about, kind: 'SITE_BLOCKED', severity: 'HIGH', since: null, evidence: { isBlocked }, fix: null });
  if (!isPremium && hasDomain) {
    const evidence = { isPremium, hasDomain };
    found.push({ ...about, kind: 'DOMAIN_WITHOUT_PLAN', severity: 'MEDIUM', since: null, evidence, fix: null });
  }
  if (isPremium && !isPublished && (daysSince(createdAt, now) ?? 0) > unpublishedDays) {
    const fix = { mutation: 'publishSite', input: { siteId: id, accountId, dryRun: true } };
    found.push({
      ...about,
      kind: 'PLAN_UNPUBLISHED',
      severity: 'MEDIUM',
      since: null,
      evidence: { isPremium, isPublished },
      fix,
    });
  }
  if (isPremium && isPublished && !hasDomain) {
    const evidence = { isPremium, isPublished, hasDomain };
    found.push({ ...about, kind: 'PLAN_WITHOUT_DOMAIN', severity: 'LOW', since: null, evidence, fix: null });
  }
  return found;
}
