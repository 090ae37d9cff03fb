import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { createAccountGraph } from '../../src/program/account-graph.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';

const ask = (url: string, query: string, headers: Record<string, string> = {}) =>
  new Request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

describe('an embedded account graph', () => {
  const graph = createAccountGraph({ sandbox: {}, endpoint: '/api/graphql' });
  afterAll(() => graph.close());

  it('answers on the sandbox, at the path it is given', async () => {
    const response = await graph.fetch(ask('http://app/api/graphql', '{ account { name } }'));
    expect(await response.json()).toEqual({ data: { account: { name: 'Northwind Studio' } } });
    expect((await graph.fetch(ask('http://app/graphql', '{ account { name } }'))).status).toBe(404);
  });

  it('is a route handler of Next.js', async () => {
    // app/api/graphql/route.ts
    const POST = (request: Request) => graph.fetch(request);
    expect((await POST(ask('http://app/api/graphql', '{ account { id } }'))).status).toBe(200);
  });

  it('is a handler of Hono, behind its middleware', async () => {
    const app = new Hono();
    app.use('/api/graphql', async (context, next) => {
      if (context.req.header('cookie') !== 'session=known') return context.text('who are you?', 401);
      return next();
    });
    app.post('/api/graphql', (context) => graph.fetch(context.req.raw));
    const request = ask('http://app/api/graphql', '{ account { id } }');
    expect((await app.fetch(request.clone())).status).toBe(401);
    request.headers.set('cookie', 'session=known');
    expect((await app.fetch(request)).status).toBe(200);
  });

  it('has Node for Relay on request', async () => {
    const query = '{ __type(name: "Node") { name } }';
    const own = await graph.fetch(ask('http://app/api/graphql', query));
    expect(await own.json()).toEqual({ data: { __type: null } });
    const relay = createAccountGraph({ sandbox: {}, relayNode: true });
    expect(await (await relay.fetch(ask('http://app/graphql', query))).json()).toEqual({
      data: { __type: { name: 'Node' } },
    });
    await relay.close();
  });

  it('is the default export of a worker', async () => {
    const worker = { fetch: graph.fetch };
    expect((await worker.fetch(ask('http://app/api/graphql', '{ account { id } }'))).status).toBe(200);
  });
});

describe('the audit log of an embedded account graph', () => {
  it.each(['marked', 'omitted'] as const)('goes to a function, with personal data %s', async (personalData) => {
    const lines: string[] = [];
    const write = (line: string) => void lines.push(line);
    const graph = createAccountGraph({ sandbox: {}, routerSecrets: ['s'.repeat(32)], audit: { write, personalData } });
    const document = (email: string) =>
      `mutation { createFolder(input: { name: "${email}" }) { userErrors { code } } }`;
    await graph.fetch(ask('http://app/graphql', document('a@example.com')));
    await graph.fetch(ask('http://app/graphql', document('a@example.com'), { 'x-router-secret': 's'.repeat(32) }));
    await graph.close();
    expect(lines.every((line) => line.endsWith('}\n'))).toBe(true);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { audit: 'refusedIdentity', by: 'graph', reason: 'secret', address: null, personal: [] },
      { audit: 'write', mutation: 'createFolder', result: 'done', calls: [{ call: 'Create Folder', status: 200 }] },
    ]);
    expect(JSON.parse(lines[1] ?? '').objects[0].id).toBe(personalData === 'marked' ? 'a@example.com' : null);
  });

  it('holds neither the key nor the router secret', async () => {
    const lines: string[] = [];
    const apiKey = 'IST.the-key-of-the-embedded-graph';
    const graph = createAccountGraph({
      apiKey,
      accountId: '11111111-1111-4111-8111-111111111111',
      origin: 'http://127.0.0.1:1',
      maxRetries: 0,
      audit: { write: (line) => void lines.push(line), readsBefore: false },
    });
    await graph.fetch(
      ask('http://app/graphql', `mutation { createFolder(input: { name: "${apiKey}" }) { userErrors { code } } }`),
    );
    await graph.close();
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(apiKey);
  });
});

describe('an account graph over an API', () => {
  const sandbox = createSandbox();
  const listening = sandbox.listen();
  afterAll(async () => (await listening).close());
  const { accountId, keys } = sandbox;

  it('uses the configured key', async () => {
    const { url: origin } = await listening;
    const graph = createAccountGraph({ apiKey: keys.owner, accountId: accountId.toUpperCase(), origin });
    const response = await graph.fetch(ask('http://app/graphql', '{ account { id name } }'));
    expect(await response.json()).toEqual({ data: { account: { id: accountId, name: 'Northwind Studio' } } });
    await graph.close();
  });

  it("uses each caller's own key", async () => {
    const { url: origin } = await listening;
    const graph = createAccountGraph({ forward: true, origin, maxRestCalls: 5 });
    expect((await graph.fetch(ask('http://app/graphql', '{ account { name } }'))).status).toBe(401);
    const own = { authorization: keys.siteListOnly, 'wix-account-id': accountId };
    const response = await graph.fetch(
      ask('http://app/graphql', '{ account { sites(first: 1) { nodes { id } } } }', own),
    );
    expect(response.status).toBe(200);
    const large = '{ account { children(first: 100) { nodes { name } } } }';
    expect((await graph.fetch(ask('http://app/graphql', large, own))).status).toBe(400);
    await graph.close();
  });

  it('rejects a malformed key or account id, without repeating it', () => {
    expect(() => createAccountGraph({ apiKey: 'line\nbreak', accountId })).toThrow(/^An API key consists of/);
    expect(() => createAccountGraph({ apiKey: keys.owner, accountId: 'mine' })).toThrow(
      'accountId must be the GUID of an account.',
    );
  });

  it('rejects an undefined key, which JavaScript can pass', () => {
    const apiKey = undefined as unknown as string;
    expect(() => createAccountGraph({ apiKey, accountId })).toThrow(/^An API key consists of/);
  });

  it('can be closed before it was used, and more than once', async () => {
    const graph = createAccountGraph({ sandbox: {} });
    await expect(graph.close()).resolves.toBeUndefined();
    expect((await graph.fetch(ask('http://app/graphql', '{ account { name } }'))).status).toBe(200);
    await Promise.all([graph.close(), graph.close()]);
    await expect(graph.close()).resolves.toBeUndefined();
  });
});
