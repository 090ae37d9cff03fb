import { join } from 'node:path';
import { createRandom } from '../../../src/sandbox/seed/random.ts';
import { readForeknowledge } from '../compare/request.ts';
import { markdownTable, short, textTable } from '../report/table.ts';
import { routerSecret, type ServerName, type ServerPlan, startServer } from '../servers/servers.ts';
import { start } from '../support/process.ts';
import { type AccountSize, createAccount } from '../upstream/account.ts';
import { startUpstream, total } from '../upstream/upstream.ts';
import type { Caller, CallersOrder, CallersResult } from './callers.ts';
import { Questions } from './questions.ts';

/** A server in one of the ways in which it can be run. */
interface Contender {
  readonly plan: ServerPlan;
  readonly env: Readonly<Record<string, string>>;
}

/** A way to ask, and the servers that are asked so. */
interface Scene {
  readonly name: string;
  readonly description: string;
  readonly seconds: number;
  readonly contenders: readonly Contender[];
  readonly callersOf: (questions: Questions) => Caller[];
}

const account: AccountSize = { seededAs: 'large', domains: 150, members: 20, invites: 10 };
const callsPerMinute = 200;
const singlesPerSecond = 20;
const people = 50;
const thinkMs = 500;
const latencyMs = 100;
const seed = 1;

/** Those that have a client for REST of their own; mercurius' loaders do what yoga's do. */
const compared: ReadonlySet<ServerName> = new Set(['product', 'yoga', 'apollo', 'hive']);
const caching: ReadonlySet<ServerName> = new Set(['product', 'apollo', 'hive']);

/**
 * Asks each server through a stub that enforces a call limit. The servers of one scene run side by side, each with a stub of its own,
 * because they wait for the clock and not for the processor.
 */
export async function measureQuota(
  plans: readonly ServerPlan[],
  seconds: { readonly singles: number; readonly mixed: number },
  as: 'text' | 'markdown',
  report: (progress: string) => void,
): Promise<{ table: string; faults: readonly string[] }> {
  const chosen = plans.filter(({ name }) => compared.has(name));
  const plain = chosen.map((plan) => ({ plan, env: { SHARE_READS: 'true' } }));
  const cached = chosen
    .filter(({ name }) => caching.has(name))
    .map((plan) => ({ plan, env: { SHARE_READS: 'true', CACHE_TTL_MS: '5000' } }));
  const singles = { seconds: seconds.singles, name: 'singles', contenders: plain };
  const people50 = (questions: Questions) => questions.mixed(people, thinkMs, createRandom(seed, 'quota'));
  const scenes: Scene[] = [
    {
      ...singles,
      description: `${singlesPerSecond} single sites a second, at random`,
      callersOf: (questions) => questions.singles(singlesPerSecond, seconds.singles, createRandom(seed, 'quota')),
    },
    {
      name: 'mixed',
      description: `${people} callers with a mix of reads`,
      seconds: seconds.mixed,
      contenders: plain,
      callersOf: people50,
    },
    {
      name: 'mixed, cached',
      description: 'the same, with CACHE_TTL_MS=5000',
      seconds: seconds.mixed,
      contenders: cached,
      callersOf: people50,
    },
  ];
  const faults: string[] = [];
  const rows: string[][] = [];
  for (const scene of scenes) {
    report(`${scene.name}: ${scene.description}, ${scene.seconds} s`);
    const results = await Promise.all(scene.contenders.map((contender) => play(scene, contender)));
    for (const { row, wrong } of results) {
      report(row.join('  '));
      rows.push(row);
      if (wrong !== '') faults.push(wrong);
    }
  }
  const head = [
    'callers',
    'server',
    'asked',
    'answered',
    'refused',
    'failed',
    'REST calls',
    '429',
    'answers a call',
    'p50 ms',
    'p99 ms',
    'age p50 ms',
    'age max ms',
  ];
  return { table: as === 'text' ? textTable(head, rows) : markdownTable(head, rows), faults };
}

async function play(scene: Scene, { plan, env }: Contender): Promise<{ row: string[]; wrong: string }> {
  const sandbox = createAccount(account);
  const upstream = await startUpstream(account);
  await upstream.setRules({ callsPerMinute, stamps: true });
  await upstream.setLatency(latencyMs);
  const server = await startServer(plan, upstream, { ...env, WIX_CALLS_PER_MINUTE: String(callsPerMinute) });
  const load = await start({ args: [join(import.meta.dirname, 'callers.ts')] });
  const questions = new Questions(plan.name, sandbox, await readForeknowledge(sandbox));
  const order: CallersOrder = {
    url: server.url,
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'x-router-secret': routerSecret,
    },
    callers: scene.callersOf(questions),
    seconds: scene.seconds,
  };
  const { asked, answered, refused, failed, wrong, firstWrong, ...times } = await load.ask<CallersResult>('run', order);
  const calls = total(await upstream.counts());
  const rejected = await upstream.refused();
  await Promise.all([load.stop(), server.stop(), upstream.stop()]);
  const count = (value: number) => value.toLocaleString('en');
  return {
    row: [
      scene.name,
      plan.name,
      ...[asked, answered, refused, failed, calls, rejected].map(count),
      short(answered / calls),
      ...[times.p50Ms, times.p99Ms, times.ageP50Ms, times.ageMaxMs].map(count),
    ],
    wrong: wrong === 0 ? '' : `${scene.name}, ${plan.name}: ${wrong} wrong answers, such as ${firstWrong}`,
  };
}
