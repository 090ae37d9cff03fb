import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/workflows/**/*.workflow.ts'],
    // Real minutes pass, because the rate limit is that of Wix. The workflows wait beside each other.
    testTimeout: 600_000,
    hookTimeout: 30_000,
    maxConcurrency: 8,
    reporters: ['verbose'],
  },
});
