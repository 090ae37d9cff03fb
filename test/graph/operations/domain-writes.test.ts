import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { excerptOf } from '../../support/operations.ts';

describe('the previews of writes to domains, on the demo account, answer', () => {
  const graph = useGraph();

  it('apply-dns-records', async () => {
    expect(await excerptOf(graph, 'apply-dns-records')).toMatchInlineSnapshot(`
      {
        "applyDnsRecords": {
          "changes": null,
          "dryRun": {
            "calls": [
              {
                "count": 1,
                "operation": "Update DNS Zone",
                "permission": "DOMAINS.MANAGE_DNS_ZONES",
              },
            ],
            "changes": [
              {
                "after": "10 mx1.mail.example, 20 mx2.mail.example",
                "before": null,
                "summary": "MX clover-joinery-brno.co.uk is added.",
              },
              "and 2 more",
            ],
            "isPossible": true,
            "problems": [],
          },
          "isComplete": null,
          "userErrors": [],
          "zone": null,
        },
      }
    `);
  });

  it('connect-domain', async () => {
    expect(await excerptOf(graph, 'connect-domain')).toMatchInlineSnapshot(`
      {
        "connectDomain": {
          "domain": null,
          "dryRun": {
            "calls": [
              {
                "count": 1,
                "operation": "Create Connected Domain",
                "permission": "DOMAINS.MANAGE_CONNECTED_DOMAINS",
              },
            ],
            "changes": [
              {
                "summary": "bakery.com is connected to the account and serves the site Saffron Accounting as PRIMARY. It can take up to 48 hours to work.",
              },
              "and 1 more",
            ],
            "isPossible": true,
            "problems": [],
          },
          "userErrors": [],
        },
      }
    `);
  });
});
