import { describe, expect, it } from 'vitest';
import { runSuite } from './compatibility/suite.ts';
import { composers } from './supergraph/composers.ts';
import { gateways } from './supergraph/gateways.ts';

/** The suite's 15 assertions; it requires the first three and wishes for the others. */
const assertions = [
  'introspection',
  '@key single',
  '@link',
  '@key multiple',
  '@key composite',
  'repeatable @key',
  '@requires',
  '@provides',
  'ftv1',
  '@shareable',
  '@tag',
  '@override',
  '@inaccessible',
  '@composeDirective',
  '@interfaceObject',
] as const;

const runs = {
  'Apollo Gateway': await runSuite(composers.apollo, gateways.apollo),
  'Hive Gateway': await runSuite(composers.guild, gateways.hive),
  'Hive Gateway with the Rust planner': await runSuite(composers.guild, gateways['hive-rust']),
};

describe.each(Object.entries(runs))("Apollo's compatibility suite on %s", (_gateway, tests) => {
  it.each(tests)('$assertion: $title', ({ failure }) => {
    expect(failure).toBeNull();
  });
});

describe("Apollo's compatibility suite", () => {
  it.each(Object.entries(runs))('is run whole on %s: 15 assertions, 23 tests', (_gateway, tests) => {
    expect([...new Set(tests.map(({ assertion }) => assertion))].sort()).toEqual([...assertions].sort());
    expect(tests).toHaveLength(23);
  });
});
