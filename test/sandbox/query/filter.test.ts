import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter, type FilterFields } from '../../../src/sandbox/query/filter.ts';
import { filterSchema } from '../../../src/sandbox/query/filter-schema.ts';
import { comparisons, type FilterOperator, type FilterValue } from '../../../src/sandbox/query/operators.ts';

interface Item {
  readonly value: FilterValue;
}

const fields: FilterFields<Item> = {
  value: { operators: Object.keys(comparisons) as FilterOperator[], read: ({ value }) => value },
};

function matches(value: FilterValue, condition: unknown): boolean {
  return compileFilter({ value: condition }, fields).matches({ value });
}

describe('a filter condition', () => {
  it.each<[FilterValue, unknown, boolean]>([
    ['a', 'a', true],
    ['a', { $eq: 'b' }, false],
    [undefined, { $eq: null }, true],
    ['a', null, false],
    ['a', { $ne: 'b' }, true],
    [undefined, { $ne: 'b' }, true],
    ['a', { $ne: null }, true],
    [['a', 'b'], 'b', true],
    [['a', 'b'], { $eq: ['a', 'b'] }, true],
    [['a', 'b'], { $eq: ['b', 'a'] }, false],
    ['a', { $in: ['a', 'b'] }, true],
    ['c', { $nin: ['a', 'b'] }, true],
    [['a'], { $hasSome: ['a', 'x'] }, true],
    ['a', { $hasSome: ['a', 'x'] }, true],
    [['a', 'b'], { $hasAll: ['a', 'x'] }, false],
    [['a', 'b'], { $hasAll: ['a', 'b'] }, true],
    [5, { $gt: 4, $lte: 5 }, true],
    ['2026-02-01', { $lt: '2026-01-01' }, false],
    [undefined, { $lt: 'x' }, false],
    [5, { $gt: '4' }, false],
    ['Harbour', { $startsWith: 'har' }, true],
    ['Harbour', { $contains: 'BOU' }, true],
    [undefined, { $startsWith: 'har' }, false],
    [undefined, { $exists: false }, true],
    ['a', { $exists: true }, true],
    ['', { $isEmpty: true }, true],
    [['a'], { $isEmpty: true }, false],
    ['a', { $isEmpty: false }, true],
  ])('on %j with %j gives %j', (value, condition, expected) => {
    expect(matches(value, condition)).toBe(expected);
  });

  it('is the opposite of itself under $not', () => {
    const value = fc.option(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { nil: undefined });
    const operator = fc.constantFrom(...(Object.keys(comparisons) as FilterOperator[]));
    fc.assert(
      fc.property(value, operator, fc.oneof(fc.string(), fc.integer(), fc.boolean()), (item, name, operand) => {
        const plain = compileFilter({ value: { [name]: operand } }, fields).matches({ value: item });
        const not = compileFilter({ $not: { value: { [name]: operand } } }, fields).matches({ value: item });
        expect(not).toBe(!plain);
      }),
    );
  });
});

describe('an undeclared field', () => {
  const declared: FilterFields<Item> = { value: { operators: ['$eq'], read: ({ value }) => value } };

  it('takes its clause out of $and, $not and the whole of $or', () => {
    const ignoring = (filter: Record<string, unknown>) => compileFilter(filter, declared);
    expect(ignoring({ other: 1, value: 'a' }).matches({ value: 'b' })).toBe(false);
    expect(ignoring({ $not: { other: 1 } }).matches({ value: 'b' })).toBe(true);
    expect(ignoring({ $or: [{ other: 1 }, { value: 'a' }] }).matches({ value: 'b' })).toBe(true);
    expect(ignoring({ $or: [{ value: 'b' }, { value: 'a' }] }).matches({ value: 'c' })).toBe(false);
    expect(ignoring({ toString: 1 }).matches({ value: 'b' })).toBe(true);
    expect([...ignoring({ $or: [{ other: 1 }, { value: 'a' }] }).fields]).toEqual(['value']);
  });

  it('does not fit the schema of the filter', () => {
    const schema = filterSchema(declared, 'filter');
    const paths = (filter: unknown) => schema.safeParse(filter).error?.issues.map(({ path }) => path.join('.'));
    expect(paths({ other: 1 })).toEqual(['other']);
    expect(paths({ value: { $gt: 'a' } })).toEqual(['value.$gt']);
    expect(paths({ $or: [{ value: 1 }, { other: 1 }, 5], $not: { other: 1 } })).toEqual([
      ...['$or.0.value', '$or.1.other', '$or.2', '$not.other'],
    ]);
    expect(paths({ $and: [{ value: { $eq: 'a' } }], value: null })).toBeUndefined();
  });
});
