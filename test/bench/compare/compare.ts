import { join } from 'node:path';
import { type ComparedOperation, comparedOperations } from '../operations.ts';
import { rotated } from '../report/statistics.ts';
import { type ServerName, type ServerPlan, startServer } from '../servers/servers.ts';
import type { LoadOrder } from '../support/load.ts';
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

/** A server in one round, under one operation. */
interface Contender {
  readonly name: ServerName;
  readonly server: Running;
  readonly order: LoadOrder;
}

/** What all rounds have shown of one server under one operation. */
interface Seen {
  readonly samples: Sample[];
  answerBytes: number;
  rssBytes: number;
  heapGrowthBytes: number;
}

/**
 * Runs every operation on every server. Each round starts all servers anew, so that what garbage collector and compiler have come to in one process
 * does not decide, and runs them in another order, so that a change of the machine's mood meets all of them. All answers of the first round
 * are compared before anything is timed.
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
  const known = await readForeknowledge(sandbox);
  const operations = comparedOperations(sandbox).filter(wanted);
  const records = new Map<string, Seen>();
  const faults: string[] = [];
  // The product's answer is what the others are compared with.
  const productFirst = plans.toSorted((a, b) => Number(b.name === 'product') - Number(a.name === 'product'));

  for (let round = 0; round < effort.rounds; round += 1) {
    const running = new Map<ServerName, Running>();
    for (const plan of rotated(plans, round)) running.set(plan.name, await startServer(plan, upstream));
    const heapGrowths: (() => Promise<void>)[] = [];
    for (const operation of operations) {
      report(`round ${round + 1} of ${effort.rounds}, ${operation.name}`);
      await upstream.setLatency(operation.upstreamLatencyMs);
      const contenders: Contender[] = [];
      let expected: unknown;
      for (const { name } of productFirst) {
        const server = running.get(name) as Running;
        const request = prepareRequest(name, server.url, operation, known);
        const answer = await checkAnswer(name, operation, request, upstream, expected);
        faults.push(...answer.faults);
        expected ??= answer.data;
        const { toGraph: _, ...sent } = request;
        const { seconds, concurrency } = effort;
        contenders.push({ name, server, order: { ...sent, seconds, concurrency, answerBytes: answer.bytes } });
      }
      for (const { server, order } of contenders) {
        await measure(load, upstream, { ...order, seconds: effort.warmUpSeconds }, () => server.ask('cpuMicros'));
      }
      for (const { name, server, order } of rotated(contenders, round)) {
        const key = `${name} ${operation.name}`;
        const record = records.get(key) ?? { samples: [], answerBytes: 0, rssBytes: 0, heapGrowthBytes: 0 };
        records.set(key, record);
        const sample = await measure(load, upstream, order, () => server.ask('cpuMicros'));
        record.samples.push(sample);
        record.answerBytes = order.answerBytes;
        record.rssBytes = await server.ask<number>('rss');
        if (sample.wrong > 0) faults.push(`${name}, ${operation.name}: ${sample.wrong} wrong answers under load`);
        // Looked at last of all: see the probe.
        heapGrowths.push(async () => {
          const before = await server.ask<number>('heapAfterCollection');
          await load.ask('load', order);
          record.heapGrowthBytes = (await server.ask<number>('heapAfterCollection')) - before;
        });
      }
    }
    if (round === effort.rounds - 1) {
      report('memory');
      await upstream.setLatency(0);
      for (const lookAtHeap of heapGrowths) await lookAtHeap();
    }
    await Promise.all([...running.values()].map((server) => server.stop()));
  }
  await Promise.all([load.stop(), upstream.stop()]);
  const series = operations.flatMap((operation) =>
    plans.flatMap(({ name }) => {
      const record = records.get(`${name} ${operation.name}`);
      return record === undefined ? [] : [{ server: name, operation: operation.name, ...record }];
    }),
  );
  return { series, faults: [...new Set(faults)] };
}
