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
                    "isPublished": false,
                  },
                },
                "connectionMethod": "POINTING",
                "name": "harbour-kitchens-split.shop",
                "propagationStatus": "IN_PROGRESS",
              },
              "and 25 more",
            ],
          },
        },
      }
    `);
  });

  it('domain-redirects', async () => {
    expect(await excerptOf(graph, 'domain-redirects')).toMatchInlineSnapshot(`
      {
        "account": {
          "sites": {
            "nodes": [
              {
                "displayName": "Paper Vineyard",
                "primaryDomain": {
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
        },
      }
    `);
  });
});
