import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Hides what is put into the store from whoever can read it: names become keyed hashes, values are encrypted. A value is bound to its
 * place, and opens nowhere else.
 */
export class Sealer {
  readonly #nameKey: Buffer;
  readonly #valueKey: Buffer;

  constructor(secret: string) {
    const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `account graph ${purpose}`, 32));
    this.#nameKey = keyFor('names');
    this.#valueKey = keyFor('values');
  }

  /** Returns a keyed hash of a name. */
  name(name: string): string {
    return createHmac('sha256', this.#nameKey).update(name).digest('base64url');
  }

  seal(place: string, value: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#valueKey, iv).setAAD(Buffer.from(place));
    const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** Returns a value that was sealed for this place; null for any other text. */
  unseal(place: string, sealed: string): string | null {
    const all = Buffer.from(sealed, 'base64url');
    if (all.length < 28) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#valueKey, all.subarray(0, 12))
        .setAAD(Buffer.from(place))
        .setAuthTag(all.subarray(12, 28));
      return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}
