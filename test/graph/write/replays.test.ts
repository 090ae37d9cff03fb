import { getNamedType, isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graph/schema.ts';
import { useGraph } from '../../support/graph.ts';
import { mutationExamples } from '../../support/mutation-examples.ts';
import { selectionOf } from '../../support/selections.ts';
import { soon } from '../../support/sites.ts';

const keyed = Object.values(buildSchema().getMutationType()?.getFields() ?? {}).filter(({ args }) => {
  const input = getNamedType(args[0]?.type);
  return isInputObjectType(input) && Object.hasOwn(input.getFields(), 'idempotencyKey');
});

/** Mutations for which a key would promise more than it can keep. */
const unkeyed = {
  revokeSiteInvite: 'nothing shows a lost one, and a second one cannot tell a revoked invite from an accepted one',
};

it('every mutation takes an idempotency key, but for those with a reason', () => {
  const all = Object.keys(buildSchema().getMutationType()?.getFields() ?? {});
  const names = new Set(keyed.map(({ name }) => name));
  expect(all.filter((name) => !names.has(name))).toEqual(Object.keys(unkeyed));
});

// A record holds JSON: whatever a result has beside it would be lost for whoever retries.
describe.each(keyed)('the replay of $name', ({ name, type, args }) => {
  const graph = useGraph({ now: new Date(), server: soon });

  it('shows everything that the first response shows', async () => {
    const document = `mutation ($input: ${String(args[0]?.type)}) { ${name}(input: $input) ${selectionOf(type, 1)} }`;
    const input = { ...mutationExamples(graph.sandbox)[name], idempotencyKey: 'key' };
    const first = await graph.ask(document, { input });
    expect(first.data[name].userErrors).toEqual([]);
    const second = await graph.ask(document, { input });
    expect(second.extensions).toMatchObject({ idempotentReplay: true });
    expect(second.data).toEqual(first.data);
    expect(second.errors?.map(({ message }) => message)).toEqual(first.errors?.map(({ message }) => message));
  });
});
