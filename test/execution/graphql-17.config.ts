import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { closingLine } from '../support/closing-line.ts';

/** The tests of `src/execution/` on the next major of graphql. */
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql-17')) }] },
  test: {
    include: ['test/execution/*.test.ts'],
    testTimeout: 20_000,
    env: { GRAPHQL_MAJOR: '17' },
    // graphql-js itself, with which the plans are compared, leaves rejections of nulled fields unhandled. A test holds that plans don't.
    onUnhandledError: (error) => error.message !== 'refused',
    reporters: ['default', closingLine],
  },
});
