import dns from 'node:dns';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, expect, vi } from 'vitest';
import { pemOfCertificate, pemOfKey, rsaKeys, type TestCertificate } from '../support/certificates.ts';
import { withChild } from './child-program.ts';
import { row } from './ledger.ts';
import { createSite, readAccount, sitesNamed } from './requests.ts';
import { eachOn, ordinaryAnswer, withStage } from './stage.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

type Answers = (string | Error)[][];

const failure = (code: string) =>
  Object.assign(new Error(`getaddrinfo ${code} wix.test`), { code, syscall: 'getaddrinfo' });

/** Lets the name `wix.test` mean these addresses, one list for each look-up; the last one stays. */
function resolveTo(lists: Answers): () => number {
  let lookups = 0;
  const real = dns.lookup;
  vi.spyOn(dns, 'lookup').mockImplementation(((
    name: string,
    options: dns.LookupOptions,
    done: (...given: unknown[]) => void,
  ) => {
    if (name !== 'wix.test') return real(name, options, done as never);
    const answer = lists[Math.min(lookups, lists.length - 1)] ?? [];
    lookups += 1;
    const [first] = answer;
    if (first instanceof Error) return done(first);
    if (options.all === true)
      return done(
        null,
        answer.map((address) => ({ address, family: 4 })),
      );
    return done(null, first, 4);
  }) as never);
  return () => lookups;
}

row('U23', 'names that are not there, not now, or at a dead address', async () => {
  const failing = [failure('ENOTFOUND'), failure('EAI_AGAIN'), failure('EAI_FAIL')].map((error) => ({
    error,
    code: error.code,
  }));
  await eachOn(
    failing,
    { origin: 'http://wix.test:9', recovers: async () => {} },
    async ({ sandbox, ask, calls }, { error }) => {
      resolveTo([[error]]);
      const read = await ask(readAccount);
      expect([read.code, calls()]).toEqual(['UPSTREAM_UNAVAILABLE', {}]);
      expect(JSON.stringify(read.errors)).not.toContain('wix.test');
      // Nothing was sent: a write is known not to have happened.
      expect([(await ask(createSite)).code, sitesNamed(sandbox, 'Faulty Towers')]).toEqual(['UPSTREAM_UNAVAILABLE', 0]);
      vi.restoreAllMocks();
    },
  );
  await eachOn(failing, { recovers: async () => {} }, async (stage, { error }) => {
    // The same program on a name that is found the second time.
    await withStage({ origin: `http://wix.test:${stage.proxy.port}`, recovers: async () => {} }, async ({ ask }) => {
      const lookups = resolveTo([[error], ['127.0.0.1']]);
      const { data, code } = await ask(readAccount);
      // Another sandbox, the same data.
      expect([data, code]).toEqual([ordinaryAnswer, undefined]);
      expect([lookups(), stage.calls()]).toEqual([2, { 'Get Account': 1 }]);
      vi.restoreAllMocks();
    });
  });
  const addresses: readonly (readonly [string, Answers])[] = [
    ['one address is dead', [['127.0.0.2', '127.0.0.1']]],
    ['the address changes', [['127.0.0.2'], ['127.0.0.1']]],
  ];
  await eachOn(addresses, { recovers: async () => {} }, async (stage, [, lists]) => {
    await withStage({ origin: `http://wix.test:${stage.proxy.port}`, recovers: async () => {} }, async ({ ask }) => {
      resolveTo(lists);
      expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
      vi.restoreAllMocks();
    });
  });
});

/** A TLS server with this certificate; what is said to it goes on to the target. */
async function tlsServer(
  certificate: TestCertificate,
  target: { port: number },
): Promise<{ readonly server: Server; readonly pem: string }> {
  const keys = rsaKeys();
  const pem = pemOfCertificate(keys, certificate);
  const server = createTlsServer({ key: pemOfKey(keys), cert: pem }, (socket) => {
    const upstream = connect(target.port, '127.0.0.1');
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, pem };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

row('U25', 'TLS that is not to be trusted, or none', async () => {
  const bad: readonly (readonly [string, TestCertificate])[] = [
    ['nobody knows who signed it', { domainNames: ['localhost'] }],
    ['it signed itself', { domainNames: ['Test Issuing CA', 'localhost'] }],
    ['it has expired', { domainNames: ['localhost'], validDays: -0.5 }],
    ['it is of another host', { domainNames: ['elsewhere.example'] }],
  ];
  const servers: { name: string; server: Server; tries: number }[] = [];
  for (const [name, certificate] of bad)
    servers.push({ name, tries: 1, ...(await tlsServer(certificate, { port: 9 })) });
  servers.push({
    name: 'it speaks plain HTTP',
    tries: 1,
    server: createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  });
  servers.push({ name: 'it says nothing', tries: 3, server: createServer(() => {}) });
  for (const { server } of servers) {
    if (server.listening) continue;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  try {
    await eachOn(
      servers,
      ({ server }) => ({
        origin: `https://localhost:${portOf(server)}`,
        env: { WIX_CALL_TIMEOUT_MS: '8000', OPERATION_TIMEOUT_MS: '6000' },
        recovers: async () => {},
      }),
      async ({ sandbox, ask, calls }, { server, tries }) => {
        let connections = 0;
        server.on('connection', (socket) => {
          connections += 1;
          socket.on('error', () => {});
        });
        const { code } = await ask(readAccount);
        expect([code, connections, calls()]).toEqual(['UPSTREAM_UNAVAILABLE', tries, {}]);
        if (tries > 1) return;
        expect([(await ask(createSite)).code, sitesNamed(sandbox, 'Faulty Towers')]).toEqual([
          'UPSTREAM_UNAVAILABLE',
          0,
        ]);
      },
    );
  } finally {
    for (const { server } of servers) server.close();
  }
  // The same with a certificate that the machine trusts: so it is the certificate that was refused.
  const directory = mkdtempSync(join(tmpdir(), 'faults-'));
  const path = join(directory, 'trusted.pem');
  const target = { port: 0 };
  const { server, pem } = await tlsServer({ domainNames: ['Test Issuing CA', 'localhost'] }, target);
  writeFileSync(path, pem);
  const env = { NODE_EXTRA_CA_CERTS: path, NODE_ENV: undefined, WIX_API_ORIGIN: `https://localhost:${portOf(server)}` };
  const beforeStart = (port: number) => {
    target.port = port;
  };
  try {
    await withChild({ env, beforeStart }, async ({ ask }) => {
      expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
    });
  } finally {
    server.close();
    rmSync(directory, { recursive: true });
  }
});
