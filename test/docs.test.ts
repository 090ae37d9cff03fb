import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../src/errors.ts';
import { metricsTable } from './support/metrics-table.ts';
import { enumRows, operationTable, schemaReference } from './support/reference.ts';
import { withSection } from './support/sections.ts';

// `npx vitest run test/docs.test.ts -u` writes the pages.
describe('the documentation', () => {
  it('has a schema reference that says what the SDL says', async () => {
    await expect(schemaReference()).toMatchFileSnapshot('../docs/schema.md');
  });

  it('lists every operation of the library', async () => {
    const page = readFileSync('docs/operations.md', 'utf8');
    await expect(withSection(page, 'operations', operationTable())).toMatchFileSnapshot('../docs/operations.md');
  });

  it('explains every error code, and no other', async () => {
    const page = readFileSync('docs/errors.md', 'utf8');
    const table = page.slice(0, page.indexOf('<!-- user-errors -->'));
    const named = [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell]) =>
      [...String(cell).matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code),
    );
    expect(named.sort()).toEqual([...errorCodes].sort());
    const fresh = withSection(page, 'user-errors', enumRows('UserErrorCode'));
    await expect(fresh).toMatchFileSnapshot('../docs/errors.md');
  });

  it('lists the metrics', async () => {
    const page = readFileSync('docs/operating.md', 'utf8');
    await expect(withSection(page, 'metrics', await metricsTable())).toMatchFileSnapshot('../docs/operating.md');
  });

  it('links to files that exist', () => {
    const broken = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/*.md')].flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map(([, target]) => join(dirname(page), String(target)))
        .filter((target) => !existsSync(target)),
    );
    expect(broken).toEqual([]);
  });

  it('runs the code that it shows of the examples', () => {
    const page = readFileSync('docs/frontend.md', 'utf8');
    const shown = [...page.matchAll(/<!-- from (\S+) -->\n```ts\n([\s\S]*?)```/g)];
    expect(shown.length).toBeGreaterThan(0);
    for (const [, path, code] of shown) expect(readFileSync(String(path), 'utf8')).toContain(String(code).trim());
  });
});
