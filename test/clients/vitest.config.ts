import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { closingLine } from '../support/closing-line.ts';

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  resolve: {
    // One copy of graphql for our sources and the clients: the project's own, as Node loads it.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    include: ['clients/**/*.client.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', closingLine],
    // There is no other renderer without a browser.
    onConsoleLog: (text) => !text.startsWith('react-test-renderer is deprecated'),
  },
});
