import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGatewayRuntime, type GatewayConfigSupergraph } from '@graphql-hive/gateway-runtime';
import { DCLinter } from 'dclint';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { gatewayConfig } from '../../examples/compose/gateway.config.ts';
import { ConfigError, readConfig } from '../../src/program/config.ts';
import { type RunningProgram, startProgram } from '../support/program.ts';
import {
  composedSupergraph,
  environmentOf,
  folder,
  graphUrl,
  imageEnvironment,
  root,
  services,
  text,
} from './compose/example.ts';
import { listen, type Running } from './supergraph/listen.ts';
import { type HostedSubgraph, hostSubgraph } from './supergraph/subgraph-host.ts';

const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const ROUTER_SECRET = 'the-secret-of-the-example';

/** The file that adds Redis and a second process. */
const withRedis = readFileSync(`${folder}/redis.yaml`, 'utf8');

describe('the compose file', () => {
  it('is one by the schema of Compose, and has nothing that the linter objects to', () => {
    const linter = new DCLinter({
      rules: { 'require-quotes-in-ports': [1, { quoteType: 'double' }] },
      quiet: false,
      debug: false,
      exclude: [],
    });
    expect(
      linter
        .lintFiles([`${folder}/compose.yaml`, `${folder}/redis.yaml`], false)
        .flatMap(({ messages }: { messages: unknown[] }) => messages),
    ).toEqual([]);
  });

  it('builds and mounts what there is', () => {
    expect(existsSync(join(folder, services.graph.build ?? '', 'Dockerfile'))).toBe(true);
    const mounted = (services.gateway.volumes ?? []).map((volume) => volume.split(':'));
    for (const [source = '', target, mode] of mounted) {
      expect(existsSync(join(folder, source))).toBe(true);
      expect([target, mode]).toEqual([`/gateway/${source.slice('./'.length)}`, 'ro']);
    }
    expect(mounted).toHaveLength(2);
  });

  it('lets the gateway reach the graph where its image listens, and nobody else', () => {
    const { hostname, port, pathname } = new URL(graphUrl);
    expect(services).toHaveProperty(hostname);
    expect(port).toBe(imageEnvironment(dockerfile)['PORT']);
    expect(port).toBe(/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]);
    expect(pathname).toBe('/graphql');
    expect(services.graph.ports).toBeUndefined();
    expect(services.gateway.ports).toEqual(['127.0.0.1:4000:4000']);
  });

  it('waits for the health check of the Dockerfile', () => {
    expect(services.gateway.depends_on).toEqual({ graph: { condition: 'service_healthy' } });
    expect(services.graph.healthcheck).toBeUndefined();
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
  });

  it('starts the graph on the sandbox, or on an account, and never without the secret', () => {
    const config = (given: Record<string, string>) =>
      readConfig({ ...imageEnvironment(dockerfile), ...environmentOf(services.graph, given) });
    const account = { WIX_API_KEY: 'a-key', WIX_ACCOUNT_ID: '0c87cd5d-7ccb-4a0f-9f6c-5d0f1a3c2b11' };
    expect(config({ ROUTER_SECRET })).toMatchObject({ backend: { mode: 'sandbox' }, routerSecrets: [ROUTER_SECRET] });
    expect(config({ ROUTER_SECRET, ...account })).toMatchObject({ backend: { mode: 'server', apiKey: 'a-key' } });
    expect(() => config(account)).toThrow(/^ROUTER_SECRET is missing/);
    // Without the secret, which the file asks for, the graph itself refuses to start.
    expect(() => readConfig({ ...imageEnvironment(dockerfile), ...account })).toThrow(ConfigError);
  });

  it('lets two processes share a Redis that keeps what it has, with redis.yaml', () => {
    const { graph, redis } = (parse(withRedis) as { services: Record<'graph' | 'redis', typeof services.graph> })
      .services;
    const given = { ROUTER_SECRET, STATE_SECRET: 'x'.repeat(32) };
    const environment = { ...environmentOf(services.graph, given), ...environmentOf(graph, given) };
    const { store } = readConfig({ ...imageEnvironment(dockerfile), ...environment });
    expect(store).toMatchObject({ urls: ['redis://redis:6379'], topology: 'single', secret: given.STATE_SECRET });
    expect(() => environmentOf(graph, { ROUTER_SECRET })).toThrow(/^STATE_SECRET is missing/);
    expect(redis.ports).toBeUndefined();
    expect(redis.command).toEqual(expect.arrayContaining(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']));
  });

  it('asks for the variables that .env.example names', () => {
    const asked = [...`${text}${withRedis}`.matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    const named = [...readFileSync(`${folder}/.env.example`, 'utf8').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual(named.sort());
  });

  it('serves the supergraph of the present schema', async () => {
    await expect(composedSupergraph()).toMatchFileSnapshot(join(folder, 'supergraph.graphql'));
  });
});

describe('the gateway of the compose file', () => {
  let program: RunningProgram;
  let graph: HostedSubgraph;
  let gateway: Running;
  let runtime: ReturnType<typeof createGatewayRuntime>;
  /** What the next request to the graph gets in its place. */
  let failure: (() => Response) | null = null;
  const received: Headers[] = [];

  beforeAll(async () => {
    const given = { ROUTER_SECRET };
    vi.stubEnv('ROUTER_SECRET', environmentOf(services.gateway, given)['ROUTER_SECRET']);
    program = await startProgram([join(root, 'src/program/cli.ts'), 'start'], {
      ...imageEnvironment(dockerfile),
      ...environmentOf(services.graph, given),
      PORT: '0',
    });
    graph = await hostSubgraph(async (request) => {
      received.push(request.headers);
      const fail = failure;
      failure = null;
      if (fail !== null) return fail();
      return fetch(program.url, { method: 'POST', headers: request.headers, body: await request.text() });
    });
    const config: GatewayConfigSupergraph = {
      ...gatewayConfig,
      upstreamRetry: (request) => {
        const settings = gatewayConfig.upstreamRetry(request);
        return settings && { ...settings, retryDelay: 1 };
      },
      supergraph: composedSupergraph().replace(graphUrl, graph.url),
      logging: false,
    };
    runtime = createGatewayRuntime(config);
    gateway = await listen(runtime);
  });

  beforeEach(() => {
    failure = null;
    received.length = 0;
    graph.requests.length = 0;
  });

  afterAll(async () => {
    await gateway.close();
    await runtime.dispose();
    await graph.close();
    program.child.kill('SIGTERM');
    vi.unstubAllEnvs();
  });

  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: each test states the shape of its answer.
    return (await response.json()) as { data: any; errors?: { extensions: Record<string, unknown> }[] };
  };

  it('answers', async () => {
    expect(await ask('{ account { name } }')).toEqual({ data: { account: { name: 'Northwind Studio' } } });
  });

  it('shows the secret, whatever a client sends, and keeps the client’s other headers', async () => {
    const child = '53005230-c950-41e4-b18f-8463ec47e6b7';
    const { data } = await ask('{ account { id } }', {
      'x-router-secret': 'made up',
      authorization: 'Bearer of a client',
      'wix-account-id': child,
    });
    expect(data).toEqual({ account: { id: child } });
    expect(received.map((headers) => [headers.get('x-router-secret'), headers.get('authorization')])).toEqual([
      [ROUTER_SECRET, null],
    ]);
  });

  it('lets the extensions of errors through', async () => {
    const { errors } = await ask('{ account { sites(first: 1000) { nodes { id } } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'first' } }]);
  });

  describe.each([
    ['that is refused on the way', () => new Response('busy', { status: 503 })],
    ['whose answer is not understood', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ])('sends, of what fails, a request %s', (_, fail) => {
    it('again when it is a query', async () => {
      failure = fail;
      expect((await ask('{ account { name } }')).data).toEqual({ account: { name: 'Northwind Studio' } });
      expect(graph.requests.map(({ operation }) => operation)).toEqual(['query', 'query']);
    });

    it('never again when it is a mutation', async () => {
      failure = fail;
      const { data, errors } = await ask(
        'mutation { moveSitesToTrash(input: { siteIds: [], dryRun: true }) { userErrors { code } } }',
      );
      expect(data?.moveSitesToTrash ?? null).toBeNull();
      expect(errors).toHaveLength(1);
      expect(graph.requests.map(({ operation }) => operation)).toEqual(['mutation']);
    });
  });
});
