import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { excerptOf } from '../../support/operations.ts';

describe('the operations about domains, on the demo account, answer', () => {
  const graph = useGraph();

  it('domain-dns', async () => {
    expect(await excerptOf(graph, 'domain-dns')).toMatchInlineSnapshot(`
      {
        "domain": {
          "connectionMethod": "NAMESERVERS",
          "dnsPreview": {
            "id": "WyJEbnNab25lIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiY2xvdmVyLWpvaW5lcnktYnJuby5jby51ayIsInByZXZpZXciXQ",
            "records": [
              {
                "hostName": "clover-joinery-brno.co.uk",
                "type": "A",
                "values": [
                  "185.230.63.171",
                  "and 2 more",
                ],
              },
              "and 3 more",
            ],
          },
          "dnsZone": {
            "dnssecEnabled": true,
            "id": "WyJEbnNab25lIiwiNzFiZmMzYTktODI2Mi00NzZjLTgyZDEtYmNmZWUxOGZhMjQyIiwiY2xvdmVyLWpvaW5lcnktYnJuby5jby51ayIsImhvc3RlZCJd",
            "records": [
              {
                "hostName": "clover-joinery-brno.co.uk",
                "ttlSeconds": 3600,
                "type": "A",
                "values": [
                  "185.230.63.171",
                  "and 2 more",
                ],
              },
              "and 3 more",
            ],
          },
          "id": "WyJEb21haW4iLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCJjbG92ZXItam9pbmVyeS1icm5vLmNvLnVrIl0",
          "name": "clover-joinery-brno.co.uk",
        },
      }
    `);
  });

  it('domain-health', async () => {
    expect(await excerptOf(graph, 'domain-health')).toMatchInlineSnapshot(`
      {
        "account": {
          "domains": {
            "nodes": [
              {
                "assignment": {
                  "redirectsTo": null,
                  "role": "PRIMARY",
                  "site": {
                    "displayName": "Harbour Kitchens Split",
                    "id": "3b1712e1-83c9-49d5-87d3-106d002e0c84",
                    "isPublished": false,
                  },
                },
                "connectionMethod": "POINTING",
                "id": "WyJEb21haW4iLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCJoYXJib3VyLWtpdGNoZW5zLXNwbGl0LnNob3AiXQ",
                "name": "harbour-kitchens-split.shop",
                "propagationStatus": "IN_PROGRESS",
              },
              "and 25 more",
            ],
          },
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
        },
      }
    `);
  });

  it('domain-redirects', async () => {
    expect(await excerptOf(graph, 'domain-redirects')).toMatchInlineSnapshot(`
      {
        "account": {
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
          "sites": {
            "nodes": [
              {
                "displayName": "Paper Vineyard",
                "id": "0b5d0fd3-5fd8-4d39-8435-8a4a07dfa9d5",
                "primaryDomain": {
                  "id": "WyJEb21haW4iLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCJwYXBlci12aW5leWFyZC5jb20iXQ",
                  "name": "paper-vineyard.com",
                },
                "redirects": [],
              },
              "and 17 more",
            ],
          },
        },
      }
    `);
  });

  it('domain-repair', async () => {
    expect(await excerptOf(graph, 'domain-repair')).toMatchInlineSnapshot(`
      {
        "domain": {
          "id": "WyJEb21haW4iLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCJzYWZmcm9uLWFjY291bnRpbmcuY29tIl0",
          "name": "saffron-accounting.com",
          "propagation": {
            "failures": [
              {
                "actual": [
                  "203.0.113.7",
                  "and 1 more",
                ],
                "expected": [
                  "185.230.63.107",
                ],
                "recordType": "A",
              },
              "and 1 more",
            ],
          },
          "propagationStatus": "FAILED",
          "setup": {
            "__typename": "PointingSetup",
            "records": [
              {
                "hostName": "saffron-accounting.com",
                "ttlSeconds": 3600,
                "type": "A",
                "values": [
                  "185.230.63.107",
                ],
              },
              "and 1 more",
            ],
            "registrarName": "GoDaddy",
          },
          "site": {
            "dashboardUrl": "https://manage.wix.com/dashboard/797e0df3-20ab-4679-8577-c3a9e7ddbad4",
            "displayName": "Saffron Accounting",
            "id": "797e0df3-20ab-4679-8577-c3a9e7ddbad4",
          },
        },
      }
    `);
  });

  it('domain-search', async () => {
    expect(await excerptOf(graph, 'domain-search')).toMatchInlineSnapshot(`
      {
        "domainAvailability": {
          "isAvailable": true,
          "isPremium": false,
          "name": "northwind-bakery.com",
        },
        "domainSuggestions": {
          "nodes": [
            {
              "isPremium": false,
              "name": "northwindbakery.com",
            },
            "and 4 more",
          ],
        },
      }
    `);
  });

  it('domains-to-fix', async () => {
    expect(await excerptOf(graph, 'domains-to-fix')).toMatchInlineSnapshot(`
      {
        "account": {
          "domains": {
            "nodes": [
              {
                "id": "WyJEb21haW4iLCI3MWJmYzNhOS04MjYyLTQ3NmMtODJkMS1iY2ZlZTE4ZmEyNDIiLCJoYXJib3VyLWtpdGNoZW5zLXNwbGl0LnNob3AiXQ",
                "name": "harbour-kitchens-split.shop",
                "propagation": {
                  "failures": [],
                  "usesWixNameservers": false,
                },
                "propagationStatus": "IN_PROGRESS",
              },
              "and 9 more",
            ],
          },
          "id": "71bfc3a9-8262-476c-82d1-bcfee18fa242",
        },
      }
    `);
  });
});
