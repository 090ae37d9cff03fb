import type { Reporter, TestModule, TestSuite } from 'vitest/node';

/** Prints what was proved as a table: a line for each innermost group of tests, with how many of them passed. */
export const summary: Reporter = {
  onTestRunEnd(modules) {
    const rows = modules.flatMap(groups).map((suite) => {
      const tests = [...suite.children.tests()];
      const passed = tests.filter((test) => test.result().state === 'passed').length;
      return { name: suite.fullName.replaceAll(' > ', ' '), count: `${passed}/${tests.length}` };
    });
    rows.sort((one, other) => one.name.localeCompare(other.name));
    process.stdout.write(`\n${rows.map(({ name, count }) => `${count.padStart(7)}  ${name}`).join('\n')}\n`);
  },
};

/** The suites that hold tests themselves. */
function groups(collection: TestModule | TestSuite): TestSuite[] {
  return [...collection.children.suites()].flatMap((suite) => [
    ...([...suite.children.tests()].length > 0 ? [suite] : []),
    ...groups(suite),
  ]);
}
