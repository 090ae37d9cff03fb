import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { PersistedDocuments } from '../http/documents.ts';
import { ConfigError } from './config.ts';

/** The files of graphql-codegen and relay-compiler: texts by id. */
const textsById = z.record(z.string().min(1), z.string().min(1));

/** The files of Apollo's `generate-persisted-query-manifest`. */
const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});

/**
 * Reads trusted documents from one or more files of graphql-codegen, relay-compiler or Apollo Client, for example those of
 * several releases of a client. Throws a {@link ConfigError} if a file has none of these formats, or if two give one
 * id to different documents.
 */
export function readPersistedDocuments(paths: readonly string[], only: boolean): PersistedDocuments {
  const documents = new Map<string, string>();
  for (const path of paths) {
    for (const [id, text] of readManifest(path)) {
      if ((documents.get(id) ?? text) !== text) {
        throw new ConfigError([
          `PERSISTED_DOCUMENTS: ${path} gives the id ${id} to another document than the files before it. Ids must be unique.`,
        ]);
      }
      documents.set(id, text);
    }
  }
  return { documents, only };
}

function readManifest(path: string): readonly (readonly [id: string, text: string])[] {
  const content = readJson(path);
  const apollo = apolloManifest.safeParse(content);
  if (apollo.success) return apollo.data.operations.map(({ id, body }) => [id, body]);
  const texts = textsById.safeParse(content);
  if (texts.success) return Object.entries(texts.data);
  throw new ConfigError([
    `PERSISTED_DOCUMENTS: ${path} is not a manifest of trusted documents. It must hold a JSON object of texts by id, as ` +
      'graphql-codegen and relay-compiler write it, or an Apollo manifest of version 1.',
  ]);
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError([`PERSISTED_DOCUMENTS: ${path} cannot be read. Check the path and its permissions.`]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([`PERSISTED_DOCUMENTS: ${path} is not valid JSON.`]);
  }
}
