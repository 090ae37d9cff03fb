import { parseArgs } from 'node:util';
import { printSubgraphSchema } from '@apollo/subgraph';
import { profiles } from '../federation/profile.ts';
import { buildSchema } from '../schema.ts';
import { UsageError } from './usage-error.ts';

/** The SDL of the subgraph, as `--profile` and `--no-auth` ask for it. */
export function printSchema(args: readonly string[]): string {
  const { values } = parseArgs({
    args: [...args],
    options: { profile: { type: 'string', default: 'portable' }, 'no-auth': { type: 'boolean', default: false } },
  });
  const profile = profiles.find((candidate) => candidate === values.profile);
  if (profile === undefined) throw new UsageError(`--profile must be one of ${profiles.join(', ')}.`);
  return `${printSubgraphSchema(buildSchema({ profile, authDirectives: !values['no-auth'] }))}\n`;
}
