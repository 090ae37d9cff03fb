import type { LoadOrder, LoadResult } from '../support/load.ts';
import type { Running } from '../support/process.ts';
import { total, type Upstream } from '../upstream/upstream.ts';

/** One server under one operation for one round. */
export interface Sample {
  readonly requests: number;
  readonly wrong: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the server's process, user and system, for one request. */
  readonly cpuMicros: number;
  readonly callsPerRequest: number;
}

/** Loads a server and reads what that took. `cpuMicros` tells the CPU time that the server has used so far. */
export async function measure(
  load: Running,
  upstream: Upstream,
  order: LoadOrder,
  cpuMicros: () => Promise<number>,
): Promise<Sample> {
  const callsBefore = total(await upstream.counts());
  const cpuBefore = await cpuMicros();
  const { requests, wrong, seconds, p50Ms, p99Ms } = await load.ask<LoadResult>('load', order);
  const cpu = (await cpuMicros()) - cpuBefore;
  const calls = total(await upstream.counts()) - callsBefore;
  return {
    requests,
    wrong,
    perSecond: requests / seconds,
    p50Ms,
    p99Ms,
    cpuMicros: cpu / requests,
    callsPerRequest: calls / requests,
  };
}
