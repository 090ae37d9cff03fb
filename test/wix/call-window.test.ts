import { describe, expect, it } from 'vitest';
import { Minute } from '../../src/wix/minute.ts';

describe('a minute of calls', () => {
  it('can be forgotten once a limit that it has learned is no longer believed, also where nobody looked meanwhile', () => {
    const minute = new Minute(200);
    minute.take(0);
    minute.refuse(0, 0);
    expect([minute.limit(60_000), minute.isBlank(60_000)]).toEqual([100, false]);
    expect(minute.isBlank(20 * 60_000)).toBe(true);
  });
});
