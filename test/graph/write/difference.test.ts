import { expect, it } from 'vitest';
import { judge } from '../../writes/difference.ts';

it('dry runs, writes, the state and the recovery from lost answers agree', async () => {
  const { differences, written, refused, lost } = await judge(1, 240);
  expect(differences).toEqual([]);
  expect(written).toBeGreaterThan(60);
  expect(refused).toBeGreaterThan(40);
  expect(lost).toBeGreaterThan(30);
}, 60_000);
