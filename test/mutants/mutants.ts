import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { equivalent } from './equivalent.ts';
import { type Mutation, mutationsOf, sampled } from './mutations.ts';

// Changes one place of the sources at a time, in a copy of the repository, and runs the tests that should notice.

interface Area {
  readonly name: string;
  readonly files: string;
  readonly tests: (file: string) => readonly string[];
}

const areas: readonly Area[] = [
  { name: 'src/lib', files: 'src/lib/*.ts', tests: () => ['test/lib', 'test/graph/domain/unicode-names.test.ts'] },
  { name: 'src/wix', files: 'src/wix/*.ts', tests: () => ['test/wix'] },
  {
    name: 'src/graph/*/rest.ts',
    files: 'src/graph/*/rest.ts',
    tests: (file) => [
      'test/graph/sent-fields.test.ts',
      'test/graph/mutation-examples.test.ts',
      `test/graph/${basename(dirname(file))}`,
    ],
  },
];

const perArea = Number(process.env['MUTANTS'] ?? 40);
const deadline = Date.now() + Number(process.env['MUTANTS_MINUTES'] ?? 60) * 60_000;
const print = (line: string) => process.stdout.write(`${line}\n`);

function copyRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) cpSync(file, join(folder, file));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Whether the tests of a copy pass. */
function passes(folder: string, tests: readonly string[]): boolean {
  const run = spawnSync(
    join('node_modules', '.bin', 'vitest'),
    ['run', ...tests, '--bail=1', '--reporter=dot', '--maxWorkers=1'],
    { cwd: folder, timeout: 180_000, killSignal: 'SIGKILL', encoding: 'utf8' },
  );
  return run.status === 0;
}

const textOf = ({ file, line, before, after }: Mutation) =>
  `${file}:${line} ${JSON.stringify(before.slice(0, 60))} -> ${JSON.stringify(after.slice(0, 60))}`;

const folder = copyRepository();
const survivors: string[] = [];
try {
  print('| sources | mutants | tried | killed | equivalent |');
  print('|---|---|---|---|---|');
  for (const { name, files, tests } of areas) {
    const paths = globSync(files).sort();
    const all = paths.flatMap((file) => mutationsOf(file, readFileSync(file, 'utf8')));
    const counts = { tried: 0, killed: 0, equivalent: 0 };
    for (const mutation of sampled(all, perArea)) {
      if (Date.now() > deadline) break;
      const path = join(folder, mutation.file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, source.slice(0, mutation.start) + mutation.after + source.slice(mutation.end));
      const isKilled = !passes(folder, tests(mutation.file));
      writeFileSync(path, source);
      counts.tried += 1;
      if (isKilled) counts.killed += 1;
      else if (Object.hasOwn(equivalent, textOf(mutation))) counts.equivalent += 1;
      else survivors.push(textOf(mutation));
      process.stderr.write(`${isKilled ? 'killed' : 'SURVIVED'} ${textOf(mutation)}\n`);
    }
    print(`| ${name} | ${all.length} | ${counts.tried} | ${counts.killed} | ${counts.equivalent} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
print('');
for (const survivor of survivors) print(survivor);
print(
  survivors.length === 0 ? 'Every mutant that was tried is killed or explained.' : `${survivors.length} survivors.`,
);
process.exitCode = survivors.length === 0 ? 0 : 1;
