import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAnswer } from '../compare/check.ts';
import { measure } from '../compare/measure.ts';
import { prepareRequest, readForeknowledge } from '../compare/request.ts';
import type { ComparedOperation } from '../operations.ts';
import { comparedOperations } from '../operations.ts';
import { textTable } from '../report/table.ts';
import { type ServerPlan, startServer } from '../servers/servers.ts';
import { start } from '../support/process.ts';
import { comparedAccount, createAccount } from '../upstream/account.ts';
import { startUpstream } from '../upstream/upstream.ts';
import { type CpuProfile, type Share, selfTimes } from './summary.ts';

export interface ProfileOrder {
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly concurrency: number;
  /** Where the profile is left, for a viewer such as that of Chrome. */
  readonly path: string;
}

const shown = 25;

/** Loads one server with one operation and tells where its time goes, once it is warm. */
export async function profile(
  plan: ServerPlan,
  name: ComparedOperation['name'],
  { path, ...effort }: ProfileOrder,
): Promise<string> {
  const sandbox = createAccount(comparedAccount);
  const upstream = await startUpstream(comparedAccount);
  const load = await start({ args: [join(import.meta.dirname, '../support/load.ts')] });
  const server = await startServer(plan, upstream);
  const operation = comparedOperations(sandbox).find((one) => one.name === name);
  if (operation === undefined) throw new Error(`There is no operation ${name}.`);
  await upstream.setLatency(operation.upstreamLatencyMs);
  const request = prepareRequest(plan.name, server.url, operation, await readForeknowledge(sandbox));
  const { bytes, faults } = await checkAnswer(plan.name, operation, request, upstream);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const { url, headers, body } = request;
  const order = { url, headers, body, answerBytes: bytes, concurrency: effort.concurrency };
  const cpuMicros = () => server.ask<number>('cpuMicros');
  await measure(load, upstream, { ...order, seconds: effort.warmUpSeconds }, cpuMicros);
  await server.ask('profile');
  const sample = await measure(load, upstream, { ...order, seconds: effort.seconds }, cpuMicros);
  await server.ask('profileEnd', path);
  await Promise.all([load.stop(), server.stop(), upstream.stop()]);

  const { functions, modules } = selfTimes(JSON.parse(readFileSync(path, 'utf8')) as CpuProfile);
  return [
    `${plan.name}, ${name}: ${sample.requests} requests, ${Math.round(sample.cpuMicros)} us of CPU each while profiled`,
    sharesTable('self-time by module', modules, sample.cpuMicros),
    sharesTable('self-time by function', functions, sample.cpuMicros),
    `The whole profile: ${path}`,
  ].join('\n\n');
}

function sharesTable(title: string, shares: readonly Share[], cpuMicros: number): string {
  const rows = shares
    .slice(0, shown)
    .map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`, (share * cpuMicros).toFixed(0)]);
  return textTable([title, 'share', 'us a request'], rows);
}
