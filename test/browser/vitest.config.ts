import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { closingLine } from '../support/closing-line.ts';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/browser/*.browser.ts'],
    testTimeout: 30_000,
    reporters: ['default', closingLine],
  },
});
