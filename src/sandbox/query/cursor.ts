import { createHash } from 'node:crypto';
import { plainError, Refusal } from '../answer.ts';
import { isObject, type JsonObject } from '../input.ts';
import type { CursorPosition } from './cursor-page.ts';

/** What a cursor carries: the position, and the query it belongs to. The limit is not part of it. */
export interface CursorContent {
  readonly position: CursorPosition;
  readonly query: JsonObject;
}

function checksum(scope: string, text: string): string {
  return createHash('sha1').update(`${scope}/${text}`).digest('hex');
}

/** @param scope operation and account the cursor is good for */
export function writeCursor(scope: string, content: CursorContent): string {
  const text = Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${checksum(scope, text)}.${text}`;
}

function isPosition(value: unknown): value is CursorPosition {
  if (!isObject(value)) return false;
  const { side, key } = value;
  return (side === 'after' || side === 'before') && Array.isArray(key);
}

/** Refuses a cursor that was not written for this scope with 400. UNKNOWN: Wix's own wording. */
export function readCursor(scope: string, cursor: string): CursorContent {
  const [sum = '', text = ''] = cursor.split('.');
  if (checksum(scope, text) === sum) {
    const content: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const { position, query } = isObject(content) ? content : {};
    if (isPosition(position) && isObject(query)) return { position, query };
  }
  throw new Refusal(plainError(400, 'invalid cursor'));
}
