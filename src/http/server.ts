import type { RequestListener } from 'node:http';
import { type ExecutionResult, GraphQLError, type GraphQLSchema, lexicographicSortSchema } from 'graphql';
import { createYoga, type GraphiQLOptions, isAsyncIterable, type Plugin, processRegularResult } from 'graphql-yoga';
import { type Features, type GraphContext, noFeatures } from '../graph/context.ts';
import type { Directories } from '../graph/directory/directories.ts';
import { KindMemory } from '../graph/kind-memory.ts';
import { buildSchema } from '../graph/schema.ts';
import { siteById } from '../graph/site/loader.ts';
import { querySites } from '../graph/site/rest.ts';
import { createWriteServices, forTenant, tenantName, type WriteServices } from '../graph/write/services.ts';
import { forgetReads } from '../lib/memo.ts';
import type { AuditActor, AuditLog } from '../observe/audit.ts';
import type { Observe } from '../observe/observer.ts';
import { requestIdHeader } from '../observe/request-id.ts';
import { CallLimit } from '../wix/call-limit.ts';
import type { CallTrace } from '../wix/call-trace.ts';
import type { WixClient } from '../wix/client.ts';
import { type ApiKey, credentialId, keyFingerprint } from '../wix/credential.ts';
import type { WixFailure } from '../wix/error.ts';
import { type CallObserver, observers } from '../wix/observer.ts';
import { OperationShare } from '../wix/operation-share.ts';
import { Proven } from '../wix/proven.ts';
import { scopeOf } from '../wix/scope.ts';
import { shownRequestId } from '../wix/shown.ts';
import type { CallerRequest, HeaderView } from './caller-request.ts';
import { DocumentShelves, useCheckedDocuments } from './checked-documents.ts';
import { Cors } from './cors.ts';
import { deadlineOf, priorityHeader } from './deadline.ts';
import { createDocumentStore, type PersistedDocuments } from './documents.ts';
import { Door } from './door.ts';
import { codeOfFailure, describeRequestError, type ErrorPolicy, toGraphQLError } from './errors.ts';
import { explainedSchema, traceFor, wantsExplanation, wantsPlan } from './explain.ts';
import { createFastPath } from './fast-path.ts';
import type { MaskError } from './finished-result.ts';
import { createFront } from './front.ts';
import { type Grant, limitSession } from './grant.ts';
import { renderGraphiql } from './graphiql.ts';
import type { Identify } from './identity.ts';
import { useInlineTrace, useServerFor, wantsInlineTrace } from './inline-trace.ts';
import { defaultLimits, documentRules, type Limits, mistakeOptions } from './limits.ts';
import { jsonTypeFor } from './media-type.ts';
import { type ExecutionMode, Operations } from './operations.ts';
import { documentIsNamed, namedBodyFaults } from './request-body.ts';
import { defaultMaxResponseBytes, useBoundedResponses } from './response-text.ts';
import type { VerifyToken } from './token.ts';
import { type Admitted, createTransportGate, type RefusedIdentity, type TransportGate } from './transport.ts';

export interface SchemaServerOptions<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly context: (request: CallerRequest, admitted: Admitted) => Context;
  /** Identifies the caller of a request, before its body is read. @default callers are not identified */
  readonly identify?: Identify;
  /** Admits requests. @default a door that admits all */
  readonly door?: Door;
  /** Whether browsers may send operations from this server's own pages only. @default false */
  readonly checkOrigin?: boolean;
  /** Origins whose pages may send operations and read responses. @default [] */
  readonly corsOrigins?: readonly string[];
  /** Called for every request whose sender could not be identified. @default none */
  readonly onRefused?: (refused: RefusedIdentity) => void;
  /** The callers' keys that Wix accepted recently. @default none */
  readonly proven?: Proven;
  readonly errors: ErrorPolicy;
  /** GraphiQL's options; false disables it. @default false */
  readonly graphiql?: GraphiQLOptions | false;
  /** Path of the graph. @default '/graphql' */
  readonly endpoint?: string;
  /** Router secrets, one of which every operation must send in `x-router-secret`. Empty: not required. @default [] */
  readonly routerSecrets?: readonly string[];
  /** Verifies tokens. If present, a request needs a token or a router secret. Absent: tokens are ignored. */
  readonly verifyToken?: VerifyToken;
  /** Trusted documents. Automatic persisted queries work without them. */
  readonly persistedDocuments?: PersistedDocuments;
  /** Maximum size of an operation. @default defaultLimits */
  readonly limits?: Partial<Limits>;
  /** Maximum size of a response in bytes; a larger one becomes an error. @default 32 MB */
  readonly maxResponseBytes?: number;
  /** Maximum bytes of cached documents and their plans. @default 64 MB */
  readonly documentCacheBytes?: number;
  /** Whether introspection and `_service` are served. @default true */
  readonly introspection?: boolean;
  /** Whether common requests of a `node:http` server bypass yoga. The responses are the same. @default true */
  readonly fastPath?: boolean;
  /** Engine for operations. The responses are the same. @default 'compiled' */
  readonly execution?: ExecutionMode;
}

/** A `node:http` listener that is also a fetch handler. It does not listen by itself and reads no environment variables. */
export interface GraphServer extends RequestListener {
  readonly fetch: (request: Request) => Promise<Response>;
}

export interface GraphServerOptions extends Omit<SchemaServerOptions<GraphContext>, 'schema' | 'context' | 'proven'> {
  readonly client: WixClient;
  readonly identify: Identify;
  /** @default the portable profile */
  readonly schema?: GraphQLSchema;
  /** Maximum duration of an operation, including all its REST calls. @default 10000 */
  readonly operationTimeoutMs?: number;
  /** @default none */
  readonly features?: Features;
  /** Records mutations and refused identities. @default nothing is recorded */
  readonly audit?: AuditLog | null;
  /** Services that writes need beyond one operation. @default in memory */
  readonly writes?: Partial<WriteServices>;
  /** The directories that answer searches and lists over accounts. @default none: the directory is off */
  readonly directories?: Directories | null;
  /** Creates the observer of each operation and its REST calls. @default none */
  readonly observe?: Observe | null;
}

/** Creates the HTTP server of the graph. */
export function createGraphServer(options: GraphServerOptions): GraphServer {
  const { client, identify, operationTimeoutMs = 10_000, features = noFeatures, observe = null } = options;
  const { audit = null, directories = null } = options;
  const writes = createWriteServices(options.writes);
  const kindMemory = new KindMemory();
  return createSchemaServer<GraphContext>({
    ...options,
    schema: options.schema ?? buildSchema(),
    proven: client.proven,
    onRefused: (refused) => {
      options.onRefused?.(refused);
      audit?.refused(actorOf(refused.headers), { by: 'graph', reason: refused.reason, address: refused.address });
    },
    context: (request, { grant, speaker, address }) => {
      const { headers } = request;
      const { key, accountId, bringsKey } = speaker ?? identify(headers, grant);
      const trace = traceFor(request);
      const watch = observe?.(headers) ?? null;
      const actor = () => actorOf(headers, key, accountId, grant);
      const write = forTenant(writes, key, accountId, {
        caller: grant,
        signal: request.signal,
        isProven: () => bringsKey !== true || client.proven.has(credentialId(key), accountId),
        audit: audit && { readsBefore: audit.readsBefore, wrote: (done) => audit.wrote(actor(), done) },
      });
      const extensions = extensionsOf(trace);
      const share = new OperationShare({
        kept: client.kept,
        caller: () => JSON.stringify([tenantName(key, accountId, null), grant?.subject ?? null]),
        onUnfinished: (unfinished) => Object.assign(extensions, { unfinished }),
        onResumed: (resumed) => Object.assign(extensions, { resumed }),
      });
      const session = client.session({
        key,
        share,
        // Wix counts the calls of a key, whichever of its users made them.
        tenant: () => tenantName(key, accountId, null),
        ...(bringsKey === true ? { claimedAccount: accountId } : {}),
        signal: request.signal,
        deadlineMs: deadlineOf(headers, operationTimeoutMs),
        isBulk: headers.get(priorityHeader) === 'bulk',
        callLimit: new CallLimit(options.limits?.calls ?? defaultLimits.calls),
        observer: observers([trace, watch, write.calls, audit && refusedByWix(audit, actor, address)]),
        onStale: (ageMs, failure) => noteStale(extensions, ageMs, failure),
        ...(grant === null ? {} : { caller: grant.subject }),
      });
      const directory = directories?.of(key, accountId, features) ?? null;
      const noted = { extensions, watch, trace };
      const facts = { accountId, caller: grant, features, directory };
      const context = { wix: session, ...facts, kindMemory, write, share, ...noted };
      return grant === null ? context : limited(context, grant);
    },
  });
}

function actorOf(headers: HeaderView, key?: ApiKey, accountId?: string, grant: Grant | null = null): AuditActor {
  return {
    requestId: shownRequestId(headers.get(requestIdHeader) ?? undefined),
    subject: grant?.subject ?? null,
    key: key === undefined ? null : keyFingerprint(key),
    account: accountId ?? null,
  };
}

/** Records, once per operation, that Wix rejects the key. */
function refusedByWix(audit: AuditLog, actor: () => AuditActor, address: string | null): CallObserver {
  let isRecorded = false;
  return {
    sent:
      () =>
      ({ failure }) => {
        if (failure !== 'unauthenticated' || isRecorded) return;
        isRecorded = true;
        audit.refused(actor(), { by: 'wix', reason: 'key', address });
      },
    saved: () => {},
  };
}

/** Creates the response's `extensions`: notes added while the operation runs, and the trace of its calls. */
function extensionsOf(trace: CallTrace | null): Record<string, unknown> {
  if (trace === null) return {};
  return {
    // A getter, because it is read when the operation has ended.
    get upstream() {
      return trace.summary();
    },
  };
}

/** Adds `extensions.stale`: the maximum age of stale data in the response, and the reason. */
function noteStale(extensions: Record<string, unknown>, ageMs: number, failure: WixFailure): void {
  const known = extensions['stale'] as { ageMs: number } | undefined;
  if (known !== undefined && known.ageMs >= ageMs) return;
  extensions['stale'] = { ageMs, reason: codeOfFailure(failure) };
}

/** Returns the context of a caller whose token allows less than the key. */
function limited(context: GraphContext, grant: Grant): GraphContext {
  // The owner of a site is looked up even for callers who can't read sites. They only learn whether it is theirs.
  const unlimited = { ...context };
  forgetReads(unlimited);
  const own: GraphContext = {
    ...context,
    wix: limitSession(context.wix, grant, async (siteId) => {
      const reader = grant.scopes.has(scopeOf(querySites)) ? own : unlimited;
      for (const accountId of new Set([context.accountId, ...grant.accountIds])) {
        if ((await siteById(reader, accountId).load(siteId)) !== null) return true;
      }
      return false;
    }),
  };
  // Memoized values are stored under a symbol, which is copied with the context, so they are discarded here.
  forgetReads(own);
  return own;
}

/** Creates a server for any schema with the graph's transport and error contract. */
export function createSchemaServer<Context extends object>(options: SchemaServerOptions<Context>): GraphServer {
  const { schema, context, introspection = true, endpoint = defaultEndpoint } = options;
  const { maxResponseBytes = defaultMaxResponseBytes } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const cors = new Cors(options.corsOrigins ?? []);
  const gate = createTransportGate({
    cors,
    endpoint,
    graphiql: (options.graphiql ?? false) !== false,
    routerSecrets: options.routerSecrets ?? [],
    verifyToken: options.verifyToken ?? null,
    identify: options.identify ?? null,
    proven: options.proven ?? new Proven(),
    maxBodyBytes,
    checkOrigin: options.checkOrigin ?? false,
    onRefused: options.onRefused ?? (() => {}),
  });
  const mask = masker(options.errors);
  const rules = documentRules(limits, introspection);
  const store = createDocumentStore((request) => gate.admittedOf(request).isProved, options.persistedDocuments);
  const documents = new DocumentShelves(schema, rules, options.documentCacheBytes);
  const operationsOf = (served: GraphQLSchema, mode: ExecutionMode) =>
    new Operations({
      schema: served,
      mode,
      mask,
      maxCalls: limits.calls,
      retained: documents,
      mistakes: mistakeOptions(introspection),
    });
  const engine = (served: GraphQLSchema, operations: Operations, plugins: readonly Plugin[]) =>
    createEngine(
      options,
      served,
      mask,
      [
        gate.plugin,
        namedBodyFaults,
        useCheckedDocuments((request) => documents.of(gate.admittedOf(request)), rules),
        ...store.plugins,
        documentIsNamed,
        useOperations(operations),
        requestErrorCodes,
        preferredMediaType,
        useBoundedResponses(maxResponseBytes),
        ...plugins,
      ],
      gate,
    );

  // Tracing changes the resolvers of its schema in place, so it gets a copy.
  const traced = () => {
    const copy = lexicographicSortSchema(schema);
    return engine(copy, operationsOf(copy, 'interpreted'), [useInlineTrace(options.errors)]);
  };
  const explained = () => {
    const copy = explainedSchema(schema);
    return engine(copy, operationsOf(copy, 'interpreted'), []);
  };
  const operations = operationsOf(schema, options.execution ?? 'compiled');
  const rest = engine(schema, operations, [
    useServerFor(wantsInlineTrace, traced),
    useServerFor(wantsExplanation, explained),
  ]);
  const front = createFront({
    cors,
    endpoint,
    maxBodyBytes,
    gate,
    door: options.door ?? new Door(),
    fastPath:
      options.fastPath === false
        ? null
        : createFastPath({
            endpoint,
            store,
            rules,
            documents,
            operations,
            maxResponseBytes,
            context,
            isSpecial: (headers) =>
              wantsInlineTrace({ headers }) || wantsExplanation({ headers }) || wantsPlan({ headers }),
            onFault: mask,
          }),
    onFault: mask,
    rest: (request, response) => void rest(request, response),
  });
  return Object.assign(front, { fetch: (request: Request) => cors.respond(request, async (one) => rest.fetch(one)) });
}

const defaultEndpoint = '/graphql';
const maxBodyBytes = 1_000_000;

function createEngine<Context extends object>(
  options: SchemaServerOptions<Context>,
  schema: GraphQLSchema,
  mask: MaskError,
  plugins: readonly Plugin[],
  gate: TransportGate,
) {
  return createYoga<object, Context>({
    schema,
    context: ({ request }) => options.context(request, gate.admittedOf(request)),
    maskedErrors: { maskError: mask },
    graphiql: options.graphiql ?? false,
    renderGraphiQL: renderGraphiql,
    graphqlEndpoint: options.endpoint ?? defaultEndpoint,
    landingPage: false,
    healthCheckEndpoint: '/live',
    multipart: false,
    batching: false,
    extraParamNames: ['documentId'],
    cors: false,
    maxRequestBodySize: maxBodyBytes,
    logging: false,
    // Yoga's cache is limited by the number of documents, not their size, and caches invalid ones: see CheckedDocuments.
    parserAndValidationCache: false,
    plugins: [...plugins],
  });
}

/** Masks each error once, because yoga masks the errors of operations again. */
function masker(policy: ErrorPolicy): MaskError {
  const masked = new WeakSet<object>();
  return (error) => {
    if (error instanceof GraphQLError && masked.has(error)) return error;
    const shown = toGraphQLError(error, policy);
    masked.add(shown);
    return shown;
  };
}

/** Runs operations instead of yoga's engine, which handles documents without a matching operation. */
function useOperations(operations: Operations): Plugin {
  return {
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      const operation = operations.find(args.document, args.operationName);
      if (operation === null) return;
      const { request } = args.contextValue as { readonly request?: Request };
      if (request !== undefined && wantsPlan(request)) {
        return setResultAndStopExecution(operations.plan(operation, args.variableValues ?? {}));
      }
      const ready = operations.prepare(operation, args.variableValues ?? {});
      if (!('operation' in ready)) return setResultAndStopExecution({ errors: ready });
      setExecuteFn(() => operations.run(ready, args.contextValue as object));
    },
  };
}

/** Makes yoga write JSON in the media type that the client prefers: its own choice ignores weights. */
const preferredMediaType: Plugin = {
  onResultProcess({ request, result, setResultProcessor }) {
    const type = jsonTypeFor(request.headers.get('accept') ?? undefined);
    if (type !== null && !isAsyncIterable(result)) setResultProcessor(processRegularResult, type);
  },
};

/** Adds code and status to errors of parsing and validation, which yoga does not mask. */
const requestErrorCodes: Plugin = {
  onResultProcess({ result, setResult }) {
    if (Symbol.asyncIterator in result || Array.isArray(result)) return;
    const { data, errors } = result as ExecutionResult;
    if (data === undefined && errors !== undefined) setResult({ ...result, errors: errors.map(describeRequestError) });
  },
};
