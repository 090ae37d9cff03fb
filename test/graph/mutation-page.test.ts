import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { certificatePlaceholder } from '../support/mutation-page.ts';
import { soon } from '../support/sites.ts';

const examples = readFileSync('docs/mutations.md', 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [, name = '', document = '', variables = ''] =
      /^(\w+)\n[\s\S]*?```graphql\n([\s\S]*?)```\n\n```json\n([\s\S]*?)```/.exec(section) ?? [];
    return { name, document, input: (JSON.parse(variables) as { input: Record<string, unknown> }).input };
  });

it('the page has one example of each mutation', () => {
  const names = Object.keys(buildSchema().getMutationType()?.getFields() ?? {});
  expect(examples.map(({ name }) => name).sort()).toEqual(names.sort());
});

describe.each(examples)('the example of $name in the docs', ({ name, document, input }) => {
  // The certificate is made now, so the sandbox's clock stands there too.
  const graph = useGraph({ server: soon, ...('certificatePem' in input ? { now: new Date() } : {}) });
  const { certificatePem } = input;
  // The page has no certificate: it would expire.
  const sent =
    certificatePem === certificatePlaceholder
      ? { ...input, certificatePem: mutationExamples(graph.sandbox)[name]?.['certificatePem'] }
      : input;

  it('runs as printed', async () => {
    const { data, errors } = await graph.ask(document, { input: sent });
    expect(errors).toBeUndefined();
    expect(data[name].userErrors).toEqual([]);
    if ('dryRun' in input) expect(data[name].dryRun).toMatchObject({ isPossible: true, problems: [] });
  });

  if (!('dryRun' in input)) return;
  it('is applied without the dry run', async () => {
    const { data, errors } = await graph.ask(document, { input: { ...sent, dryRun: false } });
    expect(errors).toBeUndefined();
    expect(data[name]).toMatchObject({ dryRun: null, userErrors: [] });
  });
});
