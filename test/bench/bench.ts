/** The benchmark's command line; see README.md beside it. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareCalls } from './calls.ts';
import { compareProcesses } from './cluster/cluster.ts';
import { compare, type Effort } from './compare/compare.ts';
import { firstAnswers } from './compare/startup.ts';
import { measureDirectory } from './directory/directory.ts';
import { measureExecution } from './execution/execution.ts';
import { operationNames } from './operations.ts';
import { profile } from './profile/profile.ts';
import { measureQuota } from './quota/quota.ts';
import { detailedTables, summaryTable } from './report/comparison.ts';
import { median } from './report/statistics.ts';
import { measureScale } from './scale/scale.ts';
import { type ServerPlan, serverNames, servers } from './servers/servers.ts';
import { stopAll } from './support/process.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '2' },
    'warm-up': { type: 'string', default: '2' },
    concurrency: { type: 'string', default: '8' },
    servers: { type: 'string', default: serverNames.join(',') },
    operations: { type: 'string', default: operationNames.join(',') },
    short: { type: 'boolean', default: false },
    json: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    markdown: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});

const print = (text: string) => process.stdout.write(`${text}\n`);
const report = (progress: string) => process.stderr.write(`${progress}\n`);
const effort: Effort = values.short
  ? { rounds: 1, seconds: 0.5, warmUpSeconds: 0.2, concurrency: 4 }
  : {
      rounds: Number(values.rounds),
      seconds: Number(values.seconds),
      warmUpSeconds: Number(values['warm-up']),
      concurrency: Number(values.concurrency),
    };

/** What went wrong; a benchmark of wrong answers measures nothing. */
type Faults = readonly string[];

async function runComparison(): Promise<Faults> {
  const chosenServers = servers.filter(({ name }) => values.servers.split(',').includes(name));
  const chosenOperations = values.operations.split(',');
  const startUps = await runStartUps(chosenServers);
  const wanted = ({ name }: { readonly name: string }) => chosenOperations.includes(name);
  const { series, faults } = await compare(chosenServers, wanted, effort, report);
  print(detailedTables(series));
  print(`\n${summaryTable(series, values.markdown ? 'markdown' : 'text')}`);
  print(
    '\nHive Gateway is given beforehand what a client would have to ask for first: see servers/hive-operations.ts.',
  );
  for (const { name, times } of startUps) {
    print(`From the start of the process to the first answer, ${name}: ${Math.round(median(times))} ms`);
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ effort, startUps, series }, null, 2));
  return faults;
}

async function runStartUps(plans: readonly ServerPlan[]): Promise<{ name: string; times: number[] }[]> {
  const startUps = [];
  for (const plan of plans) {
    report(`start of ${plan.name}`);
    startUps.push({ name: plan.name, times: await firstAnswers(plan, Math.min(5, effort.rounds)) });
  }
  return startUps;
}

async function runCalls(): Promise<Faults> {
  const { table, faults } = await compareCalls();
  print(table);
  return faults;
}

async function runScale(): Promise<Faults> {
  const { table, faults } = await measureScale(values.short ? 0.1 : 1, report);
  print(table);
  return faults;
}

async function runDirectory(): Promise<Faults> {
  const { table, faults } = await measureDirectory(values.short, report);
  print(table);
  return faults;
}

async function runQuota(): Promise<Faults> {
  const seconds = values.short ? { singles: 2, mixed: 2 } : { singles: 60, mixed: Number(values.minutes) * 60 };
  const chosen = values.short ? ['product'] : values.servers.split(',');
  const { table, faults } = await measureQuota(
    servers.filter(({ name }) => chosen.includes(name)),
    seconds,
    values.markdown ? 'markdown' : 'text',
    report,
  );
  print(table);
  return faults;
}

async function runCluster(): Promise<Faults> {
  const { table, faults } = await compareProcesses(effort);
  print(table);
  return faults;
}

async function runExecution(): Promise<Faults> {
  const { table, faults } = values.short ? await measureExecution(3, 5) : await measureExecution(effort.rounds, 60);
  print(table);
  return faults;
}

async function runProfile(serverName: string, [operationName]: readonly string[]): Promise<Faults> {
  const plan = servers.find(({ name }) => name === serverName);
  const operation = operationNames.find((name) => name === operationName);
  if (plan === undefined || operation === undefined) {
    return [`--profile takes a server (${serverNames.join(', ')}) and an operation (${operationNames.join(', ')})`];
  }
  const path = values.json ?? join(tmpdir(), `${serverName}-${operation}.cpuprofile`);
  print(await profile(plan, operation, { ...effort, seconds: effort.seconds * 2, path }));
  return [];
}

async function run(): Promise<Faults> {
  if (values.profile !== undefined) return runProfile(values.profile, positionals);
  const [command = 'compare'] = positionals;
  switch (command) {
    case 'compare':
      // The short run is CI's: everything once.
      return values.short
        ? [
            ...(await runComparison()),
            ...(await runCalls()),
            ...(await runQuota()),
            ...(await runDirectory()),
            ...(await runCluster()),
            ...(await runExecution()),
          ]
        : runComparison();
    case 'calls':
      return runCalls();
    case 'quota':
      return runQuota();
    case 'scale':
      return runScale();
    case 'directory':
      return runDirectory();
    case 'cluster':
      return runCluster();
    case 'execution':
      return runExecution();
    default:
      return [`No benchmark named ${command}. Choose compare, calls, quota, scale, directory, cluster or execution.`];
  }
}

try {
  const faults = await run();
  for (const fault of faults) print(`FAULT ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await stopAll();
}
