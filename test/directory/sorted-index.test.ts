import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../../src/directory/record.ts';
import { SortedIndex, type SortedPosition } from '../../src/directory/sorted-index.ts';

const sortKeyOf = (value: object) => (value as { key: string | null }).key;

function entryOf(id: number, key: string | null): Entry {
  return {
    key: `a ${String(id)}`,
    type: 'T',
    id: String(id),
    accountId: 'a',
    list: 'l',
    value: { key },
    at: 0,
    wroteAt: 0,
  };
}

const key = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null });
const changes = fc.array(
  fc.record({ id: fc.integer({ min: 0, max: 30 }), does: fc.constantFrom('move', 'remove', 'add'), key }),
  { maxLength: 40 },
);

it('walks past every record once that keeps its key, in order, whatever happens to the others', () => {
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 30 }),
      changes,
      fc.boolean(),
      fc.integer({ min: 1, max: 5 }),
      (keys, program, isReversed, size) => {
        const entries = new Map(keys.map((one, id) => [id, entryOf(id, one)]));
        const index = new SortedIndex(entries.values(), sortKeyOf);
        const touched = new Set<number>();
        const seen: Entry[] = [];
        let position: SortedPosition | null = null;
        for (;;) {
          const page: Entry[] = [];
          for (const entry of index.after(position, isReversed)) {
            page.push(entry);
            if (page.length === size) break;
          }
          const last = page.at(-1);
          if (last === undefined) break;
          seen.push(...page);
          position = index.positionOf(last);
          const change = program.shift();
          if (change === undefined) continue;
          touched.add(change.id);
          const known = entries.get(change.id);
          if (change.does === 'remove' && known !== undefined) {
            index.remove(known);
            entries.delete(change.id);
          } else if (known !== undefined) {
            known.value = { key: change.key };
            index.put(known);
          } else if (change.does === 'add') {
            const added = entryOf(change.id, change.key);
            entries.set(change.id, added);
            index.put(added);
          }
        }
        const ids = seen.map(({ id }) => Number(id));
        for (const id of keys.keys()) {
          if (!touched.has(id)) expect(ids.filter((one) => one === id)).toHaveLength(1);
        }
        if (touched.size === 0) {
          const rank = ({ value, ...entry }: Entry) => [sortKeyOf(value), entry.key] as const;
          const sorted = [...seen].sort((one, other) => {
            const [[a, x], [b, y]] = [rank(one), rank(other)];
            if (a !== b) return a === null ? 1 : b === null ? -1 : (a < b ? -1 : 1) * (isReversed ? -1 : 1);
            return (x < y ? -1 : 1) * (isReversed ? -1 : 1);
          });
          expect(ids).toEqual(sorted.map(({ id }) => Number(id)));
        }
      },
    ),
    { numRuns: 500 },
  );
});
