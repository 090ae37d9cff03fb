import { describe, expect, it } from 'vitest';
import { ChangeLog } from '../../src/directory/change-log.ts';
import type { Entry } from '../../src/directory/record.ts';

const entry: Entry = { key: 'a 1', type: 'T', id: '1', accountId: 'a', list: 'l', value: {}, at: 0, wroteAt: 0 };
const add = (log: ChangeLog) => log.add({ kind: 'added', entry, before: null, after: {}, noticedAt: 0 });
const numbers = (log: ChangeLog, sequence: number, epoch = log.epoch) => {
  const changes = log.since({ epoch, sequence });
  return changes === null ? null : [...changes].map((change) => change.sequence);
};

describe('a change log', () => {
  it('returns each change once, and knows when it no longer has all of them', () => {
    const log = new ChangeLog(3);
    for (let count = 1; count <= 10; count += 1) {
      add(log);
      expect(log.end.sequence).toBe(count);
      for (let from = 0; from <= count; from += 1) {
        const kept = from >= count - 3 ? Array.from({ length: count - from }, (_, at) => from + at + 1) : null;
        expect([count, from, numbers(log, from)]).toEqual([count, from, kept]);
      }
    }
  });

  it('rejects positions of another epoch, of the future, and such as are none', () => {
    const log = new ChangeLog(3);
    add(log);
    expect(numbers(log, 0, 'another')).toBeNull();
    expect(numbers(log, 2)).toBeNull();
    expect(numbers(log, -1)).toBeNull();
    expect(numbers(log, 0.5)).toBeNull();
    expect(() => new ChangeLog(0)).toThrow(RangeError);
  });
});
