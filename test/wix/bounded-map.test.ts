import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedMap } from '../../src/wix/bounded-map.ts';

interface Entry {
  inUse: boolean;
}

/** A map of at most `max` idle entries, and how often it looked whether one is idle. */
function mapOf(max: number) {
  const counted = { looks: 0 };
  const map = new BoundedMap<Entry>(max, ({ inUse }) => {
    counted.looks += 1;
    return !inUse;
  });
  return { map: { get: (key: string) => map.get(key, () => ({ inUse: false })), size: () => map.size }, counted };
}

describe('a bounded map', () => {
  it('evicts the idle entry that was unused for longest', () => {
    const { map } = mapOf(2);
    const [a, b] = [map.get('a'), map.get('b')];
    expect(map.get('a')).toBe(a);
    map.get('c');
    expect([map.size(), map.get('a') === a]).toEqual([2, true]);
    expect(map.get('b')).not.toBe(b);
  });

  it('never evicts one in use, grows for it, and shrinks again', () => {
    const { map } = mapOf(2);
    const used = ['a', 'b', 'c'].map((key) => {
      const entry = map.get(key);
      entry.inUse = true;
      return [key, entry] as const;
    });
    for (let other = 0; other < 10; other += 1) map.get(`other ${other}`);
    expect(used.map(([key, entry]) => map.get(key) === entry)).toEqual([true, true, true]);
    for (const [, entry] of used) entry.inUse = false;
    for (let other = 0; other < 20; other += 1) map.get(`another ${other}`);
    expect(map.size()).toBe(2);
  });

  it('keeps what a model keeps, at two looks for each new entry', () => {
    const step = fc.record({ key: fc.nat({ max: 12 }), use: fc.constantFrom('none', 'begin', 'end') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 6 }), (steps, max) => {
        const { map, counted } = mapOf(max);
        const inUse = new Map<number, Entry>();
        let created = 0;
        let mostInUse = 0;
        for (const { key, use } of steps) {
          const before = map.size();
          const entry = map.get(String(key));
          created += map.size() === before ? 0 : 1;
          if (inUse.has(key)) expect(entry).toBe(inUse.get(key));
          if (use === 'begin') {
            entry.inUse = true;
            inUse.set(key, entry);
          } else if (use === 'end') {
            entry.inUse = false;
            inUse.delete(key);
          }
          mostInUse = Math.max(mostInUse, inUse.size);
          expect(map.size()).toBeLessThanOrEqual(max + 2 * mostInUse);
        }
        expect(counted.looks).toBeLessThanOrEqual(2 * steps.length);
        expect(created).toBeLessThanOrEqual(steps.length);
      }),
    );
  });
});
