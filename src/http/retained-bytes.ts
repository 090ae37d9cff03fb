import type { DocumentNode } from 'graphql';

/** Maximum bytes of a node with its location, and of a token; test/http/retained-bytes.test.ts measures them. */
const nodeBytes = 300;
const tokenBytes = 150;

/** Bytes of a character in the text, its copies in names and values included. */
const characterBytes = 4;

/** Estimated size of a cache entry without its content. */
const entryBytes = 1_000;

/** Returns the maximum bytes that a document retains: its nodes, tokens and text. */
export function bytesOfDocument(document: DocumentNode, text: string): number {
  let tokens = 0;
  for (let token = document.loc?.startToken; token; token = token.next ?? undefined) tokens += 1;
  return entryBytes + characterBytes * text.length + nodeBytes * nodesIn(document) + tokenBytes * tokens;
}

/** Returns the bytes of a text that is cached under a key. */
export function bytesOfTexts(...texts: readonly string[]): number {
  return texts.reduce((total, text) => total + 2 * text.length, entryBytes);
}

/** Counts nodes iteratively, so that it costs little compared to the parser. */
function nodesIn(document: DocumentNode): number {
  let count = 0;
  const left: unknown[] = [document];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (Array.isArray(value)) {
      left.push(...value);
      continue;
    }
    if (typeof value !== 'object' || value === null || !('kind' in value)) continue;
    count += 1;
    for (const [name, part] of Object.entries(value)) if (name !== 'loc' && typeof part === 'object') left.push(part);
  }
  return count;
}
