import { printSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from 'vitest';
import { profiles } from '../src/federation/profile.ts';
import { buildSchema } from '../src/schema.ts';
import { type TestAnswer, useGraph } from './support/graph.ts';

const sites = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Site { id displayName } } }';

describe('_entities', () => {
  const graph = useGraph();
  const { state } = graph.sandbox;
  const ownSites = [...state.sites.values()].filter((site) => site.accountId === graph.sandbox.accountId);
  const foreign = [...state.sites.values()].find(
    (site) => site.accountId !== graph.sandbox.accountId && state.accounts.get(site.accountId)?.parentAccountId === undefined,
  );
  const site = (id: unknown) => ({ __typename: 'Site', id });
  const named = (index: number) => ({ id: ownSites[index]?.id, displayName: ownSites[index]?.displayName });
  const ask = (representations: readonly unknown[]) => graph.ask(sites, { representations });
  const codes = ({ errors }: TestAnswer) => errors?.map(({ path, extensions }) => [path, extensions.code]);

  it('prints', async () => {
    console.log(JSON.stringify(await ask([site(foreign?.id), { ...site(foreign?.id), account: { id: foreign?.accountId } }, site('00000000-0000-4000-8000-000000000042')]), null, 1));
    console.log(JSON.stringify(await ask([site(ownSites[0]?.id), { __typename: 'Nope', id: '1' }, { __typename: '__proto__' }, site('..'), site(ownSites[1]?.id), 'str', 7]), null, 1));
    console.log(JSON.stringify(await ask([site(ownSites[0]?.id), null]), null, 1));
    console.log(JSON.stringify(await ask([{ id: 'x' }, { __typename: 'Query' }, { __typename: 'String' }, { __typename: 'AssignmentScope' }, { __typename: 7 }, {__typename: 'Site'}]), null, 1));
    console.log(JSON.stringify(await ask([{ $ne: null }, [], 1, true, '', 'x'.repeat(10_000), null].map(site)), null, 1));
    console.log(JSON.stringify(await ask([{ ...site(ownSites[0]?.id), displayName: 'lie', accountId: foreign?.accountId, ownerAccountId: 1 }]), null, 1));
  });
});
