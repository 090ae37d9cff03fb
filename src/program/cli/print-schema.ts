import { parseArgs } from 'node:util';
import { profiles } from '../../graph/federation/profile.ts';
import { printSdl } from '../../graph/federation/sdl.ts';
import { buildSchema } from '../../graph/schema.ts';
import { UsageError } from './usage-error.ts';

/** The SDL of the subgraph, as `--profile`, `--no-auth` and `--exact-keys` ask for it. */
export function printSchema(args: readonly string[]): string {
  const { values } = parseArgs({
    args: [...args],
    options: {
      profile: { type: 'string', default: 'portable' },
      'no-auth': { type: 'boolean', default: false },
      'exact-keys': { type: 'boolean', default: false },
    },
  });
  const profile = profiles.find((candidate) => candidate === values.profile);
  if (profile === undefined) throw new UsageError(`--profile must be one of ${profiles.join(', ')}.`);
  const options = { profile, authDirectives: !values['no-auth'], exactKeys: values['exact-keys'] };
  return `${printSdl(buildSchema(options), options)}\n`;
}
