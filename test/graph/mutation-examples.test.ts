import { getNamedType, isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { soon } from '../support/sites.ts';

const mutations = Object.values(buildSchema().getMutationType()?.getFields() ?? {});
const names = mutations.map(({ name }) => name).sort();
const hasDryRun = (name: string) => {
  const input = getNamedType(mutations.find((one) => one.name === name)?.args[0]?.type);
  return isInputObjectType(input) && 'dryRun' in input.getFields();
};

function documentOf(name: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const shown = hasDryRun(name) ? 'dryRun { isPossible problems { code message path } }' : '';
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${shown} userErrors { code message path } } }`;
}

it('every mutation has an example', () => {
  expect(Object.keys(mutationExamples(createSandbox())).sort()).toEqual(names);
});

describe.each(names)('the example of %s', (name) => {
  // The certificate of its example is made now, so the sandbox's clock stands there too.
  const graph = useGraph({ now: new Date(), server: soon });
  const run = async (more: object) => {
    const input = { ...mutationExamples(graph.sandbox)[name], ...more };
    const { data, errors } = await graph.ask(documentOf(name), { input });
    expect(errors).toBeUndefined();
    return data[name];
  };

  it('is possible, and carried out', async () => {
    if (hasDryRun(name)) {
      expect(await run({ dryRun: true })).toEqual({ dryRun: { isPossible: true, problems: [] }, userErrors: [] });
    }
    const { userErrors } = await run({});
    expect(userErrors).toEqual([]);
    expect(graph.sandbox.calls.entries().some(({ method }) => method !== 'GET')).toBe(true);
  });
});
