import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';
import { excerptOf } from '../support/operations.ts';

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
                "summary": "Silver Cheese goes offline and into the trash.",
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
});
