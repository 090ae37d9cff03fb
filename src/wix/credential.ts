import { createHash, createHmac, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { isApiKeyText } from './values.ts';

/** Made anew with each process, so that what is named by it tells nothing outside it. */
const processSecret = randomBytes(32);

/**
 * A Wix API key. The text leaves the object only through {@link revealApiKey}, which the request builder calls: printing,
 * inspecting or serializing a key shows a placeholder.
 */
export class ApiKey {
  readonly #text: string;
  readonly #namedBy: string | Buffer;

  /**
   * `namedBy` is the secret that names what belongs to the key, equal in all processes that share a store. Throws a TypeError that does
   * not repeat the text when it could not be sent as a header value.
   */
  constructor(text: string, namedBy: string | null = null) {
    if (!isApiKeyText(text)) throw new TypeError('An API key consists of 1 to 8,192 visible ASCII characters.');
    this.#text = text;
    this.#namedBy = namedBy ?? processSecret;
  }

  /** Returns a keyed hash of facts about a key, which reveals none of them. */
  static nameOf(key: ApiKey, ...facts: readonly (string | null)[]): string {
    return createHmac('sha256', key.#namedBy)
      .update(JSON.stringify([key.#text, ...facts]))
      .digest('base64url');
  }

  static reveal(key: ApiKey): string {
    return key.#text;
  }

  toString(): string {
    return '[API key]';
  }

  toJSON(): string {
    return '[API key]';
  }

  [inspect.custom](): string {
    return '[API key]';
  }
}

/** The raw text of a key, for the `authorization` header and nothing else. */
export const revealApiKey: (key: ApiKey) => string = ApiKey.reveal;

const ids = new WeakMap<ApiKey, string>();

/** Identifies a key without showing it: equal for equal texts, in processes that name keys by one secret. What is kept for one key is kept under it. */
export function credentialId(key: ApiKey): string {
  const known = ids.get(key);
  if (known !== undefined) return known;
  const id = ApiKey.nameOf(key);
  ids.set(key, id);
  return id;
}

/** Returns a fingerprint of a key, equal in all processes, by which records of different times can be compared. */
export function keyFingerprint(key: ApiKey): string {
  return `sha256:${createHash('sha256').update(ApiKey.reveal(key)).digest('hex').slice(0, 16)}`;
}
