import { type ExecutionResult, type GraphQLSchema, lexicographicSortSchema } from 'graphql';
import { createYoga, type Plugin, type YogaInitialContext } from 'graphql-yoga';
import { type Features, type GraphContext, noFeatures } from './context.ts';
import { type PersistedDocuments, useDocuments } from './documents.ts';
import { describeRequestError, type ErrorPolicy, toGraphQLError } from './errors.ts';
import { explainedSchema, traceFor, wantsExplanation } from './explain.ts';
import type { Identify } from './identity.ts';
import { useInlineTrace, useServerFor, wantsInlineTrace } from './inline-trace.ts';
import { defaultLimits, hideSchema, type Limits, useLimits } from './limits.ts';
import { buildSchema } from './schema.ts';
import { useTransportGate } from './transport.ts';
import type { WixClient } from './wix/client.ts';
import { createWriteServices, forTenant, type WriteServices } from './write/services.ts';

export interface SchemaServerOptions<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly context: (initial: YogaInitialContext) => Context;
  readonly errors: ErrorPolicy;
  /** The query that GraphiQL opens with; false serves no GraphiQL. @default false */
  readonly graphiql?: { readonly defaultQuery: string } | false;
  /** Secrets of which every operation must carry one in `x-router-secret`; empty asks for none. @default [] */
  readonly routerSecrets?: readonly string[];
  /** Trusted documents. Automatic persisted queries work without. */
  readonly persistedDocuments?: PersistedDocuments;
  /** How large an operation may be. @default defaultLimits */
  readonly limits?: Partial<Limits>;
  /** Whether introspection and `_service` answer. @default true */
  readonly introspection?: boolean;
}

export interface GraphServerOptions extends Omit<SchemaServerOptions<GraphContext>, 'schema' | 'context'> {
  readonly client: WixClient;
  readonly identify: Identify;
  /** @default the portable profile */
  readonly schema?: GraphQLSchema;
  /** The time that one operation may take, all its REST calls included. @default 10000 */
  readonly operationTimeoutMs?: number;
  /** @default none */
  readonly features?: Features;
  /** What writes need beyond one operation. @default in memory */
  readonly writes?: Partial<WriteServices>;
}

/**
 * The graph as a fetch handler, which is also a `node:http` listener. It does not listen by itself and reads no environment.
 */
export function createGraphServer(options: GraphServerOptions) {
  const { client, identify, operationTimeoutMs = 10_000, features = noFeatures } = options;
  const writes = createWriteServices(options.writes);
  return createSchemaServer<GraphContext>({
    ...options,
    schema: options.schema ?? buildSchema(),
    context: ({ request }) => {
      const { key, accountId } = identify(request.headers);
      const trace = traceFor(request);
      const write = forTenant(writes, key, accountId);
      const { tenant } = write;
      const wix = client.session({ key, tenant, signal: request.signal, deadlineMs: operationTimeoutMs, trace });
      // A getter, because it is read when the operation has ended.
      const extensions =
        trace === null
          ? {}
          : {
              get upstream() {
                return trace.summary();
              },
            };
      return { wix, accountId, features, write, extensions, trace };
    },
  });
}

/** Serves any schema in the way that the graph is served: same transport, same error contract. */
export function createSchemaServer<Context extends object>(options: SchemaServerOptions<Context>) {
  const { schema, errors } = options;
  // Tracing changes the resolvers of its schema in place, so it gets a copy.
  const traced = () => createEngine(options, lexicographicSortSchema(schema), [useInlineTrace(errors)]);
  const explained = () => createEngine(options, explainedSchema(schema), []);
  return createEngine(options, schema, [
    useServerFor(wantsInlineTrace, traced),
    useServerFor(wantsExplanation, explained),
  ]);
}

const endpoint = '/graphql';

function createEngine<Context extends object>(
  options: SchemaServerOptions<Context>,
  schema: GraphQLSchema,
  plugins: readonly Plugin[],
) {
  const { context, errors, graphiql = false, routerSecrets = [], persistedDocuments, introspection = true } = options;
  return createYoga<object, Context>({
    schema,
    context,
    maskedErrors: { maskError: (error) => toGraphQLError(error, errors) },
    graphiql: graphiql === false ? false : { title: 'Wix account graph', defaultQuery: graphiql.defaultQuery },
    // The offline bundle weighs nine megabytes: it is loaded with the first page that needs it.
    renderGraphiQL: async (page) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(page),
    graphqlEndpoint: endpoint,
    landingPage: false,
    multipart: false,
    batching: false,
    cors: false,
    maxRequestBodySize: 1_000_000,
    logging: false,
    plugins: [
      useTransportGate({ endpoint, graphiql: graphiql !== false, routerSecrets }),
      ...useDocuments(persistedDocuments),
      ...useLimits({ ...defaultLimits, ...options.limits }),
      ...(introspection ? [] : [hideSchema]),
      requestErrorCodes,
      answerExtensions,
      ...plugins,
    ],
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

/** Adds what resolvers noted for the answer's `extensions`. */
const answerExtensions: Plugin = {
  onExecute: ({ args }) => {
    const { extensions } = args.contextValue as { extensions?: Record<string, unknown> };
    if (extensions === undefined) return;
    return {
      onExecuteDone({ result, setResult }) {
        if (Symbol.asyncIterator in result || Object.keys(extensions).length === 0) return;
        setResult({ ...result, extensions: { ...result.extensions, ...extensions } });
      },
    };
  },
};
