import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allOperations, coverageTable, fieldsByOperation } from './support/coverage.ts';
import { useGraph } from './support/graph.ts';
import { withSection } from './support/sections.ts';

const readme = readFileSync('README.md', 'utf8');

/** The first block of the README's text in a language. */
function block(language: string): string {
  return readme.match(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``))?.[1] ?? '';
}

describe('the README', () => {
  const graph = useGraph();

  it('begins with the two commands', () => {
    expect(block('sh')).toMatch(/^npm ci && npm start .*\nnpm ci && npm test\n$/);
  });

  it('shows the answer that its first query gets, and what the present coverage is', async () => {
    const { data, errors, calls } = await graph.ask(block('graphql'));
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Get Account': 1, 'Query Sites': 1, 'List Connected Domains': 1 });
    const answer = `\`\`\`json\n${JSON.stringify({ data }, null, 2)}\n\`\`\``;
    const fresh = withSection(withSection(readme, 'first-answer', answer), 'coverage', await coverageTable());
    // `npx vitest run test/readme.test.ts -u` writes the README.
    await expect(fresh).toMatchFileSnapshot('../README.md');
  });

  it('names every setting that the program reads, and no other', () => {
    const read = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): '/gm)].map(
      ([, name]) => name,
    );
    const table = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## How it answers'));
    const named = [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell]) =>
      [...String(cell).matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    );
    expect([...new Set(named)].sort()).toEqual([...new Set(read)].sort());
  });

  it('names every script and dependency', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      'scripts' | 'dependencies',
      Record<string, string>
    >;
    const missing = Object.keys(manifest.dependencies).filter((name) => !readme.includes(`\`${name}\``));
    expect(missing).toEqual([]);
    for (const command of readme.matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(manifest.scripts)).toContain(command[1]);
  });
});

describe('an operation definition', () => {
  it('has a name of its own, a source and a path whose parameters are typed', async () => {
    const operations = await allOperations();
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
    for (const operation of operations) {
      expect(operation.source).toMatch(/^dev\.wix\.com\/docs\/\S+,? .*read \d{4}-\d\d-\d\d$/);
      const parameters = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(operation.params ?? {})).toEqual(parameters);
    }
  });

  it('is behind a field of the graph', async () => {
    const fields = fieldsByOperation();
    const unused = (await allOperations()).filter(({ name }) => !fields.has(name)).map(({ name }) => name);
    expect(unused).toEqual([]);
  });
});
