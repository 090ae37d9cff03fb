import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // One copy of graphql for everybody: see the configuration of the other tests.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/writes/**/*.writes.ts'],
    testTimeout: 1_800_000,
    // One file compares worlds of many cases, the other reads large accounts: they need a core each.
    maxWorkers: '100%',
  },
});
