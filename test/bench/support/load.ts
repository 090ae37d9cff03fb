/** The load generator, a process of its own so that its work is nobody's time. */
import { createHistogram } from 'node:perf_hooks';
import { Pool } from 'undici';
import { answerParent } from './ipc.ts';

export interface LoadOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly seconds: number;
  readonly concurrency: number;
  /** The length of every answer's body: an answer of another length is wrong. */
  readonly answerBytes: number;
}

export interface LoadResult {
  readonly requests: number;
  /** Answers of another status or length than expected. */
  readonly wrong: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Keeps `concurrency` requests under way until the time is over; what is under way then is waited for and counted. */
async function load(order: LoadOrder): Promise<LoadResult> {
  const { origin, pathname } = new URL(order.url);
  const pool = new Pool(origin, { connections: order.concurrency });
  const latencies = createHistogram();
  let requests = 0;
  let wrong = 0;
  const begun = performance.now();
  const end = begun + order.seconds * 1_000;
  const work = async () => {
    while (performance.now() < end) {
      const asked = performance.now();
      const answer = await pool.request({ path: pathname, method: 'POST', headers: order.headers, body: order.body });
      const { byteLength } = await answer.body.arrayBuffer();
      latencies.record(Math.max(1, Math.round((performance.now() - asked) * 1_000)));
      requests += 1;
      if (answer.statusCode !== 200 || byteLength !== order.answerBytes) wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: order.concurrency }, work));
  const seconds = (performance.now() - begun) / 1_000;
  await pool.close();
  const millis = (percentile: number) => latencies.percentile(percentile) / 1_000;
  return { requests, wrong, seconds, p50Ms: millis(50), p99Ms: millis(99) };
}

answerParent({ load });
process.stdout.write('ready\n');
