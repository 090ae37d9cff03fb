/**
 * Compares the plain SDL with that of the last release, and exits with 1 if a breaking change is not named in the
 * changelog. `npm run check` runs it.
 */
import { readFileSync } from 'node:fs';
import { unnamedChanges } from './schema-changes.ts';

const [released, current, changelog] = [
  'schema/released/account-graph.graphql',
  'schema/account-graph.graphql',
  'CHANGELOG.md',
].map((path) => readFileSync(path, 'utf8'));

for (const { coordinate, message } of unnamedChanges(released ?? '', current ?? '', changelog ?? '')) {
  process.stderr.write(`${message} This breaks clients: name \`${coordinate}\` under "Unreleased" in CHANGELOG.md.\n`);
  process.exitCode = 1;
}
