import { createHash } from 'node:crypto';
import { z } from 'zod';
import { plainError, Refusal } from '../answer.ts';
import type { JsonObject } from '../json.ts';
import type { SandboxQuirks } from '../quirks.ts';
import type { CursorPosition } from './cursor-page.ts';
import type { SortEntry } from './order.ts';

/** The query that a cursor continues. */
export interface ContinuedQuery {
  readonly filter?: JsonObject | undefined;
  readonly sort?: readonly SortEntry[] | undefined;
}

/** The content of a cursor: the position, and the query it belongs to. The limit is not part of it. */
export interface CursorContent {
  readonly position: CursorPosition;
  readonly query: ContinuedQuery;
}

const contentSchema: z.ZodType<CursorContent> = z.object({
  position: z.object({ side: z.enum(['after', 'before']), key: z.array(z.string()) }),
  query: z.object({
    filter: z.record(z.string(), z.unknown()).optional(),
    sort: z.array(z.object({ fieldName: z.string().optional(), order: z.enum(['ASC', 'DESC']).optional() })).optional(),
  }),
});

function checksum(scope: string, text: string): string {
  return createHash('sha1').update(`${scope}/${text}`).digest('hex');
}

/** @param scope the endpoint and account that the cursor is good for */
export function writeCursor(scope: string, content: CursorContent): string {
  const text = Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${checksum(scope, text)}.${text}`;
}

/** Reads a cursor. One that was not written for this scope is refused. UNKNOWN: status and wording. */
export function readCursor(scope: string, cursor: string, { invalidCursor }: SandboxQuirks): CursorContent {
  const [sum = '', text = ''] = cursor.split('.');
  if (checksum(scope, text) === sum) return contentSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  throw new Refusal(plainError(invalidCursor, 'invalid cursor'));
}
