import type { ExecutionResult } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { GraphContext } from './context.ts';
import { describeRequestError, type ErrorPolicy, toGraphQLError } from './errors.ts';
import type { Identify } from './identity.ts';
import { schema } from './schema.ts';
import type { WixClient } from './wix/client.ts';

export interface GraphServerOptions {
  readonly client: WixClient;
  readonly identify: Identify;
  readonly errors: ErrorPolicy;
  /** The time that one operation may take, all its REST calls included. @default 10000 */
  readonly operationTimeoutMs?: number;
  /** The page that GraphiQL is served with; false serves none. @default false */
  readonly graphiql?: { readonly defaultQuery: string } | false;
}

/**
 * The graph as a fetch handler, which is also a `node:http` listener. It does not listen by itself and reads no environment.
 */
export function createGraphServer(options: GraphServerOptions) {
  const { client, identify, errors, operationTimeoutMs = 10_000, graphiql = false } = options;
  return createYoga<object, GraphContext>({
    schema,
    context: ({ request }): GraphContext => {
      const { key, accountId } = identify(request.headers);
      return { wix: client.session({ key, signal: request.signal, deadlineMs: operationTimeoutMs }), accountId };
    },
    maskedErrors: { maskError: (error) => toGraphQLError(error, errors) },
    graphiql: graphiql === false ? false : { title: 'Wix account graph', defaultQuery: graphiql.defaultQuery },
    // The offline bundle weighs nine megabytes: it is loaded with the first page that needs it.
    renderGraphiQL: async (page) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(page),
    graphqlEndpoint: '/graphql',
    landingPage: false,
    multipart: false,
    batching: false,
    cors: false,
    maxRequestBodySize: 1_000_000,
    logging: false,
    plugins: [requestErrorCodes],
  });
}

/** Yoga masks what execution throws; errors of parsing and validation pass by it and get their code and status here. */
const requestErrorCodes: Plugin = {
  onResultProcess({ result, setResult }) {
    if (Symbol.asyncIterator in result || Array.isArray(result)) return;
    const { data, errors } = result as ExecutionResult;
    if (data === undefined && errors !== undefined) setResult({ ...result, errors: errors.map(describeRequestError) });
  },
};
