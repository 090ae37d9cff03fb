import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AuditResult, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configuredCaller } from '../../src/http/identity.ts';
import { createGraphServer } from '../../src/http/server.ts';
import { routerSecretHeader } from '../../src/http/transport.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { createWixClient, type WixClient } from '../../src/wix/client.ts';
import { ApiKey } from '../../src/wix/credential.ts';

const getOnly = 'GET is optional, and refused: a link must not be able to run an operation.';
/** Every audit that is not simply passed, how it ends, and why that is meant. */
const exceptions: Readonly<Record<string, readonly [AuditResult['status'], string]>> = {
  '5A70': ['notice', getOnly],
  D6D5: ['notice', getOnly],
  '6A70': ['notice', getOnly],
};

describe('the GraphQL-over-HTTP audits of the production configuration', () => {
  const routerSecret = 'a secret of at least thirty-two characters';
  let sandbox: Awaited<ReturnType<Sandbox['listen']>>;
  let client: WixClient;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const account = createSandbox();
    sandbox = await account.listen();
    client = createWixClient({ origin: sandbox.url });
    const graph = createGraphServer({
      client,
      identify: configuredCaller(new ApiKey(account.keys.owner), account.accountId),
      errors: {
        callersKey: false,
        onUnexpected: ({ error }) => {
          throw error;
        },
      },
      routerSecrets: [routerSecret],
    });
    server = createServer(graph);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  });

  afterAll(async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    await client.close();
    await sandbox.close();
  });

  const audits = serverAudits({
    url: () => url,
    fetchFn: (target: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set(routerSecretHeader, routerSecret);
      return fetch(target, { ...init, headers });
    },
  });

  it.each(audits)('$id $name', async (audit) => {
    const result = await audit.fn();
    const [status] = exceptions[audit.id] ?? ['ok'];
    expect([result.status, 'reason' in result ? result.reason : '']).toEqual([
      status,
      status === 'ok' ? '' : expect.any(String),
    ]);
  });

  it('are 61, and the exceptions are among them', () => {
    const ids = audits.map(({ id }) => id);
    expect(ids).toHaveLength(61);
    expect(Object.keys(exceptions).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
