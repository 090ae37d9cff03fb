import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { faultReport } from './report.ts';

export default defineConfig({
  resolve: {
    // One copy of graphql for everybody: see the configuration of the other tests.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/faults/**/*.faults.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    isolate: false,
    // Rows measure times and sockets: what runs beside them would be measured as well.
    fileParallelism: false,
    reporters: ['verbose', faultReport],
  },
});
