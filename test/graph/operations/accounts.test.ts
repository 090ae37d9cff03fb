import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { excerptOf } from '../../support/operations.ts';

describe('the operations about accounts, on the demo account, answer', () => {
  const graph = useGraph();

  it('account-overview', async () => {
    expect(await excerptOf(graph, 'account-overview')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "name": "Northwind Studio",
          "sites": {
            "nodes": [
              {
                "displayName": "Silver Cheese",
                "id": "b9523b07-7bea-4b08-bee6-42888e591c97",
                "isPublished": true,
                "kind": "WIX",
                "primaryDomain": null,
                "url": "https://northwindstudio.wixsite.com/silver-cheese",
              },
              "and 4 more",
            ],
            "totalCount": 59,
          },
          "status": "ACTIVE",
          "teamMembers": {
            "nodes": [
              {
                "email": "idris.fontana@northwindstudio.example",
                "id": "WyJUZWFtTWVtYmVyIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiNGZkZWI3ZmYtNzI5Ni00Njg0LWIyMzktNzc4OWY0ZmM2M2U4Il0",
                "name": {
                  "full": "Idris Fontana",
                },
              },
              "and 4 more",
            ],
            "totalCount": 14,
          },
        },
      }
    `);
  });

  it('child-accounts', async () => {
    expect(await excerptOf(graph, 'child-accounts')).toMatchInlineSnapshot(`
      {
        "account": {
          "children": {
            "nodes": [
              {
                "id": "8a72444e-0f7b-4e1c-b311-b427721268d3",
                "name": "Acorn Gallery Bergen",
                "sites": {
                  "nodes": [
                    {
                      "displayName": "Plum Cycles",
                      "id": "7e241a2e-26af-4bcb-aea6-41819d484155",
                      "url": "https://acorngallerybergen.wixsite.com/plum-cycles",
                    },
                    "and 2 more",
                  ],
                },
                "status": "ACTIVE",
              },
              "and 3 more",
            ],
            "totalCount": 4,
          },
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
        },
      }
    `);
  });

  it('child-account-sites', async () => {
    expect(await excerptOf(graph, 'child-account-sites')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "8a72444e-0f7b-4e1c-b311-b427721268d3",
          "name": "Acorn Gallery Bergen",
          "parent": {
            "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          },
          "sites": {
            "nodes": [
              {
                "displayName": "Plum Cycles",
                "id": "7e241a2e-26af-4bcb-aea6-41819d484155",
                "isPremium": true,
                "isPublished": true,
                "url": "https://acorngallerybergen.wixsite.com/plum-cycles",
              },
              "and 2 more",
            ],
            "totalCount": 3,
          },
          "status": "ACTIVE",
        },
      }
    `);
  });

  it('packages-overview', async () => {
    expect(await excerptOf(graph, 'packages-overview')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "packages": {
            "nodes": [
              {
                "externalId": "order-13023",
                "id": "0648f72d-3e8b-4870-8df4-d7c87cd8386d",
                "productInstances": [
                  {
                    "catalogProductId": "13d7eee1-bb6e-4090-a1ad-66e132bec951",
                    "expiresAt": null,
                    "failure": null,
                    "id": "afa6bd9e-65f9-4a5b-bf1a-ee63c1683af6",
                    "site": {
                      "displayName": "Sundial Roasters",
                      "id": "bfa293af-fb81-4683-89fa-4aafcbcfd8e5",
                    },
                    "status": "CANCELED",
                  },
                ],
              },
              "and 23 more",
            ],
          },
        },
      }
    `);
  });

  it('packages-to-act-on', async () => {
    expect(await excerptOf(graph, 'packages-to-act-on')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "packages": {
            "nodes": [
              {
                "externalId": null,
                "id": "78af5e9e-f914-4fbf-9df3-d4f838a37fc5",
                "productInstances": [
                  {
                    "failure": null,
                    "id": "816a2015-4a22-46dc-ad99-41dd4738601b",
                    "site": {
                      "dashboardUrl": "https://manage.wix.com/dashboard/aeac756c-69a6-435f-b467-5f23b7c2bfa4",
                      "displayName": "Northgate Gallery",
                      "id": "aeac756c-69a6-435f-b467-5f23b7c2bfa4",
                    },
                    "status": "AWAITING_ACTION",
                  },
                ],
              },
              "and 5 more",
            ],
          },
        },
      }
    `);
  });
});
