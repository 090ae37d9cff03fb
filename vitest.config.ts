import { defineConfig } from 'vitest/config';

export default defineConfig({
  // One copy of graphql for our code, yoga and the federation packages: two copies refuse each other's schemas.
  resolve: { dedupe: ['graphql'] },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
