import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { closingLine } from '../support/closing-line.ts';
import { summary } from './summary.ts';

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  resolve: {
    // One copy of graphql for our sources and the gateways: the project's own, as Node loads it.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    include: ['federation/**/*.fed.ts', 'graph/federation/entities.test.ts', 'http/audits.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default', summary, closingLine],
  },
});
