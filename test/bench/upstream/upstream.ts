import { join } from 'node:path';
import { type Running, start } from '../support/process.ts';
import type { AccountSize } from './account.ts';
import type { StubRules } from './stub.ts';

/** The running stub of Wix. */
export interface Upstream {
  readonly url: string;
  readonly accountId: string;
  readonly apiKey: string;
  /** What it served since it started, by operation. */
  counts(): Promise<Counts>;
  setLatency(ms: number): Promise<void>;
  /** Sets what it enforces. Must come before the first call. */
  setRules(rules: StubRules): Promise<void>;
  /** The number of calls that were answered 429. */
  refused(): Promise<number>;
  stop(): Promise<void>;
}

export type Counts = Readonly<Record<string, number>>;

export async function startUpstream(size: AccountSize): Promise<Upstream> {
  const stub: Running = await start({ args: [join(import.meta.dirname, 'stub.ts'), JSON.stringify(size)] });
  const account = await stub.ask<{ accountId: string; apiKey: string }>('account');
  return {
    ...account,
    url: stub.url,
    counts: () => stub.ask<Counts>('counts'),
    setLatency: (ms) => stub.ask('latency', ms),
    setRules: (rules) => stub.ask('rules', rules),
    refused: () => stub.ask<number>('refused'),
    stop: () => stub.stop(),
  };
}

/** What was served between two counts, without the operations that were not. */
export function countsBetween(before: Counts, after: Counts): Counts {
  const more = Object.entries(after).map(([name, count]): [string, number] => [name, count - (before[name] ?? 0)]);
  return Object.fromEntries(more.filter(([, count]) => count > 0));
}

export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
