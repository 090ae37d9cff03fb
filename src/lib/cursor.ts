import { createHash } from 'node:crypto';
import type { Position } from '../wix/paging.ts';
import { InputError } from './input-error.ts';

/**
 * Writes a position as an opaque cursor. `scope` says which list it belongs to (account, filter, order): a cursor is refused
 * for any other list. The checksum also catches cursors that were cut or changed on the way; it is no secret, because a
 * cursor opens nothing that its caller could not list anyway.
 */
export function encodeCursor(scope: string, position: Position): string {
  const place = 'offset' in position ? [position.offset] : [position.cursor, position.skip];
  return Buffer.from(JSON.stringify([...place, checksum(scope, place)])).toString('base64url');
}

/**
 * Reads a cursor that {@link encodeCursor} wrote for the same scope. Throws an {@link InputError} on `after` for any other, and for one that
 * skips more than `maxSkip` items: skipping costs calls, and a cursor can be made by hand.
 */
export function decodeCursor(scope: string, cursor: string, maxSkip = Number.MAX_SAFE_INTEGER): Position {
  const position = toPosition(parse(cursor).slice(0, -1));
  // Writing it again compares the checksum, and also what decoding passes over: spaces, foreign characters, the last bits.
  const isWithin = position !== null && ('offset' in position || position.skip <= maxSkip);
  if (isWithin && encodeCursor(scope, position) === cursor) return position;
  throw new InputError(
    'after',
    'This cursor was not made for this list. Use a cursor of the same connection with the same arguments.',
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
