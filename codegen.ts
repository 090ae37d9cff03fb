import type { CodegenConfig } from '@graphql-codegen/cli';
import { printApiSdl, withStrictNullability } from './src/graph/federation/api-sdl.ts';
import { printSdl } from './src/graph/federation/sdl.ts';
import { buildSchema } from './src/graph/schema.ts';

const schema = buildSchema();
const apiSdl = printApiSdl(schema);

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
    'schema/typed/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
      },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        defaultScalarType: 'string',
        strictScalars: false,
        importExtension: '.ts',
        emitLegacyCommonJSImports: false,
      },
    },
  },
};

export default config;
