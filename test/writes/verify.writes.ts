import { expect, it } from 'vitest';
import { defaultLimits } from '../../src/http/limits.ts';
import { faultsOf, verifyAll } from './verify.ts';

it.each(['large', 'huge'] as const)('verify queries tell both worlds apart at size %s', async (size) => {
  const verified = await verifyAll(size);
  expect(verified).toHaveLength(47);
  expect(faultsOf(verified)).toEqual([]);
  expect(Math.max(...verified.map(({ maximum }) => maximum))).toBeLessThanOrEqual(defaultLimits.calls);
});
