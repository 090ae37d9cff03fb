import { describe, expect, it } from 'vitest';
import { forgetReads, perOperation } from '../../src/lib/memo.ts';

interface Context {
  readonly wix: { forgetReads(): void };
}

function operationContext(onForget = () => {}): Context {
  return { wix: { forgetReads: onForget } };
}

describe('what is remembered for an operation', () => {
  it('is made once for each argument list, when it is first asked for', () => {
    const made: string[][] = [];
    const remember = perOperation((_context: Context, accountId: string, userId: string) => {
      made.push([accountId, userId]);
      return { accountId, userId };
    });
    const context = operationContext();
    expect(made).toEqual([]);
    const first = remember(context, 'a', 'b');
    expect(remember(context, 'a', 'b')).toBe(first);
    expect(remember(context, 'b', 'a')).not.toBe(first);
    expect(made).toEqual([
      ['a', 'b'],
      ['b', 'a'],
    ]);
  });

  it('is made once where there are no arguments', () => {
    let made = 0;
    const remember = perOperation((_context: Context) => {
      made += 1;
      return { made };
    });
    const context = operationContext();
    expect(remember(context)).toBe(remember(context));
    expect(made).toBe(1);
  });

  it.each<{ one: [string, string]; other: [string, string] }>([
    { one: ['a', 'b,c'], other: ['a,b', 'c'] },
    { one: ['a"', 'b'], other: ['a', '"b'] },
    { one: ['', 'a'], other: ['a', ''] },
    { one: ['["a"', '"b"]'], other: ['a', 'b'] },
  ])('is not mixed up for arguments that look alike: $one and $other', ({ one, other }) => {
    const remember = perOperation((_context: Context, first: string, second: string) => ({ first, second }));
    const context = operationContext();
    expect(remember(context, ...one)).toEqual({ first: one[0], second: one[1] });
    expect(remember(context, ...other)).toEqual({ first: other[0], second: other[1] });
  });

  it('is told apart by names that every object has', () => {
    const remember = perOperation((_context: Context, id: string) => ({ id }));
    const context = operationContext();
    for (const id of ['__proto__', 'constructor', 'toString', '']) expect(remember(context, id)).toEqual({ id });
  });

  it('belongs to one operation and one function', () => {
    const make = (_context: Context, id: string) => ({ id });
    const [one, two] = [perOperation(make), perOperation(make)];
    const context = operationContext();
    expect(one(context, 'a')).not.toBe(one(operationContext(), 'a'));
    expect(one(context, 'a')).not.toBe(two(context, 'a'));
  });

  it('is a failure as well, when it is a promise that fails', async () => {
    let calls = 0;
    const remember = perOperation(async (_context: Context, _id: string) => {
      calls += 1;
      throw new Error('no');
    });
    const context = operationContext();
    const both = await Promise.allSettled([remember(context, 'a'), remember(context, 'a')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(calls).toBe(1);
  });

  it('is nothing when making it throws: the next one tries again', () => {
    let calls = 0;
    const remember = perOperation((_context: Context, id: string) => {
      calls += 1;
      if (calls === 1) throw new Error('no');
      return id;
    });
    const context = operationContext();
    expect(() => remember(context, 'a')).toThrow('no');
    expect(remember(context, 'a')).toBe('a');
  });

  it('is made anew after reads were forgotten, in this operation alone', () => {
    let forgotten = 0;
    const context = operationContext(() => {
      forgotten += 1;
    });
    const other = operationContext();
    const remember = perOperation((_context: Context, id: string) => ({ id }));
    const before = [remember(context, 'a'), remember(other, 'a')];
    forgetReads(context);
    expect(forgotten).toBe(1);
    expect(remember(context, 'a')).not.toBe(before[0]);
    expect(remember(context, 'a')).toBe(remember(context, 'a'));
    expect(remember(other, 'a')).toBe(before[1]);
  });
});
