import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // One copy of graphql for everybody: see the configuration of the other tests.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/store/**/*.store.ts'],
    testTimeout: 60_000,
    hookTimeout: 30_000,
    isolate: false,
    // The rows measure times, and stop servers.
    fileParallelism: false,
    reporters: ['verbose'],
  },
});
