import type { GraphQLSchema } from 'graphql';
import { buildSchema } from '../../graph/schema.ts';
import { configuredCaller, type Identify } from '../../http/identity.ts';
import { createGraphServer } from '../../http/server.ts';
import type { Observe } from '../../observe/observer.ts';
import { createWixClient } from '../../wix/client.ts';
import { ApiKey } from '../../wix/credential.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import type { CallEnd } from '../../wix/observer.ts';
import { createQuota, type Quota, type QuotaCaller } from '../../wix/quota.ts';
import { ReadCache } from '../../wix/read-cache.ts';
import type { Backend, Config } from '../config.ts';
import type { Variables } from './operation.ts';
import type { Answer } from './paced-asking.ts';
import { UsageError } from './usage-error.ts';

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly operationName?: string;
  readonly signal?: AbortSignal;
}

/** The graph inside a command: nothing listens, except for an embedded sandbox on a free loopback port. */
export interface CommandGraph {
  readonly schema: GraphQLSchema;
  /** Account of requests that do not name one. */
  readonly accountId: string;
  ask(query: string, variables: Variables, options?: AskOptions): Promise<Answer>;
  /** REST calls made so far. */
  readonly calls: number;
  close(): Promise<void>;
}

/** Time that reads stay cached, so that requesting a page again does not repeat its successful reads. */
const keptMs = 600_000;

export interface OpenGraphOptions {
  /** Whether to cache reads for some minutes. */
  readonly keepsReads: boolean;
  /** Called with internal errors, which the response masks. */
  readonly onUnexpected: (error: unknown) => void;
  /** Called with the result of each REST call. */
  readonly onCallEnd: (endpoint: AnyEndpoint, end: CallEnd) => void;
}

/** Opens the graph with the given settings. */
export async function openGraph(
  config: Config,
  { keepsReads, onUnexpected, onCallEnd }: OpenGraphOptions,
): Promise<CommandGraph> {
  const backend = await openBackend(config.backend);
  const schema = buildSchema();
  const client = createWixClient({
    origin: backend.origin,
    callTimeoutMs: config.callTimeoutMs,
    maxConnections: config.maxConnections,
    retry: { maxRetries: config.maxRetries },
    sendKeyToPublic: config.sendKeyToPublic,
    proxy: config.proxy,
    cache: new ReadCache(
      keepsReads ? { ...config.cache, ttlMs: keptMs, stableTtlMs: keptMs, maxShare: 1 } : config.cache,
    ),
    ...(config.callsPerMinute === 0 ? {} : { quota: forOneCaller(createQuota(config.callsPerMinute)) }),
  });
  let calls = 0;
  const observe: Observe = () => ({
    began: () => {},
    ended: () => {},
    sent: (endpoint) => {
      calls += 1;
      return (end) => onCallEnd(endpoint, end);
    },
    saved: () => {},
  });
  const server = createGraphServer({
    client,
    identify: backend.identify,
    schema,
    errors: { callersKey: false, onUnexpected: ({ error }) => onUnexpected(error) },
    operationTimeoutMs: config.operationTimeoutMs,
    execution: config.execution,
    features: config.features,
    limits: { calls: config.maxCalls },
    observe,
  });
  return {
    schema,
    accountId: backend.accountId,
    ask: async (query, variables, { headers = {}, operationName, signal } = {}) => {
      const response = await server.fetch(
        new Request('http://localhost/graphql', {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables, ...(operationName === undefined ? {} : { operationName }) }),
          ...(signal === undefined ? {} : { signal }),
        }),
      );
      return (await response.json()) as Answer;
    },
    get calls() {
      return calls;
    },
    close: async () => {
      await client.close();
      await backend.close();
    },
  };
}

/** Makes every call interactive: a command is the only caller, so it can use the calls that a server reserves for interactive callers. */
export function forOneCaller(quota: Quota): Quota {
  const urgent = (caller: QuotaCaller = { id: '', isBulk: false }) => ({ ...caller, isBulk: false });
  return {
    take: (tenant, patience, caller, stop) => quota.take(tenant, patience, urgent(caller), stop),
    expectedMs: (tenant, caller) => quota.expectedMs(tenant, urgent(caller)),
    room: (tenant, caller) => quota.room(tenant, urgent(caller)),
    paceMs: (tenant) => quota.paceMs(tenant),
    state: (tenant) => quota.state(tenant),
    another: () => forOneCaller(quota.another()),
  };
}

interface OpenBackend {
  readonly origin: string;
  readonly accountId: string;
  readonly identify: Identify;
  close(): Promise<void>;
}

async function openBackend(backend: Backend): Promise<OpenBackend> {
  if (backend.mode === 'forward')
    throw new UsageError(
      'This command does not support WIX_AUTH=forward: it needs a configured key. Unset WIX_AUTH and set WIX_API_KEY and WIX_ACCOUNT_ID.',
    );
  if (backend.mode === 'server') {
    const { origin, apiKey, accountId } = backend;
    return { origin, accountId, identify: configuredCaller(new ApiKey(apiKey), accountId), close: async () => {} };
  }
  const { createSandbox } = await import('../../sandbox/sandbox.ts');
  const sandbox = createSandbox({ size: backend.size, seed: backend.seed });
  const { url, close } = await sandbox.listen();
  const { accountId, keys } = sandbox;
  return { origin: url, accountId, identify: configuredCaller(new ApiKey(keys.owner), accountId), close };
}
