import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServedCall } from '../../src/sandbox/calls.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startProgram } from '../support/program.ts';

/** The calls that Wix allows, and that the graph makes, in a minute. */
export const callsPerMinute = 200;

/** Milliseconds of the sandbox's clock per call: with all calls of a minute, it follows real time. */
const tickMs = 60_000 / callsPerMinute;

/** The clock moves with calls alone, and few are made while a plan is awaited. */
const productDeliveryMs = 10 * tickMs;

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly restCalls: number;
  readonly seconds: number;
}

export interface Stage {
  readonly sandbox: Sandbox;
  /** Faults that struck so far, by kind. */
  readonly struck: Readonly<Record<string, number>>;
  /** Runs a script of `examples/workflows/` with a CSV file. `killAfter` ends it with SIGKILL when it has finished so many steps. */
  run(
    script: string,
    rows: readonly Readonly<Record<string, string>>[],
    options?: { killAfter?: number; args?: readonly string[] },
  ): Promise<Run>;
  close(): Promise<void>;
}

/** A seeded random number generator (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Share of the calls that each kind of fault strikes, and how often at most: a rejected call halves the graph's own limit for minutes. */
const faults = [
  { name: 'reset before', share: 0.015, effect: { kind: 'reset' } },
  { name: 'reset after', share: 0.015, effect: { kind: 'truncated' } },
  { name: '503', share: 0.01, effect: { kind: 'status', status: 503 } },
  { name: '504 after', share: 0.01, effect: { kind: 'status', status: 504, afterCommit: true } },
  { name: '429', share: 0.01, times: 2, effect: { kind: 'status', status: 429, headers: { 'retry-after': '1' } } },
] as const;

/** A graph over a sandbox that allows 200 calls a minute and fails at random, as two programs. */
export async function openStage(seed: number): Promise<Stage> {
  const sandbox = createSandbox({
    size: 'large',
    tickMs,
    quirks: { callsPerMinute, undeclaredSiteFilters: 'ignore', productDeliveryMs },
  });
  const listening = await sandbox.listen();
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
  const children: ChildProcess[] = [];
  const struck: Record<string, number> = {};
  const random = randomFrom(seed);
  // One draw for each call decides among all kinds.
  const draws = new WeakMap<ServedCall, number>();
  const drawOf = (call: ServedCall) => {
    const known = draws.get(call) ?? random();
    draws.set(call, known);
    return known;
  };
  let from = 0;
  for (const { name, share, effect, ...limit } of faults) {
    const begin = from;
    from += share;
    const end = from;
    const match = (call: ServedCall) => {
      const draw = drawOf(call);
      const strikes = draw >= begin && draw < end;
      if (strikes) struck[name] = (struck[name] ?? 0) + 1;
      return strikes;
    };
    sandbox.faults.inject({ times: Number.POSITIVE_INFINITY, ...limit, ...effect, match });
  }
  const program = await startProgram(['src/program/cli.ts', 'start', '--port', '0'], {
    WIX_API_ORIGIN: listening.url,
    WIX_API_KEY: sandbox.keys.owner,
    WIX_ACCOUNT_ID: sandbox.accountId,
    WIX_CALLS_PER_MINUTE: String(callsPerMinute),
    LOG_LEVEL: 'silent',
  });
  children.push(program.child);
  return {
    sandbox,
    struck,
    run: async (script, rows, { killAfter, args = [] } = {}) => {
      const csv = join(folder, `${script}.csv`);
      const columns = Object.keys(rows[0] ?? {});
      writeFileSync(
        csv,
        [columns.join(','), ...rows.map((row) => columns.map((one) => row[one]).join(','))].join('\n'),
      );
      const startedAt = performance.now();
      const child = spawn(process.execPath, [`examples/workflows/${script}.ts`, csv, '--graph', program.url, ...args], {
        env: { PATH: process.env['PATH'] ?? '' },
      });
      children.push(child);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          output += String(chunk);
          const finished = output.split('\n').filter((line) => line.startsWith('done: ')).length;
          if (killAfter !== undefined && finished >= killAfter) child.kill('SIGKILL');
        });
      }
      const [code] = (await once(child, 'close')) as [number | null];
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      return { code, output, restCalls: Number(/(\d+) REST calls/.exec(output)?.[1] ?? 0), seconds };
    },
    close: async () => {
      for (const child of children) child.kill('SIGKILL');
      sandbox.faults.clear();
      await listening.close();
      rmSync(folder, { recursive: true });
    },
  };
}
