import type { Server } from 'node:http';
import { Directories } from '../graph/directory/directories.ts';
import { readSamples } from '../graph/samples.ts';
import { buildSchema } from '../graph/schema.ts';
import { SharedLanes } from '../graph/write/shared-lanes.ts';
import { allowedHosts } from '../http/allowed-hosts.ts';
import type { PersistedDocuments } from '../http/documents.ts';
import { Door } from '../http/door.ts';
import { graphiqlOptions } from '../http/graphiql.ts';
import { createHttpServer, type HttpLimits } from '../http/http-server.ts';
import type { Identify } from '../http/identity.ts';
import { type LoadLimits, LoadShedder } from '../http/load-shedder.ts';
import { OutputGuard } from '../http/output-guard.ts';
import { createProbeServer } from '../http/probes.ts';
import { createGraphServer } from '../http/server.ts';
import { type Stopping, stopServer } from '../http/stop.ts';
import { createTokenVerifier, type TokenSettings, type VerifyToken } from '../http/token.ts';
import type { Log } from '../observe/log.ts';
import { logOperations } from '../observe/log-operations.ts';
import { logRefused } from '../observe/log-refused.ts';
import { createMetrics } from '../observe/metrics.ts';
import { observeWith } from '../observe/observer.ts';
import { observeSpans } from '../observe/spans.ts';
import { MemoryRecords } from '../store/memory-records.ts';
import { budgetsOf } from '../store/records.ts';
import { createWixClient, type WixClient } from '../wix/client.ts';
import { Merging } from '../wix/merging.ts';
import { createQuota } from '../wix/quota.ts';
import { ReadCache } from '../wix/read-cache.ts';
import { openAudit } from './audit-destination.ts';
import { type Config, ConfigError } from './config.ts';
import { readPersistedDocuments } from './persisted-documents.ts';
import { openStore } from './store.ts';

/** Target of REST calls, and the identity of requests. */
export interface Upstream {
  readonly origin: string;
  readonly identify: Identify;
  /** The account of tokens that name none. */
  readonly accountId: string;
}

export interface Program {
  /** Does not listen yet. */
  readonly server: Server;
  /** Serves probes and metrics on a separate address; null if the server above does. Does not listen yet. */
  readonly probes: Server | null;
  /** Stops the server without losing requests. */
  stop(): Stopping;
  /** Closes the connections to Wix. Call it after the server has closed. */
  close(): Promise<void>;
}

/** Creates the configured program with its HTTP server. Throws a {@link ConfigError} if a file that it needs can't be used. */
export function createProgram(
  config: Config,
  upstream: Upstream,
  log: Log,
  httpLimits: Partial<HttpLimits> = {},
  loadLimits: Partial<LoadLimits> = {},
): Program {
  const cache = new ReadCache(config.cache);
  const output = new OutputGuard();
  const shedder = new LoadShedder({
    maxInFlight: config.maxRequests,
    bufferedBytes: () => output.bytes + door.bytes,
    ...loadLimits,
  });
  const door = new Door({
    shedder,
    onShed: (reason) => {
      metrics?.requestShed(reason);
      log.info({ reason }, 'request rejected because of overload');
    },
  });
  const persistedDocuments =
    config.persistedDocuments === null
      ? null
      : readPersistedDocuments(config.persistedDocuments.paths, config.persistedDocuments.only);
  const metrics = config.metrics
    ? createMetrics({
        operationNames: namesOf(persistedDocuments),
        gauges: { requestsInFlight: () => shedder.inFlight, answersCached: () => cache.size },
      })
    : null;
  const store = config.store === null ? null : openStore(config.store, config, log, metrics);
  const client = createWixClient({
    origin: upstream.origin,
    callTimeoutMs: config.callTimeoutMs,
    maxConnections: config.maxConnections,
    retry: { maxRetries: config.maxRetries },
    cache,
    shareReads: config.shareReads,
    merging: new Merging({ windowMs: config.mergeWindowMs }),
    ...(config.callsPerMinute === 0 ? {} : { quota: createQuota(config.callsPerMinute, undefined, store?.calls) }),
    sendKeyToPublic: config.sendKeyToPublic,
    proxy: config.proxy,
  });
  const directories = openDirectories(config, upstream, client);
  const audit = openAudit(config, log);
  const graph = createGraphServer({
    audit: audit.log,
    client,
    identify: upstream.identify,
    errors: {
      callersKey: config.backend.mode === 'forward',
      onUnexpected: ({ errorId, error }) => log.error({ errorId, err: error }, 'unexpected error'),
    },
    operationTimeoutMs: config.operationTimeoutMs,
    schema: buildSchema(config.schema),
    features: config.features,
    directories,
    introspection: config.introspection,
    limits: { calls: config.maxCalls },
    writes:
      store === null
        ? {
            records: new MemoryRecords({ budgets: budgetsOf(config.idempotencyBytes) }),
          }
        : { records: store.records, lanes: new SharedLanes(store.leases) },
    execution: config.execution,
    fastPath: config.fastPath,
    routerSecrets: config.routerSecrets,
    observe: observeWith([logOperations(log), observeSpans, ...(metrics === null ? [] : [metrics.observe])]),
    ...(config.token === null ? {} : { verifyToken: readTokens(config.token, upstream.accountId) }),
    ...(persistedDocuments === null ? {} : { persistedDocuments }),
    graphiql: config.graphiql && graphiqlPage(config),
    door,
    checkOrigin: true,
    corsOrigins: config.corsOrigins,
    onRefused: logRefused(log),
    maxResponseBytes: config.maxResponseBytes,
  });
  const isAllowedHost = allowedHosts(config.host, config.allowedHosts);
  const shown = metrics === null ? {} : { metrics };
  const http = createHttpServer({
    graph,
    limits: {
      maxConnections: config.maxOpenConnections,
      keepAliveTimeout: config.keepAliveTimeoutMs,
      ...httpLimits,
    },
    ...(config.metricsListener === null ? shown : {}),
    onAnswered: (status) => metrics?.requestAnswered(status),
    isAllowedHost,
    output,
  });
  const probes = config.metricsListener === null ? null : createProbeServer({ isReady: http.isReady, ...shown });
  return {
    server: http.server,
    probes,
    stop: () => stopServer(http, { ...config.stop, cutOff: () => client.stopReads() }),
    close: async () => {
      shedder.close();
      probes?.close();
      metrics?.close();
      directories?.close();
      await client.close();
      store?.close();
      await audit.close();
    },
  };
}

/** Creates the directories, and starts that of the configured key if they are always on. Null if they are off. */
function openDirectories({ directory, callsPerMinute, backend }: Config, { identify }: Upstream, client: WixClient) {
  if (directory.mode === 'off') return null;
  const { freshnessMs, sharePercent, maxRecords, mode } = directory;
  const directories = new Directories({
    client,
    freshnessMs,
    maxRecords,
    callsPerMinute: Math.ceil((callsPerMinute * sharePercent) / 100),
    ...(mode === 'on' ? { idleMs: Number.POSITIVE_INFINITY } : {}),
  });
  if (mode === 'on' && backend.mode !== 'forward') {
    const { key, accountId } = identify({ get: () => null }, null);
    directories.start(key, accountId);
  }
  return directories;
}

/** Returns the names of the known operations: those of the trusted documents and of the operations library. */
function namesOf(persisted: PersistedDocuments | null): ReadonlySet<string> {
  const documents = [...(persisted?.documents.values() ?? []), ...readSamples().map(({ document }) => document)];
  return new Set(
    documents.flatMap((text) => [...text.matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, name]) => String(name))),
  );
}

/** Returns the options of GraphiQL with the operations library, whose variables refer to objects of the sandbox. */
function graphiqlPage({ backend, routerSecrets }: Config) {
  const samples = readSamples();
  return graphiqlOptions({
    samples: backend.mode === 'sandbox' ? samples : samples.map(({ document }) => ({ document })),
    callersKey: backend.mode === 'forward',
    routerSecret: routerSecrets.length > 0,
  });
}

/** Returns the secrets that must never appear in the log. */
export function secretsOf({ backend, routerSecrets, proxy, store }: Config): string[] {
  const proxyPassword = proxy === null ? '' : decodeURIComponent(new URL(proxy.url).password);
  return [
    ...routerSecrets,
    ...(backend.mode === 'server' ? [backend.apiKey, backend.accountId] : []),
    ...(proxyPassword === '' ? [] : [proxyPassword]),
    ...(store === null ? [] : [store.secret]),
    ...(store?.urls ?? []).map((url) => decodeURIComponent(new URL(url).password)).filter((text) => text !== ''),
  ];
}

function readTokens(settings: TokenSettings, accountId: string): VerifyToken {
  try {
    return createTokenVerifier(settings, accountId);
  } catch {
    throw new ConfigError(['JWT_JWKS must be the URL or path of a JSON Web Key Set.']);
  }
}
