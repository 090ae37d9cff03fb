import { expect, it } from 'vitest';
import { judge } from './difference.ts';

const seeds = Array.from({ length: 10 }, (_seed, index) => index + 1);
const casesPerSeed = Math.ceil(Number(process.env['WRITE_CASES'] ?? 10_000) / seeds.length);

it.each(seeds)('dry runs, writes, the state and the recovery from lost answers agree: seed %i', async (seed) => {
  const { differences, cases, written, refused, lost, quirks } = await judge(seed, casesPerSeed);
  process.stdout.write(
    `seed ${seed}: ${cases} cases, ${written} written, ${refused} refused, ${lost} lost, ${quirks.size} quirks, ${differences.length} differences\n`,
  );
  for (const difference of differences) process.stdout.write(`${JSON.stringify(difference)}\n`);
  expect(differences).toEqual([]);
});
