import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredList, count32, flag, integer, list, object, oneOf, text, texts, time } from '../../src/lib/read.ts';

const notText = [undefined, null, '', 0, 7, true, false, [], ['a'], {}, { length: 1 }];

describe('a text', () => {
  it.each(['a', ' ', '0', 'null'])('is what Wix wrote: %j', (value) => {
    expect(text(value)).toBe(value);
  });

  it.each(notText)('is null where there is none: %j', (value) => {
    expect(text(value)).toBeNull();
  });
});

describe('a flag', () => {
  it('is set by true alone', () => {
    expect(flag(true)).toBe(true);
    for (const value of [false, null, undefined, 'true', 1, {}, []]) expect(flag(value)).toBe(false);
  });
});

describe('a whole number', () => {
  it.each([
    [0, 0],
    [-7, -7],
    ['0', 0],
    ['207', 207],
    ['-3', -3],
    ['007', 7],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [String(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER],
  ])('is read from %j', (value, expected) => {
    expect(integer(value)).toBe(expected);
  });

  it.each([
    undefined,
    null,
    '',
    ' 7',
    '7 ',
    '+7',
    '1.0',
    '1e3',
    '0x10',
    '--1',
    '-',
    '9007199254740992',
    '9'.repeat(50_000),
    9_007_199_254_740_992,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    [],
    [7],
    {},
    7n,
  ])('is null for anything else', (value) => {
    expect(integer(value)).toBeNull();
  });

  it('is the same from its text, for every one that int64 and JavaScript share', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => integer(number) === number && integer(String(number)) === number),
    );
  });

  it.each([
    [0, 0],
    ['12', 12],
    [2_147_483_647, 2_147_483_647],
    [2_147_483_648, null],
    [-1, null],
    ['x', null],
    [undefined, null],
  ])('is a count for GraphQL where it fits: %j', (value, expected) => {
    expect(count32(value)).toBe(expected);
  });
});

describe('a time', () => {
  it.each([
    '2021-12-02T15:45:31.815Z',
    '2021-12-02T15:45:31Z',
    '2022-09-21T03:46:16.336942Z',
    '2021-12-02T15:45:31.5+01:00',
    '0001-01-01T00:00:00Z',
  ])('is what Wix wrote: %s', (value) => {
    expect(time(value)).toBe(value);
  });

  it.each([
    ...notText,
    '2021-12-02',
    '15:45:31',
    '2021-12-02 15:45:31Z',
    '2021-12-02T15:45',
    '2021-13-02T15:45:31Z',
    '2021-12-02T25:45:31Z',
    '2021-12-02T15:45:31',
    '2021-12-02T15:45:31Z or so',
    '2021-12-02T15:45:31+0100',
    '1638459931815',
    1_638_459_931_815,
    'Thu, 02 Dec 2021 15:45:31 GMT',
    'yesterday',
  ])('is null for what is none: %j', (value) => {
    expect(time(value)).toBeNull();
  });

  it('is every moment that Wix can write', () => {
    const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(fc.property(moment, (date) => time(date.toISOString()) === date.toISOString()));
  });
});

describe('a list', () => {
  it('is what came, or empty', () => {
    const items = [1, null, 'a'];
    expect(list(items)).toBe(items);
    for (const value of [undefined, null, '', 'ab', 7, {}, { length: 2 }]) expect(list(value)).toEqual([]);
  });

  it('of texts has no others in it', () => {
    expect(texts(['a', '', null, 7, ['b'], {}, 'c'])).toEqual(['a', 'c']);
    expect(texts('abc')).toEqual([]);
  });
});

describe('an object', () => {
  it('is what came, or empty', () => {
    const value = { a: 1 };
    expect(object(value)).toBe(value);
    for (const other of [undefined, null, '', 'ab', 7, true, [], [{ a: 1 }]]) expect(object(other)).toEqual({});
  });
});

describe('an enum value', () => {
  const table = { ENABLED: 'ACTIVE', Pending: 'PENDING' } as const;

  it('is the one that stands for the text', () => {
    expect([oneOf(table, 'ENABLED'), oneOf(table, 'Pending')]).toEqual(['ACTIVE', 'PENDING']);
  });

  it.each([
    'ACTIVE',
    'enabled',
    '',
    'NEW',
    'toString',
    '__proto__',
    'constructor',
    null,
    undefined,
    0,
    ['ENABLED'],
    {},
  ])('is UNKNOWN for %j', (value) => {
    expect(oneOf(table, value)).toBe('UNKNOWN');
  });
});

describe('whatever Wix sends', () => {
  it('is read without an error', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const read of [text, flag, integer, count32, time, list, texts, object]) {
          expect(() => read(value)).not.toThrow();
        }
        expect(() => oneOf({ A: 'B' }, value)).not.toThrow();
      }),
    );
  });
});

describe('the list that an answer is there for', () => {
  const operation = { name: 'Query Things' };

  it('is empty when it is absent, and what Wix wrote otherwise', () => {
    expect([undefined, null, [], [1, null]].map((value) => answeredList(value, operation))).toEqual([
      [],
      [],
      [],
      [1, null],
    ]);
  });

  it.each([{}, 'x', 7, false])('is not understood when it is none: %j', (value) => {
    expect(() => answeredList(value, operation)).toThrow('Query Things: expected a list');
  });
});
