/** How many rows each group of the suite has. */
export const groups = {
  H: ['HTTP, content types, CSRF', 28],
  D: ['document cost', 23],
  E: ['entities', 12],
  T: ['identity, tenants, caches', 16],
  I: ['injection', 15],
  S: ['secrets and errors', 10],
  A: ['what tokens may read and write', 18],
  N: ['hosts, pages, and callers who have proved nothing', 10],
} as const satisfies Record<string, readonly [string, number]>;

/** Rows in all groups. */
export const rowCount = Object.values(groups).reduce((total, [, size]) => total + size, 0);

/** Responses that tenants with equal ids get in one run; `ISOLATION_ANSWERS` sets another number. */
export const isolationAnswers = 10_000;

/** Requests that are made up in one run; `FUZZ_RUNS` sets another number. */
export const fuzzRuns = 10_000;

/** The ids of all rows: `H1`, `H2`. */
export function rowIds(): string[] {
  return Object.entries(groups).flatMap(([group, [, size]]) =>
    Array.from({ length: size }, (_, index) => `${group}${index + 1}`),
  );
}

/** The paragraph of docs/security.md about the suite. */
export function suiteSummary(): string {
  const sizes = Object.entries(groups).map(([group, [title, size]]) => `| ${group} | ${title} | ${size} |`);
  const number = (value: number) => value.toLocaleString('en');
  return [
    '| rows | about | how many |',
    '|---|---|---|',
    ...sizes,
    `| | all | ${rowCount} |`,
    '',
    `Beside the rows, ${number(isolationAnswers)} responses to tenants with equal ids (\`ISOLATION_ANSWERS\`) and ${number(fuzzRuns)} made-up ` +
      'requests (`FUZZ_RUNS` and `FUZZ_SEED` for more and others).',
  ].join('\n');
}
