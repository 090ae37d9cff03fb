import { allEndpoints } from '../support/coverage.ts';

/** The names of the endpoints that write. */
export const writeEndpoints: ReadonlySet<string> = new Set(
  (await allEndpoints()).filter(({ retry }) => retry !== 'read').map(({ name }) => name),
);
