import { describe, expect, it } from 'vitest';
import { allRules, type Rules } from '../../src/directory/rules.ts';
import { runOracle, Violation } from './oracle.ts';

const steps = 120;

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Runs programs from a seed on until one violates a promise. Returns its seed and what was violated, or null. */
async function firstViolation(first: number, seeds: number, off: readonly (keyof Rules)[]): Promise<string | null> {
  for (let seed = first; seed < first + seeds; seed += 1) {
    try {
      await runOracle({ seed, off, steps });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      return `seed ${seed}: ${error.message}`;
    }
  }
  return null;
}

describe('the directory over a source that changes, lags and fails', () => {
  it('keeps its promises for 300 programs', async () => {
    expect(await firstViolation(1, 300, [])).toBeNull();
  });

  it('keeps its promises for 100 programs that nobody has seen yet', async () => {
    const first = Math.floor(Math.random() * 1_000_000_000);
    print(`Seeds ${first} to ${first + 99}.`);
    expect(await firstViolation(first, 100, [])).toBeNull();
  });

  /** Held by tests of its own, because no program of the oracle is refused a list. */
  const others: readonly (keyof Rules)[] = ['refusalHides'];
  /** Rules that are the second line: without them, the first one still holds. */
  const second: readonly (keyof Rules)[] = ['massGuard'];
  const rules = (Object.keys(allRules) as (keyof Rules)[]).filter((rule) => ![...others, ...second].includes(rule));

  it.each(rules)('breaks them without the rule %s', async (rule) => {
    const violation = await firstViolation(1, 100, [rule]);
    print(`Without ${rule}, ${violation}.`);
    expect(violation).not.toBeNull();
  });

  it.each(second)(
    'breaks them in more programs without the confirmation by id if the rule %s is off, too',
    async (rule) => {
      const isBroken = async (seed: number, off: readonly (keyof Rules)[]) =>
        (await firstViolation(seed, 1, off)) !== null;
      const broken: number[] = [];
      for (let seed = 1; seed <= 60; seed += 1) {
        if (!(await isBroken(seed, ['confirmation'])) && (await isBroken(seed, ['confirmation', rule])))
          broken.push(seed);
      }
      print(`Only ${rule} saves the seeds ${broken.join(', ')}.`);
      expect(broken.length).toBeGreaterThan(10);
    },
  );
});
