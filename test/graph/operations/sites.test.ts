import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { excerptOf } from '../../support/operations.ts';

describe('the operations about sites, on the demo account, answer', () => {
  const graph = useGraph();

  it('client-handover', async () => {
    expect(await excerptOf(graph, 'client-handover')).toMatchInlineSnapshot(`
      {
        "site": {
          "contributors": [
            {
              "accountId": "53005230-c950-41e4-b18f-8463ec47e6b7",
              "id": "WyJTaXRlQ29udHJpYnV0b3IiLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCI3OTdlMGRmMy0yMGFiLTQ2NzktODU3Ny1jM2E5ZTdkZGJhZDQiLCI1MzAwNTIzMC1jOTUwLTQxZTQtYjE4Zi04NDYzZWM0N2U2YjciXQ",
              "ownerUserId": "3b84ba36-d91c-4412-82a3-7da1dc71cfd9",
            },
            "and 1 more",
          ],
          "dashboardUrl": "https://manage.wix.com/dashboard/797e0df3-20ab-4679-8577-c3a9e7ddbad4",
          "displayName": "Saffron Accounting",
          "domains": [
            {
              "connectionMethod": "POINTING",
              "id": "WyJEb21haW4iLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCJzYWZmcm9uLWFjY291bnRpbmcuY29tIl0",
              "name": "saffron-accounting.com",
              "propagationStatus": "FAILED",
            },
          ],
          "editorUrls": {
            "editUrl": "https://editor.wix.com/html/editor/web/renderer/edit/520b08bc-0e7e-4e58-90e5-830f17759d67?metaSiteId=797e0df3-20ab-4679-8577-c3a9e7ddbad4",
            "previewUrl": "https://editor.wix.com/html/editor/web/renderer/preview/520b08bc-0e7e-4e58-90e5-830f17759d67?metaSiteId=797e0df3-20ab-4679-8577-c3a9e7ddbad4",
          },
          "folder": {
            "id": "1e0a65b0-d126-4ce7-bbb0-bf8060665851",
            "path": [
              {
                "id": "43a1e0b4-8e12-4eaa-b89c-90681daa99aa",
                "name": "Clients",
              },
              "and 2 more",
            ],
          },
          "id": "797e0df3-20ab-4679-8577-c3a9e7ddbad4",
          "isPremium": true,
          "isPublished": true,
          "members": [
            {
              "assignments": [
                {
                  "id": "WyJSb2xlQXNzaWdubWVudCIsIjcxYmZjM2E5LTgyNjItNDc2Yy04MmQxLWJjZmVlMThmYTI0MiIsIjczMzk2MzI3NzYxMDc3NzU0MzciXQ",
                  "role": {
                    "id": "WyJSb2xlIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNjYwMTQ5MjMzNjA5MTAyNzQ1OCJd",
                    "title": "Owner",
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
          "properties": {
            "businessName": "Saffron Accounting",
            "currency": "EUR",
            "email": "hello@saffron-accounting.example",
            "id": "WyJTaXRlUHJvcGVydGllcyIsIjcxYmZjM2E5LTgyNjItNDc2Yy04MmQxLWJjZmVlMThmYTI0MiIsIjc5N2UwZGYzLTIwYWItNDY3OS04NTc3LWMzYTllN2RkYmFkNCJd",
            "language": "pt",
            "phone": "+351 22 538981",
          },
          "urls": [
            {
              "url": "https://www.saffron-accounting.com",
            },
          ],
        },
      }
    `);
  });

  it('folder-sites', async () => {
    expect(await excerptOf(graph, 'folder-sites')).toMatchInlineSnapshot(`
      {
        "account": {
          "folder": {
            "children": [
              {
                "id": "4f8d1321-7ced-4788-b009-3afa8e1793c4",
                "name": "Food & Drink",
                "siteCount": 3,
              },
              "and 2 more",
            ],
            "id": "43a1e0b4-8e12-4eaa-b89c-90681daa99aa",
            "name": "Clients",
            "sites": {
              "nodes": [
                {
                  "displayName": "Birch Outdoor",
                  "id": "1b6c7fdb-b549-4c17-ae10-87d0fff2b4f5",
                  "isPremium": true,
                  "isPublished": true,
                },
                "and 4 more",
              ],
            },
          },
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
        },
      }
    `);
  });

  it('folder-tree', async () => {
    expect(await excerptOf(graph, 'folder-tree')).toMatchInlineSnapshot(`
      {
        "account": {
          "folders": [
            {
              "id": "158ccf76-382f-4481-a503-9a3de5df3150",
              "name": "Archive",
              "parent": null,
              "path": [
                {
                  "id": "158ccf76-382f-4481-a503-9a3de5df3150",
                  "name": "Archive",
                },
              ],
              "siteCount": 3,
            },
            "and 8 more",
          ],
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
        },
      }
    `);
  });

  it('headless-sites', async () => {
    expect(await excerptOf(graph, 'headless-sites')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "sites": {
            "nodes": [
              {
                "createdAt": "2026-08-07T22:50:20.626Z",
                "dashboardUrl": "https://manage.wix.com/dashboard/88744dbc-40e1-4e21-86ce-051d7b4ef7b1",
                "displayName": "Iris Outdoor",
                "id": "88744dbc-40e1-4e21-86ce-051d7b4ef7b1",
              },
              "and 5 more",
            ],
            "totalCount": 6,
          },
        },
      }
    `);
  });

  it('premium-not-published', async () => {
    expect(await excerptOf(graph, 'premium-not-published')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "sites": {
            "nodes": [
              {
                "displayName": "Tidewater Cycles",
                "editUrl": "https://manage.wix.com/editor/55df80d3-b7e7-4647-8be7-8fb8aa601eb8?editorSessionId=ced53665-43bd-4f05-ae5e-7b435e59ab6b",
                "id": "55df80d3-b7e7-4647-8be7-8fb8aa601eb8",
                "updatedAt": "2024-03-23T09:28:09.569Z",
              },
              "and 9 more",
            ],
          },
        },
      }
    `);
  });

  it('recently-changed', async () => {
    expect(await excerptOf(graph, 'recently-changed')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "sites": {
            "nodes": [
              {
                "displayName": "Rosehip Nursery",
                "editor": "ADI",
                "folder": null,
                "id": "61c0db87-9b27-4664-a599-90489852056d",
                "updatedAt": "2026-11-19T08:20:48.747Z",
              },
              "and 9 more",
            ],
          },
        },
      }
    `);
  });

  it('site-business', async () => {
    expect(await excerptOf(graph, 'site-business')).toMatchInlineSnapshot(`
      {
        "site": {
          "displayName": "Linden Photography",
          "id": "4df5e3bd-5aa1-4b69-a172-452a6e11c730",
          "properties": {
            "address": {
              "city": "Bergen",
              "country": "NO",
              "formatted": "Mill Lane 154, 30227 Bergen, NO",
            },
            "businessName": "Linden Photography",
            "businessType": "BLOG",
            "currency": "NOK",
            "description": null,
            "email": "hello@linden-photography.example",
            "id": "WyJTaXRlUHJvcGVydGllcyIsIjcxYmZjM2E5LTgyNjItNDc2Yy04MmQxLWJjZmVlMThmYTI0MiIsIjRkZjVlM2JkLTVhYTEtNGI2OS1hMTcyLTQ1MmE2ZTExYzczMCJd",
            "language": "nb",
            "phone": "+47 55 944976",
            "schedule": null,
            "timeZone": "Europe/Oslo",
          },
        },
      }
    `);
  });

  it('sites-by-id', async () => {
    expect(await excerptOf(graph, 'sites-by-id')).toMatchInlineSnapshot(`
      {
        "sites": [
          {
            "displayName": "Paper Vineyard",
            "id": "0b5d0fd3-5fd8-4d39-8435-8a4a07dfa9d5",
            "isPublished": true,
            "primaryDomain": {
              "id": "WyJEb21haW4iLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCJwYXBlci12aW5leWFyZC5jb20iXQ",
              "name": "paper-vineyard.com",
            },
            "url": "https://www.paper-vineyard.com",
          },
          "and 2 more",
        ],
      }
    `);
  });

  it('sites-without-domain', async () => {
    expect(await excerptOf(graph, 'sites-without-domain')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "sites": {
            "nodes": [
              {
                "dashboardUrl": "https://manage.wix.com/dashboard/c0522bb4-ebdb-4200-a790-8608cfa3730c",
                "displayName": "Heron Photography",
                "id": "c0522bb4-ebdb-4200-a790-8608cfa3730c",
                "url": "https://northwindstudio.wixsite.com/heron-photography",
              },
              "and 12 more",
            ],
          },
        },
      }
    `);
  });

  it('sites-without-folder', async () => {
    expect(await excerptOf(graph, 'sites-without-folder')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "sites": {
            "nodes": [
              {
                "displayName": "Amber Cycles",
                "id": "1237b488-b38a-4df2-aa85-36709f13f630",
              },
              "and 27 more",
            ],
          },
        },
      }
    `);
  });

  it('trash', async () => {
    expect(await excerptOf(graph, 'trash')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "sites": {
            "nodes": [
              {
                "displayName": "Meadow Catering",
                "id": "3760b099-5c4a-4587-bbeb-f422591fc7d8",
                "trashedAt": "2026-10-05T07:43:00.087Z",
              },
              "and 1 more",
            ],
          },
        },
      }
    `);
  });
});
