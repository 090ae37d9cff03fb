import { describe, expect, it } from 'vitest';
import { type AssignmentScope, toAssignments } from '../../../src/graph/assignment/model.ts';
import type { TeamMember } from '../../../src/graph/team/model.ts';
import { membersWithAccess, reachOf, toTeamAssignments } from '../../../src/graph/team-access/reach.ts';

const folder = (id: string) => ({ conditions: { conditions: [{ conditionType: 'FOLDER', id }] } });
const site = (id: string) => ({ site: { id } });

/** Assignments as Wix sends their restrictions; `undefined` for the whole account. */
function assignmentsOf(...restrictions: unknown[]) {
  return toAssignments(
    restrictions.map((restriction, index) => ({ policyId: String(index), restrictions: restriction })),
    'a1',
  );
}

function member(userId: string, ...restrictions: unknown[]): TeamMember {
  return {
    accountId: 'a1',
    userId,
    email: null,
    firstName: null,
    lastName: null,
    avatarUrl: null,
    joinedAt: null,
    assignments: assignmentsOf(...restrictions),
  };
}

/** User ids with the scopes by which they reach site `s1`, which lies in `inner` in `outer`. */
function access(...members: TeamMember[]): [string, AssignmentScope['type'][]][] {
  return membersWithAccess(toTeamAssignments(members), 's1', ['outer', 'inner']).map((entry) => [
    entry.member.userId,
    entry.assignments.map(({ scope }) => scope.type),
  ]);
}

describe('reachOf', () => {
  it('collects sites and folders, each once', () => {
    expect(reachOf(assignmentsOf(site('s1'), folder('f1'), site('s1'), site('s2'), folder('f1')))).toEqual({
      isAccountWide: false,
      siteIds: new Set(['s1', 's2']),
      folderIds: new Set(['f1']),
    });
  });

  it.each([[undefined], [null], [{}], [{ site: null }]])('takes %j for the whole account', (restriction) => {
    expect(reachOf(assignmentsOf(restriction)).isAccountWide).toBe(true);
  });

  it.each([
    [{ planet: { id: 'mars' } }],
    [{ conditions: { conditions: [{ conditionType: 'TIME', id: 't' }] } }],
    [
      {
        conditions: {
          conditions: [
            { conditionType: 'FOLDER', id: 'f1' },
            { conditionType: 'TIME', id: 't' },
          ],
        },
      },
    ],
    [{ site: {} }],
  ])('lets the unknown restriction %j reach nothing', (restriction) => {
    expect(reachOf(assignmentsOf(restriction))).toEqual({
      isAccountWide: false,
      siteIds: new Set(),
      folderIds: new Set(),
    });
  });

  it('reaches nothing without assignments', () => {
    expect(reachOf([])).toEqual({ isAccountWide: false, siteIds: new Set(), folderIds: new Set() });
  });
});

describe('membersWithAccess', () => {
  it('finds members by account, site and every folder above, in that order', () => {
    expect(
      access(
        member('byInner', folder('inner')),
        member('byOuter', folder('outer')),
        member('bySite', site('s1')),
        member('byAccount', undefined),
      ),
    ).toEqual([
      ['byAccount', ['AccountScope']],
      ['bySite', ['SiteScope']],
      ['byOuter', ['FolderScope']],
      ['byInner', ['FolderScope']],
    ]);
  });

  it('names a member once with all assignments that reach the site, and none that do not', () => {
    expect(access(member('u1', site('s1'), site('s2'), undefined, folder('inner'), folder('elsewhere')))).toEqual([
      ['u1', ['AccountScope', 'SiteScope', 'FolderScope']],
    ]);
  });

  it('names an assignment once that holds for several folders on the way', () => {
    const both = { conditions: { conditions: ['outer', 'inner'].map((id) => ({ conditionType: 'FOLDER', id })) } };
    expect(access(member('u1', both))).toEqual([['u1', ['FolderScope']]]);
  });

  it('leaves out members who reach other sites only, or by unknown restrictions', () => {
    expect(access(member('u1', site('s2')), member('u2', folder('f9')), member('u3', { planet: {} }))).toEqual([]);
  });
});
