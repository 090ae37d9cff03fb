/** Hive Gateway over an OpenAPI description of the same calls: no code, and Wix's own names in the answers. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewayRuntime, createLoggerFromLogging } from '@graphql-hive/gateway-runtime';
import InMemoryLRUCache from '@graphql-mesh/cache-inmemory-lru';
import { composeSubgraphs } from '@graphql-mesh/fusion-composition';
import rest from '@graphql-mesh/transport-rest';
import { loadOpenAPISubgraph } from '@omnigraph/openapi';
import { wixHeaders, wixOrigin } from './wix.ts';
import { wixOpenApi } from './wix-openapi.ts';

const source = join(mkdtempSync(join(tmpdir(), 'bench-')), 'openapi.json');
writeFileSync(source, JSON.stringify(wixOpenApi));

const { name, schema$ } = loadOpenAPISubgraph('Wix', {
  source,
  endpoint: wixOrigin,
  operationHeaders: wixHeaders,
  ignoreErrorResponses: true,
  selectQueryOrMutationField: [
    { type: 'query', fieldName: 'querySites' },
    { type: 'query', fieldName: 'searchTeam' },
  ],
})({ fetch, cwd: import.meta.dirname, logger: createLoggerFromLogging(false) as never });
const composed = composeSubgraphs([{ name, schema: await schema$ }]);
if (composed.errors !== undefined) throw new AggregateError(composed.errors);

const cacheMs = Number(process.env['CACHE_TTL_MS'] ?? 0);
const gateway = createGatewayRuntime({
  supergraph: composed.supergraphSdl,
  transports: { rest: rest as never },
  ...(cacheMs === 0 ? {} : { cache: new InMemoryLRUCache(), responseCaching: { session: () => null, ttl: cacheMs } }),
});
const server = createServer(gateway);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql\n`);
});
