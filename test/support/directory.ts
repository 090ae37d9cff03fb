import { afterAll, beforeAll } from 'vitest';
import { Directories, type DirectoriesOptions } from '../../src/graph/directory/directories.ts';
import { configuredCaller, type Identify } from '../../src/http/identity.ts';
import { createGraphServer, type GraphServerOptions } from '../../src/http/server.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { createWixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';
import type { TestAnswer } from './graph.ts';

export interface DirectoryGraphOptions extends SandboxOptions {
  /** Which of the sandbox's keys the graph uses. Default `owner`. */
  readonly key?: keyof Sandbox['keys'];
  readonly directory?: Partial<DirectoriesOptions>;
  readonly server?: Partial<GraphServerOptions>;
  /** Replaces the configured caller. */
  readonly identify?: Identify;
}

export interface DirectoryGraph {
  readonly sandbox: Sandbox;
  readonly key: ApiKey;
  readonly directories: Directories;
  ask(document: string, variables?: object, headers?: Record<string, string>): Promise<TestAnswer>;
  /** Opens the directory, and waits until it is read as far as it is due. */
  crawl(): Promise<void>;
  /** Reads all lists again, and waits until they are read. */
  refresh(): Promise<void>;
}

/** A graph with a directory over a sandbox that is called over HTTP. Lists don't lag, and are read again when a test says so. */
export function useDirectory(options: DirectoryGraphOptions = {}): DirectoryGraph {
  const sandbox = createSandbox(options);
  const key = new ApiKey(sandbox.keys[options.key ?? 'owner']);
  let directories: Directories;
  let graph: ReturnType<typeof createGraphServer>;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const listening = await sandbox.listen();
    const client = createWixClient({ retry: { maxRetries: 0 }, breaker: false, origin: listening.url });
    directories = new Directories({ client, lagMs: 0, freshnessMs: 3_600_000, ...options.directory });
    graph = createGraphServer({
      client,
      identify: options.identify ?? configuredCaller(key, sandbox.accountId),
      directories,
      errors: {
        callersKey: options.identify !== undefined,
        onUnexpected: ({ error }) => {
          throw error;
        },
      },
      ...options.server,
    });
    close = async () => {
      directories.close();
      await client.close();
      await listening.close();
    };
  });

  afterAll(() => close());

  const ask: DirectoryGraph['ask'] = async (query, variables = {}, headers = {}) => {
    sandbox.calls.clear();
    const response = await graph.fetch(
      new Request('http://graph/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    );
    const { data, errors, extensions } = (await response.json()) as TestAnswer;
    const calls = sandbox.calls.counts();
    return { status: response.status, data, errors, calls, ...(extensions === undefined ? {} : { extensions }) };
  };
  return {
    sandbox,
    key,
    get directories() {
      return directories;
    },
    ask,
    crawl: async () => {
      await ask('{ account { directory { state } } }');
      await directories.quiet(key);
    },
    refresh: async () => {
      await ask('{ account { directory(refresh: true) { state } } }');
      await directories.quiet(key);
    },
  };
}
