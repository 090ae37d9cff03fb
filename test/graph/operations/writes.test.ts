import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { excerptOf } from '../../support/operations.ts';

describe('the previews of writes, on the demo account, answer', () => {
  const graph = useGraph();

  it('preview-move-to-folder', async () => {
    expect(await excerptOf(graph, 'preview-move-to-folder')).toMatchInlineSnapshot(`
      {
        "moveSitesToFolder": {
          "dryRun": {
            "changes": [
              {
                "summary": "The site Paper Vineyard moves to the folder Archive.",
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

  it('preview-trash', async () => {
    expect(await excerptOf(graph, 'preview-trash')).toMatchInlineSnapshot(`
      {
        "moveSitesToTrash": {
          "dryRun": {
            "calls": [
              {
                "count": 1,
                "operation": "Bulk Delete Site",
                "permission": "my-account.delete-site",
              },
            ],
            "changes": [
              {
                "summary": "Silver Cheese goes offline and is moved to the trash.",
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

  it('site-from-template', async () => {
    expect(await excerptOf(graph, 'site-from-template')).toMatchInlineSnapshot(`
      {
        "createSiteFromTemplate": {
          "dryRun": {
            "calls": [
              {
                "count": 1,
                "operation": "Create Site From Template",
                "permission": "SCOPE.STUDIO.MANAGE-CUSTOM-TEMPLATES",
              },
            ],
            "changes": [
              {
                "summary": "A site is created from the template Restaurant, one page.",
              },
            ],
            "isPossible": true,
            "problems": [],
            "warnings": [
              "Wix does not document the name of the new site, nor whether it is published.",
            ],
          },
          "site": null,
          "userErrors": [],
        },
      }
    `);
  });

  it('onboard-create-site', async () => {
    expect(await excerptOf(graph, 'onboard-create-site')).toMatchInlineSnapshot(`
      {
        "createSite": {
          "site": {
            "dashboardUrl": "https://manage.wix.com/dashboard/bf04c87b-37e8-4ba9-849a-ac4180d3104d",
            "displayName": "Bakery",
            "id": "bf04c87b-37e8-4ba9-849a-ac4180d3104d",
          },
          "userErrors": [],
        },
      }
    `);
  });

  it('onboard-client', async () => {
    expect(await excerptOf(graph, 'onboard-client')).toMatchInlineSnapshot(`
      {
        "connectDomain": {
          "domain": null,
          "dryRun": {
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
        "inviteSiteContributors": {
          "dryRun": {
            "changes": [
              {
                "summary": "client@bakery.com gets an e-mail with an invite to the site Saffron Accounting: Admin (Co-Owner).",
              },
            ],
            "isPossible": true,
            "problems": [],
          },
          "results": null,
          "userErrors": [],
        },
        "moveSitesToFolder": {
          "dryRun": {
            "changes": [
              {
                "summary": "The site Saffron Accounting moves to the folder Archive.",
              },
            ],
            "isPossible": true,
            "problems": [],
          },
          "userErrors": [],
        },
        "publishSite": {
          "dryRun": {
            "changes": [
              {
                "summary": "The latest saved version becomes public.",
              },
            ],
            "isPossible": true,
            "problems": [],
          },
          "site": null,
          "userErrors": [],
        },
      }
    `);
  });

  it('apply-dns-to-domains', async () => {
    expect(await excerptOf(graph, 'apply-dns-to-domains')).toMatchInlineSnapshot(`
      {
        "applyDnsRecordsToDomains": {
          "dryRun": {
            "changes": [
              {
                "summary": "TXT _verify.clover-joinery-brno.co.uk is added.",
              },
              "and 1 more",
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

  it('offboard-team-members', async () => {
    expect(await excerptOf(graph, 'offboard-team-members')).toMatchInlineSnapshot(`
      {
        "removeTeamMembers": {
          "dryRun": {
            "changes": [
              {
                "summary": "Yara Garcia (yara.garcia@northwindstudio.example) leaves the team.",
              },
              "and 9 more",
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

  it('onboard-invite-client', async () => {
    expect(await excerptOf(graph, 'onboard-invite-client')).toMatchInlineSnapshot(`
      {
        "inviteSiteContributors": {
          "dryRun": {
            "changes": [
              {
                "summary": "client@bakery.com gets an e-mail with an invite to the site Saffron Accounting: Admin (Co-Owner).",
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

  it('onboard-premium-status', async () => {
    expect(await excerptOf(graph, 'onboard-premium-status')).toMatchInlineSnapshot(`
      {
        "site": {
          "id": "797e0df3-20ab-4679-8577-c3a9e7ddbad4",
          "isPremium": true,
        },
      }
    `);
  });

  it('onboard-publish-site', async () => {
    expect(await excerptOf(graph, 'onboard-publish-site')).toMatchInlineSnapshot(`
      {
        "publishSite": {
          "dryRun": {
            "changes": [
              {
                "summary": "The latest saved version becomes public.",
              },
            ],
            "isPossible": true,
            "problems": [],
          },
          "site": null,
          "userErrors": [],
        },
      }
    `);
  });

  it('onboard-sell-premium', async () => {
    expect(await excerptOf(graph, 'onboard-sell-premium')).toMatchInlineSnapshot(`
      {
        "createPackage": {
          "dryRun": {
            "changes": [
              {
                "summary": "The product 9c1d7f60-2b7a-4a53-8f0e-3a6c5d1e0001 is sold to the account 71bfc3a9-8262-476c-82d1-bcfee18fa242, for the site Saffron Accounting.",
              },
            ],
            "isPossible": true,
            "problems": [],
          },
          "package": null,
          "userErrors": [],
        },
      }
    `);
  });

  it('remove-contributors', async () => {
    expect(await excerptOf(graph, 'remove-contributors')).toMatchInlineSnapshot(`
      {
        "removeContributors": {
          "dryRun": {
            "changes": [
              {
                "summary": "The account 64923780-731a-43b2-b484-fca76022a31a loses every role on the site Otter Law.",
              },
              "and 1 more",
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
});
