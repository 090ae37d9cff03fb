/** Apollo Server with its REST data source, and dataloader over it. */
import { type DataSourceConfig, RESTDataSource } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { type Context, createContext } from './loaders.ts';
import { resolvers, sdl } from './resolvers.ts';
import { type Wix, wixHeaders, wixOrigin } from './wix.ts';
import { bodies, paths } from './wix-calls.ts';

const cacheSeconds = Number(process.env['CACHE_TTL_MS'] ?? 0) / 1_000;

class WixApi extends RESTDataSource implements Wix {
  override baseURL = wixOrigin;

  /** As its documentation advises for reads by POST: the body is part of the key. */
  protected override cacheKeyFor(url: URL, request: { readonly method?: string; readonly body?: unknown }): string {
    return `${request.method ?? 'GET'} ${url} ${typeof request.body === 'string' ? request.body : ''}`;
  }

  protected override cacheOptionsFor() {
    return cacheSeconds === 0 ? undefined : { ttl: cacheSeconds };
  }

  protected override willSendRequest(_path: string, request: { headers: Record<string, string> }): void {
    Object.assign(request.headers, wixHeaders);
  }

  account = (id: string) => this.get(paths.account(id));
  newestSites = (limit: number) => this.post(paths.sites, { body: bodies.newestSites(limit) });
  sitesById = (ids: readonly string[]) => this.post(paths.sites, { body: bodies.sitesById(ids) });
  domains = (cursor?: string) => this.get(paths.domains(cursor));
  team = (limit: number) => this.post(paths.team, { body: bodies.team(limit) });
  roles = () => this.get(paths.roles);
}

const server = new ApolloServer<Context>({ schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]) });
const config: DataSourceConfig = { cache: server.cache };
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async () => createContext(new WixApi(config)),
});
process.stdout.write(`${url}\n`);
