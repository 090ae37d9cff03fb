import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAnswer } from '../compare/check.ts';
import type { Effort } from '../compare/compare.ts';
import { measure, type Sample } from '../compare/measure.ts';
import { prepareRequest, readForeknowledge } from '../compare/request.ts';
import { comparedOperations } from '../operations.ts';
import { medianRatio } from '../report/comparison.ts';
import { median, rotated } from '../report/statistics.ts';
import { short, textTable } from '../report/table.ts';
import { settingsFor } from '../servers/servers.ts';
import { start } from '../support/process.ts';
import { comparedAccount, createAccount } from '../upstream/account.ts';
import { startUpstream } from '../upstream/upstream.ts';

const launcher = join(import.meta.dirname, '../../../examples/cluster/cluster.ts');

/** One process against two behind one port, by the launcher of examples/cluster, on `tiny` and `medium`. */
export async function compareProcesses(effort: Effort): Promise<{ table: string; faults: readonly string[] }> {
  const sandbox = createAccount(comparedAccount);
  const upstream = await startUpstream(comparedAccount);
  const load = await start({ args: [join(import.meta.dirname, '../support/load.ts')] });
  const known = await readForeknowledge(sandbox);
  const faults: string[] = [];
  const rows: string[][] = [];
  const counts = [1, 2];
  const clusters = [];
  for (const processes of counts) {
    const env = { ...settingsFor(upstream), PROCESSES: String(processes) };
    const server = await start({ args: [launcher], env });
    clusters.push({ processes, server, samples: [] as Sample[] });
  }
  for (const operation of comparedOperations(sandbox).filter(({ name }) => name === 'tiny' || name === 'medium')) {
    const orders = new Map<number, Parameters<typeof measure>[2]>();
    for (const { processes, server, samples } of clusters) {
      samples.length = 0;
      const request = prepareRequest('product', server.url, operation, known);
      const { bytes, faults: found } = await checkAnswer(`${processes} processes`, operation, request, upstream);
      faults.push(...found);
      const { url, headers, body } = request;
      const order = {
        url,
        headers,
        body,
        answerBytes: bytes,
        concurrency: effort.concurrency * 2,
        seconds: effort.seconds,
      };
      orders.set(processes, order);
      await measure(load, upstream, { ...order, seconds: effort.warmUpSeconds * 2 }, async () => cpuOfTree(server.pid));
    }
    for (let round = 0; round < effort.rounds; round += 1) {
      for (const { processes, server, samples } of rotated(clusters, round)) {
        const order = orders.get(processes) as Parameters<typeof measure>[2];
        samples.push(await measure(load, upstream, order, async () => cpuOfTree(server.pid)));
      }
    }
    const [one] = clusters;
    for (const { processes, samples } of clusters) {
      const of = (quantity: 'perSecond' | 'cpuMicros' | 'p50Ms') => samples.map((sample) => sample[quantity]);
      const against = (quantity: 'perSecond' | 'cpuMicros') =>
        medianRatio(
          of(quantity),
          (one?.samples ?? []).map((sample) => sample[quantity]),
        );
      const wrong = samples.reduce((sum, sample) => sum + sample.wrong, 0);
      if (wrong > 0) faults.push(`${processes} processes, ${operation.name}: ${wrong} wrong answers`);
      rows.push([
        operation.name,
        String(processes),
        short(median(of('perSecond'))),
        against('perSecond'),
        short(median(of('p50Ms'))),
        short(median(of('cpuMicros'))),
        against('cpuMicros'),
        short(median(samples.map(({ perSecond, cpuMicros }) => (perSecond * cpuMicros) / 1e6))),
      ]);
    }
  }
  await Promise.all([load.stop(), upstream.stop(), ...clusters.map(({ server }) => server.stop())]);
  const head = ['operation', 'processes', 'requests/s', 'x one', 'p50 ms', 'CPU us a request', 'x one', 'cores in use'];
  return { table: textTable(head, rows), faults };
}

/** Ticks of /proc are hundredths of a second. */
const microsOfTick = 10_000;

/** CPU time of a process and its children, in microseconds. The launcher's workers have no channel to the benchmark, so /proc tells. */
function cpuOfTree(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user = '0', system = '0'] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((child) => child !== '');
  const own = (Number(user) + Number(system)) * microsOfTick;
  return children.reduce((sum, child) => sum + cpuOfTree(Number(child)), own);
}
