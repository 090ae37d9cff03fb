/** Number of remembered texts; a power of two. */
const slots = 8_192;

/**
 * Remembers recent texts by 32-bit hashes, in constant memory. Hashes can collide and overwrite each other, so use it only to decide what is
 * worth caching.
 */
export class SeenBefore {
  readonly #hashes = new Uint32Array(slots);

  /** Returns whether the text was probably seen before, and remembers it. */
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
