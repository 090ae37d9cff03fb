import { z } from 'zod';
import type { Features } from '../graph/context.ts';
import { profiles, type SchemaOptions } from '../graph/federation/profile.ts';
import type { TokenSettings } from '../http/token.ts';
import { logLevels } from '../observe/log.ts';
import type { RedisSettings } from '../store/redis-client.ts';
import type { ProxySettings } from '../wix/dispatcher.ts';
import { isApiKeyText } from '../wix/values.ts';
import { misspelledSettings } from './setting-names.ts';

/** Target of REST calls, and the source of their key. */
export type Backend =
  | { readonly mode: 'sandbox'; readonly size: 'demo' | 'large' | 'huge' | 'partner'; readonly seed: number }
  | { readonly mode: 'server'; readonly origin: string; readonly apiKey: string; readonly accountId: string }
  | { readonly mode: 'forward'; readonly origin: string };

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly graphiql: boolean;
  readonly operationTimeoutMs: number;
  readonly callTimeoutMs: number;
  readonly maxConnections: number;
  /** Maximum calls of a tenant per minute; 0 for no limit. */
  readonly callsPerMinute: number;
  /** Maximum number of retries of a failed read. */
  readonly maxRetries: number;
  /** Whether calls of public APIs carry the key as well. */
  readonly sendKeyToPublic: boolean;
  readonly schema: SchemaOptions;
  readonly features: Features;
  readonly introspection: boolean;
  /** Maximum REST calls of one operation. */
  readonly maxCalls: number;
  /** Maximum bytes of the records of keyed writes; a quarter for one tenant. */
  readonly idempotencyBytes: number;
  /** Engine for operations. */
  readonly execution: 'compiled' | 'interpreted';
  /** Whether common requests bypass yoga. */
  readonly fastPath: boolean;
  /** The router secret and, during a rotation, the previous one. */
  readonly routerSecrets: readonly string[];
  /** Accepted tokens of callers; null if none. */
  readonly token: TokenSettings | null;
  readonly logLevel: (typeof logLevels)[number];
  /** Destination and content of the audit log of mutations and refused identities. */
  readonly audit: {
    readonly destination: 'stderr' | 'off' | { readonly path: string };
    readonly personalData: 'marked' | 'omitted';
    readonly readsBefore: boolean;
  };
  /** JSON files of trusted documents, and whether only they are allowed. */
  readonly persistedDocuments: { readonly paths: readonly string[]; readonly only: boolean } | null;
  /** Maximum number of requests in flight; further ones are rejected. */
  readonly maxRequests: number;
  /** Maximum number of open connections. */
  readonly maxOpenConnections: number;
  /** Maximum size of a response, in bytes. */
  readonly maxResponseBytes: number;
  /** Hosts that requests can name, besides the loopback names and `host`. */
  readonly allowedHosts: readonly string[];
  /** Origins whose pages can send operations and read responses. */
  readonly corsOrigins: readonly string[];
  /** Maximum idle time of a connection, in milliseconds. */
  readonly keepAliveTimeoutMs: number;
  /** Separate address of probes and metrics, if configured. */
  readonly metricsListener: { readonly port: number; readonly host: string } | null;
  /** Time for which new requests are still accepted after the stop signal, and time that requests in flight then have to finish. */
  readonly stop: { readonly delayMs: number; readonly graceMs: number };
  /** Whether `/metrics` is served. */
  readonly metrics: boolean;
  /** Whether equal reads in flight share one call. */
  readonly shareReads: boolean;
  /** Time that a read by id waits to be merged with others, in milliseconds. */
  readonly mergeWindowMs: number;
  /** Cache lifetime of reads, in milliseconds; 0 disables the cache. */
  readonly cache: {
    readonly ttlMs: number;
    readonly stableTtlMs: number;
    readonly staleMs: number;
    readonly maxBytes: number;
  };
  /** The copy of the account tree that answers searches and lists over accounts. */
  readonly directory: {
    /** `lazy`: read once somebody asks; `on`: from the start. */
    readonly mode: 'off' | 'lazy' | 'on';
    /** Maximum age of a list before it is read again, in milliseconds. */
    readonly freshnessMs: number;
    /** Percentage of the calls per minute that reading it may use. */
    readonly sharePercent: number;
    readonly maxRecords: number;
  };
  /** The store that several processes share; null where this process shares nothing. */
  readonly store: (RedisSettings & { readonly keyPrefix: string; readonly secret: string }) | null;
  readonly backend: Backend;
  /** The proxy for calls to Wix. */
  readonly proxy: ProxySettings | null;
}

/** Invalid settings. `faults` has one line for each invalid variable, with its name and never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

const whole = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum);

const mustBe = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'a host name or IP address to listen on',
  GRAPHIQL: 'true or false',
  WIX_AUTH: 'sandbox, server or forward',
  WIX_API_KEY: 'an API key of 1 to 8192 visible ASCII characters',
  WIX_ACCOUNT_ID: 'the GUID of an account',
  WIX_API_ORIGIN: 'an origin such as https://www.wixapis.com: https, or http on a loopback address',
  WIX_API_ORIGIN_TRUSTED: 'true or false',
  HTTPS_PROXY: 'the http or https URL of a proxy',
  NO_PROXY: 'a list of host names, separated by commas',
  WIX_CALL_TIMEOUT_MS: 'a whole number of milliseconds from 100 to 60000',
  WIX_MAX_CONNECTIONS: 'a whole number from 1 to 1000',
  WIX_CALLS_PER_MINUTE: 'a whole number from 0 to 10000000',
  WIX_MAX_RETRIES: 'a whole number from 0 to 5',
  WIX_PUBLIC_WITH_KEY: 'true or false',
  OPERATION_TIMEOUT_MS: 'a whole number of milliseconds from 100 to 120000',
  DOMAIN_ASSIGNMENTS: 'true or false',
  REGISTERED_DOMAINS: 'true or false',
  INTROSPECTION: 'true or false',
  MAX_REST_CALLS: 'a whole number from 1 to 100000',
  IDEMPOTENCY_MAX_MB: 'a whole number of megabytes from 1 to 4096',
  EXECUTION: 'compiled or interpreted',
  FAST_PATH: 'true or false',
  ROUTER_SECRET: 'a secret of 16 to 256 visible ASCII characters',
  ROUTER_SECRET_PREVIOUS: 'a secret of 16 to 256 visible ASCII characters',
  JWT_JWKS: 'the https URL (http on a loopback address) or the path of a JSON Web Key Set',
  JWT_ISSUER: 'the issuer of the tokens, as in their claim iss',
  JWT_AUDIENCE: 'the audience of the tokens, as in their claim aud',
  MAX_REQUESTS: 'a whole number from 1 to 100000',
  MAX_OPEN_CONNECTIONS: 'a whole number from 16 to 100000',
  MAX_RESPONSE_MB: 'a whole number of megabytes from 1 to 256',
  CORS_ORIGINS: 'origins such as https://app.example.com, separated by commas, each http or https without a path',
  KEEP_ALIVE_TIMEOUT_MS: 'a whole number of milliseconds from 1000 to 3600000',
  ALLOWED_HOSTS: 'host names separated by commas, each with or without a port',
  METRICS_PORT: 'a whole number from 0 to 65535',
  METRICS_HOST: 'a host name or IP address to listen on',
  STOP_DELAY_MS: 'a whole number of milliseconds from 0 to 60000',
  STOP_GRACE_MS: 'a whole number of milliseconds from 1000 to 300000',
  METRICS: 'true or false',
  SHARE_READS: 'true or false',
  MERGE_WINDOW_MS: 'a whole number of milliseconds from 0 to 1000',
  CACHE_TTL_MS: 'a whole number of milliseconds from 0 to 3600000',
  CACHE_STABLE_TTL_MS: 'a whole number of milliseconds from 0 to 86400000',
  CACHE_STALE_MS: 'a whole number of milliseconds from 0 to 86400000',
  CACHE_MAX_MB: 'a whole number of megabytes from 1 to 4096',
  DIRECTORY: 'off, lazy or on',
  DIRECTORY_FRESHNESS_MS: 'a whole number of milliseconds from 10000 to 86400000',
  DIRECTORY_SHARE_PERCENT: 'a whole number from 1 to 100',
  DIRECTORY_MAX_RECORDS: 'a whole number from 100 to 10000000',
  REDIS_URL: 'the URL of a Redis such as redis://user:password@host:6379/0, or several separated by commas',
  REDIS_CLUSTER: 'true or false',
  REDIS_SENTINEL_NAME: 'the name under which Sentinel knows the servers',
  REDIS_KEY_PREFIX: '1 to 64 letters, digits, or any of : . _ -',
  STATE_SECRET: 'a secret of 32 to 256 visible ASCII characters, the same in all processes',
  LOG_LEVEL: 'fatal, error, warn, info or silent',
  AUDIT_LOG: 'stderr, off or the path of a file that can be appended to',
  AUDIT_PERSONAL_DATA: 'marked or omitted',
  AUDIT_BEFORE: 'true or false',
  PERSISTED_DOCUMENTS: 'the paths of JSON files, separated by commas',
  PERSISTED_DOCUMENTS_ONLY: 'true or false',
  SCHEMA_PROFILE: 'portable, apollo or cosmo',
  SCHEMA_AUTH_DIRECTIVES: 'true or false',
  SCHEMA_EXACT_KEYS: 'true or false',
  RELAY_NODE: 'true or false',
  SANDBOX_SIZE: 'demo, large, huge or partner',
  SANDBOX_SEED: 'a whole number from 0 to 999999999',
} as const;

const wixOrigin = 'https://www.wixapis.com';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const secret = z.string().regex(/^[\x21-\x7e]{16,256}$/);

const hostToListenOn = z.string().regex(/^[0-9A-Za-z.:-]{1,253}$/);

const variables = z.object({
  PORT: whole(0, 65_535).default(4000),
  HOST: hostToListenOn.default('127.0.0.1'),
  GRAPHIQL: flag.optional(),
  ROUTER_SECRET: secret.optional(),
  ROUTER_SECRET_PREVIOUS: secret.optional(),
  JWT_JWKS: z.string().max(2_048).refine(isJwksPlace).optional(),
  JWT_ISSUER: z.string().max(2_048).optional(),
  JWT_AUDIENCE: z.string().max(2_048).optional(),
  MAX_REQUESTS: whole(1, 100_000).default(256),
  MAX_OPEN_CONNECTIONS: whole(16, 100_000).default(4_096),
  MAX_RESPONSE_MB: whole(1, 256).default(32),
  ALLOWED_HOSTS: z
    .string()
    .regex(/^[\w.:[\]-]{1,253}(\s*,\s*[\w.:[\]-]{1,253}){0,99}$/)
    .transform((value) => value.split(',').map((host) => host.trim()))
    .optional(),
  CORS_ORIGINS: z
    .string()
    .max(8_192)
    .transform((value) => value.split(',').map((origin) => origin.trim().replace(/\/$/, '')))
    .refine((origins) => origins.length <= 100 && origins.every(isOrigin))
    .optional(),
  KEEP_ALIVE_TIMEOUT_MS: whole(1_000, 3_600_000).default(65_000),
  METRICS_PORT: whole(0, 65_535).optional(),
  METRICS_HOST: hostToListenOn.optional(),
  STOP_DELAY_MS: whole(0, 60_000).optional(),
  STOP_GRACE_MS: whole(1_000, 300_000).optional(),
  METRICS: flag.optional(),
  SHARE_READS: flag.default(true),
  MERGE_WINDOW_MS: whole(0, 1_000).default(0),
  CACHE_TTL_MS: whole(0, 3_600_000).default(0),
  CACHE_STABLE_TTL_MS: whole(0, 86_400_000).optional(),
  CACHE_STALE_MS: whole(0, 86_400_000).default(0),
  CACHE_MAX_MB: whole(1, 4_096).default(64),
  DIRECTORY: z.enum(['off', 'lazy', 'on']).default('lazy'),
  DIRECTORY_FRESHNESS_MS: whole(10_000, 86_400_000).default(900_000),
  DIRECTORY_SHARE_PERCENT: whole(1, 100).default(50),
  DIRECTORY_MAX_RECORDS: whole(100, 10_000_000).default(200_000),
  REDIS_URL: z
    .string()
    .max(4_096)
    .transform((value) => value.split(',').map((url) => url.trim()))
    .refine((urls) => urls.every(isRedisUrl))
    .optional(),
  REDIS_CLUSTER: flag.default(false),
  REDIS_SENTINEL_NAME: z
    .string()
    .regex(/^[\w.-]{1,128}$/)
    .optional(),
  REDIS_KEY_PREFIX: z
    .string()
    .regex(/^[\w:.-]{1,64}$/)
    .default('wag:'),
  STATE_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{32,256}$/)
    .optional(),
  LOG_LEVEL: z.enum(logLevels).default('warn'),
  AUDIT_LOG: z.string().max(4_096).optional(),
  AUDIT_PERSONAL_DATA: z.enum(['marked', 'omitted']).default('marked'),
  AUDIT_BEFORE: flag.default(true),
  PERSISTED_DOCUMENTS: z
    .string()
    .max(4_096)
    .transform((value) => value.split(',').map((path) => path.trim()))
    .refine((paths) => paths.every((path) => path !== ''))
    .optional(),
  PERSISTED_DOCUMENTS_ONLY: flag.default(false),
  SCHEMA_PROFILE: z.enum(profiles).default('portable'),
  SCHEMA_AUTH_DIRECTIVES: flag.default(true),
  SCHEMA_EXACT_KEYS: flag.default(false),
  RELAY_NODE: flag.default(false),
  DOMAIN_ASSIGNMENTS: flag.default(false),
  REGISTERED_DOMAINS: flag.default(false),
  INTROSPECTION: flag.optional(),
  MAX_REST_CALLS: whole(1, 100_000).default(500),
  IDEMPOTENCY_MAX_MB: whole(1, 4_096).default(64),
  EXECUTION: z.enum(['compiled', 'interpreted']).default('compiled'),
  FAST_PATH: flag.default(true),
  WIX_AUTH: z.enum(['sandbox', 'server', 'forward']).optional(),
  WIX_API_KEY: z.string().refine(isApiKeyText).optional(),
  WIX_ACCOUNT_ID: z.guid().toLowerCase().optional(),
  WIX_API_ORIGIN: z.string().refine(isSafeOrigin).default(wixOrigin),
  WIX_API_ORIGIN_TRUSTED: flag.default(false),
  HTTPS_PROXY: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional(),
  NO_PROXY: z.string().max(8_192).default(''),
  WIX_CALL_TIMEOUT_MS: whole(100, 60_000).default(8_000),
  WIX_MAX_CONNECTIONS: whole(1, 1_000).default(24),
  WIX_CALLS_PER_MINUTE: whole(0, 10_000_000).optional(),
  WIX_MAX_RETRIES: whole(0, 5).default(2),
  WIX_PUBLIC_WITH_KEY: flag.default(false),
  OPERATION_TIMEOUT_MS: whole(100, 120_000).default(10_000),
  SANDBOX_SIZE: z.enum(['demo', 'large', 'huge', 'partner']).default('demo'),
  SANDBOX_SEED: whole(0, 999_999_999).default(1),
});

type Settings = z.infer<typeof variables>;

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(mustBe);

/** Throws a {@link ConfigError} for variables that look like misspelled settings. */
export function refuseMisspelled(names: readonly string[], place: 'environment' | 'file'): void {
  const faults = misspelledSettings(names, settingNames, place);
  if (faults.length > 0) throw new ConfigError(faults);
}

/**
 * Reads the settings from environment variables. An empty variable counts as absent. Throws a {@link ConfigError} with all invalid
 * variables, also if the settings would let anyone who reaches the port use the configured key.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  refuseMisspelled(Object.keys(env), 'environment');
  // By convention, the lower-case names of proxy variables take precedence.
  const proxies = {
    HTTPS_PROXY: env['https_proxy'] || env['HTTPS_PROXY'],
    NO_PROXY: env['no_proxy'] || env['NO_PROXY'],
  };
  const given = Object.fromEntries(
    Object.entries({ ...env, ...proxies }).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = variables.safeParse(given);
  if (!read.success) {
    const names = new Set(read.error.issues.map((issue) => String(issue.path[0])));
    throw new ConfigError([...names].map((name) => `${name} must be ${mustBe[name as keyof typeof mustBe]}.`));
  }
  const settings = read.data;
  const isProduction = env['NODE_ENV'] === 'production';
  const backend = backendOf(settings, isProduction);
  return {
    port: settings.PORT,
    host: settings.HOST,
    // GraphiQL sends documents as text, which is rejected if only trusted documents are allowed.
    graphiql: settings.GRAPHIQL ?? !(isProduction || settings.PERSISTED_DOCUMENTS_ONLY),
    operationTimeoutMs: settings.OPERATION_TIMEOUT_MS,
    callTimeoutMs: settings.WIX_CALL_TIMEOUT_MS,
    maxConnections: settings.WIX_MAX_CONNECTIONS,
    maxRetries: settings.WIX_MAX_RETRIES,
    callsPerMinute: settings.WIX_CALLS_PER_MINUTE ?? (backend.mode === 'sandbox' ? 0 : 200),
    sendKeyToPublic: settings.WIX_PUBLIC_WITH_KEY,
    schema: {
      profile: settings.SCHEMA_PROFILE,
      authDirectives: settings.SCHEMA_AUTH_DIRECTIVES,
      exactKeys: settings.SCHEMA_EXACT_KEYS,
      relayNode: settings.RELAY_NODE,
    },
    features: {
      domainAssignments: settings.DOMAIN_ASSIGNMENTS,
      registeredDomains: settings.REGISTERED_DOMAINS,
    },
    introspection: settings.INTROSPECTION ?? !isProduction,
    maxCalls: settings.MAX_REST_CALLS,
    idempotencyBytes: settings.IDEMPOTENCY_MAX_MB * 1024 * 1024,
    execution: settings.EXECUTION,
    fastPath: settings.FAST_PATH,
    routerSecrets: [settings.ROUTER_SECRET, settings.ROUTER_SECRET_PREVIOUS].filter((value) => value !== undefined),
    token: tokenOf(settings),
    logLevel: settings.LOG_LEVEL,
    audit: {
      destination: auditDestination(settings.AUDIT_LOG ?? (backend.mode === 'sandbox' ? 'off' : 'stderr')),
      personalData: settings.AUDIT_PERSONAL_DATA,
      readsBefore: settings.AUDIT_BEFORE,
    },
    directory: {
      mode: settings.DIRECTORY,
      freshnessMs: settings.DIRECTORY_FRESHNESS_MS,
      sharePercent: settings.DIRECTORY_SHARE_PERCENT,
      maxRecords: settings.DIRECTORY_MAX_RECORDS,
    },
    persistedDocuments: persistedDocumentsOf(settings),
    maxRequests: settings.MAX_REQUESTS,
    maxOpenConnections: settings.MAX_OPEN_CONNECTIONS,
    maxResponseBytes: settings.MAX_RESPONSE_MB * 1024 * 1024,
    allowedHosts: settings.ALLOWED_HOSTS ?? [],
    corsOrigins: settings.CORS_ORIGINS ?? [],
    keepAliveTimeoutMs: settings.KEEP_ALIVE_TIMEOUT_MS,
    metricsListener:
      settings.METRICS_PORT === undefined
        ? null
        : { port: settings.METRICS_PORT, host: settings.METRICS_HOST ?? settings.HOST },
    stop: {
      delayMs: settings.STOP_DELAY_MS ?? (isProduction ? 3_000 : 0),
      // Long enough for every operation to reach its timeout.
      graceMs: settings.STOP_GRACE_MS ?? settings.OPERATION_TIMEOUT_MS + 2_000,
    },
    metrics: settings.METRICS ?? !isProduction,
    shareReads: settings.SHARE_READS,
    mergeWindowMs: settings.MERGE_WINDOW_MS,
    cache: {
      ttlMs: settings.CACHE_TTL_MS,
      stableTtlMs: settings.CACHE_STABLE_TTL_MS ?? settings.CACHE_TTL_MS,
      staleMs: settings.CACHE_STALE_MS,
      maxBytes: settings.CACHE_MAX_MB * 1024 * 1024,
    },
    store: storeOf(settings),
    backend,
    proxy: proxyOf(settings, backend),
  };
}

function storeOf(settings: Settings): Config['store'] {
  const {
    REDIS_URL: urls,
    REDIS_CLUSTER: isCluster,
    REDIS_SENTINEL_NAME: sentinelName,
    STATE_SECRET: secret,
  } = settings;
  if (urls === undefined) {
    const lonely = [
      ...(isCluster ? ['REDIS_CLUSTER'] : []),
      ...(sentinelName === undefined ? [] : ['REDIS_SENTINEL_NAME']),
    ];
    if (lonely.length === 0) return null;
    throw new ConfigError(lonely.map((name) => `REDIS_URL is missing: ${name} says how to use it.`));
  }
  const [first] = urls.map((url) => new URL(url));
  const isAlike = urls.map((url) => new URL(url)).every((url) => accessOf(url) === accessOf(first));
  const faults = [
    ...(secret === undefined
      ? ['STATE_SECRET is missing: with REDIS_URL all processes name tenants and encrypt values by the same secret.']
      : []),
    ...(isCluster && sentinelName !== undefined ? ['REDIS_CLUSTER must be left out with REDIS_SENTINEL_NAME.'] : []),
    ...(urls.length > 1 && !isCluster && sentinelName === undefined
      ? ['REDIS_URL must be one URL, or REDIS_CLUSTER or REDIS_SENTINEL_NAME be set.']
      : []),
    ...(isAlike ? [] : ['REDIS_URL must have the same scheme, user, password and database for all nodes.']),
    ...(isCluster && !/^\/?0?$/.test(first?.pathname ?? '')
      ? ['REDIS_URL must name no database with REDIS_CLUSTER: a cluster has one only.']
      : []),
  ];
  if (secret === undefined || faults.length > 0) throw new ConfigError(faults);
  const topology = sentinelName !== undefined ? { sentinelName } : isCluster ? 'cluster' : 'single';
  return { urls, topology, keyPrefix: settings.REDIS_KEY_PREFIX, secret };
}

/** Returns all of a URL but the address. */
function accessOf(url: URL | undefined): string {
  return JSON.stringify([url?.protocol, url?.username, url?.password, url?.pathname]);
}

function isRedisUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(value);
  const isPlain = /^(\/\d{0,4})?$/.test(pathname) && search === '' && hash === '';
  return (protocol === 'redis:' || protocol === 'rediss:') && hostname !== '' && isPlain;
}

function backendOf(settings: Settings, isProduction: boolean): Backend {
  const { WIX_API_KEY: apiKey, WIX_ACCOUNT_ID: accountId, WIX_API_ORIGIN: origin } = settings;
  const mode = settings.WIX_AUTH ?? (apiKey === undefined && accountId === undefined ? 'sandbox' : 'server');
  if (mode === 'sandbox') return { mode, size: settings.SANDBOX_SIZE, seed: settings.SANDBOX_SEED };
  const faultsOfOrigin = originFaults(settings, isProduction);
  if (mode === 'forward') {
    if (faultsOfOrigin.length > 0) throw new ConfigError(faultsOfOrigin);
    return { mode, origin };
  }
  const faults = [
    ...faultsOfOrigin,
    ...(apiKey === undefined
      ? ['WIX_API_KEY is missing: without a key, unset WIX_ACCOUNT_ID to use the sandbox.']
      : []),
    ...(accountId === undefined ? ['WIX_ACCOUNT_ID is missing: set it to the account that owns WIX_API_KEY.'] : []),
    ...(isLoopback(settings.HOST) || settings.ROUTER_SECRET !== undefined || settings.JWT_JWKS !== undefined
      ? []
      : [
          'HOST must be a loopback address with WIX_API_KEY, unless ROUTER_SECRET or JWT_JWKS is set: otherwise anyone could use the key.',
        ]),
  ];
  if (apiKey === undefined || accountId === undefined || faults.length > 0) throw new ConfigError(faults);
  return { mode, origin, apiKey, accountId };
}

/** Returns the proxy, which is not used for the sandbox and other servers on this machine. */
function proxyOf({ HTTPS_PROXY: url, NO_PROXY: except }: Settings, backend: Backend): ProxySettings | null {
  if (url === undefined || backend.mode === 'sandbox' || isLoopback(new URL(backend.origin).hostname)) return null;
  return { url, except };
}

function auditDestination(given: string): Config['audit']['destination'] {
  return given === 'stderr' || given === 'off' ? given : { path: given };
}

function persistedDocumentsOf(settings: Settings): Config['persistedDocuments'] {
  const { PERSISTED_DOCUMENTS: paths, PERSISTED_DOCUMENTS_ONLY: only } = settings;
  if (paths !== undefined) return { paths, only };
  // Otherwise every document would be accepted.
  if (only)
    throw new ConfigError(['PERSISTED_DOCUMENTS is missing: PERSISTED_DOCUMENTS_ONLY allows no other documents.']);
  return null;
}

function tokenOf(settings: Settings): TokenSettings | null {
  const { JWT_JWKS: jwks, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = settings;
  if (jwks === undefined && issuer === undefined && audience === undefined) return null;
  const faults = (['JWT_JWKS', 'JWT_ISSUER', 'JWT_AUDIENCE'] as const)
    .filter((name) => settings[name] === undefined)
    .map((name) => `${name} is missing: set JWT_JWKS, JWT_ISSUER and JWT_AUDIENCE together.`);
  if (settings.WIX_AUTH === 'forward') {
    faults.push('JWT_JWKS must not be set with WIX_AUTH=forward: then the header authorization contains the Wix key.');
  }
  if (jwks === undefined || issuer === undefined || audience === undefined || faults.length > 0) {
    throw new ConfigError(faults);
  }
  return { jwks, issuer, audience };
}

/** Whether the value is a path, or a URL whose response can't be changed in transit. */
function isJwksPlace(value: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return true;
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** Rejects other origins in production, because a mistyped one would send the keys to somebody else. */
function originFaults({ WIX_API_ORIGIN: origin, WIX_API_ORIGIN_TRUSTED: trusted }: Settings, isProduction: boolean) {
  const isUsual = origin.replace(/\/$/, '') === wixOrigin || isLoopback(new URL(origin).hostname);
  return isUsual || trusted || !isProduction
    ? []
    : ['WIX_API_ORIGIN must not be set in production unless WIX_API_ORIGIN_TRUSTED is true: API keys are sent there.'];
}

/** Whether a text is an origin as browsers send it. */
function isOrigin(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).origin === value;
}

function isSafeOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isSecure && url.origin === value.replace(/\/$/, '');
}
