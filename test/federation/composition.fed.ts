import { printSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from 'vitest';
import { type Profile, profiles } from '../../src/graph/federation/profile.ts';
import { withExactKeys } from '../../src/graph/federation/sdl.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { composers, type Subgraph } from './supergraph/composers.ts';
import { seedDesk } from './tickets/desk.ts';
import { createTicketSchema } from './tickets/schema.ts';
import { createTriageSchema } from './triage/schema.ts';

type ComposerName = keyof typeof composers;

/** What each composer does not take, and what it says. Every other pair of composer and profile works, without a remark. */
const refusals: Readonly<Partial<Record<Profile, Partial<Record<ComposerName, RegExp>>>>> = {
  apollo: {
    // The newest federation version that it knows is 2.9; @cacheTag came with 2.12.
    guild: /Invalid version v2\.12 for the federation feature/,
    // It goes by the directives and does not know this one.
    cosmo: /The directive "@cacheTag" declared on coordinates "Account" is not defined/,
  },
};

const desk = seedDesk(createSandbox());
const neighbours: readonly Subgraph[] = [
  { name: 'tickets', url: 'http://tickets.test/graphql', sdl: printSubgraphSchema(createTicketSchema(desk)) },
  { name: 'triage', url: 'http://triage.test/graphql', sdl: printSubgraphSchema(createTriageSchema(desk)) },
];

describe('composition', () => {
  describe.each(profiles)('of the %s profile', (profile) => {
    describe.each(Object.keys(composers) as ComposerName[])('by %s', (composer) => {
      const compose = composers[composer];
      const refusal = refusals[profile]?.[composer];

      const ours = (authDirectives: boolean): Subgraph => ({
        name: 'account',
        url: 'http://account.test/graphql',
        sdl: printSubgraphSchema(buildSchema({ profile, authDirectives })),
      });

      if (refusal !== undefined) {
        it.each([true, false])('is refused for the reason that is known, authDirectives: %s', (authDirectives) => {
          const { errors } = compose([ours(authDirectives)]);
          expect(errors).toHaveLength(1);
          expect(errors[0]).toMatch(refusal);
        });
        return;
      }

      it.each([true, false])('succeeds alone, without a remark, authDirectives: %s', (authDirectives) => {
        expect(compose([ours(authDirectives)])).toMatchObject({ errors: [], hints: [] });
      });

      it.each([true, false])('succeeds with neighbours, without a remark, authDirectives: %s', (authDirectives) => {
        expect(compose([ours(authDirectives), ...neighbours])).toMatchObject({ errors: [], hints: [] });
      });

      it.each([true, false])('succeeds with exact keys, without a remark, authDirectives: %s', (authDirectives) => {
        const account = ours(authDirectives);
        const sdl = withExactKeys(account.sdl);
        const [site] = /^type Site .*$/m.exec(sdl) ?? [];
        expect(site?.match(/@key\(.*?\)/g)).toEqual(['@key(fields: "id account { id }")']);
        expect(compose([{ ...account, sdl }, ...neighbours])).toMatchObject({ errors: [], hints: [] });
      });
    });
  });
});

describe('a composer', () => {
  it.each(Object.keys(composers) as ComposerName[])('%s refuses a neighbour that contradicts the graph', (composer) => {
    const sdl = printSubgraphSchema(buildSchema());
    const contrary = `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      type Site @key(fields: "id") { id: ID! displayName: Int! slug: String }
      type Query { contrary: Site }
    `;
    const { errors } = composers[composer]([
      { name: 'account', url: 'http://account.test/graphql', sdl },
      { name: 'contrary', url: 'http://contrary.test/graphql', sdl: contrary },
    ]);
    expect(errors.join('\n')).toMatch(/displayName/);
  });

  it.each(Object.keys(composers) as ComposerName[])(
    '%s takes a neighbour with the same OrderDirection, and no other',
    (composer) => {
      const sdl = printSubgraphSchema(buildSchema());
      const withValues = (values: string) => `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      "The direction of an order." enum OrderDirection { ${values} }
      type Query { articles(direction: OrderDirection = ASC): [String!], lastDirection: OrderDirection }
    `;
      const compose = (values: string) =>
        composers[composer]([
          { name: 'account', url: 'http://account.test/graphql', sdl },
          { name: 'articles', url: 'http://articles.test/graphql', sdl: withValues(values) },
        ]);
      expect(compose('ASC DESC').errors).toEqual([]);
      expect(compose('ASC DESC RANDOM').errors.join()).toMatch(/OrderDirection/);
    },
  );

  it('apollo remarks on a neighbour that describes our types in its own words', () => {
    const sdl = printSubgraphSchema(buildSchema());
    const talkative = `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      "A site, in other words." type Site @key(fields: "id") { id: ID! }
      type Query { talkative: Site }
    `;
    const { hints } = composers.apollo([
      { name: 'account', url: 'http://account.test/graphql', sdl },
      { name: 'talkative', url: 'http://talkative.test/graphql', sdl: talkative },
    ]);
    expect(hints).toEqual([expect.stringMatching(/^INCONSISTENT_DESCRIPTION: Element "Site"/)]);
  });
});
