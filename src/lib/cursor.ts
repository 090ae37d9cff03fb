import { createHash } from 'node:crypto';
import { maxBehind } from '../wix/offset-source.ts';
import { markLength, type Position } from '../wix/paging.ts';
import { InputError } from './input-error.ts';

/** The version of the format. Cursors of others expire. */
const version = 2;

/**
 * Encodes a position as an opaque cursor. `scope` identifies its list (account, filter, order); the cursor is rejected for any other list.
 * The checksum also detects cursors that were cut off or changed. It is not a secret, because a cursor gives no access to anything that
 * its caller could not list.
 */
export function encodeCursor(scope: string, position: Position): string {
  const place =
    'offset' in position
      ? [version, position.offset, position.behind.join('')]
      : [version, position.cursor, position.read.join('')];
  return written(scope, place);
}

/**
 * Decodes a cursor that {@link encodeCursor} wrote for the same scope. Throws an {@link InputError} on `after` for any other, with the code
 * `CURSOR_EXPIRED` if another version of this graph wrote it for this scope, and for one with more than `maxMarks` items of a page: reading
 * them again costs calls, and a cursor can be made by hand.
 */
export function decodeCursor(scope: string, cursor: string, maxMarks = Number.MAX_SAFE_INTEGER): Position {
  const place = parse(cursor).slice(0, -1);
  // Encoding it again compares the checksum, and also what decoding ignores: spaces, foreign characters, the last bits.
  if (written(scope, place) === cursor) {
    const position = place[0] === version && place.length === 3 ? toPosition(place[1], place[2], maxMarks) : null;
    if (position !== null) return position;
    if (place[0] !== version) throw expiredCursor('It was made by another version of this graph.');
  }
  throw new InputError(
    'after',
    'This cursor does not belong to this list. Use a cursor of the same connection with the same arguments.',
  );
}

/** Returns the error of a cursor that was right once. */
export function expiredCursor(reason: string): InputError {
  return new InputError(
    'after',
    `This cursor has expired. ${reason} Read the list again from its start, without \`after\`.`,
    'CURSOR_EXPIRED',
  );
}

function toPosition(at: unknown, joined: unknown, maxMarks: number): Position | null {
  if (typeof joined !== 'string' || joined.length % markLength !== 0) return null;
  const marks = joined.match(/.{8}/g) ?? [];
  if (typeof at === 'number') {
    return Number.isSafeInteger(at) && at >= 0 && marks.length <= maxBehind ? { offset: at, behind: marks } : null;
  }
  return (at === null || typeof at === 'string') && marks.length <= maxMarks ? { cursor: at, read: marks } : null;
}

function written(scope: string, place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([...place, checksum(scope, place)])).toString('base64url');
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
