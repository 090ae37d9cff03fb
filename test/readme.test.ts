import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allEndpoints, fieldsByOperation } from './support/coverage.ts';
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

  it('shows the answer that its first query gets', async () => {
    const { data, errors, calls } = await graph.ask(block('graphql'));
    expect(errors).toBeUndefined();
    expect(calls).toEqual({ 'Get Account': 1, 'Query Sites': 1, 'List Connected Domains': 1 });
    const answer = `\`\`\`json\n${JSON.stringify({ data }, null, 2)}\n\`\`\``;
    // `npx vitest run test/readme.test.ts -u` writes the README.
    await expect(withSection(readme, 'first-answer', answer)).toMatchFileSnapshot('../README.md');
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
    const operations = await allEndpoints();
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
    for (const operation of operations) {
      expect(operation.source).toMatch(
        /^(dev\.wix\.com\/docs\/|github\.com\/wix-incubator\/wix-rest-docs )\S+,? .*read \d{4}-\d\d-\d\d$/,
      );
      const parameters = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(operation.params ?? {})).toEqual(parameters);
    }
  });

  it('is behind a field of the graph', async () => {
    const fields = fieldsByOperation();
    const unused = (await allEndpoints()).filter(({ name }) => !fields.has(name)).map(({ name }) => name);
    expect(unused).toEqual([]);
  });
});
