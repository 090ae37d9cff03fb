import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Runs a module in a process of its own, where the package's name leads to what was built. */
function run(source: string): unknown {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', source], { encoding: 'utf8' });
  return JSON.parse(output);
}

describe('the built package', () => {
  it('starts nothing when it is imported', () => {
    const resources = run(`
      // The pipes of this process itself.
      void [process.stdout, process.stderr];
      const before = new Set(process.getActiveResourcesInfo());
      const entry = await import('wix-account-graph');
      await import('wix-account-graph/documents');
      await import('wix-account-graph/errors');
      const graph = entry.createAccountGraph({ sandbox: {} });
      const after = process.getActiveResourcesInfo().filter((resource) => !before.has(resource));
      await graph.close();
      console.log(JSON.stringify({ names: Object.keys(entry), after }));
    `);
    expect(resources).toEqual({ names: ['createAccountGraph'], after: [] });
  });

  it('answers on the sandbox, by a document of the library', () => {
    const answer = run(`
      import { createAccountGraph } from 'wix-account-graph';
      import { TeamSizeDocument } from 'wix-account-graph/documents';
      const graph = createAccountGraph({ sandbox: {} });
      const response = await graph.fetch(new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: TeamSizeDocument.toString() }),
      }));
      console.log(JSON.stringify((await response.json()).data.account.teamCounts.members));
      await graph.close();
    `);
    expect(answer).toBe(14);
  });

  it('has a command line that finds its operations', () => {
    const output = execFileSync(process.execPath, ['dist/cli.js', 'query', 'headless-sites'], { encoding: 'utf8' });
    expect(JSON.parse(output).data.account.sites.totalCount).toBe(6);
  });
});
