import type { Reporter } from 'vitest/node';
import type { FaultEntries } from './ledger.ts';

/** How many rows each group of the catalogue has. */
const groups = {
  U: ['faults of Wix and of the way to it', 38],
  P: ['faults of the process and its surroundings', 18],
} as const satisfies Record<string, readonly [string, number]>;

type RowState = 'survived' | 'failed' | 'not applicable';

/**
 * Prints the faults survived by group and what was tried, and ends with `N passed, N failed`. A row that nobody proves has failed; one
 * that does not apply is neither.
 */
export const faultReport: Reporter = {
  onTestRunEnd(modules, unhandled) {
    const results = modules
      .flatMap((module) => [...module.children.allTests()])
      .map((test) => ({
        state: test.result().state,
        entries: (test.meta() as { faults?: FaultEntries }).faults,
      }));
    const lines: string[] = ['', 'Faults of the catalogue'];
    const reasons: string[] = [];
    const unproved: string[] = [];
    const total = { survived: 0, failed: 0, 'not applicable': 0 };
    for (const [group, [title, size]] of Object.entries(groups)) {
      const count = { survived: 0, failed: 0, 'not applicable': 0 };
      for (let number = 1; number <= size; number += 1) {
        const id = `${group}${number}`;
        const own = results.filter(({ entries }) => entries?.row === id);
        if (own.length === 0) unproved.push(id);
        const state = stateOf(own);
        const reason = own.find(({ entries }) => entries?.notApplicable !== undefined)?.entries?.notApplicable;
        if (state === 'not applicable') reasons.push(`  ${id} not applicable: ${reason}`);
        count[state] += 1;
        total[state] += 1;
      }
      lines.push(`  ${group} ${title}: survived ${count.survived} of ${size - count['not applicable']} tried`);
    }
    const sum = (name: 'inputs' | 'answers') => results.reduce((all, { entries }) => all + (entries?.[name] ?? 0), 0);
    const numbers = results.flatMap(({ entries }) => Object.entries(entries?.numbers ?? {}));
    const passed = results.filter(({ state, entries }) => state === 'passed' && entries?.notApplicable === undefined);
    const notPassed = results.filter(({ state }) => state !== 'passed').length;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    lines.push(
      ...reasons,
      ...numbers.map(([name, value]) => `  ${name}: ${value}`),
      ...(unproved.length === 0 ? [] : [`Rows without a test: ${unproved.join(' ')}`]),
      `Faults survived: ${total.survived} of ${total.survived + total.failed} tried, ${total['not applicable']} not applicable`,
      `Inputs tried: ${sum('inputs')}, answers checked: ${sum('answers')}`,
    );
    const failed = notPassed + broken + unproved.length + unhandled.length;
    if (failed > 0) process.exitCode = 1;
    process.stdout.write(`${lines.join('\n')}\n\n${passed.length} passed, ${failed} failed\n`);
  },
};

function stateOf(tests: readonly { state: string; entries: FaultEntries | undefined }[]): RowState {
  if (tests.length === 0 || tests.some(({ state }) => state !== 'passed')) return 'failed';
  return tests.every(({ entries }) => entries?.notApplicable !== undefined) ? 'not applicable' : 'survived';
}
