import type { Reporter } from 'vitest/node';

/** Ends a run with one plain line, `N passed, N failed, N skipped`, for programs that read it. */
export const closingLine: Reporter = {
  onTestRunEnd(modules) {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => states.filter((candidate) => candidate === state).length;
    // A file that could not be loaded has no tests that could fail.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    process.stdout.write(
      `\n${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped\n`,
    );
  },
};
