import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createGatewayRuntime, type GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { routerSecretHeader } from '../../../src/http/transport.ts';
import { listen, type Running } from './listen.ts';

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** What the gateway shows the subgraphs, so that they know it. */
  readonly routerSecret: string;
  /** How often Hive sends a failed subgraph request again. @default never */
  readonly maxRetries?: number;
  /** More settings for Hive. */
  readonly hive?: Pick<GatewayConfigSupergraph, 'genericAuth' | 'demandControl' | 'graphiql'>;
  /** The port to listen on. @default a free one */
  readonly port?: number;
}

export type StartGateway = (options: GatewayOptions) => Promise<Running>;

const apollo: StartGateway = async ({ supergraphSdl, routerSecret, port = 0 }) => {
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silent,
    buildService: ({ url = '' }) =>
      new RemoteGraphQLDataSource({
        url,
        willSendRequest: ({ request }) => request.http?.headers.set(routerSecretHeader, routerSecret),
      }),
  });
  const server = new ApolloServer({ gateway, logger: silent, includeStacktraceInErrorResponses: false });
  const { url } = await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' } });
  return { url, close: () => server.stop() };
};

const hiveGateway: StartGateway = (options) => startHive(options, {});

/** Hive Gateway with the query planner of Hive Router, which is written in Rust. */
const hiveWithRust: StartGateway = (options) => startHive(options, { unifiedGraphHandler });

async function startHive(
  { supergraphSdl, routerSecret, maxRetries, hive, port }: GatewayOptions,
  planner: Pick<GatewayConfigSupergraph, 'unifiedGraphHandler'>,
): Promise<Running> {
  const runtime = createGatewayRuntime({
    supergraph: supergraphSdl,
    ...planner,
    ...hive,
    // Hive subscribes with GET unless told otherwise, and our subgraphs take POST only.
    transportEntries: { '*.http': { options: { method: 'POST' } } },
    transports: { http: import('@graphql-mesh/transport-http') },
    propagateHeaders: { fromClientToSubgraphs: () => ({ [routerSecretHeader]: routerSecret }) },
    ...(maxRetries === undefined ? {} : { upstreamRetry: { maxRetries, retryDelay: 1 } }),
    logging: false,
    landingPage: false,
    // The explorer comes from this machine: Hive's own loads its script from a public server.
    renderGraphiQL,
  });
  const running = await listen(runtime, port);
  return {
    url: `${running.url}/graphql`,
    close: async () => {
      await running.close();
      await runtime.dispose();
    },
  };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export const gateways = { apollo, hive: hiveGateway, 'hive-rust': hiveWithRust } as const;
