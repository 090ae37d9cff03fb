/** Mercurius with its own loaders. The argument `jit` compiles every operation from its first use on. */
import { buildFederationSchema } from '@mercuriusjs/federation';
import { fastify } from 'fastify';
import mercurius from 'mercurius';
import { type Context, createContext, domainsBySite } from './loaders.ts';
import type { Assignment, Site } from './model.ts';
import { resolvers, sdl } from './resolvers.ts';
import { wix } from './wix.ts';

type Queries<T> = readonly { readonly obj: T }[];

const app = fastify({ keepAliveTimeout: 60_000 });
const { Query, Account } = resolvers;
app.register(mercurius, {
  schema: buildFederationSchema(sdl),
  jit: process.argv[2] === 'jit' ? 1 : 0,
  context: () => createContext(wix),
  resolvers: { Query, Account } as never,
  loaders: {
    Site: {
      // Its loaders take batches of any size, Wix takes 100 ids: so these go on to a loader that cuts them.
      __resolveReference: (queries: Queries<Site>, { site }: Context) =>
        site.loadMany(queries.map(({ obj }) => obj.id)),
      domains: async (queries: Queries<Site>, context: Context) => {
        const domains = await domainsBySite(context.wix);
        return queries.map(({ obj }) => domains.get(obj.id) ?? []);
      },
    },
    RoleAssignment: {
      role: (queries: Queries<Assignment>, { role }: Context) => role.loadMany(queries.map(({ obj }) => obj.roleId)),
    },
    SiteScope: {
      site: (queries: Queries<Assignment['scope']>, { site }: Context) =>
        site.loadMany(queries.map(({ obj }) => obj.siteId ?? '')),
    },
  } as never,
});
process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql\n`);
