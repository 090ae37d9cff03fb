import type { CodegenConfig } from '@graphql-codegen/cli';
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset';
import { minifyIntrospectionQuery } from '@urql/introspection';
import { introspectionFromSchema, buildSchema as parseSchema } from 'graphql';
import { printApiSdl, withStrictNullability } from './src/graph/federation/api-sdl.ts';
import { printCacheSettings } from './src/graph/federation/cache-settings.ts';
import { printSdl } from './src/graph/federation/sdl.ts';
import { buildSchema, defaultSchemaOptions } from './src/graph/schema.ts';

const schema = buildSchema();
const apiSdl = printApiSdl(schema);
const relaySdl = printApiSdl(buildSchema({ ...defaultSchemaOptions, relayNode: true }));

/** Documents hold `__typename`, because clients can't add it to documents that they send by hash. */
const documents: CodegenConfig['generates'][string] & object = {
  preset: 'client',
  presetConfig: {
    fragmentMasking: false,
    persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
  },
  documentTransforms: [addTypenameSelectionDocumentTransform],
};

const types = {
  enumsAsTypes: true,
  useTypeImports: true,
  defaultScalarType: 'string',
  strictScalars: false,
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
} as const;

const introspection = minifyIntrospectionQuery(introspectionFromSchema(parseSchema(apiSdl)));
const introspectionModule = `import type { IntrospectionQuery } from 'graphql';

/** The types and fields of the graph without descriptions and inputs: \`schema\` of Graphcache. */
export const introspection = ${JSON.stringify(introspection)} as unknown as IntrospectionQuery;
`;

const config: CodegenConfig = {
  // The typed documents are for clients that fail on every error, so what is null only with an error is not null for them.
  schema: withStrictNullability(apiSdl),
  documents: ['schema/operations/*.graphql'],
  generates: {
    'schema/subgraph.graphql': {
      plugins: [{ add: { content: printSdl(schema) } }],
    },
    'schema/account-graph.graphql': {
      plugins: [{ add: { content: apiSdl } }],
    },
    'schema/relay.graphql': {
      plugins: [{ add: { content: relaySdl } }],
    },
    'schema/typed/': { ...documents, config: { ...types, documentMode: 'string' } },
    'schema/typed/nodes/': { ...documents, config: types },
    'schema/typed/caches.ts': {
      plugins: [{ add: { content: printCacheSettings(apiSdl) } }],
    },
    'schema/typed/introspection.ts': {
      plugins: [{ add: { content: introspectionModule } }],
    },
  },
};

export default config;
