import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect } from 'vitest';
import { createRandom } from '../../src/sandbox/seed/random.ts';
import { withChild } from './child-program.ts';
import { ledger, measured, notApplicable, row } from './ledger.ts';
import { readAccount } from './requests.ts';
import { ordinaryAnswer } from './stage.ts';

const noStore = 'needs a Redis: npm run test:store';
notApplicable('P5', 'kill -9 in the middle of a write, and the record of it', noStore);
notApplicable('P10', 'Redis down, hung, restarted', noStore);
notApplicable('P11', 'Redis slow', noStore);
notApplicable('P12', 'two instances and one Redis', noStore);
notApplicable('P13', 'Redis unreachable for some', noStore);

const batch = async (count: number, one: () => Promise<unknown>) => {
  await Promise.all(Array.from({ length: count }, one));
};

row(
  'P8',
  'a small heap',
  async () => {
    const random = createRandom(1, 'a small heap');
    await withChild({ nodeArgs: ['--max-old-space-size=128', '--expose-gc'] }, async ({ sandbox, ask, sample }) => {
      sandbox.faults.inject({
        kind: 'status',
        status: 503,
        match: () => random.chance(0.05),
        times: Number.POSITIVE_INFINITY,
      });
      const heaps: number[] = [];
      const query = '{ account { name sites(first: 20) { nodes { id displayName primaryDomain { name } } } } }';
      for (let round = 0; round < 6; round += 1) {
        for (let count = 0; count < 5; count += 1) await batch(20, () => ask(query));
        heaps.push((await sample()).heapBytes / 1_048_576);
      }
      const [, second = 0] = heaps;
      const last = heaps.at(-1) ?? 0;
      measured('heap with 128 MB allowed, over 600 requests', `${second.toFixed(1)} MB, then ${last.toFixed(1)} MB`);
      expect(last - second).toBeLessThan(6);
    });
  },
  60_000,
);

row('P9', 'an error that nobody catches', async () => {
  for (const kind of ['reject', 'throw'] as const) {
    await withChild({}, async ({ sandbox, ask, tell, ended, stderr, port }) => {
      sandbox.faults.inject({ kind: 'delay', delayMs: 300, operation: 'Get Account' });
      const running = ask(readAccount);
      while ((sandbox.calls.counts()['Get Account'] ?? 0) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      const canary = sandbox.keys.owner;
      tell({ do: kind, text: `with ${canary} in it` });
      // What runs may end; then the process ends, and says why without the secret.
      expect((await running).data).toEqual(ordinaryAnswer);
      expect(await ended).toEqual({ code: 1, signal: null });
      expect(stderr()).toContain('"level":"fatal"');
      expect(stderr()).not.toContain(canary);
      const refused = connect(port, '127.0.0.1');
      await once(refused, 'error');
    });
  }
});

row('P14', 'no file descriptors left', async () => {
  await withChild({ shell: 'ulimit -n 64; exec' }, async ({ ask, port, child }) => {
    const sockets: Socket[] = [];
    for (let count = 0; count < 80; count += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      sockets.push(socket);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    // With no descriptor for a call, or for the answer: a code, or no answer; never the end of the process.
    const one = () =>
      ask(readAccount).then(
        ({ code }) => code ?? 'answered',
        () => 'no answer',
      );
    const waiting = new Promise<string[]>((resolve) => setTimeout(() => resolve(['waiting']), 2_000));
    const during = await Promise.race([Promise.all([one(), one(), one(), one(), one(), one()]), waiting]);
    measured('six requests at once with all descriptors in use', [...new Set(during)].join(', '));
    expect(child.exitCode).toBeNull();
    for (const socket of sockets) socket.destroy();
    const from = performance.now();
    while ((await ask(readAccount).catch(() => null))?.data?.account?.name !== 'Northwind Studio') {
      if (performance.now() - from > 8_000) throw new Error('It does not recover');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});

row('P15', 'nobody reads the log, or its disk is full', async () => {
  const env = { LOG_LEVEL: 'info' };
  await withChild({ env }, async ({ ask, child, ended }) => {
    child.stdout?.destroy();
    child.stderr?.destroy();
    for (let count = 0; count < 20; count += 1) expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
    child.kill('SIGTERM');
    // A reader that left is no failure.
    expect((await ended).code).toBe(0);
  });
  await withChild({ env, shell: 'exec', redirect: '2>/dev/full' }, async ({ ask, child, ended }) => {
    expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
    child.kill('SIGTERM');
    // It serves on, and its end says that lines were lost.
    expect((await ended).code).toBe(74);
  });
});

/** Runs the program with these settings until it ends by itself. */
async function run(env: Readonly<Record<string, string>>) {
  ledger.inputs += 1;
  const child = spawn(process.execPath, ['src/program/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    said.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += String(chunk);
  });
  const [status] = await once(child, 'close');
  return { ...said, status };
}

row(
  'P16',
  'settings that cannot be used',
  async () => {
    const key = 'IST.canary-key.canary.canary';
    const account = '0c87cd5d-0000-4000-8000-000000000000';
    const settings: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ['WIX_API_KEY', { WIX_ACCOUNT_ID: account }],
      ['WIX_ACCOUNT_ID', { WIX_API_KEY: key }],
      ['WIX_API_KEY', { WIX_API_KEY: `${key}\nx`, WIX_ACCOUNT_ID: account }],
      ['WIX_ACCOUNT_ID', { WIX_API_KEY: key, WIX_ACCOUNT_ID: '../..' }],
      ['WIX_API_ORIGIN', { WIX_API_KEY: key, WIX_ACCOUNT_ID: account, WIX_API_ORIGIN: 'ftp://x' }],
      ['WIX_API_ORIGIN', { WIX_API_KEY: key, WIX_ACCOUNT_ID: account, WIX_API_ORIGIN: 'http://example.com' }],
      [
        'WIX_API_ORIGIN',
        { WIX_API_KEY: key, WIX_ACCOUNT_ID: account, NODE_ENV: 'production', WIX_API_ORIGIN: 'https://example.com' },
      ],
      ['HOST', { WIX_API_KEY: key, WIX_ACCOUNT_ID: account, HOST: '0.0.0.0' }],
      ['PORT', { PORT: '-1' }],
      ['PORT', { PORT: '65536' }],
      ['WIX_CALL_TIMEOUT_MS', { WIX_CALL_TIMEOUT_MS: '-5' }],
      ['OPERATION_TIMEOUT_MS', { OPERATION_TIMEOUT_MS: '1e3' }],
      ['WIX_MAX_RETRIES', { WIX_MAX_RETRIES: '99' }],
      ['GRAPHIQL', { GRAPHIQL: 'yes' }],
      ['ROUTER_SECRET', { ROUTER_SECRET: 'short' }],
      ['JWT_ISSUER', { JWT_JWKS: 'https://example.com/jwks' }],
      ['PERSISTED_DOCUMENTS', { PERSISTED_DOCUMENTS: '/nowhere.json' }],
      ['SANDBOX_SIZE', { SANDBOX_SIZE: 'enormous' }],
    ];
    const results = settings.map(async ([name, env]) => ({ name, ...(await run(env)) }));
    for (const { name, status, stderr, stdout } of await Promise.all(results)) {
      expect([name, status, stdout]).toEqual([name, 78, '']);
      expect(stderr).toMatch(new RegExp(`^${name}( (must|is)\\b|: .* cannot be read\\. ).*\n`));
      expect(stderr).not.toMatch(/canary|\n\s+at /);
    }
  },
  60_000,
);

row('P17', 'ports that are taken, IPv6 only, or any', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const { status, stderr } = await run({ PORT: String(port) });
  expect(status).toBe(78);
  expect(stderr).toMatch(/^Port \d+ is in use\. Set PORT to use .*\n$/);
  taken.close();
  expect((await run({ HOST: 'no-such-host.invalid' })).status).toBe(78);
  ledger.inputs += 1;
  const child = spawn(process.execPath, ['src/program/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', HOST: '::1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = line.toString().match(/http:\/\/\[::1\]:\d+\/graphql/)?.[0] ?? 'no address';
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: readAccount }),
  });
  expect(await answer.json()).toEqual({ data: ordinaryAnswer });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
