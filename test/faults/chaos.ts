import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createRandom } from '../../src/sandbox/seed/random.ts';
import { allEndpoints } from '../support/coverage.ts';
import { auditFaults, followWrites } from './chaos/audit.ts';
import { createCaller, type Tenant } from './chaos/caller.ts';
import { stillOperations } from './chaos/library.ts';
import { createReference } from './chaos/reference.ts';
import { startRolling } from './chaos/rolling.ts';
import { storm } from './chaos/storm.ts';
import { Tally } from './chaos/tally.ts';
import { differences } from './chaos/truth.ts';
import { createWriter } from './chaos/writers.ts';
import { startFaultProxy } from './fault-proxy.ts';

// npm run test:chaos -- --seed 7 --minutes 20 --p 0.2
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '0.8' },
    p: { type: 'string', default: '0.2' },
    clients: { type: 'string', default: '12' },
  },
});
const seed = Number(values.seed);
const probability = Number(values.p);
const endsAt = performance.now() + Number(values.minutes) * 60_000;
const restartEveryMs = 10_000;
const deadlineMs = 2_000;
const toleranceMs = 250;

const sandbox = createSandbox({ now: new Date(Date.now() + 3_600_000) });
const listening = await sandbox.listen();
const proxy = await startFaultProxy({ target: { port: listening.port }, seed });
const stranger = [...sandbox.state.accounts.values()].find(
  ({ id, parentAccountId }) => id !== sandbox.accountId && parentAccountId !== sandbox.accountId,
);
if (stranger === undefined) throw new Error('The sandbox has no unrelated account');
const reader: Tenant = { name: 'the agency', key: sandbox.keys.owner, accountId: sandbox.accountId };
const writer: Tenant = { name: 'the other account', key: sandbox.keys.stranger, accountId: stranger.id };

const reference = createReference(sandbox, listening.url);
const operations = await stillOperations(reference, [reader]);
const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
const auditFile = join(folder, 'audit.jsonl');
const writeNames = new Set((await allEndpoints()).filter(({ retry }) => retry !== 'read').map(({ name }) => name));
// Keys are not shared between processes: all three tries of a write must find the same one.
const drainMs = 3_000;
const rolling = await startRolling(
  {
    env: {
      NODE_ENV: 'production',
      WIX_AUTH: 'forward',
      WIX_API_ORIGIN: proxy.origin,
      WIX_CALL_TIMEOUT_MS: '400',
      OPERATION_TIMEOUT_MS: String(deadlineMs),
      WIX_CALLS_PER_MINUTE: '0',
      AUDIT_LOG: auditFile,
    },
  },
  drainMs,
);
const tally = new Tally();
const secrets = Object.values(sandbox.keys);
const { ask, close } = createCaller({ url: () => rolling.url, tally, deadlineMs, toleranceMs, secrets });
const writers = createWriter({
  sandbox,
  tenant: writer,
  ask,
  url: () => rolling.url,
  tally,
  random: createRandom(seed, 'writer'),
});

const exchangesBefore = proxy.seen.exchanges;

async function readLibrary(client: number): Promise<void> {
  const random = createRandom(seed, `reader ${client}`);
  while (performance.now() < endsAt) {
    const operation = operations[random.integer(0, operations.length - 1)];
    if (operation === undefined) return;
    const answer = await ask(operation.tenant, operation.query, operation.variables);
    if (answer === null) continue;
    const wrong = differences(answer, operation.truth);
    tally.isWrong(operation.name, wrong);
    if (wrong.length === 0) tally.answersTrue += 1;
  }
}

async function write(): Promise<void> {
  while (performance.now() < endsAt) await writers.step();
}

async function restart(): Promise<void> {
  while (performance.now() + restartEveryMs < endsAt) {
    await new Promise((resolve) => setTimeout(resolve, restartEveryMs));
    await rolling.restart();
  }
}

storm(proxy, probability);
const written = followWrites(sandbox.calls, writeNames);
const clients = Number(values.clients);
await Promise.all([
  ...Array.from({ length: Math.ceil(clients * 0.6) }, (_, index) => readLibrary(index)),
  ...Array.from({ length: Math.floor(clients * 0.4) }, write),
  restart(),
]);
proxy.clear();
const struck = proxy.seen.struck;
const exchanges = proxy.seen.exchanges - exchangesBefore;
await rolling.close();
const served = written.stop();
const records = readFileSync(auditFile, 'utf8').trimEnd().split('\n');
rmSync(folder, { recursive: true });
const unaudited = auditFaults(records, served);
await Promise.all([close(), reference.close(), proxy.close()]);
await listening.close();
for (const secret of secrets) if (rolling.stderr().includes(secret)) tally.isWrong('the log', ['a secret']);

const { counts } = writers;
const lateShare = tally.late / Math.max(1, tally.operations);
const checks: readonly (readonly [string, boolean])[] = [
  ['wrong answers: none', tally.wrong.length === 0],
  [
    'effects: none twice, none lost, none denied',
    counts.duplicates + counts.lost + counts.denied + counts.contradictions === 0,
  ],
  ['every call that wrote in exactly one audit record', unaudited.length === 0 && served.length > 20],
  ['late answers: at most one in a hundred', lateShare <= 0.01],
  ['every request answered, over all restarts', tally.notAnswered === 0],
  ['every process ended by itself', rolling.badEndings.length === 0],
  ['faults and answers enough to say so', struck > 100 && tally.answersTrue > 100 && counts.keyed > 5],
];
const lines = [
  `Chaos with seed ${seed}, ${values.minutes} minutes, p ${probability}, ${clients} clients, ${operations.length} operations of the library`,
  `  operations: ${tally.operations}, REST calls: ${exchanges}, of them struck by a fault: ${struck}, restarts: ${rolling.restarts}`,
  `  answers true, in whole or beside coded errors: ${tally.answersTrue}`,
  `  coded errors: ${tally.codesByNumber()}`,
  `  WRONG ANSWERS: ${tally.wrong.length}`,
  ...tally.wrong.slice(0, 10).map((wrong) => `    ${wrong}`),
  `  writes that create: ${counts.keyed} keyed and sent 3 times, ${counts.unkeyed} unkeyed; duplicates of effects: ${counts.duplicates}, lost: ${counts.lost}, denied: ${counts.denied}, contradictions: ${counts.contradictions}, outcome unknown: ${counts.unknown}`,
  `  calls that wrote: ${served.length}, audit records: ${records.length}, faults of the audit log: ${unaudited.length}`,
  ...unaudited.slice(0, 10).map((fault) => `    ${fault}`),
  `  answers later than the deadline of ${deadlineMs} ms and ${toleranceMs} ms: ${tally.late}, the latest after ${Math.round(tally.latestMs)} ms`,
  `  not answered: ${tally.notAnswered}, processes that ended badly: ${rolling.badEndings.length}`,
  ...checks.filter(([, isSo]) => !isSo).map(([what]) => `FAILED ${what}`),
];
const passed = checks.filter(([, isSo]) => isSo).length;
process.stdout.write(`${lines.join('\n')}\n\n${passed} passed, ${checks.length - passed} failed\n`);
process.exitCode = passed === checks.length ? 0 : 1;
