#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { UsageError } from './cli/usage-error.ts';

const help = `Usage: wix-account-graph <command>

  start                       serves the graph and GraphiQL on HOST and PORT
  sandbox                     serves the sandbox alone on PORT (4010 by default), for other clients of the REST APIs
  schema                      prints the SDL of the subgraph
    --profile <name>          portable (default), apollo or cosmo
    --no-auth                 without @requiresScopes
    --exact-keys              only with keys that say whose an object is
  query                       lists the operations of schema/operations/
  query <operation | file>    runs one of them, or that of a file (- for standard input), and prints the answer as JSON
    --variables <json>        its variables
    --account <id>            the account it speaks for
    --explain                 adds to the answer what it cost: extensions.upstream
    --all                     reads its list to the end, and prints the items as lines of JSON; waits for the next minute when
                              the REST calls of one are used up
    --progress                tells on standard error how far it is; by itself only on a terminal, unless --no-progress
  --help, --version           print this, and the version of the package

Settings are environment variables, or lines of a file .env. Without WIX_API_KEY and WIX_ACCOUNT_ID all of it runs on the sandbox.

Exit codes: 0 success, 1 the answer has errors or a list could not be read to its end, 64 wrong arguments, 78 wrong settings.
`;

// From the second start on, which takes half the time. Where it cannot be written, everything works as without.
enableCompileCache();

/** Exit codes of sysexits.h. */
const wrongUsage = 64;
const wrongSettings = 78;

async function run([command, ...args]: readonly string[]): Promise<number> {
  if (command === undefined || command === 'help' || [command, ...args].some(isCryForHelp)) {
    process.stdout.write(help);
    return command === undefined ? wrongUsage : 0;
  }
  // Each command loads what it needs: the schema takes longer to build than the help to be read.
  switch (command) {
    case '--version':
      process.stdout.write(`${version()}\n`);
      return 0;
    case 'start':
      refuseArguments(args);
      await import('./main.ts');
      return 0;
    case 'sandbox':
      refuseArguments(args);
      await loadEnvFile();
      await import('../sandbox/start.ts');
      return 0;
    case 'schema': {
      const { printSchema } = await import('./cli/print-schema.ts');
      process.stdout.write(printSchema(args));
      return 0;
    }
    case 'query':
      return query(args);
    default:
      throw new UsageError(`There is no command ${command}.`);
  }
}

async function query(args: readonly string[]): Promise<number> {
  if (args.length === 0) {
    const { operationList } = await import('./cli/operation-list.ts');
    process.stdout.write(operationList());
    return 0;
  }
  const { readConfig } = await import('./config.ts');
  const { runQuery } = await import('./cli/query.ts');
  await loadEnvFile();
  // It listens nowhere: what HOST makes unsafe with a key is of no concern to it.
  const isFine = await runQuery(args, readConfig({ ...process.env, HOST: '' }), {
    answers: (text) => {
      process.stdout.write(text);
      return !process.stdout.destroyed;
    },
    notes: process.stderr,
  });
  return isFine ? 0 : 1;
}

async function loadEnvFile(): Promise<void> {
  const { loadEnvFile } = await import('./env-file.ts');
  loadEnvFile();
}

function refuseArguments(args: readonly string[]): void {
  if (args.length > 0) throw new UsageError('This command takes no arguments: its settings are environment variables.');
}

function isCryForHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}

function isAboutArguments(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS_');
}

/** Says what is wrong with arguments or settings, and answers the exit code. */
async function complain(error: unknown): Promise<number> {
  if (isAboutArguments(error)) {
    process.stderr.write(`${error.message}\n\n${help}`);
    return wrongUsage;
  }
  const { ConfigError } = await import('./config.ts');
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return wrongSettings;
}

// A reader such as `head` that has seen enough is no fault.
process.stdout.on('error', () => {});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = await complain(error);
}
