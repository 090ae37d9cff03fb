import { daysSince, type Finding, type Surroundings } from '../directory/finding.ts';
import type { Site } from '../site/model.ts';
import type { Domain } from './model.ts';

/** Days that propagation can take, and after which it is unlikely to end by itself. */
const propagationDays = 2;
const lateDays = 3;

/** Returns what needs somebody about a domain. */
export function domainAttention(domain: Domain, { now, find, isWhole }: Surroundings): Finding[] {
  const { name, accountId, propagationStatus, assignment, createdAt } = domain;
  const about = { type: 'Domain', accountId, id: name } as const;
  const found: Finding[] = [];
  const site = assignment === null ? undefined : find<Site>('Site', accountId, assignment.siteId);
  if (propagationStatus === 'FAILED') {
    const isAddress = assignment?.role === 'PRIMARY' && site?.isPublished === true;
    const evidence = { propagationStatus, role: assignment?.role ?? null, isSitePublished: site?.isPublished ?? null };
    found.push({
      ...about,
      kind: 'DOMAIN_FAILED',
      severity: isAddress ? 'HIGH' : 'MEDIUM',
      since: null,
      evidence,
      fix: null,
    });
  }
  const days = daysSince(createdAt, now);
  if (['IN_PROGRESS', 'UNKNOWN'].includes(propagationStatus) && days !== null && days > propagationDays) {
    const severity = days > lateDays ? 'HIGH' : 'MEDIUM';
    const evidence = { propagationStatus, createdAt };
    found.push({ ...about, kind: 'DOMAIN_PENDING', severity, since: createdAt, evidence, fix: null });
  }
  if (assignment === null) {
    found.push({
      ...about,
      kind: 'DOMAIN_UNASSIGNED',
      severity: 'LOW',
      since: null,
      evidence: { assignment },
      fix: null,
    });
  } else if (site?.trashedAt != null || (site === undefined && isWhole('sites', accountId))) {
    const fix = { mutation: 'unassignDomain', input: { name, accountId, dryRun: true } };
    const evidence = { siteId: assignment.siteId, trashedAt: site?.trashedAt ?? null };
    found.push({
      ...about,
      kind: 'DOMAIN_OF_GONE_SITE',
      severity: 'HIGH',
      since: site?.trashedAt ?? null,
      evidence,
      fix,
    });
  }
  return found;
}
