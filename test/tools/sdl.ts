import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The plain SDL, as the package exports it. */
export const plainPath = fileURLToPath(new URL('../../schema/account-graph.graphql', import.meta.url));

/** The SDL of the subgraph, with federation. */
export const subgraphPath = fileURLToPath(new URL('../../schema/subgraph.graphql', import.meta.url));

export const plainSdl = readFileSync(plainPath, 'utf8');
export const subgraphSdl = readFileSync(subgraphPath, 'utf8');
