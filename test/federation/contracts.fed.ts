import { printSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  print,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/graph/schema.ts';
import { configuredCaller } from '../../src/http/identity.ts';
import { createGraphServer } from '../../src/http/server.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import type { Subgraph } from './supergraph/composers.ts';
import { contractComposers } from './supergraph/contracts.ts';

const account = (profile: 'portable' | 'cosmo', authDirectives: boolean): Subgraph => ({
  name: 'account',
  url: 'http://account.test/graphql',
  sdl: printSubgraphSchema(buildSchema({ profile, authDirectives })),
});

/** A neighbour that refers to our entities, one of them by a field that may be left out of none of the contracts. */
const neighbour: Subgraph = {
  name: 'crm',
  url: 'http://crm.test/graphql',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { clients: [Client!]! }
    type Client { id: ID! account: Account site: Site }
    type Account @key(fields: "id", resolvable: false) { id: ID! }
    type Site @key(fields: "id", resolvable: false) { id: ID! }
  `,
};

const exclusions = [['pii'], ['internal'], ['pii', 'internal']];

/** The fields that carry one of the tags in the subgraph, as `Type.field`. */
function tagged(tags: readonly string[]): string[] {
  return parse(account('portable', false).sdl).definitions.flatMap((type) =>
    type.kind === Kind.OBJECT_TYPE_DEFINITION
      ? (type.fields ?? [])
          .filter(({ directives }) =>
            directives?.some((one) => tags.some((tag) => print(one) === `@tag(name: "${tag}")`)),
          )
          .map((field) => `${type.name.value}.${field.name.value}`)
      : [],
  );
}

function fieldsOf(schema: GraphQLSchema): Set<string> {
  return new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    ),
  );
}

describe.each(['portable', 'cosmo'] as const)('a contract of the %s profile', (profile) => {
  describe.each(Object.entries(contractComposers))('by %s', (_name, compose) => {
    it.each(exclusions.map((tags) => [tags.join(' and '), tags] as const))('composes without %s', (_tags, tags) => {
      const left = tagged(tags);
      expect(left.length).toBeGreaterThan(10);
      for (const authDirectives of [true, false]) {
        for (const subgraphs of [[account(profile, authDirectives)], [account(profile, authDirectives), neighbour]]) {
          const { errors, schema } = compose(subgraphs, tags);
          expect(errors).toEqual([]);
          const shown = schema === null ? new Set<string>() : fieldsOf(schema);
          expect(shown.size).toBeGreaterThan(300);
          expect(left.filter((field) => shown.has(field))).toEqual([]);
        }
      }
    });
  });
});

describe('the contract without personal data', () => {
  let sandbox: Sandbox;
  let client: WixClient;
  let close: () => Promise<void>;
  let ask: (query: string, variables: object) => Promise<string>;
  const { schema } = contractComposers.guild([account('portable', false)], ['pii']);

  beforeAll(async () => {
    sandbox = createSandbox({ now: new Date() });
    const listening = await sandbox.listen();
    client = createWixClient({ origin: listening.url });
    const graph = createGraphServer({
      client,
      identify: configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId),
      errors: { callersKey: false, onUnexpected: () => {} },
      limits: { depth: 40, tokens: 20_000, calls: 5_000 },
      writes: { reconcileDelaysMs: [1, 1, 1] },
    });
    ask = async (query, variables) => {
      const response = await graph.fetch(
        new Request('http://graph/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        }),
      );
      return response.text();
    };
    close = async () => {
      await client.close();
      await listening.close();
    };
  });
  afterAll(() => close());

  const mutations = Object.values(schema?.getMutationType()?.getFields() ?? {});

  it('has every mutation', () => {
    expect(mutations.map(({ name }) => name).sort()).toEqual(Object.keys(mutationExamples(sandbox)).sort());
  });

  it.each(mutations.map(({ name }) => name))('shows no person in the dry run and result of %s', async (name) => {
    const input = mutationExamples(sandbox)[name] ?? {};
    const persons = [...personsOf(sandbox), ...emailsIn(input)];
    const field = mutations.find((one) => one.name === name);
    const type = getNamedType(field?.args[0]?.type);
    const hasDryRun = isInputObjectType(type) && 'dryRun' in type.getFields();
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) ${selectionOf(field?.type)} }`;
    for (const more of hasDryRun ? [{ dryRun: true }, {}, {}] : [{}, {}]) {
      // The last time the write is refused or changes nothing, which tells as little.
      const text = await ask(document, { input: { ...input, ...more } });
      expect(text).toContain('"userErrors"');
      expect(persons.filter((person) => text.includes(person))).toEqual([]);
    }
  });

  it('is what hides them', async () => {
    const input = { ...mutationExamples(sandbox)['inviteTeamMembers'], dryRun: true };
    const whole = buildSchema().getMutationType()?.getFields()['inviteTeamMembers'];
    const document = `mutation ($input: InviteTeamMembersInput!) { inviteTeamMembers(input: $input) ${selectionOf(whole?.type)} }`;
    const text = await ask(document, { input });
    expect(emailsIn(input).every((email) => text.includes(email))).toBe(true);
  });

  /** Everything of a type that takes no argument, three levels deep. */
  function selectionOf(type: unknown, depth = 3): string {
    const named = getNamedType(type as never);
    if (isUnionType(named))
      return `{ __typename ${named
        .getTypes()
        .map((one) => `... on ${one.name} ${selectionOf(one, depth)}`)
        .join(' ')} }`;
    if (!isObjectType(named)) return '';
    const fields = Object.values(named.getFields()).flatMap((field) => {
      const inner = getNamedType(field.type);
      if (!isCompositeType(inner)) return [field.name];
      const selection = depth === 0 || /Connection$/.test(inner.name) ? '' : selectionOf(inner, depth - 1);
      return selection === '' || field.args.some(({ type: arg }) => String(arg).endsWith('!'))
        ? []
        : [`${field.name} ${selection}`];
    });
    return `{ __typename ${fields.join(' ')} }`;
  }
});

/** Names and addresses of people that the sandbox knows, as they would stand in an answer. */
function personsOf({ state }: Sandbox): string[] {
  const persons = new Set<string>();
  for (const { email, firstName, lastName } of state.teamMembers.values())
    for (const text of [email, `${firstName} ${lastName}`]) persons.add(text);
  for (const { email } of [...state.accountInvites.values(), ...state.siteInvites.values()]) persons.add(email);
  for (const site of state.sites.values()) for (const { email } of site.contributors) persons.add(email);
  return [...persons].filter((text) => text.trim().length > 3);
}

function emailsIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/[\w.]+@[\w.]+/g)].map(([email]) => email);
}
