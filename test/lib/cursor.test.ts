import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/lib/cursor.ts';
import { InputError } from '../../src/lib/input-error.ts';
import { markOf, type Position } from '../../src/wix/paging.ts';

const marks = fc.array(fc.string().map(markOf), { maxLength: 40 });

const position: fc.Arbitrary<Position> = fc.oneof(
  marks.chain((behind) =>
    fc.record({
      offset: fc.integer({ min: behind.length, max: Number.MAX_SAFE_INTEGER }),
      behind: fc.constant(behind.slice(-16)),
    }),
  ),
  fc.record({ cursor: fc.option(fc.string({ unit: 'grapheme' })), read: marks }),
);
const scope = fc.string();

function refusalOf(decode: () => unknown): InputError {
  try {
    decode();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A cursor with these parts whose checksum is right: it needs no secret, so anybody can write one. */
function forge(scopeText: string, place: readonly unknown[]): string {
  const checksum = createHash('sha256')
    .update(JSON.stringify([scopeText, place]))
    .digest('base64url')
    .slice(0, 16);
  return Buffer.from(JSON.stringify([...place, checksum])).toString('base64url');
}

describe('a cursor', () => {
  it('leads back to its position, in its own list', () => {
    fc.assert(
      fc.property(scope, position, (list, place) => {
        expect(decodeCursor(list, encodeCursor(list, place))).toEqual(place);
      }),
    );
  });

  it('is the same for the same position, and can be written in a URL', () => {
    fc.assert(
      fc.property(scope, position, (list, place) => {
        const cursor = encodeCursor(list, place);
        expect(cursor).toBe(encodeCursor(list, { ...place }));
        expect(cursor).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it('is refused by every other list', () => {
    fc.assert(
      fc.property(scope, scope, position, (list, other, place) => {
        fc.pre(list !== other);
        expect(refusalOf(() => decodeCursor(other, encodeCursor(list, place))).field).toBe('after');
      }),
    );
  });

  it('is refused with any one character changed, left out or added', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n!é';
    const places: readonly Position[] = [
      { offset: 4, behind: [] },
      { offset: 40, behind: [markOf('a')] },
      { offset: 400, behind: [] },
      { cursor: 'x', read: [] },
      { cursor: null, read: [markOf('a')] },
    ];
    for (const place of places) {
      const cursor = encodeCursor('list', place);
      for (let at = 0; at <= cursor.length; at += 1) {
        const [before, after] = [cursor.slice(0, at), cursor.slice(at + 1)];
        if (at < cursor.length) refusalOf(() => decodeCursor('list', before + after));
        for (const character of alphabet) {
          if (character !== cursor[at]) refusalOf(() => decodeCursor('list', before + character + after));
          refusalOf(() => decodeCursor('list', before + character + cursor.slice(at)));
        }
      }
    }
  });

  it('is refused, whatever it is made of', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    );
    fc.assert(fc.property(text, (cursor) => refusalOf(() => decodeCursor('list', cursor)).field === 'after'));
  });

  it.each([
    ['longer than any that is written', 'A'.repeat(16_385)],
    ['a megabyte long', 'A'.repeat(1_048_576)],
    ['empty', ''],
  ])('is refused when it is %s', (_name, cursor) => {
    expect(refusalOf(() => decodeCursor('list', cursor)).message).toBe(
      'This cursor does not belong to this list. Use a cursor of the same connection with the same arguments.',
    );
  });

  it.each([
    ['no place', [2]],
    ['a negative offset', [2, -1, '']],
    ['half an offset', [2, 0.5, '']],
    ['an offset in words', [2, 10n.toString(), 7]],
    ['an object for a cursor', [2, { $ne: null }, '']],
    ['marks that are null', [2, 'x', null]],
    ['marks that are a list', [2, 'x', ['12345678']]],
    ['half a mark', [2, 'x', '1234']],
    ['more marks than an offset keeps', [2, 99, '12345678'.repeat(17)]],
    ['more marks than pages have items', [2, 'x', '12345678'.repeat(5)]],
    ['more than a place', [2, 5, '', '']],
  ])('is refused with a right checksum over what is no position: %s', (_name, place) => {
    expect(decodeCursor('list', forge('list', [2, 5, '']))).toEqual({ offset: 5, behind: [] });
    expect(refusalOf(() => decodeCursor('list', forge('list', place), 4)).code).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['an offset', [5]],
    ['a cursor and a number to skip', ['x', 3]],
    ['the start and a number to skip', [null, 3]],
    ['a later format', [3, 'x', { more: true }]],
  ])('has expired when another version wrote it for the list: %s', (_name, place) => {
    const refusal = refusalOf(() => decodeCursor('list', forge('list', place)));
    expect([refusal.code, refusal.field]).toEqual(['CURSOR_EXPIRED', 'after']);
    expect(refusal.message).toContain('Read the list again from its start');
    expect(refusalOf(() => decodeCursor('other', forge('list', place))).code).toBe('BAD_USER_INPUT');
  });
});
