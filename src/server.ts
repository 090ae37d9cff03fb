import {
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  lexicographicSortSchema,
} from 'graphql';
import { createYoga, type GraphiQLOptions, type Plugin, type YogaInitialContext } from 'graphql-yoga';
import { type Features, type GraphContext, noFeatures } from './context.ts';
import { describeRequestError, type ErrorPolicy, toGraphQLError } from './errors.ts';
import { type Grant, limitSession } from './grant.ts';
import { type PersistedDocuments, useDocuments } from './http/documents.ts';
import { explainedSchema, traceFor, wantsExplanation } from './http/explain.ts';
import { renderGraphiql } from './http/graphiql.ts';
import { useInlineTrace, useServerFor, wantsInlineTrace } from './http/inline-trace.ts';
import { defaultLimits, hideSchema, type Limits, maxDocumentLength, useLimits } from './http/limits.ts';
import { createTransportGate, type TransportGate } from './http/transport.ts';
import type { Identify } from './identity.ts';
import { forgetReads } from './lib/memo.ts';
import { buildSchema } from './schema.ts';
import { siteById } from './site/loader.ts';
import type { VerifyToken } from './token.ts';
import type { WixClient } from './wix/client.ts';
import { createWriteServices, forTenant, type WriteServices } from './write/services.ts';

export interface SchemaServerOptions<Context extends object> {
  readonly schema: GraphQLSchema;
  /** `grant` is what the request's token allows; null for a request without. */
  readonly context: (initial: YogaInitialContext, grant: Grant | null) => Context;
  readonly errors: ErrorPolicy;
  /** How GraphiQL opens; false serves none. @default false */
  readonly graphiql?: GraphiQLOptions | false;
  /** The path that the graph is served at. @default '/graphql' */
  readonly endpoint?: string;
  /** Secrets of which every operation must carry one in `x-router-secret`; empty asks for none. @default [] */
  readonly routerSecrets?: readonly string[];
  /** Reads the tokens of requests; absent: they mean nothing. Where it is there, a request needs a token or a router secret. */
  readonly verifyToken?: VerifyToken;
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
    context: ({ request }, grant) => {
      const { key, accountId } = identify(request.headers, grant);
      const trace = traceFor(request);
      const write = forTenant(writes, key, accountId, grant?.subject);
      // Wix counts the calls of a key, whoever of its users made them.
      const { tenant } = forTenant(writes, key, accountId);
      const session = client.session({ key, tenant, signal: request.signal, deadlineMs: operationTimeoutMs, trace });
      // A getter, because it is read when the operation has ended.
      const extensions =
        trace === null
          ? {}
          : {
              get upstream() {
                return trace.summary();
              },
            };
      const context = { wix: session, accountId, features, write, extensions, trace };
      return grant === null ? context : limited(context, grant);
    },
  });
}

/** The context of a caller who may do less than the key can. */
function limited(context: GraphContext, grant: Grant): GraphContext {
  const own: GraphContext = {
    ...context,
    wix: limitSession(context.wix, grant, async (siteId) => {
      for (const accountId of new Set([context.accountId, ...grant.accountIds])) {
        if ((await siteById(own, accountId).load(siteId)) !== null) return true;
      }
      return false;
    }),
  };
  // What is remembered for the operation is kept under a symbol, which the engine copies with the rest of the context.
  forgetReads(own);
  return own;
}

/** Serves any schema in the way that the graph is served: same transport, same error contract. */
export function createSchemaServer<Context extends object>(options: SchemaServerOptions<Context>) {
  const { schema, errors } = options;
  const gate = createTransportGate({
    endpoint: options.endpoint ?? defaultEndpoint,
    graphiql: (options.graphiql ?? false) !== false,
    routerSecrets: options.routerSecrets ?? [],
    verifyToken: options.verifyToken ?? null,
  });
  // Tracing changes the resolvers of its schema in place, so it gets a copy.
  const traced = () => createEngine(options, gate, lexicographicSortSchema(schema), [useInlineTrace(errors)]);
  const explained = () => createEngine(options, gate, explainedSchema(schema), []);
  return createEngine(options, gate, schema, [
    useServerFor(wantsInlineTrace, traced),
    useServerFor(wantsExplanation, explained),
  ]);
}

const defaultEndpoint = '/graphql';

function createEngine<Context extends object>(
  options: SchemaServerOptions<Context>,
  gate: TransportGate,
  schema: GraphQLSchema,
  plugins: readonly Plugin[],
) {
  const { context, errors, graphiql = false, persistedDocuments, introspection = true } = options;
  const limits = { ...defaultLimits, ...options.limits };
  return createYoga<object, Context>({
    schema,
    context: (initial) => context(initial, gate.grantOf(initial.request)),
    maskedErrors: { maskError: (error) => toGraphQLError(error, errors) },
    graphiql,
    renderGraphiQL: renderGraphiql,
    graphqlEndpoint: options.endpoint ?? defaultEndpoint,
    landingPage: false,
    multipart: false,
    batching: false,
    cors: false,
    maxRequestBodySize: 1_000_000,
    logging: false,
    plugins: [
      gate.plugin,
      checkedVariables(errors),
      maxDocumentLength(limits.characters),
      ...useDocuments(persistedDocuments),
      ...useLimits(limits),
      ...(introspection ? [] : [hideSchema]),
      requestErrorCodes,
      answerExtensions,
      fewErrors,
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

/**
 * Looks through the variables before the engine does, and stops at the fifth error. The engine would describe every single one,
 * each with the whole value around it: minutes of work for a small request with thousands of unknown keys.
 */
function checkedVariables(policy: ErrorPolicy): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { schema, document, operationName, variableValues } = args;
      const operation = getOperationAST(document, operationName);
      const definitions = operation?.variableDefinitions ?? [];
      if (definitions.length === 0) return;
      const { errors } = getVariableValues(schema, definitions, variableValues ?? {}, { maxErrors: 5 });
      if (errors !== undefined) {
        setResultAndStopExecution({ errors: errors.map((error) => toGraphQLError(error, policy)) });
      }
    },
  };
}

/** The most errors of one answer: whoever has this many to read reads no more. */
const maxErrors = 100;

/** Cuts the list of errors, which may hold one for every item of a list, and says how many are missing. */
const fewErrors: Plugin = {
  onExecute: () => ({
    onExecuteDone({ result, setResult }) {
      if (Symbol.asyncIterator in result || result.errors === undefined || result.errors.length <= maxErrors) return;
      const errors = result.errors.slice(0, maxErrors);
      const omittedErrors = result.errors.length - maxErrors;
      setResult({ ...result, errors, extensions: { ...result.extensions, omittedErrors } });
    },
  }),
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
