import { parseArgs } from 'node:util';
import { profiles, type SchemaOptions } from './federation/profile.ts';
import { printSdl } from './federation/sdl.ts';
import { buildSchema } from './schema.ts';

const usage = `Usage: npm run schema -- [--profile ${profiles.join('|')}] [--no-auth] [--exact-keys]

Prints the SDL of the subgraph. --no-auth leaves out @authenticated and @requiresScopes,
--exact-keys the short one of two keys of an entity.
`;

/** What the arguments ask for; null when they cannot be understood. */
function readArguments(args: readonly string[]): SchemaOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        profile: { type: 'string', default: 'portable' },
        'no-auth': { type: 'boolean', default: false },
        'exact-keys': { type: 'boolean', default: false },
      },
    });
    const profile = profiles.find((candidate) => candidate === values.profile);
    return profile === undefined
      ? null
      : { profile, authDirectives: !values['no-auth'], exactKeys: values['exact-keys'] };
  } catch {
    return null;
  }
}

const options = readArguments(process.argv.slice(2));
if (options === null) {
  process.stderr.write(usage);
  process.exitCode = 64;
} else {
  process.stdout.write(`${printSdl(buildSchema(options), options)}\n`);
}
