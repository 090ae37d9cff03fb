import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { type Profile, profiles } from '../../graph/federation/profile.ts';
import { exitCodeMeanings, exitCodes } from '../exit-code.ts';
import { type Shell, shells } from './completion.ts';
import { type Format, formats } from './format-names.ts';

export interface ServeFlags {
  readonly port?: number;
}

export interface SchemaFlags {
  readonly profile: Profile | 'api' | 'relay';
  readonly auth: boolean;
  readonly exactKeys?: boolean;
  readonly output?: string;
}

export interface QueryFlags {
  readonly operation?: string;
  readonly variables?: string;
  readonly var: readonly string[];
  readonly account?: string;
  readonly format?: Format;
  readonly explain?: boolean;
  readonly all?: boolean;
  readonly resume?: string;
  /** Absent: whether standard error is a terminal. */
  readonly progress?: boolean;
}

export interface CheckFlags {
  readonly account?: string;
  readonly format: 'text' | 'json';
}

/** Implementation of each command. Resolves to the exit code. */
export interface CommandActions {
  start(flags: ServeFlags): Promise<number>;
  sandbox(flags: ServeFlags): Promise<number>;
  schema(flags: SchemaFlags): Promise<number>;
  query(operation: string | undefined, flags: QueryFlags): Promise<number>;
  check(flags: CheckFlags): Promise<number>;
  completion(shell: Shell, commands: readonly Command[]): Promise<number>;
}

/** Defines the commands and their options. Help, suggestions, completion and the fault tests are derived from them. */
export function createCommands(actions: CommandActions, ended: (exitCode: number) => void): Command {
  const program = new Command('wix-account-graph')
    .usage('<command> [options]')
    .description('A GraphQL federation subgraph over the Wix account-level REST APIs.')
    .helpOption('-h, --help', 'Show the help of a command.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .enablePositionalOptions()
    .addHelpText(
      'after',
      `
Settings are read from environment variables and from a .env file in the working directory.
Without WIX_API_KEY and WIX_ACCOUNT_ID, all commands use the sandbox and its made-up data.

Exit codes:
${Object.entries(exitCodes)
  .map(([name, code]) => `  ${String(code).padEnd(4)} ${exitCodeMeanings[name as keyof typeof exitCodes]}`)
  .join('\n')}`,
    );

  const port = () => new Option('--port <number>', 'Port to listen on; 0 picks a free one.').argParser(readPort);

  program
    .command('start')
    .description('Serve the graph and GraphiQL on HOST and PORT.')
    .addOption(port())
    .action(async (flags: ServeFlags) => ended(await actions.start(flags)));

  program
    .command('sandbox')
    .description('Serve only the sandbox, for other clients of the REST APIs, on PORT (4010 by default).')
    .addOption(port())
    .action(async (flags: ServeFlags) => ended(await actions.sandbox(flags)));

  program
    .command('schema')
    .description('Print the SDL.')
    .addOption(
      new Option(
        '--profile <name>',
        'Composer to print the SDL for; or a client schema without federation: api, or relay with Node (RELAY_NODE).',
      )
        .choices([...profiles, 'api', 'relay'])
        .default('portable'),
    )
    .option('--no-auth', 'Leave out @requiresScopes.')
    .option('--exact-keys', 'Keep only the keys that name the owning account.')
    .option('-o, --output <file>', 'Write to a file. An existing file is replaced only once the new one is complete.')
    .action(async (flags: SchemaFlags) => ended(await actions.schema(flags)));

  program
    .command('query')
    .description('Run an operation and print the response. Without an operation, list those of the library.')
    .argument('[operation]', 'name in the library, file, or - for standard input')
    .option('--operation <name>', 'Operation to run, if the document has several.')
    .option('--var <name=value>', 'Set one variable; repeatable. Numbers, lists and objects are JSON.', collect, [])
    .option('--variables <json>', 'Set the variables, as a JSON object or as @file.')
    .option('--account <id>', 'Account that the operation runs for.')
    .addOption(
      new Option('--format <name>', 'json (the default), ndjson (the default with --all), csv or table.').choices(
        formats,
      ),
    )
    .option('--explain', 'Add the cost of the operation to the response, in extensions.upstream.')
    .option('--all', 'Read all pages of the list and of the lists in its items. Waits for the rate limit.')
    .option('--resume <file>', 'Save the position of --all in a file; continue from it if the file exists.')
    .option('--progress', 'Show progress on standard error (the default on a terminal).')
    .option('--no-progress', 'Show no progress.')
    .addHelpText(
      'after',
      `
Examples:
  wix-account-graph query domain-repair --var name=saffron-accounting.com
  wix-account-graph query sites-without-folder --all --format csv > sites.csv
  wix-account-graph query domain-health --all --resume domains.json >> domains.ndjson`,
    )
    .action(async (operation: string | undefined, flags: QueryFlags) => ended(await actions.query(operation, flags)));

  program
    .command('check')
    .description('Check that Wix is reachable, that the key is accepted, and which permissions it has. Never writes.')
    .option('--account <id>', 'Account to check the key on.')
    .addOption(new Option('--format <name>', 'How to print the result.').choices(['text', 'json']).default('text'))
    .action(async (flags: CheckFlags) => ended(await actions.check(flags)));

  program
    .command('completion')
    .description('Print a completion script for a shell. Load it with: source <(wix-account-graph completion bash)')
    .addArgument(new Argument('<shell>', 'shell to complete for').choices(shells))
    .action(async (shell: Shell) => ended(await actions.completion(shell, program.commands)));

  return program;
}

function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}
