import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settingNames } from '../../src/program/config.ts';
import { misspelledSettings } from '../../src/program/setting-names.ts';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const tokens = { JWT_JWKS: 'https://id.example/jwks', JWT_ISSUER: 'me', JWT_AUDIENCE: 'graph' };
const account = '0c87cd5d-4059-4e86-8f6e-d185b1e4a1bd';

describe('the settings', () => {
  it('are the sandbox on port 4000 of the loopback address when nothing is set', () => {
    expect(readConfig({})).toMatchInlineSnapshot(`
      {
        "allowedHosts": [],
        "audit": {
          "destination": "off",
          "personalData": "marked",
          "readsBefore": true,
        },
        "backend": {
          "mode": "sandbox",
          "seed": 1,
          "size": "demo",
        },
        "cache": {
          "maxBytes": 67108864,
          "stableTtlMs": 0,
          "staleMs": 0,
          "ttlMs": 0,
        },
        "callTimeoutMs": 8000,
        "callsPerMinute": 0,
        "corsOrigins": [],
        "directory": {
          "freshnessMs": 900000,
          "maxRecords": 200000,
          "mode": "lazy",
          "sharePercent": 50,
        },
        "execution": "compiled",
        "fastPath": true,
        "features": {
          "domainAssignments": false,
          "registeredDomains": false,
        },
        "graphiql": true,
        "host": "127.0.0.1",
        "idempotencyBytes": 67108864,
        "introspection": true,
        "keepAliveTimeoutMs": 65000,
        "logLevel": "warn",
        "maxCalls": 500,
        "maxConnections": 24,
        "maxOpenConnections": 4096,
        "maxRequests": 256,
        "maxResponseBytes": 33554432,
        "maxRetries": 2,
        "mergeWindowMs": 0,
        "metrics": true,
        "metricsListener": null,
        "operationTimeoutMs": 10000,
        "persistedDocuments": null,
        "port": 4000,
        "proxy": null,
        "routerSecrets": [],
        "schema": {
          "authDirectives": true,
          "exactKeys": false,
          "profile": "portable",
          "relayNode": false,
        },
        "sendKeyToPublic": false,
        "shareReads": true,
        "stop": {
          "delayMs": 0,
          "graceMs": 12000,
        },
        "store": null,
        "token": null,
      }
    `);
  });

  it('turn to Wix when key and account are set', () => {
    expect(readConfig({ WIX_API_KEY: 'key', WIX_ACCOUNT_ID: account.toUpperCase() }).backend).toEqual({
      mode: 'server',
      origin: 'https://www.wixapis.com',
      apiKey: 'key',
      accountId: account,
    });
  });

  it('take an empty variable for an absent one', () => {
    expect(readConfig({ WIX_API_KEY: '', PORT: '' })).toEqual(readConfig({}));
  });

  it('switch on what rests on guesses about Wix only when asked to', () => {
    expect(readConfig({ DOMAIN_ASSIGNMENTS: 'true' }).features).toEqual({
      domainAssignments: true,
      registeredDomains: false,
    });
    expect(readConfig({ REGISTERED_DOMAINS: 'true' }).features).toEqual({
      domainAssignments: false,
      registeredDomains: true,
    });
    expect(readConfig({ WIX_PUBLIC_WITH_KEY: 'true' }).sendKeyToPublic).toBe(true);
  });

  it('hide GraphiQL in production unless it is asked for', () => {
    expect(readConfig({ NODE_ENV: 'production' }).graphiql).toBe(false);
    expect(readConfig({ NODE_ENV: 'production', GRAPHIQL: 'true' }).graphiql).toBe(true);
    const trusted = { PERSISTED_DOCUMENTS: 'documents.json', PERSISTED_DOCUMENTS_ONLY: 'true' };
    expect(readConfig(trusted).graphiql).toBe(false);
    expect(readConfig({ ...trusted, GRAPHIQL: 'true' }).graphiql).toBe(true);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '4e3'],
    ['HOST', 'a b'],
    ['GRAPHIQL', 'yes'],
    ['WIX_AUTH', 'none'],
    ['WIX_API_KEY', 'two words'],
    ['WIX_API_KEY', 'line\nbreak'],
    ['WIX_ACCOUNT_ID', '123'],
    ['WIX_API_ORIGIN', 'http://www.wixapis.com'],
    ['WIX_API_ORIGIN', 'https://www.wixapis.com/path'],
    ['WIX_API_ORIGIN', 'file:///etc/passwd'],
    ['HTTPS_PROXY', 'proxy.example:8080'],
    ['HTTPS_PROXY', 'socks5://proxy.example'],
    ['WIX_CALL_TIMEOUT_MS', '0'],
    ['WIX_MAX_CONNECTIONS', '-1'],
    ['WIX_PUBLIC_WITH_KEY', '1'],
    ['OPERATION_TIMEOUT_MS', '1000000000'],
    ['DOMAIN_ASSIGNMENTS', 'yes'],
    ['REGISTERED_DOMAINS', '1st'],
    ['MAX_REQUESTS', '0'],
    ['STOP_DELAY_MS', '60001'],
    ['STOP_GRACE_MS', '999'],
    ['METRICS', 'on'],
    ['CACHE_TTL_MS', '-1'],
    ['CACHE_STABLE_TTL_MS', '1d'],
    ['CACHE_STALE_MS', '1e3'],
    ['CACHE_MAX_MB', '0'],
    ['SANDBOX_SIZE', 'small'],
    ['SANDBOX_SEED', '1.5'],
  ])('refuse %s=%j in one line that names it and does not repeat the value', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} must be .+\\.$`));
    expect(faults[0]).not.toContain(value.length > 3 ? value : '\0');
  });

  it('report every fault at once', () => {
    expect(faultsOf({ PORT: 'x', HOST: ' ', SANDBOX_SIZE: 'x' }).map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'HOST',
      'SANDBOX_SIZE',
    ]);
  });

  it('refuse a key without its account, and an account without a key', () => {
    expect(faultsOf({ WIX_API_KEY: 'key' })[0]).toMatch(/^WIX_ACCOUNT_ID is missing/);
    expect(faultsOf({ WIX_ACCOUNT_ID: account })[0]).toMatch(/^WIX_API_KEY is missing/);
  });

  it('refuse to allow trusted documents only without saying which', () => {
    expect(faultsOf({ PERSISTED_DOCUMENTS_ONLY: 'true' })[0]).toMatch(/^PERSISTED_DOCUMENTS is missing/);
    expect(faultsOf({ PERSISTED_DOCUMENTS_ONLY: 'true', PERSISTED_DOCUMENTS: 'x.json' })).toEqual([]);
  });

  it('refuse to expose a configured key beyond the loopback address', () => {
    expect(faultsOf({ WIX_API_KEY: 'key', WIX_ACCOUNT_ID: account, HOST: '0.0.0.0' })[0]).toMatch(
      /^HOST must be a loopback address/,
    );
    expect(faultsOf({ WIX_AUTH: 'forward', HOST: '0.0.0.0' })).toEqual([]);
    const exposed = { WIX_API_KEY: 'key', WIX_ACCOUNT_ID: account, HOST: '0.0.0.0' };
    expect(faultsOf({ ...exposed, ROUTER_SECRET: 'sixteen-letters-' })).toEqual([]);
    expect(faultsOf({ ...exposed, ...tokens })).toEqual([]);
  });

  it('take keys, issuer and audience of tokens together, and not where the caller brings a Wix key', () => {
    expect(readConfig(tokens).token).toEqual({ jwks: 'https://id.example/jwks', issuer: 'me', audience: 'graph' });
    expect(faultsOf({ JWT_JWKS: 'keys.json' }).map((line) => line.split(' ')[0])).toEqual([
      'JWT_ISSUER',
      'JWT_AUDIENCE',
    ]);
    expect(faultsOf({ ...tokens, JWT_JWKS: 'http://id.example/jwks' })[0]).toMatch(/^JWT_JWKS must be/);
    expect(faultsOf({ ...tokens, WIX_AUTH: 'forward' })[0]).toMatch(/^JWT_JWKS must not be set/);
  });

  it('refuse in production to send keys to another origin, unless it is said to be trusted', () => {
    const other = { WIX_AUTH: 'forward', WIX_API_ORIGIN: 'https://proxy.example', NODE_ENV: 'production' };
    expect(faultsOf(other)[0]).toMatch(/^WIX_API_ORIGIN must not be set/);
    expect(faultsOf({ ...other, WIX_API_ORIGIN_TRUSTED: 'true' })).toEqual([]);
    expect(faultsOf({ ...other, NODE_ENV: 'test' })).toEqual([]);
  });

  describe('with a misspelled name', () => {
    /** Slips of a hand, each as a change of a name. */
    const slips: readonly (readonly [string, (name: string) => string])[] = [
      ['without underscores', (name) => name.replaceAll('_', '')],
      ['in lower case', (name) => name.toLowerCase()],
      ['with hyphens', (name) => name.replaceAll('_', '-')],
      ['without its last letter', (name) => name.slice(0, -1)],
      ['in the plural', (name) => `${name}S`],
      ['with two letters changed', (name) => name.replace(/(.)(.)(?=.$)/, '$2$1')],
      ['with a letter twice', (name) => name.replace(/^(.)/, '$1$1')],
    ];
    const lowerCaseProxies = ['https_proxy', 'no_proxy'];
    const misspelled = slips.flatMap(([slip, change]) =>
      settingNames
        .map((name) => ({ slip, name, written: change(name) }))
        .filter(({ written }) => !settingNames.includes(written) && !lowerCaseProxies.includes(written)),
    );

    it.each(slips)('are refused %s, in a file .env', (slip) => {
      const ours = misspelled.filter((one) => one.slip === slip);
      expect(ours.length).toBeGreaterThan(20);
      for (const { name, written } of ours) {
        expect(misspelledSettings([written], settingNames, 'file')).toEqual([
          `${written} is not a setting. Did you mean ${name}? Correct or remove it.`,
        ]);
      }
    });

    it.each(slips)('are refused %s, in the environment, where short names belong to others', (slip) => {
      for (const { name, written } of misspelled.filter((one) => one.slip === slip)) {
        const faults =
          name.length < 6 ? [] : [expect.stringContaining(`${written} is not a setting. Did you mean ${name}?`)];
        expect(faultsOf({ [written]: 'x' })).toEqual(faults);
      }
    });

    it('are refused whatever begins with WIX_', () => {
      for (const name of ['WIX_KEY', 'WIX_TOKEN', 'WIX_SITE_ID', 'wix_account', 'WIX_'])
        expect(faultsOf({ [name]: '' }), name).toEqual([
          expect.stringMatching(/^\w+ is not a setting\. Did you mean WIX_/),
        ]);
    });

    it('are not looked for in what other programs set', () => {
      const others = [
        ...[
          'HOME',
          'HOSTNAME',
          'PATH',
          'PWD',
          'SHELL',
          'USER',
          'LANG',
          'LC_ALL',
          'TERM',
          'TZ',
          'EDITOR',
          'COLOR',
          'POST',
          'SPORT',
        ],
        ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'FTP_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'],
        ...[
          'NODE_ENV',
          'NODE_OPTIONS',
          'NODE_PATH',
          'NODE_DEBUG',
          'NODE_EXTRA_CA_CERTS',
          'NODE_COMPILE_CACHE',
          'NODE_USE_ENV_PROXY',
        ],
        ...[
          'npm_config_loglevel',
          'npm_package_version',
          'npm_lifecycle_event',
          'NPM_CONFIG_LOGLEVEL',
          'INIT_CWD',
          'CI',
          'HOSTTYPE',
        ],
        ...['KUBERNETES_SERVICE_HOST', 'WIX_ACCOUNT_GRAPH_SERVICE_HOST', 'WIX_ACCOUNT_GRAPH_SERVICE_PORT_HTTP'],
        ...['WIX_ACCOUNT_GRAPH_PORT', 'WIX_ACCOUNT_GRAPH_PORT_4000_TCP', 'WIX_ACCOUNT_GRAPH_PORT_4000_TCP_ADDR'],
        ...[
          'OTEL_EXPORTER_OTLP_ENDPOINT',
          'OTEL_SERVICE_NAME',
          'LOG_FORMAT',
          'REQUESTS_CA_BUNDLE',
          'SSL_CERT_FILE',
          'JWT_SECRET',
        ],
      ];
      expect(misspelledSettings(others, settingNames, 'environment')).toEqual([]);
      expect(misspelledSettings(Object.keys(process.env), settingNames, 'environment')).toEqual([]);
    });
  });

  it('of a shared store are complete and fit together, or stop the start', () => {
    const STATE_SECRET = 'x'.repeat(32);
    const of = (env: Record<string, string>) => readConfig({ STATE_SECRET, ...env }).store;
    expect(readConfig({}).store).toBeNull();
    expect(of({ REDIS_URL: 'rediss://me:pass@redis.example:6380/2' })).toEqual({
      urls: ['rediss://me:pass@redis.example:6380/2'],
      topology: 'single',
      keyPrefix: 'wag:',
      secret: STATE_SECRET,
    });
    const two = 'redis://a:7000, redis://b:7000';
    expect(of({ REDIS_URL: two, REDIS_CLUSTER: 'true', REDIS_KEY_PREFIX: 'own:' })).toMatchObject({
      urls: ['redis://a:7000', 'redis://b:7000'],
      topology: 'cluster',
      keyPrefix: 'own:',
    });
    expect(of({ REDIS_URL: two, REDIS_SENTINEL_NAME: 'mymaster' })).toMatchObject({
      topology: { sentinelName: 'mymaster' },
    });

    expect(faultsOf({ REDIS_URL: 'redis://a' })).toEqual([expect.stringMatching(/^STATE_SECRET is missing/)]);
    expect(faultsOf({ REDIS_CLUSTER: 'true' })).toEqual([expect.stringMatching(/^REDIS_URL is missing/)]);
    expect(faultsOf({ REDIS_URL: 'redis://a', STATE_SECRET: 'short' })).toEqual([
      expect.stringMatching(/^STATE_SECRET must be a secret of 32/),
    ]);
    for (const REDIS_URL of ['http://a', 'redis://', 'redis://a/x', 'redis://a?b=c', 'a:6379', 'redis://a,'])
      expect(faultsOf({ REDIS_URL, STATE_SECRET }), REDIS_URL).toEqual([expect.stringMatching(/^REDIS_URL must be/)]);
    expect(faultsOf({ REDIS_URL: two, STATE_SECRET })).toHaveLength(1);
    expect(faultsOf({ REDIS_URL: 'redis://a,rediss://b', STATE_SECRET, REDIS_CLUSTER: 'true' })).toHaveLength(1);
    expect(faultsOf({ REDIS_URL: 'redis://a/1', STATE_SECRET, REDIS_CLUSTER: 'true' })).toHaveLength(1);
    expect(
      faultsOf({ REDIS_URL: 'redis://a', STATE_SECRET, REDIS_CLUSTER: 'true', REDIS_SENTINEL_NAME: 'mymaster' }),
    ).toHaveLength(1);
  });
});
