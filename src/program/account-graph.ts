import { buildSchema, defaultSchemaOptions } from '../graph/schema.ts';
import { configuredCaller, forwardedCaller, type Identify } from '../http/identity.ts';
import { createGraphServer } from '../http/server.ts';
import { createAuditLog } from '../observe/audit.ts';
import { createWixClient, type WixClientOptions } from '../wix/client.ts';
import { ApiKey } from '../wix/credential.ts';
import { createQuota } from '../wix/quota.ts';
import { ReadCache } from '../wix/read-cache.ts';
import { isGuid } from '../wix/values.ts';
import type { AccountGraphOptions, createAccountGraph as Declared } from './embedding.ts';

interface Backend {
  readonly origin: string;
  readonly identify: Identify;
  close(): Promise<void>;
}

/** The entry of the package; see its declaration. */
export const createAccountGraph: typeof Declared = (options) => {
  const openBackend = backendOf(options);
  let opened: ReturnType<typeof open> | undefined;
  let closed: Promise<unknown> | undefined;
  return {
    fetch: async (request) => {
      opened ??= open(options, openBackend);
      const { server } = await opened;
      return server.fetch(request);
    },
    close: async () => {
      closed ??= opened?.then(({ client, backend }) => Promise.all([client.close(), backend.close()]));
      await closed;
    },
  };
};

async function open(options: AccountGraphOptions, openBackend: () => Promise<Backend>) {
  const {
    domainAssignments = false,
    registeredDomains = false,
    relayNode = false,
    maxRestCalls,
    onUnexpectedError = () => {},
    audit,
    ...settings
  } = options;
  const backend = await openBackend();
  const client = createWixClient({ origin: backend.origin, ...clientOptions(options) });
  const server = createGraphServer({
    ...settings,
    schema: buildSchema({ ...defaultSchemaOptions, relayNode }),
    audit: audit === undefined ? null : createAuditLog({ ...audit, secrets: secretsOf(options) }),
    client,
    identify: backend.identify,
    errors: { callersKey: 'forward' in options, onUnexpected: onUnexpectedError },
    features: { domainAssignments, registeredDomains },
    ...(maxRestCalls === undefined ? {} : { limits: { calls: maxRestCalls } }),
  });
  return { server, client, backend };
}

function secretsOf(options: AccountGraphOptions): string[] {
  return [...(options.routerSecrets ?? []), ...('apiKey' in options ? [options.apiKey] : [])];
}

function clientOptions(options: AccountGraphOptions): Omit<WixClientOptions, 'origin'> {
  const { callTimeoutMs, maxConnections, maxRetries, publicCallsWithKey, cache } = options;
  const { callsPerMinute = 'sandbox' in options ? 0 : 200 } = options;
  return {
    ...(callTimeoutMs === undefined ? {} : { callTimeoutMs }),
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(maxRetries === undefined ? {} : { retry: { maxRetries } }),
    ...(callsPerMinute === 0 ? {} : { quota: createQuota(callsPerMinute) }),
    ...(cache === undefined ? {} : { cache: new ReadCache(cache) }),
    ...(publicCallsWithKey === undefined ? {} : { sendKeyToPublic: publicCallsWithKey }),
  };
}

function backendOf(options: AccountGraphOptions): () => Promise<Backend> {
  if ('sandbox' in options) return () => openSandbox(options.sandbox);
  const { origin = 'https://www.wixapis.com' } = options;
  const close = async () => {};
  if ('forward' in options) return async () => ({ origin, identify: forwardedCaller(), close });
  const key = new ApiKey(options.apiKey);
  if (!isGuid(options.accountId)) throw new TypeError('accountId must be the GUID of an account.');
  return async () => ({ origin, identify: configuredCaller(key, options.accountId.toLowerCase()), close });
}

async function openSandbox(options: { readonly size?: 'demo' | 'large' | 'huge' | 'partner'; readonly seed?: number }) {
  const [{ createSandbox }, { quirksAsSeen }] = await Promise.all([
    import('../sandbox/sandbox.ts'),
    import('../sandbox/quirks.ts'),
  ]);
  const sandbox = createSandbox({ ...options, quirks: quirksAsSeen });
  const { url, close } = await sandbox.listen();
  return { origin: url, identify: configuredCaller(new ApiKey(sandbox.keys.owner), sandbox.accountId), close };
}
