import { parseArgs } from 'node:util';
import { printSubgraphSchema } from '@apollo/subgraph';
import { type Profile, profiles } from './federation/profile.ts';
import { buildSchema } from './schema.ts';

const usage = `Usage: npm run schema -- [--profile ${profiles.join('|')}] [--no-auth]

Prints the SDL of the subgraph. --no-auth leaves out @authenticated and @requiresScopes.
`;

/** What the arguments ask for; null when they cannot be understood. */
function readArguments(args: readonly string[]): { profile: Profile; authDirectives: boolean } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { profile: { type: 'string', default: 'portable' }, 'no-auth': { type: 'boolean', default: false } },
    });
    const profile = profiles.find((candidate) => candidate === values.profile);
    return profile === undefined ? null : { profile, authDirectives: !values['no-auth'] };
  } catch {
    return null;
  }
}

const options = readArguments(process.argv.slice(2));
if (options === null) {
  process.stderr.write(usage);
  process.exitCode = 64;
} else {
  process.stdout.write(`${printSubgraphSchema(buildSchema(options))}\n`);
}
