import type { Finding, Surroundings } from '../directory/finding.ts';
import { memberKey } from './loader.ts';
import type { TeamMember } from './model.ts';

/** Returns what needs somebody about a member. */
export function memberAttention(member: TeamMember, { find, isWhole }: Surroundings): Finding[] {
  const { accountId, joinedAt, assignments } = member;
  const about = { type: 'TeamMember', accountId, id: memberKey(member) } as const;
  if (assignments.length === 0) {
    const evidence = { assignments: [] };
    return [{ ...about, kind: 'MEMBER_WITHOUT_ROLE', severity: 'LOW', since: joinedAt, evidence, fix: null }];
  }
  if (!isWhole('sites', accountId)) return [];
  const siteIds = assignments.flatMap(({ scope }) => (scope.type === 'SiteScope' ? scope.siteId : []));
  const gone = siteIds.filter((siteId) => find('Site', accountId, siteId) === undefined);
  return gone.length === 0
    ? []
    : [{ ...about, kind: 'ROLE_ON_GONE_SITE', severity: 'LOW', since: null, evidence: { siteIds: gone }, fix: null }];
}
