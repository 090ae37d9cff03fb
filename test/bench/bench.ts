/** The benchmark's command line; see README.md beside it. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compare, type Effort } from './compare/compare.ts';
import { operationNames } from './operations.ts';
import { detailedTables, summaryTable } from './report/comparison.ts';
import { serverNames, servers } from './servers/servers.ts';
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
    markdown: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});

const print = (text: string) => process.stdout.write(`${text}\n`);
const effort: Effort = values.short
  ? { rounds: 1, seconds: 0.5, warmUpSeconds: 0.2, concurrency: 4 }
  : {
      rounds: Number(values.rounds),
      seconds: Number(values.seconds),
      warmUpSeconds: Number(values['warm-up']),
      concurrency: Number(values.concurrency),
    };

async function runComparison(): Promise<readonly string[]> {
  const names = values.servers.split(',');
  const operations = values.operations.split(',');
  const { series, faults } = await compare(
    servers.filter(({ name }) => names.includes(name)),
    ({ name }) => operations.includes(name),
    effort,
    (progress) => process.stderr.write(`${progress}\n`),
  );
  print(detailedTables(series));
  print(`\n${summaryTable(series, values.markdown ? 'markdown' : 'text')}`);
  print(
    '* Hive Gateway knows no joins: it is given the second page of domains and the ids of the team’s sites beforehand.',
  );
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ effort, series }, null, 2));
  return faults;
}

try {
  const faults = await runComparison();
  for (const fault of faults) print(`FAULT ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await stopAll();
}
void positionals;
