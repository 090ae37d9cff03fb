import { createHash, randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { ConfigError, readConfig } from '../../src/program/config.ts';
import { runProgram } from '../faults/running-program.ts';
import { ledger, row } from './ledger.ts';
import { routerSecret, useStage } from './stage.ts';

const own = { HOST: '127.0.0.1', ROUTER_SECRET: undefined };
const write = JSON.stringify({ query: 'mutation { createFolder(input: { name: "x" }) { userErrors { code } } }' });

describe('a program that needs no secret, on a loopback address', () => {
  const stage = useStage({ env: own });

  row('N1', 'answers for its own names only', async () => {
    for (const host of ['evil.example', 'evil.example:80', '192.0.2.1', 'localhost.evil.example']) {
      for (const path of ['/graphql', '/metrics', '/']) {
        const { status, code } = await stage.send({ path, headers: { host }, body: write });
        expect([host, path, status, code]).toEqual([host, path, 421, 'BAD_REQUEST']);
      }
    }
    expect(stage.calls).toEqual([]);
  });

  row('N2', 'takes operations of browsers from its own pages only', async () => {
    for (const origin of ['http://evil.example', 'null', 'nonsense', `http://127.0.0.1:${stage.port + 1}`]) {
      const { status, code } = await stage.send({ headers: { origin }, body: write });
      expect([origin, status, code]).toEqual([origin, 403, 'FORBIDDEN']);
    }
    expect(stage.calls).toEqual([]);
  });

  row('N3', 'refuses a header twice that decides who it is from', async () => {
    for (const name of ['authorization', 'x-router-secret', 'wix-account-id', 'content-type', 'origin']) {
      const head = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${write.length}\r\n`;
      const text = await stage.raw(`${head}${name}: application/json\r\n${name}: application/json\r\n\r\n${write}`);
      expect([name, text.slice(9, 12)]).toEqual([name, '400']);
    }
    expect(stage.calls).toEqual([]);
  });

  row('N4', 'handles requests of one connection one after the other, and closes it where many wait', async () => {
    stage.sandbox.faults.inject({ kind: 'delay', delayMs: 300, times: 10 });
    const body = JSON.stringify({ query: '{ account { name } }' });
    const first = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const probe = 'GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const few = await stage.raw(first + probe.repeat(20), 1_500);
    expect(few.match(/HTTP\/1\.1 200/g)).toHaveLength(21);
    const many = await stage.raw(first + probe.repeat(20_000), 5_000);
    expect(many.match(/HTTP\/1\.1 200/g) ?? []).toEqual([]);
  });
});

describe('a program with a real key', () => {
  const real = {
    NODE_ENV: 'production',
    WIX_API_KEY: 'IST.key',
    WIX_ACCOUNT_ID: '11111111-1111-4111-8111-111111111111',
  };

  row('N9', 'begins on a loopback address only, unless callers must show a secret or a token', () => {
    const tokens = { JWT_JWKS: 'keys.json', JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'graph' };
    for (const HOST of ['0.0.0.0', '::', '192.0.2.1', 'graph.example']) {
      expect(() => readConfig({ ...real, HOST })).toThrow(ConfigError);
      expect(readConfig({ ...real, HOST, ROUTER_SECRET: routerSecret }).host).toBe(HOST);
      expect(readConfig({ ...real, HOST, ...tokens }).host).toBe(HOST);
      ledger.inputs += 3;
    }
    for (const HOST of ['127.0.0.1', '::1', 'localhost']) expect(readConfig({ ...real, HOST }).host).toBe(HOST);
  });
});

describe('code that is written for an operation', () => {
  row('N10', 'holds names alone, and none is written where Node forbids it', async () => {
    const names = [
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
      '__defineGetter__',
      'arguments',
      'eval',
      'await',
    ];
    const aliases = names.map((name) => `${name}: displayName`).join(' ');
    const body = JSON.stringify({ query: `{ account { sites(first: 50) { nodes { id ${aliases} } } } }` });
    const answers: string[] = [];
    for (const nodeArgs of [[], ['--disallow-code-generation-from-strings']]) {
      const program = await runProgram({ nodeArgs, env: { LOG_LEVEL: 'silent' } });
      try {
        // Code is written once an operation has come some times.
        for (let n = 0; n < 5; n += 1) {
          const response = await fetch(program.url, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body,
          });
          answers.push(await response.text());
          ledger.inputs += 1;
          ledger.answers += 1;
        }
      } finally {
        await program.kill();
      }
    }
    expect(new Set(answers).size).toBe(1);
    const nodes = JSON.parse(answers[0] ?? '').data.account.sites.nodes;
    expect(nodes.length).toBeGreaterThan(10);
    for (const node of nodes) for (const name of names) expect(node[name]).toEqual(expect.any(String));
  });
});

describe('GraphiQL', () => {
  const stage = useStage({ env: { ...own, NODE_ENV: 'development' } });

  row('N5', 'is served to no frame, and its address to no other page', async () => {
    const { status, headers } = await fetch(`http://127.0.0.1:${stage.port}/graphql`, {
      headers: { accept: 'text/html' },
    });
    ledger.inputs += 1;
    const names = ['x-frame-options', 'content-security-policy', 'referrer-policy', 'x-content-type-options'];
    expect([status, ...names.map((name) => headers.get(name))]).toEqual([
      200,
      'DENY',
      "frame-ancestors 'none'",
      'no-referrer',
      'nosniff',
    ]);
  });
});

describe('whoever is not identified', () => {
  const stage = useStage();

  row('N6', 'is refused at a price that does not depend on what it sends', async () => {
    const filter = Object.fromEntries(Array.from({ length: 90_000 }, (_, n) => [`k${n}`, n]));
    const dear = JSON.stringify({
      query: 'query ($f: SiteFilter) { account { sites(filter: $f) { totalCount } } }',
      variables: { f: filter },
    }).slice(0, 990_000);
    const cheap = '{"query":"{ __typename }"}';
    /** The median of the time until the answer, in microseconds. The body is not sent: nobody waits for it. */
    const refused = async (length: number): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 40; n += 1) {
        const socket = await stage.open();
        const begunAt = performance.now();
        socket.write(
          `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
        );
        const text = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
        times.push((performance.now() - begunAt) * 1_000);
        expect(text.slice(9, 12)).toBe('401');
        socket.destroy();
        ledger.inputs += 1;
      }
      return times.toSorted((a, b) => a - b)[20] ?? 0;
    };
    await refused(cheap.length);
    const [small, large] = [await refused(cheap.length), await refused(dear.length)];
    const times: number[] = [];
    for (let n = 0; n < 40; n += 1) times.push((await stage.ask('{ __typename }')).elapsedMs * 1_000);
    const answered = times.toSorted((a, b) => a - b)[20] ?? 0;
    process.stdout.write(
      `  refused before identity: ${Math.round(small)} us with a small body, ${Math.round(large)} us with ${dear.length} bytes; answered: ${Math.round(answered)} us\n`,
    );
    expect(large).toBeLessThan(small * 3 + 1_000);
    expect(small).toBeLessThan(answered * 3 + 1_000);
    expect(stage.calls).toEqual([]);
  });
});

describe('callers with made-up keys', () => {
  let isHeld = false;
  const held: (() => void)[] = [];
  const stage = useStage({
    env: { WIX_AUTH: 'forward', WIX_API_KEY: undefined, WIX_ACCOUNT_ID: undefined, CACHE_TTL_MS: '600000' },
    upstream: async ({ headers }) => {
      if (headers.authorization === stage.sandbox.keys.owner) return null;
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
      return new Response('{}', { status: 401 });
    },
  });
  const { accountId, keys } = stage.sandbox;
  const owner = { authorization: keys.owner, 'wix-account-id': accountId };
  const stranger = (n: number) => ({ authorization: `IST.made-up-${n}`, 'wix-account-id': accountId });
  const callsOfOwner = () => stage.calls.filter(({ headers }) => headers.authorization === keys.owner).length;

  row('N7', 'neither delay nor use up nor evict anything of a caller with a good one', async () => {
    const query = '{ account { name } }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const byHash = () => stage.send({ headers: owner, body: JSON.stringify({ extensions }) });
    await stage.ask('{ account { id ownerId: id sites(first: 1) { nodes { id } } } }', {}, owner);
    await stage.send({ headers: owner, body: JSON.stringify({ query, extensions }) });
    expect((await byHash()).data).toMatchObject({ account: { name: expect.any(String) } });
    const before = callsOfOwner();
    isHeld = true;
    const waiting = Array.from({ length: 120 }, (_, n) => stage.ask(query, {}, stranger(n)));
    await expect.poll(() => held.length).toBeGreaterThan(10);
    // From the cache, by the document's hash.
    const cached = await byHash();
    expect(callsOfOwner()).toBe(before);
    const document = 'mutation { createFolder(input: { name: "mine" }) { userErrors { code } } }';
    const answers = [cached, await stage.ask(document, {}, owner)];
    for (const { status, errors, elapsedMs } of answers) {
      expect([status, errors]).toEqual([200, []]);
      expect(elapsedMs).toBeLessThan(3_000);
    }
    isHeld = false;
    for (const answer of held.splice(0)) answer();
    for (const { status } of await Promise.all(waiting)) expect([200, 401, 503]).toContain(status);
    // Documents, hashes, keys and accounts without end.
    for (let n = 0; n < 400; n += 1) {
      const made = `{ account { name } } #${n}${'x'.repeat(60_000)}`;
      const hash = createHash('sha256').update(made).digest('hex');
      await stage.send({
        headers: { ...stranger(n), ...(n % 2 === 0 ? { 'wix-account-id': randomUUID() } : {}) },
        body: JSON.stringify({ query: made, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }),
      });
    }
    expect((await byHash()).errors).toEqual([]);
  });

  row('N8', 'prove nothing by naming an account of others with a good key', async () => {
    const foreign = { ...owner, 'wix-account-id': randomUUID() };
    const { data, errors } = await stage.ask('{ account { name } }', {}, foreign);
    expect([data?.account?.name ?? null, errors.length]).toEqual([null, 1]);
    const key = { idempotencyKey: 'the-same' };
    const document =
      'mutation ($i: CreateFolderInput!) { createFolder(input: $i) { folder { id } userErrors { code } } }';
    const made = await stage.ask(document, { i: { name: 'another', ...key } }, owner);
    expect(made.data.createFolder.folder.id).toEqual(expect.any(String));
    const others = await stage.ask(document, { i: { name: 'another', ...key } }, foreign);
    expect(JSON.stringify(others.data)).not.toContain(made.data.createFolder.folder.id);
    expect(stage.calls.some(({ headers }) => headers.authorization === routerSecret)).toBe(false);
  });
});
