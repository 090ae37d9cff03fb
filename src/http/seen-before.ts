/** Number of texts that are remembered; a power of two. */
const slots = 8_192;

/**
 * Remembers by 32 bits each which texts came lately, in memory that never grows. A text of others may take its place or look like it: so
 * it serves to decide what is worth caching, and proves nothing.
 */
export class SeenBefore {
  readonly #hashes = new Uint32Array(slots);

  /** Returns whether the text probably came before, and remembers it. */
  note(text: string): boolean {
    const hash = hashOf(text);
    const slot = hash % slots;
    const isKnown = this.#hashes[slot] === hash;
    this.#hashes[slot] = hash;
    return isKnown;
  }
}

/** FNV-1a, of UTF-16 units; never 0, which marks an empty slot. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}
