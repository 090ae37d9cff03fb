import { readFileSync } from 'node:fs';
import graphqlEslint from '@graphql-eslint/eslint-plugin';
import { Linter } from 'eslint';
import { buildSchema, type DocumentNode, isObjectType, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { cacheKeys } from '../../schema/typed/caches.ts';
import * as nodes from '../../schema/typed/nodes/graphql.ts';
import { useGraph } from '../support/graph.ts';
import { operations } from '../support/operations.ts';
import { createGraphcacheClient } from './examples/graphcache.ts';

const sdl = readFileSync(new URL('../../schema/account-graph.graphql', import.meta.url), 'utf8');

const byName = new Map(Object.entries(nodes));

function nodeOf(document: string): DocumentNode {
  const name = document.match(/^(?:query|mutation) (\w+)/m)?.[1];
  const node = byName.get(`${name}Document`) as DocumentNode | undefined;
  if (node === undefined) throw new Error(`schema/typed/nodes has no ${name}.`);
  return node;
}

/** The faults that require-selections of graphql-eslint finds in a document. */
function faultsOf(name: string, document: string): readonly Linter.LintMessage[] {
  return new Linter().verify(
    document,
    [
      {
        files: ['**/*.graphql'],
        languageOptions: {
          parser: graphqlEslint.parser,
          parserOptions: { graphQLConfig: { schema: sdl, documents: document } },
        },
        plugins: { '@graphql-eslint': graphqlEslint as never },
        rules: { '@graphql-eslint/require-selections': 'error' },
      },
    ],
    { filename: `${name}.graphql` },
  );
}

it('require-selections finds an id that a document leaves out', () => {
  const faults = faultsOf('planted', 'query Planted { account { id sites { nodes { displayName } } } }');
  expect(faults.map(({ ruleId, message }) => [ruleId, message.includes('`nodes.id`')])).toEqual([
    ['@graphql-eslint/require-selections', true],
  ]);
});

describe.each(operations)('the operation $name of the library', ({ name, document, variables = {} }) => {
  const graph = useGraph();
  const post: typeof fetch = (_url, init) => graph.fetch(new Request('http://graph/graphql', init ?? {}));
  const kind = nodeOf(document).definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)?.operation;

  it('selects the ids that caches need, as require-selections of graphql-eslint asks', () => {
    expect(faultsOf(name, document)).toEqual([]);
  });

  it('passes through Graphcache without a warning', async () => {
    const warnings: string[] = [];
    const logger = (severity: string, message: string) => {
      if (severity !== 'debug') warnings.push(message);
    };
    const client = createGraphcacheClient({ url: 'http://graph/graphql', fetch: post, logger });
    const { error } = await (kind === 'mutation'
      ? client.mutation(nodeOf(document), variables)
      : client.query(nodeOf(document), variables)
    ).toPromise();
    expect(error).toBeUndefined();
    expect(warnings).toEqual([]);
  });
});

it('the key settings are about values only, so default settings warn of nothing else', () => {
  const types = Object.values(buildSchema(sdl).getTypeMap()).filter(isObjectType);
  const identified = types.filter((type) => 'id' in type.getFields()).map(({ name }) => name);
  expect(identified).toContain('Domain');
  expect(identified.filter((name) => name in cacheKeys)).toEqual([]);
});
