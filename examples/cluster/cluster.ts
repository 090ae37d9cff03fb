/**
 * Runs the program in several processes that share one port: `node examples/cluster/cluster.ts`. PROCESSES says how many (default: one for each
 * core); all other settings are the program's own.
 *
 * With REDIS_URL the processes share the calls of a minute (`WIX_CALLS_PER_MINUTE`), idempotency keys and the order of writes to one object;
 * "you read what you wrote" holds inside one process only. Without it each process keeps all of this for itself. So:
 * - the calls of a minute are divided among them, or Wix would see a multiple;
 * - where idempotency keys and the order of writes matter, send writes to a single process of their own, or run one process.
 */
import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const processes = Number(process.env['PROCESSES'] || availableParallelism());
const callsPerMinute = Number(process.env['WIX_CALLS_PER_MINUTE'] || 200);
const isShared = Boolean(process.env['REDIS_URL']);
// 0 keeps no limit, so a share is at least 1.
const share = callsPerMinute === 0 || isShared ? callsPerMinute : Math.max(1, Math.floor(callsPerMinute / processes));

let isStopping = false;

cluster.setupPrimary({
  exec: fileURLToPath(new URL('../../src/program/main.ts', import.meta.url)),
  execArgv: [...process.execArgv, '--max-semi-space-size=64'],
});

function startOne(): void {
  const begun = Date.now();
  const worker = cluster.fork({ WIX_CALLS_PER_MINUTE: String(share) });
  worker.once('exit', (code) => {
    if (isStopping) return;
    // One that cannot even start would be started again for ever.
    if (Date.now() - begun < 2_000) stop(code || 1);
    else startOne();
  });
}

function stop(exitCode: number): void {
  if (isStopping) return;
  isStopping = true;
  process.exitCode = exitCode;
  for (const worker of Object.values(cluster.workers ?? {})) {
    worker?.process.kill('SIGTERM');
    // The channel to this process would keep it alive when its last request has been answered.
    worker?.disconnect();
  }
}

for (let count = 0; count < processes; count += 1) startOne();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0));
