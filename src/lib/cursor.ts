import { createHash } from 'node:crypto';
import type { Position } from '../wix/paging.ts';
import { InputError } from './input-error.ts';

/**
 * Encodes a position as an opaque cursor. `scope` identifies its list (account, filter, order); the cursor is rejected for any other list.
 * The checksum also detects cursors that were cut off or changed. It is not a secret, because a cursor gives no access to anything that
 * its caller could not list.
 */
export function encodeCursor(scope: string, position: Position): string {
  const place = 'offset' in position ? [position.offset] : [position.cursor, position.skip];
  return Buffer.from(JSON.stringify([...place, checksum(scope, place)])).toString('base64url');
}

/**
 * Decodes a cursor that {@link encodeCursor} created for the same scope. Throws an {@link InputError} on `after` for any other, and if it
 * skips more than `maxSkip` items, because skipping costs calls and a cursor can be forged.
 */
export function decodeCursor(scope: string, cursor: string, maxSkip = Number.MAX_SAFE_INTEGER): Position {
  const position = toPosition(parse(cursor).slice(0, -1));
  // Encoding it again checks the checksum and everything that decoding ignores: spaces, foreign characters, the last bits.
  const isWithin = position !== null && ('offset' in position || position.skip <= maxSkip);
  if (isWithin && encodeCursor(scope, position) === cursor) return position;
  throw new InputError(
    'after',
    'This cursor does not belong to this list. Use a cursor of the same connection with the same arguments.',
  );
}

function toPosition([first, second]: readonly unknown[]): Position | null {
  if (second === undefined) return isCount(first) ? { offset: first } : null;
  return (first === null || typeof first === 'string') && isCount(second) ? { cursor: first, skip: second } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parse(cursor: string): unknown[] {
  if (cursor.length > 16_384) return [];
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function checksum(scope: string, place: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([scope, place]))
    .digest('base64url')
    .slice(0, 16);
}
