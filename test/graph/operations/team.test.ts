import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { excerptOf } from '../../support/operations.ts';

describe('the operations about team, on the demo account, answer', () => {
  const graph = useGraph();

  it('assignable-roles', async () => {
    expect(await excerptOf(graph, 'assignable-roles')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "roles": [
            {
              "description": "Can manage and edit all sites and apps in the account, including billing, domains and inviting people, but cannot close account.",
              "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNjY0MjM0NTEwMTE4MTY2MzIzMiJd",
              "isCustom": false,
              "levels": [
                "ACCOUNT",
              ],
              "roleId": "6642345101181663232",
              "title": "Account Admin (Co-Owner)",
            },
            "and 3 more",
          ],
        },
      }
    `);
  });

  it('expiring-invites', async () => {
    expect(await excerptOf(graph, 'expiring-invites')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "invites": {
            "nodes": [
              {
                "assignments": [
                  {
                    "id": "WyJSb2xlQXNzaWdubWVudCIsIjcxYmZjM2E5LTgyNjItNDc2Yy04MmQxLWJjZmVlMThmYTI0MiIsIjcxODhhYTlmLTZjNjAtNGY1MC05NWQ3LWVhOTk5OTQ5MjBiYyIsIjY2NDIzNDUxMDExODE2NjMyMzIgYWNjb3VudCJd",
                    "role": {
                      "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNjY0MjM0NTEwMTE4MTY2MzIzMiJd",
                      "title": "Account Admin (Co-Owner)",
                    },
                    "scope": {
                      "__typename": "AccountScope",
                    },
                  },
                ],
                "createdAt": "2026-10-26T09:43:14.025Z",
                "email": "dario.duarte@invited.example",
                "expiresAt": "2026-11-25T09:43:14.025Z",
                "id": "7188aa9f-6c60-4f50-95d7-ea99994920bc",
              },
              "and 3 more",
            ],
          },
        },
      }
    `);
  });

  it('member-access', async () => {
    expect(await excerptOf(graph, 'member-access')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "teamMember": {
            "assignments": [
              {
                "id": "WyJSb2xlQXNzaWdubWVudCIsIjcxYmZjM2E5LTgyNjItNDc2Yy04MmQxLWJjZmVlMThmYTI0MiIsIjcwOTA4MzczNDE2MjAwMjc0NzgiXQ",
                "role": {
                  "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNzI3MzQ3ODMwNDc5MTg0NzA4NyJd",
                  "title": "SEO Specialist",
                },
                "scope": {
                  "__typename": "SiteScope",
                  "siteName": "Otter Law",
                },
              },
              "and 7 more",
            ],
            "email": "hugo.quint@northwindstudio.example",
            "id": "WyJUZWFtTWVtYmVyIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNTgxZDJmY2MtNDJhNC00YTA5LTk2YmQtOWIwOGE4Zjc4N2UzIl0",
            "name": {
              "full": "Hugo Quint",
            },
            "sites": {
              "nodes": [
                {
                  "displayName": "Heron Photography",
                  "id": "c0522bb4-ebdb-4200-a790-8608cfa3730c",
                },
                "and 11 more",
              ],
            },
          },
        },
      }
    `);
  });

  it('open-invites', async () => {
    expect(await excerptOf(graph, 'open-invites')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "invites": {
            "nodes": [
              {
                "assignments": [
                  {
                    "id": "WyJSb2xlQXNzaWdubWVudCIsIjcxYmZjM2E5LTgyNjItNDc2Yy04MmQxLWJjZmVlMThmYTI0MiIsImQwOWNlNWQwLWIwMmEtNGYzYi05MmU0LWY2NDIwZWRmMjNjZiIsIjY3MzI1ODgyMDc5NDEwNjE2MzIgc2l0ZSAwYjVkMGZkMy01ZmQ4LTRkMzktODQzNS04YTRhMDdkZmE5ZDUiXQ",
                    "role": {
                      "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNjczMjU4ODIwNzk0MTA2MTYzMiJd",
                      "title": "Admin (Co-Owner)",
                    },
                  },
                  "and 1 more",
                ],
                "email": "liam.kowalski@invited.example",
                "expiresAt": "2026-06-10T09:42:12.984Z",
                "id": "d09ce5d0-b02a-4f3b-92e4-f6420edf23cf",
                "status": "EXPIRED",
              },
              "and 5 more",
            ],
            "totalCount": 6,
          },
        },
      }
    `);
  });

  it('site-access', async () => {
    expect(await excerptOf(graph, 'site-access')).toMatchInlineSnapshot(`
      {
        "site": {
          "displayName": "Saffron Accounting",
          "id": "797e0df3-20ab-4679-8577-c3a9e7ddbad4",
          "members": [
            {
              "assignments": [
                {
                  "id": "WyJSb2xlQXNzaWdubWVudCIsIjcxYmZjM2E5LTgyNjItNDc2Yy04MmQxLWJjZmVlMThmYTI0MiIsIjczMzk2MzI3NzYxMDc3NzU0MzciXQ",
                  "role": {
                    "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNjYwMTQ5MjMzNjA5MTAyNzQ1OCJd",
                    "title": "Owner",
                  },
                  "scope": {
                    "__typename": "AccountScope",
                  },
                },
              ],
              "member": {
                "email": "idris.fontana@northwindstudio.example",
                "id": "WyJUZWFtTWVtYmVyIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNGZkZWI3ZmYtNzI5Ni00Njg0LWIyMzktNzc4OWY0ZmM2M2U4Il0",
                "name": {
                  "full": "Idris Fontana",
                },
              },
            },
            "and 4 more",
          ],
        },
      }
    `);
  });

  it('outside-access', async () => {
    expect(await excerptOf(graph, 'outside-access')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "sites": {
            "nodes": [
              {
                "contributorAccounts": [],
                "displayName": "Silver Cheese",
                "id": "b9523b07-7bea-4b08-bee6-42888e591c97",
              },
              "and 58 more",
            ],
          },
        },
      }
    `);
  });

  it('site-contributors', async () => {
    expect(await excerptOf(graph, 'site-contributors')).toMatchInlineSnapshot(`
      {
        "site": {
          "contributors": [
            {
              "accountId": "53005230-c950-41e4-b18f-8463ec47e6b7",
              "id": "WyJTaXRlQ29udHJpYnV0b3IiLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCI3OTdlMGRmMy0yMGFiLTQ2NzktODU3Ny1jM2E5ZTdkZGJhZDQiLCI1MzAwNTIzMC1jOTUwLTQxZTQtYjE4Zi04NDYzZWM0N2U2YjciXQ",
              "ownerUserId": "3b84ba36-d91c-4412-82a3-7da1dc71cfd9",
              "roles": [
                {
                  "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNzI5MzIyODgxNDk0MzUwMjk3NCJd",
                  "title": "Client Designer",
                },
              ],
            },
            "and 1 more",
          ],
          "displayName": "Saffron Accounting",
          "id": "797e0df3-20ab-4679-8577-c3a9e7ddbad4",
        },
      }
    `);
  });

  it('team-and-roles', async () => {
    expect(await excerptOf(graph, 'team-and-roles')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "ownerUserId": "4fdeb7ff-7296-4684-b239-7789f4fc63e8",
          "teamMembers": {
            "nodes": [
              {
                "assignments": [
                  {
                    "id": "WyJSb2xlQXNzaWdubWVudCIsIjcxYmZjM2E5LTgyNjItNDc2Yy04MmQxLWJjZmVlMThmYTI0MiIsIjcxMDY3Mzk3MjI5NDU0OTYwMDQiXQ",
                    "role": {
                      "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNjczMjU4ODIwNzk0MTA2MTYzMiJd",
                      "isCustom": false,
                      "title": "Admin (Co-Owner)",
                    },
                    "scope": {
                      "__typename": "SiteScope",
                      "site": {
                        "id": "4df5e3bd-5aa1-4b69-a172-452a6e11c730",
                        "url": "https://shop.linden-photography.com",
                      },
                      "siteName": "Linden Photography",
                    },
                  },
                  "and 5 more",
                ],
                "email": "amara.bauer@northwindstudio.example",
                "id": "WyJUZWFtTWVtYmVyIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiODQwMTkzZDUtN2M0Zi00ODg3LTk5MjMtZGJkZTk5MjhlYzZkIl0",
                "joinedAt": "2024-12-02T02:32:57.003Z",
                "name": {
                  "full": "Amara Bauer",
                },
                "userId": "840193d5-7c4f-4887-9923-dbde9928ec6d",
              },
              "and 13 more",
            ],
            "totalCount": 14,
          },
        },
      }
    `);
  });

  it('team-size', async () => {
    expect(await excerptOf(graph, 'team-size')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "teamCounts": {
            "byRole": [
              {
                "count": 1,
                "role": {
                  "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNjYwMTQ5MjMzNjA5MTAyNzQ1OCJd",
                  "title": "Owner",
                },
              },
              "and 6 more",
            ],
            "invites": 9,
            "invitesByStatus": [
              {
                "count": 4,
                "status": "PENDING",
              },
              "and 4 more",
            ],
            "members": 14,
          },
        },
      }
    `);
  });
});
