/**
 * Writes what genql, gql.tada and graphql-codegen's client preset generate from the SDL to `generated/`, for the compiler and
 * the tests. `npm test` runs it first.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { plainPath, subgraphPath } from './sdl.ts';

const folder = join(import.meta.dirname, 'generated');
const bin = (name: string, args: readonly string[]) =>
  execFileSync(join(import.meta.dirname, 'node_modules/.bin', name), args, { stdio: ['ignore', 'ignore', 'inherit'] });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);

bin('genql', ['--schema', plainPath, '--output', join(folder, 'genql'), '--scalar', 'DateTime:string']);

for (const [name, schema] of Object.entries({ plain: plainPath, subgraph: subgraphPath })) {
  const config = join(folder, `tsconfig.tada-${name}.json`);
  const plugin = { name: 'gql.tada/ts-plugin', schema, tadaOutputLocation: `./tada-${name}.d.ts` };
  writeFileSync(config, JSON.stringify({ compilerOptions: { strict: true, plugins: [plugin] }, files: [] }));
  bin('gql.tada', ['generate-output', '--tsconfig', config]);
}

const preset = {
  preset: 'client',
  presetConfig: { fragmentMasking: false },
  config: { enumsAsTypes: true, useTypeImports: true, scalars: { DateTime: 'string' } },
} as const;
await generate({
  silent: true,
  documents: [join(import.meta.dirname, 'sites.graphql')],
  generates: {
    [join(folder, 'client-preset/')]: {
      ...preset,
      schema: plainPath,
      // The documented option for clients that fail on every error.
      config: { ...preset.config, nullability: { errorHandlingClient: true } },
    },
    [join(folder, 'client-preset-subgraph/')]: { ...preset, schema: subgraphPath },
  },
});
