import { parseArgs } from 'node:util';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createRandom } from '../../src/sandbox/seed/random.ts';
import { createCaller, type Tenant } from './chaos/caller.ts';
import { stillOperations } from './chaos/library.ts';
import { createReference } from './chaos/reference.ts';
import { startRolling } from './chaos/rolling.ts';
import { storm } from './chaos/storm.ts';
import { Tally } from './chaos/tally.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { ProcessSample } from './hooks.ts';
import type { RunningProgram } from './running-program.ts';
import { grows, lineThrough, percentile, settled } from './soak/line.ts';

// npm run test:soak -- --minutes 60 --rate 200
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    rate: { type: 'string', default: '40' },
    p: { type: 'string', default: '0.05' },
    seed: { type: 'string', default: '1' },
    restarts: { type: 'string', default: '3' },
  },
});
const minutes = Number(values.minutes);
const rate = Number(values.rate);
const seed = Number(values.seed);
/** Until each operation has been asked often enough for all of its code to be written and compiled: that is no leak. */
const warmUpMs = 40_000;
const warmUpRate = 4 * rate;
const sampleEveryMs = Math.max(1_000, minutes * 1_000);
const deadlineMs = 4_000;
const toleranceMs = 250;

const sandbox = createSandbox();
const listening = await sandbox.listen();
const proxy = await startFaultProxy({ target: { port: listening.port }, seed });
const tenant: Tenant = { name: 'the agency', key: sandbox.keys.owner, accountId: sandbox.accountId };
const reference = createReference(sandbox, listening.url);
const operations = await stillOperations(reference, [tenant]);
const rolling = await startRolling(
  {
    nodeArgs: ['--expose-gc'],
    env: {
      NODE_ENV: 'production',
      WIX_AUTH: 'forward',
      WIX_API_ORIGIN: proxy.origin,
      WIX_CALL_TIMEOUT_MS: '1000',
      OPERATION_TIMEOUT_MS: String(deadlineMs),
      WIX_CALLS_PER_MINUTE: '0',
    },
  },
  500,
);
const tally = new Tally();
const { ask, close } = createCaller({
  url: () => rolling.url,
  tally,
  deadlineMs,
  toleranceMs,
  secrets: Object.values(sandbox.keys),
  // Callers who come at their own rate: one that waited for a connection would make the answers look late.
  connections: null,
});
const random = createRandom(seed, 'soak');
const tookMs: number[] = [];
const underWay = new Set<Promise<unknown>>();

async function one(): Promise<void> {
  const operation = operations[random.integer(0, operations.length - 1)];
  if (operation === undefined) return;
  const answer = await ask(operation.tenant, operation.query, operation.variables);
  if (answer !== null) tookMs.push(answer.to - answer.from);
}

/** Asks at the rate, whatever becomes of the answers, until it is told that it is enough. */
async function load(isEnough: () => boolean, perSecond = rate): Promise<void> {
  const from = performance.now();
  for (let asked = 0; !isEnough(); ) {
    for (; asked < ((performance.now() - from) / 1_000) * perSecond; asked += 1) {
      const asking = one().finally(() => underWay.delete(asking));
      underWay.add(asking);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

interface Sample {
  readonly minute: number;
  readonly heapMegabytes: number;
  readonly sockets: number;
  readonly timers: number;
}

const samples: Sample[] = [];
/** The answers of each process, as it saw them itself when it was looked at last. */
const answers = new Map<RunningProgram, ProcessSample['answers']>();

async function takeSample(from: number): Promise<void> {
  const { current } = rolling;
  const { heapBytes, resources, ...seen } = await current.sample();
  answers.set(current, seen.answers);
  samples.push({
    minute: (performance.now() - from) / 60_000,
    heapMegabytes: heapBytes / 1_048_576,
    sockets: (resources['TCPSocketWrap'] ?? 0) + (resources['TCPWRAP'] ?? 0),
    timers: resources['Timeout'] ?? 0,
  });
}

storm(proxy, Number(values.p));
const warmUntil = performance.now() + warmUpMs;
await load(() => performance.now() > warmUntil, warmUpRate);
tookMs.length = 0;
const from = performance.now();
const until = from + minutes * 60_000;
const loading = load(() => performance.now() > until);
while (performance.now() < until) {
  await takeSample(from);
  await new Promise((resolve) => setTimeout(resolve, sampleEveryMs));
}
await loading;
await Promise.all(underWay);
const steadySamples = samples.length;
const answeredTook = [...tookMs];
const notAnsweredBefore = tally.notAnswered;

const restarts = Number(values.restarts);
let isRestarted = false;
const underRestarts = load(() => isRestarted);
for (let count = 0; count < restarts; count += 1) {
  await takeSample(from);
  await rolling.restart();
}
isRestarted = true;
await underRestarts;
await Promise.all(underWay);
await takeSample(from);
const lost = tally.notAnswered - notAnsweredBefore;
await rolling.close();
await Promise.all([close(), reference.close(), proxy.close()]);
await listening.close();

const latestMs = Math.max(...[...answers.values()].map((seen) => seen.latestMs));
const ofServer = [...answers.values()].reduce((sum, { count }) => sum + count, 0);
// One process alone: those that follow a restart begin anew.
const steady = settled(samples.slice(0, steadySamples));
const heap = lineThrough(steady.map(({ minute, heapMegabytes }) => ({ x: minute / 10, y: heapMegabytes })));
const sockets = steady.map((sample) => sample.sockets);
const timers = steady.map((sample) => sample.timers);
const span = (values: readonly number[]) => `${Math.min(...values)} to ${Math.max(...values)}`;
const checks: readonly (readonly [string, boolean])[] = [
  // What noise explains is no leak; a long run has little of it.
  ['the heap does not grow by more than 1 MB in 10 minutes', heap.slope - 3 * heap.error < 1],
  ['sockets do not grow', !grows(sockets, 20)],
  ['timers do not grow', !grows(timers, 20)],
  ['no answer without a code, and none wrong', tally.wrong.length === 0],
  ['every request answered', notAnsweredBefore === 0],
  ['no request lost over restarts', lost === 0 && rolling.badEndings.length === 0],
  [
    `no answer later than its deadline and ${toleranceMs} ms, as the server sees it`,
    latestMs <= deadlineMs + toleranceMs,
  ],
  ['fewer than one late answer in a thousand, as its caller sees it', tally.late < tally.operations / 1_000],
];
const megabytes = (value: number) => `${value >= 0 ? '+' : ''}${value.toFixed(2)} MB`;
const lines = [
  `Soak of ${values.minutes} minutes at ${rate} operations in a second, faults at ${values.p} of the calls, seed ${seed}`,
  `  operations: ${tally.operations}, REST calls: ${proxy.seen.exchanges}, of them struck by a fault: ${proxy.seen.struck}`,
  `  heap after a collection: ${megabytes(heap.slope)} in 10 minutes, give or take ${heap.error.toFixed(2)}; ${span(steady.map((sample) => Math.round(sample.heapMegabytes)))} MB in ${steady.length} samples`,
  `  sockets: ${span(sockets)}, timers: ${span(timers)}`,
  `  for callers: p50 ${Math.round(percentile(answeredTook, 0.5))} ms, p99 ${Math.round(percentile(answeredTook, 0.99))} ms, late: ${tally.late}`,
  `  for the server: ${ofServer} answers, p99 ${Math.round(Math.max(...[...answers.values()].map(({ p99Ms }) => p99Ms)))} ms, the latest after ${Math.round(latestMs)} ms`,
  `  coded errors: ${tally.codesByNumber()}; without a code: ${tally.wrong.length}`,
  ...tally.wrong.slice(0, 10).map((wrong) => `    ${wrong}`),
  `  restarts under load: ${rolling.restarts}, requests lost: ${lost}`,
  ...checks.filter(([, isSo]) => !isSo).map(([what]) => `FAILED ${what}`),
];
const passed = checks.filter(([, isSo]) => isSo).length;
process.stdout.write(`${lines.join('\n')}\n\n${passed} passed, ${checks.length - passed} failed\n`);
process.exitCode = passed === checks.length ? 0 : 1;
