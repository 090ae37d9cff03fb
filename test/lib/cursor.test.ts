import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/lib/cursor.ts';
import { InputError } from '../../src/lib/input-error.ts';
import type { Position } from '../../src/wix/paging.ts';

const position: fc.Arbitrary<Position> = fc.oneof(
  fc.record({ offset: fc.maxSafeNat() }),
  fc.record({ cursor: fc.option(fc.string({ unit: 'grapheme' })), skip: fc.nat() }),
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
    for (const place of [
      { offset: 4 },
      { offset: 40 },
      { offset: 400 },
      { cursor: 'x', skip: 0 },
      { cursor: null, skip: 1 },
    ]) {
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
    ['no place', []],
    ['a negative offset', [-1]],
    ['half an offset', [0.5]],
    ['an offset in words', ['10']],
    ['an offset that is null', [null]],
    ['an object for a cursor', [{ $ne: null }, 0]],
    ['a number for a cursor', [7, 0]],
    ['a negative skip', ['x', -1]],
    ['a skip in words', ['x', '1']],
    ['a skip that is null', ['x', null]],
    ['a list', [[1, 2], 3]],
  ])('is refused with a right checksum over what is no position: %s', (_name, place) => {
    expect(decodeCursor('list', forge('list', [5]))).toEqual({ offset: 5 });
    refusalOf(() => decodeCursor('list', forge('list', place)));
  });
});
