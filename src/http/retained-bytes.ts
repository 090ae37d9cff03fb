import type { DocumentNode } from 'graphql';

/** The bytes of a node with its location, and those of a token, at most; test/http/retained-bytes.test.ts measures them. */
const nodeBytes = 300;
const tokenBytes = 150;

/** The bytes of a character in the text, and of its copies as names and values. */
const characterBytes = 4;

/** Estimated size of a cache entry without its content. */
const entryBytes = 1_000;

/** Returns the bytes that a document retains at most: its nodes, its tokens and its text. */
export function bytesOfDocument(document: DocumentNode, text: string): number {
  let tokens = 0;
  for (let token = document.loc?.startToken; token; token = token.next ?? undefined) tokens += 1;
  return entryBytes + characterBytes * text.length + nodeBytes * nodesIn(document) + tokenBytes * tokens;
}

/** Returns the bytes of a text that is cached under a key. */
export function bytesOfTexts(...texts: readonly string[]): number {
  return texts.reduce((total, text) => total + 2 * text.length, entryBytes);
}

/** Counts nodes without a stack of their own for each, so that it costs little beside the parser. */
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
