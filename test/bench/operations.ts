import { readFileSync } from 'node:fs';
import { parse, print, visit } from 'graphql';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { listedSiteIds } from './upstream/account.ts';

/** A request that every server answers. */
export interface ComparedOperation {
  readonly name: OperationName;
  /** What it stands for, for the printed table. */
  readonly description: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The fewest REST calls that can answer it, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly upstreamLatencyMs: number;
}

export const operationNames = ['tiny', 'medium', 'large', 'entities', 'team', 'medium20'] as const;
export type OperationName = (typeof operationNames)[number];

const medium = `query Medium {
  account {
    name
    sites(first: 20) { nodes { id displayName url domains { name connectionMethod propagationStatus } } }
  }
}`;

const large = `query Large($ids: [ID!]!) {
  account { name }
  sites(ids: $ids) {
    id displayName slug kind kindRaw editor editorRaw isPublished isPremium isBlocked hasDomain url thumbnailPath createdAt updatedAt
  }
}`;

const entities = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Site { id displayName url kind isPublished } }
}`;

/**
 * Without its way to the next page, and without the ids that it selects for caches: our cursors and the ids that we make
 * nobody else has. The ids of Wix go with them, so that the rule stays simple.
 */
const leftOut = new Set(['pageInfo', 'id']);
const team = print(
  visit(parse(readFileSync(new URL('../../schema/operations/team-and-roles.graphql', import.meta.url), 'utf8')), {
    VariableDefinition: () => null,
    Argument: ({ name }) => (name.value === 'after' ? null : undefined),
    Field: ({ name }) => (leftOut.has(name.value) ? null : undefined),
  }),
);

/** The operations that are compared, over the account of {@link comparedAccount}. */
export function comparedOperations(sandbox: Sandbox): readonly ComparedOperation[] {
  const ids = listedSiteIds(sandbox);
  const representations = ids.slice(0, 100).map((id) => ({ __typename: 'Site', id }));
  const mediumCalls = { 'Get Account': 1, 'Query Sites': 1, 'List Connected Domains': 2 };
  return [
    {
      name: 'tiny',
      description: 'one account, one field',
      document: 'query Tiny { account { name } }',
      variables: {},
      calls: { 'Get Account': 1 },
      upstreamLatencyMs: 0,
    },
    {
      name: 'medium',
      description: '20 sites with their domains',
      document: medium,
      variables: {},
      calls: mediumCalls,
      upstreamLatencyMs: 0,
    },
    {
      name: 'large',
      description: '1,000 sites with 15 fields',
      document: large,
      variables: { ids: ids.slice(0, 1_000) },
      calls: { 'Get Account': 1, 'Query Sites': 10 },
      upstreamLatencyMs: 0,
    },
    {
      name: 'entities',
      description: '_entities with 100 sites',
      document: entities,
      variables: { representations },
      calls: { 'Query Sites': 1 },
      upstreamLatencyMs: 0,
    },
    {
      name: 'team',
      description: '20 members, their roles and the sites they work on (schema/operations/team-and-roles.graphql)',
      document: team,
      variables: {},
      calls: { 'Get Account': 1, 'Search Team': 1, 'Get Roles Info': 1, 'Query Sites': 1 },
      upstreamLatencyMs: 0,
    },
    {
      name: 'medium20',
      description: 'medium, with Wix taking 20 ms for each call',
      document: medium,
      variables: {},
      calls: mediumCalls,
      upstreamLatencyMs: 20,
    },
  ];
}
