import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTeamFacets } from '../../../src/graph/team/model.ts';
import { toTeamCounts } from '../../../src/graph/team-counts/model.ts';

const nothing = { members: null, invites: null, invitesByStatus: null, byRole: null };

describe('toTeamCounts', () => {
  it('reads the three facets', () => {
    const facets = toTeamFacets([
      { facetType: 'Users', values: [{ value: 'Users', count: 12 }] },
      {
        facetType: 'InviteStatus',
        values: [
          { value: 'Pending', count: 2 },
          { value: 'Used', count: '3' },
          { value: 'Frozen', count: 1 },
        ],
      },
      { facetType: 'Roles', values: [{ value: '6601492336091027458', count: 1 }] },
    ]);
    expect(toTeamCounts(facets, 'a1')).toEqual({
      members: 12,
      invites: 6,
      invitesByStatus: [
        { status: 'PENDING', statusRaw: 'Pending', count: 2 },
        { status: 'ACCEPTED', statusRaw: 'Used', count: 3 },
        { status: 'UNKNOWN', statusRaw: 'Frozen', count: 1 },
      ],
      byRole: [{ accountId: 'a1', roleRaw: '6601492336091027458', count: 1 }],
    });
  });

  it('is zero for an empty facet and leaves out what counts nothing', () => {
    const facets = toTeamFacets([
      { facetType: 'Users', values: [] },
      { facetType: 'InviteStatus', values: [{ value: 'Pending', count: 0 }] },
    ]);
    expect(toTeamCounts(facets, 'a1')).toEqual({ members: 0, invites: 0, invitesByStatus: [], byRole: null });
  });

  it.each([[undefined], [null], ['x'], [{}], [[]], [[null, 1, 'x']], [[{ values: [{}] }]]])(
    'knows nothing from %j',
    (raw) => {
      expect(toTeamCounts(toTeamFacets(raw), 'a1')).toEqual(nothing);
    },
  );

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ facetType: fc.constant('Roles'), values: fc.anything() })), (raw) => {
        for (const { count } of toTeamCounts(toTeamFacets(raw), 'a1').byRole ?? []) expect(count).toBeGreaterThan(0);
      }),
    );
  });
});
