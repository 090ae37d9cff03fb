import { describe, expect, it } from 'vitest';
import { grows, lineThrough, percentile, settled } from './line.ts';

describe('a line through points', () => {
  it('is exact where they lie on one', () => {
    const line = lineThrough([0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x })));
    expect(line.slope).toBeCloseTo(2);
    expect(line.error).toBeCloseTo(0);
  });

  it('says how far off it may be', () => {
    const { slope, error } = lineThrough([0, 1, 2, 3, 4, 5].map((x) => ({ x, y: x + (x % 2 === 0 ? 1 : -1) })));
    expect(Math.abs(slope - 1)).toBeLessThan(2 * error);
    expect(error).toBeGreaterThan(0.1);
  });

  it('needs three', () => {
    expect(() => lineThrough([{ x: 0, y: 0 }])).toThrow(RangeError);
  });
});

describe('a series', () => {
  it('grows when its end is well above its beginning', () => {
    expect(grows([10, 11, 10, 40, 70, 90], 5)).toBe(true);
    expect(grows([10, 14, 9, 12, 13, 11], 5)).toBe(false);
    expect(grows([1, 1, 2, 3, 3, 4], 5)).toBe(false);
  });

  it('settles after its first fifth', () => {
    expect(settled([1, 2, 3, 4, 5])).toEqual([2, 3, 4, 5]);
  });

  it('has percentiles', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([5, 1, 4, 2, 3], 0.99)).toBe(5);
    expect(percentile([], 0.5)).toBe(0);
  });
});
