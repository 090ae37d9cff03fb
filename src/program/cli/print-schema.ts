import { printApiSdl } from '../../graph/federation/api-sdl.ts';
import { printSdl } from '../../graph/federation/sdl.ts';
import { buildSchema, defaultSchemaOptions } from '../../graph/schema.ts';
import type { SchemaFlags } from './commands.ts';

/** Returns the SDL as the options request it: of the subgraph, or without federation. */
export function printSchema({ profile, auth, exactKeys = false }: SchemaFlags): string {
  if (profile === 'api') return `${printApiSdl(buildSchema())}\n`;
  if (profile === 'relay') return `${printApiSdl(buildSchema({ ...defaultSchemaOptions, relayNode: true }))}\n`;
  const options = { profile, authDirectives: auth, exactKeys };
  return `${printSdl(buildSchema(options), options)}\n`;
}
