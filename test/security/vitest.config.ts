import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { securityReport } from './report.ts';

export default defineConfig({
  resolve: {
    // One copy of graphql for everybody: see the configuration of the other tests.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/security/**/*.sec.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Rows measure times and sockets: what runs beside them would be measured as well.
    fileParallelism: false,
    reporters: ['default', securityReport],
  },
});
