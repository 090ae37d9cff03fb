import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { excerptOf } from '../../support/operations.ts';

describe('the previews of writes to a team, on the demo account, answer', () => {
  const graph = useGraph();

  it('invite-team-member', async () => {
    expect(await excerptOf(graph, 'invite-team-member')).toMatchInlineSnapshot(`
      {
        "inviteTeamMembers": {
          "dryRun": {
            "calls": [
              {
                "count": 1,
                "operation": "Create Invite",
                "permission": "team.send-invite",
              },
            ],
            "changes": [
              {
                "summary": "ana.diaz@guest.example gets an e-mail with an invite: Admin (Co-Owner) on the site Saffron Accounting.",
              },
            ],
            "isPossible": true,
            "problems": [],
          },
          "results": null,
          "userErrors": [],
        },
      }
    `);
  });

  it('offboard-team-member', async () => {
    expect(await excerptOf(graph, 'offboard-team-member')).toMatchInlineSnapshot(`
      {
        "removeTeamMember": {
          "dryRun": {
            "calls": [
              {
                "operation": "Remove Member",
                "permission": "team.delete-member",
              },
            ],
            "changes": [
              {
                "summary": "Hugo Quint (hugo.quint@northwindstudio.example) leaves the team.",
                "type": "TeamMember",
              },
              "and 9 more",
            ],
            "isPossible": true,
            "problems": [],
          },
          "removedUserId": null,
          "userErrors": [],
        },
      }
    `);
  });
});
