import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, request as forward, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { pemOfCertificate, pemOfKey, rsaKeys } from '../support/certificates.ts';

interface Permission {
  readonly permission: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly fields: readonly string[];
}

const sandbox = createSandbox({});
const folder = mkdtempSync(join(tmpdir(), 'check-'));
const keys = rsaKeys();
const certificate = pemOfCertificate(keys, { domainNames: ['Test Issuing CA', 'wix.test', 'localhost'] });
const servers: Server[] = [];
let listening: Awaited<ReturnType<typeof sandbox.listen>>;

beforeAll(async () => {
  listening = await sandbox.listen();
  writeFileSync(join(folder, 'ca.pem'), certificate);
});
afterAll(async () => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
  await listening.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Runs the command line on the sandbox as on Wix, with one of its keys. */
async function run(
  args: readonly string[],
  key: keyof typeof sandbox.keys = 'owner',
  env: Record<string, string> = {},
) {
  const settings = { WIX_API_ORIGIN: listening.url, WIX_API_KEY: sandbox.keys[key], WIX_ACCOUNT_ID: sandbox.accountId };
  const { promise, resolve: ended } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>();
  const options = { env: { PATH: process.env['PATH'] ?? '', ...settings, ...env } };
  execFile(process.execPath, [resolve('src/program/cli.ts'), ...args], options, (error, stdout, stderr) =>
    ended({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
  );
  return promise;
}

async function check(key: keyof typeof sandbox.keys = 'owner', env: Record<string, string> = {}) {
  sandbox.calls.clear();
  const { code, stdout, stderr } = await run(['check', '--format', 'json'], key, env);
  const result = JSON.parse(stdout);
  const permissions = new Map((result.permissions as Permission[]).map((one) => [one.permission, one]));
  return { code, stderr, result, permissions };
}

describe('check', () => {
  it('reports a valid key, its account and its permissions', async () => {
    const { code, stderr, result, permissions } = await check();
    expect([code, stderr]).toEqual([0, '']);
    expect(result).toMatchObject({
      backend: 'wix',
      isReachable: true,
      isKeyAccepted: true,
      trouble: null,
      account: { id: sandbox.accountId, name: 'Northwind Studio', status: 'ACTIVE' },
    });
    const states = new Set([...permissions.values()].map(({ state }) => state));
    expect(states).toEqual(new Set(['GRANTED', 'UNKNOWN']));
    expect(permissions.get('SITE_LIST.READ')).toMatchObject({ state: 'GRANTED', reason: null });
    expect(permissions.get('SITE_LIST.READ')?.fields).toContain('Account.sites');
    // Every permission that a read needs was tried; what is left is for writes.
    for (const { state, reason, fields } of permissions.values())
      if (state === 'UNKNOWN') {
        const reads = fields.filter((field) => !field.startsWith('Mutation.'));
        if (reason === 'REGISTERED_DOMAINS is not set.') {
          expect(reads).toEqual(['Account.registeredDomains', 'Query.registeredDomain']);
          continue;
        }
        expect(reads).toEqual([]);
        expect(reason).toBe('Only writes need it, and check never writes.');
      }
  });

  it('never writes', async () => {
    const before = JSON.stringify([...sandbox.state.sites.values()]);
    await check();
    expect(Object.keys(sandbox.calls.counts()).length).toBeGreaterThan(10);
    expect(
      Object.keys(sandbox.calls.counts()).filter((name) => !/^(Get|List|Query|Search|Suggest|Count) /.test(name)),
    ).toEqual([]);
    expect(JSON.stringify([...sandbox.state.sites.values()])).toBe(before);
  });

  it.each([
    ['noDomains', /^(DOMAINS|SCOPE\.ACC-DC)/, 'SITE_LIST.READ'],
    ['siteListOnly', /^(ACCOUNT\.|DOMAINS\.READ_CONNECTED|premium)/, 'SITE_LIST.READ'],
  ] as const)(
    'reports the permissions that the limited key %s lacks, and ends with 1',
    async (key, denied, granted) => {
      const { code, result, permissions } = await check(key);
      expect([code, result.isReachable, result.isKeyAccepted]).toEqual([1, true, true]);
      const lacking = [...permissions.values()]
        .filter(({ state }) => state === 'DENIED')
        .map(({ permission }) => permission);
      expect(lacking.some((permission) => denied.test(String(permission)))).toBe(true);
      expect(permissions.get(granted)?.state).toBe('GRANTED');
    },
  );

  it.each([
    ['revoked', 'Wix does not accept the key (HTTP 401).'],
    ['stranger', 'The key has no permissions on this account (HTTP 403), or Wix throttles it.'],
  ] as const)('ends with 77 for the key %s', async (key, trouble) => {
    const { code, result } = await check(key);
    expect(result).toMatchObject({ isReachable: true, isKeyAccepted: false, account: null });
    expect([code, result.trouble.startsWith(trouble)]).toEqual([77, true]);
  });

  it('checks the key on another account', async () => {
    const child = '53005230-c950-41e4-b18f-8463ec47e6b7';
    const { code, stdout } = await run(['check', '--account', child, '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).account.id).toBe(child);
  });

  it('prints the same as text, without the key', async () => {
    const { stdout } = await run(['check'], 'noDomains');
    expect(stdout).toMatch(/^Wix is reachable: +yes\nKey is accepted: +yes\nAccount: +Northwind Studio \(/);
    expect(stdout).toMatch(/^DENIED +DOMAINS\.READ_CONNECTED_DOMAINS +Account\.allDomains, Account\.domain/m);
    expect(stdout).toMatch(/\n\d+ REST calls; nothing was written\.\n$/);
    expect(stdout).not.toContain(sandbox.keys.noDomains);
  });
});

describe('a host that is not Wix', { timeout: 60_000 }, () => {
  const answers =
    (status: number, body: string, type = 'text/html'): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, { 'content-type': type }).end(body);

  it.each([
    [
      'refuses connections',
      async () => 'http://127.0.0.1:1',
      /^Wix could not be reached \(ECONNREFUSED\): no server listens at that address/,
    ],
    [
      'has a certificate that is not trusted',
      async () => `https://localhost:${await listen(createHttpsServer({ key: pemOfKey(keys), cert: certificate }))}`,
      /^Wix could not be reached \(DEPTH_ZERO_SELF_SIGNED_CERT\): the certificate is not trusted\. .*NODE_EXTRA_CA_CERTS/,
    ],
    [
      'does not use TLS',
      async () => `https://localhost:${await listen(createHttpServer(answers(200, '')))}`,
      /^Wix could not be reached \((ERR_SSL|EPROTO)\w*\): the server at that address does not use TLS/,
    ],
    [
      'responds with 503',
      async () => `http://127.0.0.1:${await listen(createHttpServer(answers(503, 'down')))}`,
      /^Wix failed with HTTP status 503\./,
    ],
    [
      'responds with a page, as a portal does',
      async () => `http://127.0.0.1:${await listen(createHttpServer(answers(200, '<html>Log in</html>')))}`,
      /^The response is not from Wix's API \(HTTP 200\)\./,
    ],
    [
      'never responds',
      async () => `http://127.0.0.1:${await listen(createHttpServer(() => {}))}`,
      /^Wix did not respond in time \(TIMEOUT\)\./,
    ],
  ])('ends check with 69 and the reason, and query with 1 and the reason: it %s', async (_, open, trouble) => {
    const env = { WIX_API_ORIGIN: await open(), WIX_CALL_TIMEOUT_MS: '3000', WIX_MAX_RETRIES: '0' };
    const { code, result } = await check('owner', env);
    expect(result).toMatchObject({ isReachable: false, isKeyAccepted: false, account: null, permissions: [] });
    expect(result.trouble).toMatch(trouble);
    expect(code).toBe(69);
    const other = await run(['query', 'team-size'], 'owner', env);
    expect([other.code, other.stderr.trimEnd()]).toEqual([1, expect.stringMatching(trouble)]);
  });
});

describe('a proxy', { timeout: 60_000 }, () => {
  /** A server of TLS that hands everything on to the sandbox, as Wix would answer. */
  const openWix = () =>
    listen(
      createHttpsServer({ key: pemOfKey(keys), cert: certificate }, (incoming, outgoing) => {
        const { method, headers, url } = incoming;
        const onward = forward(new URL(url ?? '/', listening.url), { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        incoming.pipe(onward);
      }),
    );

  /** A proxy that knows one host. */
  async function openProxy(wixPort: number) {
    const asked: string[] = [];
    const proxy = createHttpServer();
    proxy.on('connect', (request, client) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? 'nobody'}`);
      if (request.headers['proxy-authorization'] === undefined) {
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      const onward = connect(wixPort, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(client);
        client.pipe(onward);
      });
      for (const socket of [client, onward]) socket.on('error', () => socket.destroy());
    });
    return { asked, port: await listen(proxy) };
  }

  it.each([['HTTPS_PROXY'], ['https_proxy']])('is used if set in %s, with its own CA', async (name) => {
    const { asked, port } = await openProxy(await openWix());
    const env = {
      WIX_API_ORIGIN: 'https://wix.test',
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      [name]: `http://user:secret@127.0.0.1:${port}`,
    };
    const { code, result } = await check('owner', env);
    expect([code, result.account?.name]).toEqual([0, 'Northwind Studio']);
    expect(new Set(asked)).toEqual(new Set([`wix.test:443 Basic ${Buffer.from('user:secret').toString('base64')}`]));
    const query = await run(['query', 'team-size'], 'owner', env);
    expect([query.code, query.stderr]).toEqual([0, '']);
  });

  it('is reported if it requires credentials', async () => {
    const { port } = await openProxy(await openWix());
    const env = { WIX_API_ORIGIN: 'https://wix.test', HTTPS_PROXY: `http://127.0.0.1:${port}`, WIX_MAX_RETRIES: '0' };
    const { code, result } = await check('owner', env);
    expect([code, result.trouble]).toEqual([
      69,
      expect.stringMatching(/\(PROXY_STATUS_407\): the proxy requires credentials/),
    ]);
  });

  it('is not used for this machine, nor for the hosts of NO_PROXY', async () => {
    const { asked, port } = await openProxy(1);
    const HTTPS_PROXY = `http://user:secret@127.0.0.1:${port}`;
    expect((await check('owner', { HTTPS_PROXY })).code).toBe(0);
    const env = { HTTPS_PROXY, NO_PROXY: '.test', WIX_API_ORIGIN: 'https://wix.test', WIX_MAX_RETRIES: '0' };
    expect((await check('owner', env)).result.trouble).toMatch(
      /^Wix could not be reached \((ENOTFOUND|EAI_AGAIN)\): the host name/,
    );
    expect(asked).toEqual([]);
  });
});
