import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { closingLine } from './test/support/closing-line.ts';

export default defineConfig({
  resolve: {
    // Node loads graphql's CommonJS file for everybody; Vite would pick the other one for our sources, and two copies of
    // graphql refuse each other's errors and schemas.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // Workspaces of their own: see the package.json of each.
    exclude: ['test/federation/**', 'test/bench/**', 'test/clients/**', 'test/tools/**'],
    testTimeout: 20_000,
    // No test changes a module: loading them once for each worker halves the time.
    isolate: false,
    // As many workers as cores: many tests wait for a child process of theirs, and leave theirs idle.
    maxWorkers: '100%',
    reporters: ['default', closingLine],
  },
});
