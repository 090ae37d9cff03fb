import type { Reporter } from 'vitest/node';
import { groups, rowCount } from './catalogue.ts';
import type { Entries } from './ledger.ts';

/** Prints rows passed by group and what was tried, and ends with `N passed, N failed`. A row that nobody proves has failed. */
export const securityReport: Reporter = {
  onTestRunEnd(modules, unhandled) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const results = tests.map((test) => ({
      passed: test.result().state === 'passed',
      entries: (test.meta() as { security?: Entries }).security,
    }));
    const lines: string[] = ['', 'Rows of the catalogue'];
    let rowsPassed = 0;
    let missing = 0;
    const reasons: string[] = [];
    const unproved: string[] = [];
    for (const [group, [title, size]] of Object.entries(groups)) {
      const ids = Array.from({ length: size }, (_, index) => `${group}${index + 1}`);
      const states = ids.map((id) => {
        const own = results.filter(({ entries }) => entries?.row === id);
        const reason = own.find(({ entries }) => entries?.notApplicable !== undefined)?.entries?.notApplicable;
        if (reason !== undefined && own.every(({ passed }) => passed)) {
          reasons.push(`  ${id} not applicable: ${reason}`);
          return 'notApplicable';
        }
        if (own.length === 0) {
          missing += 1;
          unproved.push(id);
          return 'failed';
        }
        return own.every(({ passed }) => passed) ? 'passed' : 'failed';
      });
      const count = (state: string) => states.filter((candidate) => candidate === state).length;
      rowsPassed += count('passed');
      const others = count('notApplicable') === 0 ? '' : `, ${count('notApplicable')} not applicable`;
      lines.push(`  ${group} ${title}: ${count('passed')} of ${size} passed, ${count('failed')} failed${others}`);
    }
    const sum = (name: 'inputs' | 'answers' | 'leaks' | 'crashes') =>
      results.reduce((total, { entries }) => total + (entries?.[name] ?? 0), 0);
    const heap = Math.max(...results.map(({ entries }) => entries?.heapMegabytes ?? 0));
    lines.push(
      ...reasons,
      ...(unproved.length === 0 ? [] : [`Rows without a test: ${unproved.join(' ')}`]),
      `Rows passed: ${rowsPassed} of ${rowCount}`,
      `Inputs tried: ${sum('inputs')}, answers checked: ${sum('answers')}, leaks: ${sum('leaks')}, crashes: ${sum('crashes') + unhandled.length}`,
      `Highest heap of a flooded process, after collections: ${heap.toFixed(0)} MB of 512 MB`,
    );
    const passed = results.filter((result) => result.passed && result.entries?.notApplicable === undefined).length;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const failed = results.filter((result) => !result.passed).length + broken + missing + unhandled.length;
    process.stdout.write(`${lines.join('\n')}\n\n${passed} passed, ${failed} failed\n`);
  },
};
