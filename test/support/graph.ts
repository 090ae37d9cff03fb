import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Features, noFeatures } from '../../src/graph/context.ts';
import { errorCodes } from '../../src/http/error-code.ts';
import type { UnexpectedError } from '../../src/http/errors.ts';
import { configuredCaller, type Identify } from '../../src/http/identity.ts';
import { createGraphServer, type GraphServerOptions } from '../../src/http/server.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { createWixClient, type WixClient, type WixClientOptions } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import { type ListeningGraph, listenOn } from './listening.ts';
import { recordRequests } from './recording.ts';

export interface TestGraphOptions extends SandboxOptions {
  /** Which of the sandbox's keys the graph uses. Default `owner`. */
  readonly key?: keyof Sandbox['keys'];
  readonly client?: Omit<WixClientOptions, 'origin'>;
  readonly operationTimeoutMs?: number;
  /** Default: none. */
  readonly features?: Partial<Features>;
  readonly server?: Omit<GraphServerOptions, 'client' | 'identify' | 'errors'>;
  /** Replaces the configured caller. */
  readonly identify?: Identify;
  /** True where requests bring their own keys. Default false. */
  readonly callersKey?: boolean;
}

/** What an answer looks like to a test; `data` is untyped because each test states the whole of it. */
export interface TestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests state the shape of each answer in their expectations.
  readonly data: any;
  readonly errors: readonly TestError[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** REST calls that the sandbox served for this operation, by operation name. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface TestError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
}

export interface TestGraph {
  readonly sandbox: Sandbox;
  /** Errors that were masked as unexpected, in order. A test that expects none need not look: `afterEach` does. */
  readonly unexpected: UnexpectedError[];
  /** Runs an operation against the graph, which calls the sandbox over HTTP. */
  ask(document: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<TestAnswer>;
  /** Sends a request to the graph as it is served, for tests of the transport. Its host does not matter. */
  fetch(request: Request): Promise<Response>;
}

/**
 * How tests reach the graph: as the program serves it or, with `GRAPH_PATH=yoga`, with neither fast path nor plans, through
 * its fetch handler. Every answer must be the same.
 */
const isAsServed = process.env['GRAPH_PATH'] !== 'yoga';

/** A graph over a sandbox that listens on a free port, for all tests of a file. Faults and the call log are cleared between tests. */
export function useGraph(options: TestGraphOptions = {}): TestGraph {
  const sandbox = createSandbox(options);
  const unexpected: UnexpectedError[] = [];
  let client: WixClient;
  let listening: Awaited<ReturnType<Sandbox['listen']>>;
  let graph: ReturnType<typeof createGraphServer>;
  let server: ListeningGraph;

  beforeAll(async () => {
    listening = await sandbox.listen();
    // Each test injects its faults one by one: repetitions would hide them, and a breaker add up those of
    // different tests. The tests of the two ask for them.
    client = createWixClient({ retry: { maxRetries: 0 }, breaker: false, ...options.client, origin: listening.url });
    graph = createGraphServer({
      ...(isAsServed ? {} : { fastPath: false, execution: 'interpreted' }),
      ...options.server,
      client,
      identify:
        options.identify ?? configuredCaller(new ApiKey(sandbox.keys[options.key ?? 'owner']), sandbox.accountId),
      errors: { callersKey: options.callersKey ?? false, onUnexpected: (error) => unexpected.push(error) },
      ...(options.operationTimeoutMs === undefined ? {} : { operationTimeoutMs: options.operationTimeoutMs }),
      features: { ...noFeatures, ...options.features },
    });
    server = await listenOn(graph);
  });

  afterEach(() => {
    sandbox.faults.clear();
    sandbox.calls.clear();
    const masked = unexpected.splice(0);
    if (masked.length > 0) throw masked[0]?.error;
  });

  afterAll(async () => {
    sandbox.faults.clear();
    server.close();
    await client.close();
    await listening.close();
  });

  const send = async (request: Request) => {
    if (!isAsServed) return graph.fetch(request);
    return fetch(new Request(request.url.replace(/^http:\/\/[^/]+/, `http://127.0.0.1:${server.port}`), request));
  };
  return {
    sandbox,
    unexpected,
    fetch: send,
    ask: async (document, variables, headers) => {
      sandbox.calls.clear();
      const response = await send(
        new Request('http://graph/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
          body: JSON.stringify({ query: document, ...(variables === undefined ? {} : { variables }) }),
        }),
      );
      const { data, errors, extensions } = (await response.json()) as Partial<TestAnswer>;
      for (const error of errors ?? []) expect(errorCodes).toContain(error.extensions.code);
      const calls = sandbox.calls.counts();
      recordRequests(sandbox);
      return { status: response.status, data, errors, calls, ...(extensions === undefined ? {} : { extensions }) };
    },
  };
}
