import { expect, it } from 'vitest';
import { CallLimit } from './call-limit.ts';

it('gives as many calls in any 60 seconds, and says how long the next one must wait', () => {
  const limit = new CallLimit(2);
  expect([limit.take(0), limit.take(10_000), limit.take(20_000)]).toEqual([0, 0, 40_000]);
  expect([limit.take(59_999), limit.take(60_000), limit.take(60_001)]).toEqual([1, 0, 9_999]);
});
