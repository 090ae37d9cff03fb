import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { exchange } from '../faults/exchange.ts';
import { type FaultProxy, startFaultProxy } from '../faults/fault-proxy.ts';
import { createSite, sitesNamed } from '../faults/requests.ts';
import { type RunningProgram, runProgram } from '../faults/running-program.ts';
import { hasRedis, TestRedis } from './redis-server.ts';

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: each test states the shape that it expects.
  readonly data: any;
  readonly code: string | undefined;
  readonly isReplay: boolean;
  readonly ms: number;
}

/** The time of one operation; a process that died keeps its key for two seconds more. */
const operationMs = 2_000;
/** The lateness that is allowed beyond it. */
const marginMs = 250;
/** What this machine adds while several processes start and die on it. */
const noiseMs = 1_000;

describe.skipIf(!hasRedis())('several processes with one store', () => {
  let redis: TestRedis;
  let sandbox: Sandbox;
  let proxy: FaultProxy;
  let close: () => Promise<unknown>;
  let agent: Agent;
  let programs: RunningProgram[];

  beforeEach(async () => {
    redis = await TestRedis.start();
    // In the future, so that what it makes is younger than the writes that made it.
    sandbox = createSandbox({ now: new Date(Date.now() + 3_600_000) });
    const listening = await sandbox.listen();
    proxy = await startFaultProxy({ target: { port: listening.port } });
    agent = new Agent({ keepAlive: true, maxSockets: 1_000 });
    programs = [];
    close = () => Promise.all([proxy.close(), listening.close()]);
  });
  afterEach(async () => {
    sandbox.faults.clear();
    await Promise.all(programs.map((program) => program.kill()));
    agent.destroy();
    await close();
    await redis.close();
  });

  async function start(count: number, env: Readonly<Record<string, string>> = {}): Promise<void> {
    const one = () =>
      runProgram({
        env: {
          NODE_ENV: 'production',
          WIX_API_KEY: sandbox.keys.owner,
          WIX_ACCOUNT_ID: sandbox.accountId,
          WIX_API_ORIGIN: proxy.origin,
          WIX_CALLS_PER_MINUTE: '0',
          WIX_MAX_CONNECTIONS: '200',
          MAX_REQUESTS: '2000',
          OPERATION_TIMEOUT_MS: String(operationMs),
          REDIS_URL: redis.url,
          STATE_SECRET: 'the-secret-of-all-processes-of-this-test',
          METRICS: 'true',
          AUDIT_LOG: 'off',
          ...env,
        },
      });
    programs.push(...(await Promise.all(Array.from({ length: count }, one))));
  }

  async function ask(program: RunningProgram | undefined, query: string, variables: object = {}): Promise<Answer> {
    const startedAt = performance.now();
    const { text } = await exchange(program?.url ?? '', {
      agent,
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [], extensions = {} } = JSON.parse(text);
    return {
      data,
      code: errors[0]?.extensions.code,
      isReplay: extensions.idempotentReplay === true,
      ms: performance.now() - startedAt,
    };
  }

  const create = (program: RunningProgram | undefined, name: string) =>
    ask(program, createSite, { name, key: `key-of-${name}` });

  /** Retries as a client does, until the graph says that it is done or unknown. */
  async function createUntilEnded(program: RunningProgram | undefined, name: string): Promise<Answer> {
    for (;;) {
      const answer = await create(program, name);
      if (answer.code === undefined || answer.code === 'OUTCOME_UNKNOWN') return answer;
      expect([
        'IDEMPOTENCY_IN_PROGRESS',
        'IDEMPOTENCY_UNAVAILABLE',
        'DEADLINE_EXCEEDED',
        'SERVICE_UNAVAILABLE',
      ]).toContain(answer.code);
    }
  }

  const siteOf = ({ data }: Answer): string | undefined => data?.createSite?.site?.id;

  it('has one effect of each keyed mutation that is sent to all of them at once', { timeout: 240_000 }, async () => {
    await start(4);
    const names = Array.from({ length: 300 }, (_, index) => `Site-${index}`);
    for (let first = 0; first < names.length; first += 25) {
      await Promise.all(
        names.slice(first, first + 25).map(async (name) => {
          const answers = await Promise.all(programs.map((program) => createUntilEnded(program, name)));
          expect(answers.map(({ code }) => code)).toEqual([undefined, undefined, undefined, undefined]);
          expect(new Set(answers.map(siteOf)).size).toBe(1);
          expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
        }),
      );
    }
    expect(names.map((name) => sitesNamed(sandbox, name))).toEqual(names.map(() => 1));
  });

  describe.each<[string, { before: () => void; reached: () => boolean; effects: number; after: object }]>([
    [
      'before it sent anything',
      {
        before: () => sandbox.faults.inject({ kind: 'hang', operation: 'Query Sites' }),
        reached: () => sandbox.calls.entries().some(({ operation }) => operation === 'Query Sites'),
        effects: 1,
        after: { code: undefined, isReplay: false },
      },
    ],
    [
      'after it began to send, and Wix did not get it',
      {
        before: () => sandbox.faults.inject({ kind: 'hang', operation: 'Create Project' }),
        reached: () => sandbox.calls.entries().some(({ operation }) => operation === 'Create Project'),
        effects: 0,
        after: { code: 'OUTCOME_UNKNOWN', isReplay: true },
      },
    ],
    [
      'after Wix did it, and before the response came',
      {
        before: () =>
          proxy.add({ kind: 'hang', afterBytes: 0, match: /^POST \/funnel\/projects\/v1\/create /, times: 1 }),
        reached: () => sitesNamed(sandbox, 'killed') > 0,
        effects: 1,
        after: { code: undefined, isReplay: true },
      },
    ],
  ])('a process that is killed %s', (_phase, { before, reached, effects, after }) => {
    it('leaves a key that another one ends as it must', async () => {
      await start(2);
      const [first, second] = programs;
      await createUntilEnded(first, 'warm');
      sandbox.calls.clear();
      before();
      const lost = create(first, 'killed').catch(() => null);
      await expect.poll(reached, { timeout: 10_000 }).toBe(true);
      await first?.kill();
      expect(await lost).toBeNull();
      sandbox.faults.clear();
      expect(await createUntilEnded(second, 'killed')).toMatchObject(after);
      expect(await createUntilEnded(second, 'killed')).toMatchObject({ ...after, isReplay: true });
      expect(sitesNamed(sandbox, 'killed')).toBe(effects);
    });
  });

  it('replays what a process did that has ended', async () => {
    await start(2);
    const [first, second] = programs;
    const done = await createUntilEnded(first, 'done');
    await first?.kill();
    const replayed = await create(second, 'done');
    expect([siteOf(replayed), replayed.isReplay]).toEqual([siteOf(done), true]);
    expect(sitesNamed(sandbox, 'done')).toBe(1);
  });

  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ['is stopped', async () => redis.signal('SIGSTOP'), async () => redis.signal('SIGCONT')],
    ['is killed and comes back empty', () => redis.kill(), () => redis.start()],
    ['is emptied', () => redis.command('FLUSHALL'), async () => {}],
    [
      'is full',
      () => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
      () => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
    ],
    ['is paused', () => redis.command('CLIENT', 'PAUSE', '3000', 'ALL'), async () => {}],
  ])('does nothing twice and nothing late while the store %s', { timeout: 120_000 }, async (_what, fail, recover) => {
    await start(3);
    await Promise.all(programs.map((program) => createUntilEnded(program, 'warm')));
    const names = Array.from({ length: 40 }, (_, index) => `Fault-${index}`);
    const late: number[] = [];
    const sendAll = () =>
      Promise.all(
        names.flatMap((name) =>
          programs.map(async (program) => {
            const answer = await create(program, name);
            if (answer.ms > operationMs + marginMs + noiseMs) late.push(answer.ms);
            return answer;
          }),
        ),
      );
    const during = sendAll();
    await fail();
    await during;
    // Reads need no store, and writes without a key go on.
    const read = await ask(programs[0], '{ account { name sites(first: 2) { nodes { displayName } } } }');
    expect([read.code, read.data.account.sites.nodes.length]).toEqual([undefined, 2]);
    const plain = await ask(programs[1], createSite, { name: 'plain' });
    expect([plain.code, sitesNamed(sandbox, 'plain')]).toEqual([undefined, 1]);
    await sendAll();
    await recover();
    const ended = await Promise.all(
      names.flatMap((name) => programs.map((program) => createUntilEnded(program, name))),
    );
    const made = names.map((name) => sitesNamed(sandbox, name));
    expect(Math.max(...made)).toBe(1);
    names.forEach((name, index) => {
      const answers = ended.slice(index * 3, index * 3 + 3);
      // Done everywhere and once, or nobody says more than that it is unknown.
      if (answers.every(({ code }) => code === undefined)) {
        expect([name, made[index], new Set(answers.map(siteOf)).size]).toEqual([name, 1, 1]);
      } else expect(answers.some(({ code }) => code === 'OUTCOME_UNKNOWN')).toBe(true);
    });
    expect(late).toEqual([]);
  });

  it('starts while the store refuses connections, and refuses keyed mutations until it is there', async () => {
    await redis.kill();
    await start(1);
    const [program] = programs;
    expect((await ask(program, '{ account { name } }')).code).toBeUndefined();
    expect(await create(program, 'early')).toMatchObject({ code: 'IDEMPOTENCY_UNAVAILABLE' });
    expect(sitesNamed(sandbox, 'early')).toBe(0);
    await redis.start();
    expect((await createUntilEnded(program, 'early')).code).toBeUndefined();
    expect(sitesNamed(sandbox, 'early')).toBe(1);
  });

  it('keeps nothing readable in the store', async () => {
    await start(1);
    await createUntilEnded(programs[0], 'Secret-Name');
    const keys = (await redis.command('KEYS', '*')) as string[];
    expect(keys.length).toBeGreaterThan(2);
    const contents = await Promise.all(
      keys.map(async (key) => [
        key,
        await redis.command('HGETALL', key).catch(() => redis.command('GET', key).catch(() => '')),
      ]),
    );
    const text = JSON.stringify(contents);
    for (const secret of ['Secret-Name', 'key-of-Secret-Name', sandbox.keys.owner, sandbox.accountId]) {
      expect(text).not.toContain(secret);
    }
  });
});
