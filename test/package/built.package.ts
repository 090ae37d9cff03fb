import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it('has the error codes in a module that a browser can load', () => {
    expect(run(`console.log(JSON.stringify(Object.keys(await import('wix-account-graph/errors'))));`)).toEqual([
      'errorCodes',
    ]);
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(readFileSync(exports['./errors'].default, 'utf8')).not.toMatch(/\bimport\b/);
  });

  it('has the types that the chapter on embedding relies on', () => {
    const chapter = readFileSync('docs/embedding.md', 'utf8');
    const blocks = [...chapter.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code);
    expect(blocks.length).toBeGreaterThan(3);
    const own = `
      import { Hono, type MiddlewareHandler } from 'hono';
      const app = new Hono();
      const authenticate: MiddlewareHandler = async (_, next) => next();
    `;
    const folder = mkdtempSync('test/package/embedding-');
    try {
      writeFileSync(join(folder, 'embedding.ts'), [own, ...blocks].join('\n'));
      const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck'];
      const files = ['--ignoreConfig', '--types', 'node', join(folder, 'embedding.ts')];
      const { status, stdout } = spawnSync('node_modules/.bin/tsc', [...options, ...files], { encoding: 'utf8' });
      expect([status, stdout]).toEqual([0, '']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has a command line that finds its operations', () => {
    const output = execFileSync(process.execPath, ['dist/program/cli.js', 'query', 'headless-sites'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(output).data.account.sites.totalCount).toBe(6);
  });
});
