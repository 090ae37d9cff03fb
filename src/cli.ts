#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { UsageError } from './cli/usage-error.ts';

const help = `Usage: wix-account-graph <command>

  start                       serves the graph and GraphiQL on HOST and PORT
  sandbox                     serves the sandbox alone, for other clients of the REST APIs
  schema                      prints the SDL of the subgraph
    --profile <name>          portable (default), apollo or cosmo
    --no-auth                 without @authenticated and @requiresScopes
    --exact-keys              only with keys that say whose an object is
  query <operation | file>    runs an operation of schema/operations/, or of a file, and prints the answer as JSON
    --variables <json>        its variables
    --account <id>            the account it speaks for
    --all                     reads its list to the end, and prints the items as lines of JSON
    --progress                tells on standard error how far it is; by itself only on a terminal, unless --no-progress

Settings are environment variables, or lines of a file .env. Without WIX_API_KEY and WIX_ACCOUNT_ID all of it runs on the sandbox.

Exit codes: 0 success, 1 the answer has errors or a list could not be read to its end, 64 wrong arguments, 78 wrong settings.
`;

// From the second start on, which takes half the time. Where it cannot be written, everything works as without.
enableCompileCache();

/** Exit codes of sysexits.h. */
const wrongUsage = 64;
const wrongSettings = 78;

async function run([command, ...args]: readonly string[]): Promise<number> {
  if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
    process.stdout.write(help);
    return command === undefined ? wrongUsage : 0;
  }
  // Each command loads what it needs: the schema takes longer to build than the help to be read.
  switch (command) {
    case 'start':
      refuseArguments(args);
      await import('./main.ts');
      return 0;
    case 'sandbox':
      refuseArguments(args);
      await import('./sandbox/start.ts');
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
  const { ConfigError, readConfig } = await import('./config.ts');
  const { runQuery } = await import('./cli/query.ts');
  try {
    process.loadEnvFile();
  } catch {
    // There need not be one.
  }
  try {
    const isFine = await runQuery(args, readConfig(process.env), {
      answers: (text) => {
        process.stdout.write(text);
        return !process.stdout.destroyed;
      },
      notes: process.stderr,
    });
    return isFine ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return wrongSettings;
  }
}

function refuseArguments(args: readonly string[]): void {
  if (args.length > 0) throw new UsageError('This command takes no arguments: its settings are environment variables.');
}

function isAboutArguments(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS_');
}

// A reader such as `head` that has seen enough is no fault.
process.stdout.on('error', () => {});

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!isAboutArguments(error)) throw error;
  process.stderr.write(`${error.message}\n\n${help}`);
  process.exitCode = wrongUsage;
}
