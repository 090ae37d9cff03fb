import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { printSdl } from './src/graph/federation/sdl.ts';
import { buildSchema } from './src/graph/schema.ts';

const schema = buildSchema();

const config: CodegenConfig = {
  schema: printSchema(schema),
  documents: ['schema/operations/*.graphql'],
  generates: {
    'schema/subgraph.graphql': {
      plugins: [{ add: { content: printSdl(schema) } }],
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
