import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../src/http/error-code.ts';
import { exitCodes } from '../src/program/exit-code.ts';
import { rowCount, rowIds } from './security/catalogue.ts';
import { freshPage, generatedTexts } from './support/generated.ts';

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...globSync('docs/*.md')];

// `npx vitest run test/docs.test.ts -u` writes the pages.
describe('the documentation', () => {
  it.each(generatedTexts.map((text) => [text.page, text.section, text] as const))(
    'is up to date in %s, section %s',
    async (page, _section, text) => {
      await expect(await freshPage(text)).toMatchFileSnapshot(`../${page}`);
    },
  );

  it('says by which rows of the security suite each promise is tested', () => {
    const promises = [...readFileSync('SECURITY.md', 'utf8').matchAll(/^\d\. [\s\S]*?\(([^()]*)\)\n(?=\d\. |\n)/gm)];
    const known = new Set(rowIds());
    expect(promises).toHaveLength(9);
    const [claims = ''] = readFileSync('docs/security.md', 'utf8').split('\nThe brackets');
    const points = claims.split(/^- /m).slice(1);
    const told = points.map((point) => /\(([A-Z]\d[^()]*)\)\n/.exec(point)?.[1] ?? `no row: ${point}`);
    expect(told.length).toBeGreaterThan(10);
    for (const rows of [...promises.slice(0, -1).map(([, all = '']) => all), ...told]) {
      const named = rows.replace(', and the floods', '').split(/, | to /);
      expect(named.filter((id) => !known.has(id))).toEqual([]);
    }
    const [, measured] = / \d+ of (\d+) rows passed/.exec(readFileSync('README.md', 'utf8')) ?? [];
    expect(measured).toBe(String(rowCount));
  });

  it('names every setting that the program reads, and no other', () => {
    const read = [...readFileSync('src/program/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): '/gm)].map(
      ([, name]) => name,
    );
    const rows = [...readFileSync('docs/settings.md', 'utf8').matchAll(/^\| (.*) \|$/gm)].map(([, row]) =>
      String(row).split(/\s*\|\s*/),
    );
    for (const row of rows) expect(row).toHaveLength(3);
    const named = rows.flatMap(([cell]) => [...String(cell).matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
    expect(named.sort()).toEqual([...new Set(read)].sort());
  });

  it('explains every error code, and no other', () => {
    const page = readFileSync('docs/errors.md', 'utf8');
    const table = page.slice(0, page.indexOf('<!-- user-errors -->'));
    const named = [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell]) =>
      [...String(cell).matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code),
    );
    expect(named.sort()).toEqual([...errorCodes].sort());
  });

  it('names every subgraph of the supergraph to try', () => {
    const supergraph = readFileSync('test/federation/supergraph/account-supergraph.ts', 'utf8');
    const [, list = ''] = supergraph.match(/subgraphs: \(\[([^\]]+)\] as const\)/) ?? [];
    const others = [...list.matchAll(/'(\w+)'/g)]
      .map(([, name]) => `\`${name}\``)
      .filter((name) => name !== '`account`');
    expect(others.length).toBeGreaterThan(0);
    for (const page of ['README.md', 'docs/federation.md']) {
      const text = readFileSync(page, 'utf8')
        .split('\n')
        .filter((line) => /supergraph|support desk|triage/.test(line))
        .join('\n');
      expect(
        others.filter((name) => !text.includes(name)),
        page,
      ).toEqual([]);
    }
  });

  it('explains every exit code, and no other', () => {
    const [, table = ''] = readFileSync('docs/operating.md', 'utf8').match(/\n## Exit codes\n([\s\S]*?)\n## /) ?? [];
    const named = [...table.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, codes]) =>
      String(codes).split(', ').map(Number),
    );
    expect(named).toEqual(Object.values(exitCodes));
  });

  it('links to files and headings that exist', () => {
    const broken = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)]
        .map(([, path, heading]) => ({ target: path ? join(dirname(page), path) : page, heading }))
        .filter(({ target, heading }) => !existsSync(target) || (heading && !headingsOf(target).includes(heading)))
        .map(({ target, heading }) => `${page} -> ${target}#${heading}`),
    );
    expect(broken).toEqual([]);
  });

  it('leads from the README to every page', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(pages.filter((page) => page !== 'README.md' && !readme.includes(`](${page})`))).toEqual([]);
  });

  it('runs the code that it shows of the examples', () => {
    const shown = pages.flatMap((page) => [
      ...readFileSync(page, 'utf8').matchAll(/<!-- from (\S+) -->\n```ts\n([\s\S]*?)```/g),
    ]);
    expect(shown.length).toBeGreaterThan(0);
    for (const [, path, code] of shown) expect(readFileSync(String(path), 'utf8')).toContain(String(code).trim());
  });
});

/** The names by which headings of a page are linked to. */
function headingsOf(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    String(heading)
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
