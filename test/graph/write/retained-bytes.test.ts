import { describe, expect, it } from 'vitest';
import { retainedBytes } from '../../../src/graph/write/retained-bytes.ts';

describe('the bytes that a value retains', () => {
  it.each([
    ['a long text', () => 'x'.repeat(100_000)],
    ['many small objects', () => Array.from({ length: 10_000 }, (_, n) => ({ id: `id-${n}`, n }))],
    ['a map', () => new Map(Array.from({ length: 5_000 }, (_, n) => [`key-${n}`, { n }]))],
    ['deep nesting', () => Array.from({ length: 50_000 }).reduce<object>((inner) => ({ inner }), {})],
  ])('are at least a half and at most six times of its JSON or entries: %s', (_name, make) => {
    const value = make();
    const entries = value instanceof Map ? [...value] : value;
    const { length } =
      typeof entries === 'object' && 'inner' in entries ? { length: 10 * 50_000 } : JSON.stringify(entries);
    expect(retainedBytes(value)).toBeGreaterThan(length / 2);
    expect(retainedBytes(value)).toBeLessThan(length * 14);
  });

  it('count an object once, also in a circle, and call no getter', () => {
    const shared = { text: 'x'.repeat(1_000) };
    expect(retainedBytes([shared, shared])).toBeLessThan(2 * retainedBytes(shared));
    const circle: { self?: object } = {};
    circle.self = circle;
    expect(retainedBytes(circle)).toBeGreaterThan(0);
    const trap = {
      get value() {
        throw new Error('called');
      },
    };
    expect(retainedBytes(trap)).toBeGreaterThan(0);
  });
});
