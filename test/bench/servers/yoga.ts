/** graphql-yoga with its default options and dataloader. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { type Context, createContext } from './loaders.ts';
import { resolvers, sdl } from './resolvers.ts';
import { wix } from './wix.ts';

const yoga = createYoga<object, Context>({
  schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
  context: () => createContext(wix),
});
const server = createServer(yoga);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql\n`);
});
