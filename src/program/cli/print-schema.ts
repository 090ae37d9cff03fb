import { printSdl } from '../../graph/federation/sdl.ts';
import { buildSchema } from '../../graph/schema.ts';
import type { SchemaFlags } from './commands.ts';

/** The SDL of the subgraph, as the options request it. */
export function printSchema({ profile, auth, exactKeys = false }: SchemaFlags): string {
  const options = { profile, authDirectives: auth, exactKeys };
  return `${printSdl(buildSchema(options), options)}\n`;
}
