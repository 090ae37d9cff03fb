import { printSubgraphSchema } from '@apollo/subgraph';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { buildSchema } from './src/schema.ts';

const schema = buildSchema();

const config: CodegenConfig = {
  schema: printSchema(schema),
  documents: ['schema/operations/*.graphql', 'test/**/*.ts', '!test/generated/**'],
  ignoreNoDocuments: true,
  generates: {
    'schema/subgraph.graphql': {
      plugins: [{ add: { content: printSubgraphSchema(schema) } }],
    },
    'test/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
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
