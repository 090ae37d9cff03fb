import { type GraphQLObjectType, getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { NormalisedStore } from '../support/normalised.ts';
import { callsOfField, ofDirectory, selectionOf } from '../support/selections.ts';
import { soon } from '../support/sites.ts';

const schema = buildSchema();
const generous = { depth: 100, aliases: 1_000, calls: 1e9, tokens: 1e6, characters: 1e7 };

const identified = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && 'id' in type.getFields(),
);

/** Every field of Account that reads Wix, with every value of its optional arguments, and everything under it. */
const walks = Object.values((schema.getType('Account') as GraphQLObjectType).getFields())
  .filter(({ name }) => !ofDirectory.test(name))
  .flatMap(callsOfField)
  .map(({ field, text }) => ({
    name: `Account.${text}`,
    document: `query ($id: ID!) { account(id: $id) { __typename id ${text} ${selectionOf(field.type, 2, false)} } }`,
  }));

describe('objects with an id, in all accounts', () => {
  const graph = useGraph({ server: { limits: generous }, features: { registeredDomains: true } });
  const { state } = graph.sandbox;
  const accounts = [...state.accounts.keys()].filter(
    (id) => id === graph.sandbox.accountId || state.accounts.get(id)?.parentAccountId === graph.sandbox.accountId,
  );

  it('are one object for one id, whichever field, argument and account leads to them', async () => {
    const store = new NormalisedStore();
    for (const id of accounts) {
      for (const { name, document } of walks) {
        const { data, status } = await graph.ask(document, { id });
        expect([name, status]).toEqual([name, 200]);
        store.add(data, `${name} of ${id}`);
      }
    }
    expect(store.conflicts).toEqual([]);

    // Relay keys by the id alone.
    const types = new Map<string, Set<string>>();
    for (const key of store.objects.keys()) {
      const [type = '', id = ''] = key.split(':');
      types.set(id, (types.get(id) ?? new Set()).add(type));
    }
    expect([...types.values()].filter((names) => names.size > 1)).toEqual([]);

    // The walk met them all, but for what only writes return, and what is only found by its id.
    const met = new Set([...store.objects.keys()].map((key) => key.split(':')[0]));
    expect(identified.map(({ name }) => name).filter((name) => !met.has(name))).toEqual(['SiteInvite', 'SiteTemplate']);
  }, 120_000);
});

describe('objects with an id, in the payload of', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field) => {
    const input = getNamedType(field.args[0]?.type);
    const takesDryRun = isInputObjectType(input) && 'dryRun' in input.getFields();
    const title = (dryRun: boolean) => `${field.name}${dryRun ? ', as a dry run' : ''}`;
    return (takesDryRun ? [true, false] : [false]).map((dryRun) => ({ title: title(dryRun), field, dryRun, input }));
  });

  describe.each(mutations)('$title', ({ field, dryRun, input: type }) => {
    // The certificate of its example is made now, so the sandbox's clock stands there too.
    const graph = useGraph({ now: new Date(), server: { ...soon, limits: generous } });

    it('are one object for one id', async () => {
      const { name } = field;
      const input = { ...mutationExamples(graph.sandbox)[name], ...(dryRun ? { dryRun } : {}) };
      const document = `mutation ($input: ${type}!) { ${name}(input: $input) ${selectionOf(field.type, 3, false)} }`;
      const { data } = await graph.ask(document, { input });
      expect(data[name].userErrors).toEqual([]);
      const store = new NormalisedStore();
      store.add(data, name);
      expect(store.conflicts).toEqual([]);
    });
  });
});

describe('the texts of a role', () => {
  const graph = useGraph();

  it('depend on arguments of their own, and come in each language for all roles at once', async () => {
    const { data, calls } = await graph.ask(`{ account { roles { roleId title german: title(locale: "de") } } }`);
    const owner = data.account.roles.find((role: { roleId: string }) => role.roleId === '6601492336091027458');
    expect(owner).toMatchObject({ title: 'Owner', german: 'Inhaber' });
    expect(calls).toEqual({ 'Get Roles Info': 2 });
  });

  it('refuse a malformed language once, at the argument', async () => {
    const { status, errors } = await graph.ask(
      '{ account { roles(assignableTo: ACCOUNT) { title(locale: "../en") } } }',
    );
    expect([status, errors?.map(({ extensions }) => [extensions.code, extensions['field']])]).toEqual([
      400,
      [['BAD_USER_INPUT', 'locale']],
    ]);
  });
});
