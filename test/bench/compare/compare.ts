import { join } from 'node:path';
import { type ComparedOperation, comparedOperations } from '../operations.ts';
import { rotated } from '../report/statistics.ts';
import type { ServerName, ServerPlan } from '../servers/servers.ts';
import { startServer } from '../servers/servers.ts';
import { type Running, start } from '../support/process.ts';
import { comparedAccount, createAccount } from '../upstream/account.ts';
import { startUpstream } from '../upstream/upstream.ts';
import { checkAnswer } from './check.ts';
import { measure, type Sample } from './measure.ts';
import { prepareRequest, readForeknowledge } from './request.ts';

export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly concurrency: number;
}

/** All rounds of one server under one operation. */
export interface Series {
  readonly server: ServerName;
  readonly operation: string;
  readonly answerBytes: number;
  readonly samples: readonly Sample[];
  /** After the last round. */
  readonly rssBytes: number;
  /** What is left of a round more, garbage collected before and after it. */
  readonly heapGrowthBytes: number;
}

export interface Comparison {
  readonly series: readonly Series[];
  /** Wrong answers, and calls that were not needed. */
  readonly faults: readonly string[];
}

/**
 * Runs every operation on every server. All answers are compared before anything is timed. Each round runs all servers, each time in
 * another order, so that a change of the machine's mood meets all of them.
 */
export async function compare(
  plans: readonly ServerPlan[],
  wanted: (operation: ComparedOperation) => boolean,
  effort: Effort,
  report: (progress: string) => void,
): Promise<Comparison> {
  const sandbox = createAccount(comparedAccount);
  const upstream = await startUpstream(comparedAccount);
  const load = await start({ args: [join(import.meta.dirname, '../support/load.ts')] });
  const running = new Map<ServerName, Running>();
  for (const plan of plans) running.set(plan.name, await startServer(plan, upstream));
  const known = await readForeknowledge(sandbox);
  const unfinished: (Omit<Series, 'heapGrowthBytes'> & { heapGrowth: () => Promise<number> })[] = [];
  const faults: string[] = [];

  for (const operation of comparedOperations(sandbox).filter(wanted)) {
    report(operation.name);
    await upstream.setLatency(operation.upstreamLatencyMs);
    const contenders = [];
    let expected: unknown;
    // The product's answer is what the others are compared with.
    for (const plan of plans.toSorted((a, b) => Number(b.name === 'product') - Number(a.name === 'product'))) {
      const server = running.get(plan.name) as Running;
      const request = prepareRequest(plan.name, server.url, operation, known);
      const answer = await checkAnswer(plan.name, operation, request, upstream, expected);
      faults.push(...answer.faults);
      expected ??= answer.data;
      const { toGraph: _, ...sent } = request;
      const order = { ...sent, seconds: effort.seconds, concurrency: effort.concurrency, answerBytes: answer.bytes };
      const cpuMicros = () => server.ask<number>('cpuMicros');
      contenders.push({ name: plan.name, server, order, cpuMicros, samples: [] as Sample[] });
    }
    for (const { order, cpuMicros } of contenders) {
      await measure(load, upstream, { ...order, seconds: effort.warmUpSeconds }, cpuMicros);
    }
    for (let round = 0; round < effort.rounds; round += 1) {
      report(`${operation.name}, round ${round + 1} of ${effort.rounds}`);
      for (const { order, cpuMicros, samples } of rotated(contenders, round)) {
        samples.push(await measure(load, upstream, order, cpuMicros));
      }
    }
    const inOrder = (a: { name: ServerName }, b: { name: ServerName }) =>
      plans.findIndex(({ name }) => name === a.name) - plans.findIndex(({ name }) => name === b.name);
    for (const { name, server, order, samples } of contenders.toSorted(inOrder)) {
      const rssBytes = await server.ask<number>('rss');
      // Looked at last of all: see the probe.
      const heapGrowth = async () => {
        const before = await server.ask<number>('heapAfterCollection');
        await load.ask('load', order);
        return (await server.ask<number>('heapAfterCollection')) - before;
      };
      unfinished.push({
        server: name,
        operation: operation.name,
        answerBytes: order.answerBytes,
        samples,
        rssBytes,
        heapGrowth,
      });
      const wrong = samples.reduce((sum, sample) => sum + sample.wrong, 0);
      if (wrong > 0) faults.push(`${name}, ${operation.name}: ${wrong} wrong answers under load`);
    }
  }
  report('memory');
  await upstream.setLatency(0);
  const series: Series[] = [];
  for (const { heapGrowth, ...timed } of unfinished) series.push({ ...timed, heapGrowthBytes: await heapGrowth() });
  await Promise.all([load.stop(), ...[...running.values()].map((server) => server.stop())]);
  await upstream.stop();
  return { series, faults };
}
