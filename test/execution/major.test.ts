import { versionInfo } from 'graphql';
import { expect, it } from 'vitest';

it('these tests run on the graphql that they are meant for', () => {
  expect(versionInfo.major).toBe(Number(process.env['GRAPHQL_MAJOR'] ?? 16));
});
