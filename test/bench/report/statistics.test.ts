import { describe, expect, it } from 'vitest';
import { median, pairedRatios, rotated, spread } from './statistics.ts';

describe('the median', () => {
  it('is the middle value, in whatever order they come', () => {
    expect(median([30, 1, 2])).toBe(2);
    expect(median([10, 9, 100])).toBe(10);
  });

  it('is the mean of the two middle values of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('does not exist without values', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('leaves its values as they were', () => {
    const values = [3, 1, 2];
    spread(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('paired ratios', () => {
  it('compare inside each round, so that a slow round does not show', () => {
    // The second round ran on a machine ten times slower; medians of their own would give 20 / 10.
    expect(pairedRatios([15, 200, 30], [10, 100, 20])).toEqual({ min: 1.5, median: 1.5, max: 2 });
  });

  it('are not taken from fewer than three rounds', () => {
    expect(pairedRatios([15, 200], [10, 100])).toBeNull();
  });

  it('need a reference for each value', () => {
    expect(() => pairedRatios([1, 2], [1])).toThrow(RangeError);
  });
});

describe('the order of a round', () => {
  it('begins with the next one each time and leaves none out', () => {
    expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc']);
  });
});
