import { InputError } from '../lib/input-error.ts';

/** An id of the graph, taken apart. */
export interface ObjectId {
  readonly accountId: string;
  /** Wix's ids that identify the object inside the account. */
  readonly parts: readonly string[];
}

/** Far above the id with the longest domain name. */
const maxCharacters = 2_048;

/**
 * Makes the id of an object that Wix identifies only inside an account. The id is opaque to callers and stable, and
 * holds type and account, because caches merge objects with equal ids.
 */
export function objectId(type: string, accountId: string, ...parts: readonly string[]): string {
  return Buffer.from(JSON.stringify([type, accountId, ...parts])).toString('base64url');
}

/**
 * Reads an id made by {@link objectId} for the same type and number of parts. Throws an {@link InputError} at `field` for
 * any other text.
 */
export function readObjectId(field: string, type: string, partCount: number, id: string): ObjectId {
  const values = parse(id);
  const [idType, accountId, ...parts] = values;
  // Making it again finds what decoding passes over: spaces, foreign characters, the last bits.
  if (
    idType !== type ||
    accountId === undefined ||
    parts.length !== partCount ||
    objectId(type, accountId, ...parts) !== id
  ) {
    throw new InputError(field, `${field} must be the id of a ${type}, as returned by ${type}.id.`);
  }
  return { accountId, parts };
}

/** Returns the type in an id made by {@link objectId}; null for any other text. */
export function typeOfObjectId(id: string): string | null {
  const [type, accountId] = parse(id);
  return type === undefined || accountId === undefined ? null : type;
}

function parse(id: string): readonly string[] {
  if (id.length > maxCharacters) return [];
  try {
    const values: unknown = JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : [];
  } catch {
    return [];
  }
}
