import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Backend, type Config, ConfigError, readConfig } from './config.ts';
import type { PersistedDocuments } from './documents.ts';
import { configuredCaller, forwardedCaller, type Identify } from './identity.ts';
import { createSandbox } from './sandbox/sandbox.ts';
import { buildSchema } from './schema.ts';
import { createGraphServer } from './server.ts';
import { createWixClient } from './wix/client.ts';
import { ApiKey } from './wix/credential.ts';
import { createQuota } from './wix/quota.ts';

/** The exit code of sysexits.h for settings that cannot be used. */
const configFault = 78;

interface Upstream {
  readonly origin: string;
  readonly identify: Identify;
  readonly description: string;
  close(): Promise<void>;
}

async function openUpstream(backend: Backend): Promise<Upstream> {
  if (backend.mode === 'sandbox') {
    const sandbox = createSandbox({ size: backend.size, seed: backend.seed });
    const listening = await sandbox.listen();
    return {
      origin: listening.url,
      identify: configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId),
      description: `the sandbox (${backend.size}) at ${listening.url}`,
      close: () => listening.close(),
    };
  }
  return {
    origin: backend.origin,
    identify:
      backend.mode === 'server' ? configuredCaller(new ApiKey(backend.apiKey), backend.accountId) : forwardedCaller(),
    description: `Wix at ${backend.origin}`,
    close: async () => {},
  };
}

async function start(config: Config): Promise<void> {
  const upstream = await openUpstream(config.backend);
  const client = createWixClient({
    origin: upstream.origin,
    callTimeoutMs: config.callTimeoutMs,
    maxConnections: config.maxConnections,
    retry: { maxRetries: config.maxRetries },
    ...(config.callsPerMinute === 0 ? {} : { quota: createQuota(config.callsPerMinute) }),
    sendKeyToPublic: config.sendKeyToPublic,
  });
  const graph = createGraphServer({
    client,
    identify: upstream.identify,
    errors: {
      callersKey: config.backend.mode === 'forward',
      onUnexpected: ({ errorId, error }) => log(errorId, error),
    },
    operationTimeoutMs: config.operationTimeoutMs,
    schema: buildSchema(config.schema),
    features: config.features,
    introspection: config.introspection,
    limits: { calls: config.maxCalls },
    routerSecrets: config.routerSecrets,
    ...(config.persistedDocuments === null ? {} : { persistedDocuments: readDocuments(config.persistedDocuments) }),
    graphiql: config.graphiql && {
      defaultQuery: readFileSync(new URL('../schema/operations/account-overview.graphql', import.meta.url), 'utf8'),
    },
  });
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000, maxHeaderSize: 16_384 }, graph);

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(() => void Promise.all([client.close(), upstream.close()]));
    // Connections that wait for a next request would keep the process alive.
    setInterval(() => server.closeIdleConnections(), 100).unref();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);

  server.on('error', (error) => {
    process.stderr.write(`Cannot listen on HOST and PORT: ${error.message}\n`);
    process.exit(configFault);
  });
  server.listen(config.port, config.host, () => {
    const { address, port, family } = server.address() as AddressInfo;
    const host = family === 'IPv6' ? `[${address}]` : address === '127.0.0.1' ? 'localhost' : address;
    process.stdout.write(`The account graph is at http://${host}:${port}/graphql, backed by ${upstream.description}\n`);
  });
}

function readDocuments({ path, only }: { path: string; only: boolean }): PersistedDocuments {
  let entries: unknown;
  try {
    entries = Object.entries(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    entries = null;
  }
  if (!Array.isArray(entries) || !entries.every(([, document]) => typeof document === 'string')) {
    throw new ConfigError(['PERSISTED_DOCUMENTS must be the path of a JSON object of documents by their id.']);
  }
  return { documents: new Map(entries), only };
}

function log(errorId: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${JSON.stringify({ level: 'error', errorId, error: text })}\n`);
}

function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

try {
  loadEnvFile();
  await start(readConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(configFault);
}
