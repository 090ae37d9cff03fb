import { type ChildProcess, execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { sampleNames } from '../../src/graph/samples.ts';
import { createActions } from '../../src/program/cli/actions.ts';
import { runCommandLine } from '../../src/program/cli/command-line.ts';
import { exitCodes } from '../../src/program/exit-code.ts';
import { postGraphQL } from '../support/post-graphql.ts';
import { startProgram } from '../support/program.ts';

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = resolve('src/program/cli.ts');

/** Runs the command line to its end, with only these variables beside the PATH. */
async function run(args: readonly string[], env: Record<string, string> = {}, input = '', cwd = '.'): Promise<Run> {
  const options = { env: { PATH: process.env['PATH'] ?? '', ...env }, maxBuffer: 10_000_000, cwd };
  const ended = promisify(execFile)(process.execPath, [program, ...args], options);
  ended.child.stdin?.on('error', () => {}).end(input);
  try {
    return { code: 0, ...(await ended) };
  } catch (error) {
    return error as Run;
  }
}

/** Runs a command in this process, with these settings, for a reader who has enough after so many texts. */
async function runHere(args: readonly string[], env: Record<string, string> = {}, enough = Infinity) {
  const [texts, notes]: [string[], string[]] = [[], []];
  const outputs = {
    output: { isTTY: false, write: async (text: string) => texts.push(text) < enough },
    notes: { isTTY: false, write: async (text: string) => notes.push(text) > 0 },
  };
  const code = await runCommandLine(args, outputs, (open) => createActions(open, env));
  return { code, text: texts.join(''), notes: notes.join('').replace(sandboxNote, '') };
}

function query(args: readonly string[], env: Record<string, string> = {}, enough = Infinity) {
  return runHere(['query', ...args], env, enough);
}

/** Note that `query` prints for made-up data. */
const sandboxNote = '(sandbox) The data is made up. Set WIX_API_KEY and WIX_ACCOUNT_ID to query Wix.\n';

describe('the command line', () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  it('shows its commands with --help, and without a command', async () => {
    const asked = await run(['--help']);
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    const commands = [...asked.stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, command]) => command);
    expect(commands).toEqual(['start', 'sandbox', 'schema', 'query', 'check', 'completion', 'help']);
    expect(await run([])).toMatchObject({ code: 64, stdout: asked.stdout });
  });

  it('shows every exit code in its help', async () => {
    const { text } = await runHere(['--help']);
    const listed = [...text.matchAll(/^ {2}(\d+) +\S/gm)].map(([, code]) => Number(code));
    expect(listed).toEqual(Object.values(exitCodes));
  });

  it.each([['start'], ['sandbox'], ['schema'], ['query'], ['check'], ['completion']])(
    'shows the help of %s alone',
    async (command) => {
      const { code, text, notes } = await runHere([command, '--help']);
      expect([code, notes]).toEqual([0, '']);
      expect(text).toMatch(new RegExp(`^Usage: wix-account-graph ${command} `));
      expect(await runHere([command, '-h'])).toMatchObject({ code: 0, text });
      expect(await runHere(['help', command])).toMatchObject({ code: 0, text });
    },
  );

  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [['nonsense'], "error: unknown command 'nonsense'", ''],
    [['qery'], "error: unknown command 'qery'\n(Did you mean query?)", ''],
    [['start', 'now'], "error: too many arguments for 'start'", 'start '],
    [['start', '--prot', '1'], "error: unknown option '--prot'\n(Did you mean --port?)", 'start '],
    [['start', '--port', '65536'], "error: option '--port <number>' argument '65536' is invalid.", 'start '],
    [['sandbox', '--port', 'x'], "error: option '--port <number>' argument 'x' is invalid.", 'sandbox '],
    [['schema', '--profile', 'other'], 'Allowed choices are portable, apollo, cosmo, api, relay.', 'schema '],
    [['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish.', 'completion '],
    [['check', '--format', 'xml'], 'Allowed choices are text, json.', 'check '],
    [['query', 'trash', '--colour'], "error: unknown option '--colour'", 'query '],
    [['query', 'trash', 'team-size'], "error: too many arguments for 'query'", 'query '],
  ])('says briefly what is wrong with %j', async (args, message, command) => {
    const { code, text, notes } = await runHere(args);
    expect([code, text]).toEqual([64, '']);
    expect(notes).toContain(message);
    expect(notes).toMatch(new RegExp(`\nRun "wix-account-graph ${command}--help" for the options\\.\n$`));
    expect(notes.trimEnd().split('\n').length).toBeLessThan(5);
  });

  it('prints the SDL of a profile', async () => {
    const { text } = await runHere(['schema', '--profile', 'apollo', '--no-auth']);
    expect(text).toContain('federation/v2.12');
    expect(text).not.toMatch(/@authenticated|@requiresScopes/);
    expect((await runHere(['schema'])).text).toMatch(/type Site\s+@key\(fields: "id"\)/);
    expect((await runHere(['schema', '--exact-keys'])).text).not.toMatch(/type Site\s+@key\(fields: "id"\)/);
  });

  it('runs an operation of the library, and one of a file', async () => {
    const byName = await run(['query', 'premium-not-published']);
    expect(byName.code).toBe(0);
    expect(JSON.parse(byName.stdout).data.account.sites.nodes.length).toBeGreaterThan(3);
    expect(byName.stderr).toBe(sandboxNote);
    const inFile = await query(['schema/operations/premium-not-published.graphql']);
    expect(inFile).toEqual({ text: byName.stdout, notes: '', code: 0 });
  });

  it('lists the operations of the library, one per line', async () => {
    const { code, stdout, stderr } = await run(['query']);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(sampleNames());
    const [comment] = readFileSync('schema/operations/account-overview.graphql', 'utf8').split('\n');
    expect(lines[0]?.replace(/ {2,}/, ' ')).toBe(`account-overview ${comment?.slice('# '.length)}`);
  });

  it('runs an operation that it reads from standard input', async () => {
    const { code, stdout } = await run(['query', '-'], {}, '{ account { name } }');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ data: { account: { name: 'Northwind Studio' } } });
  });

  it('prints the cost of a response', async () => {
    const { text } = await query(['premium-not-published', '--explain']);
    expect(JSON.parse(text).extensions.upstream).toMatchObject({ calls: 1, fields: 1 });
    expect(JSON.parse((await query(['premium-not-published'])).text).extensions).toBeUndefined();
  });

  it('takes variables, and an account', async () => {
    const domain = await query(['domain-repair', '--variables', '{"name":"paper-vineyard.com"}']);
    expect(JSON.parse(domain.text).data.domain.name).toBe('paper-vineyard.com');
    const child = '53005230-c950-41e4-b18f-8463ec47e6b7';
    const overview = await query(['account-overview', '--account', child]);
    expect(JSON.parse(overview.text).data.account.id).toBe(child);
  });

  it.each([
    [['no-such-thing'], 'No operation or readable file named "no-such-thing". Run "wix-account-graph query" to list'],
    [['src'], 'No operation or readable file named "src".'],
    [['sites-without-folder', '--all', '--explain'], 'use --explain with a single response'],
    [
      ['trash', '--variables', '[1]'],
      '--variables must be a JSON object, or @ and the path of a file that contains one.',
    ],
    [['folder-tree', '--all'], '--all needs a query with one list'],
    [['README.md', '--all'], 'The document is not valid GraphQL: Syntax Error'],
    [['README.md'], 'The document is not valid GraphQL: Syntax Error'],
    [['trash', '--var', 'after'], '--var must be name=value, not "after".'],
    [
      ['domain-repair', '--var', 'nam=x'],
      '--var: the operation has no variable $nam. Did you mean $name? It has $name.',
    ],
    [['team-size', '--var', 'x=1'], '--var: the operation has no variable $x. It has no variables.'],
    [['trash', '--variables', '{"filter":1}'], '--variables: the operation has no variable $filter. It has $after.'],
    [['trash', '--variables', '@no-such-file'], '--variables: cannot read the file "no-such-file".'],
    [['trash', '--operation', 'Trsh'], '--operation: the document has no operation Trsh. Did you mean Trash?'],
    [['test/program/cli/several.graphql'], 'Choose one with --operation: Name, Sites, Move.'],
    [['test/program/cli/several.graphql', '--operation', 'Sites', '--var', 'first=x'], 'type Int must be JSON'],
    [['team-size', '--format', 'csv', '--explain'], '--explain needs --format json'],
    [['trash', '--resume', 'x'], '--resume continues a list: use it with --all.'],
    [['trash', '--all', '--resume', 'x', '--format', 'table'], '--resume cannot continue the format table'],
  ])('refuses query with %j', async (args, message) => {
    const { code, text, notes } = await query(args);
    expect([code, text]).toEqual([64, '']);
    expect(notes).toContain(message);
  });

  it('prints the items of a whole list as lines of JSON', async () => {
    const { text, notes, code } = await query(['sites-without-folder', '--all'], { SANDBOX_SIZE: 'large' });
    const names = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).displayName);
    expect(names.length).toBeGreaterThan(100);
    expect([notes, code]).toEqual(['', 0]);
    const { text: begun } = await query(['sites-without-folder', '--all'], { SANDBOX_SIZE: 'large' }, 1);
    expect(begun).toBe(
      text
        .split(/(?<=\n)/)
        .slice(0, 50)
        .join(''),
    );
  });

  it('says when a list could not be read to its end', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const { text, notes, code } = await query(['headless-sites', '--all', '--account', nobody]);
    expect([text, code]).toEqual(['', 1]);
    expect(notes).toMatch(
      /"code":"FORBIDDEN".*\}\nThe list is not complete: 0 items are printed\. A page could not be read\.\n$/,
    );
  });

  it('prints all variables needed to continue a list', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const variables = `{"accountId":"${nobody}","after":"it's"}`;
    const { notes, code } = await query(['child-account-sites', '--all', '--variables', variables]);
    expect(code).toBe(1);
    expect(notes).toContain(`repeat the command with --variables '${variables.replace("'", "'\\''")}'\n`);
  });

  it('chooses an operation of a document, and reads values by the types of its variables', async () => {
    const file = 'test/program/cli/several.graphql';
    expect((await query([file, '--operation', 'Name'])).text).toBe(
      (await query([file, '--operation', 'Name', '--format', 'json'])).text,
    );
    const sites = ['--operation', 'Sites', '--var', 'first=2', '--var', 'isPremium=true', '--format', 'ndjson'];
    const { text, code } = await query([file, ...sites]);
    expect(code).toBe(0);
    const items = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(items.map(({ isPremium }) => isPremium)).toEqual([true, true]);
    const moved = await query([file, '--operation', 'Move', '--var', `ids=["${items[0].id}"]`]);
    expect(JSON.parse(moved.text).data.moveSitesToFolder.dryRun).toEqual({ isPossible: true });
  });

  it('reads variables from a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'variables-')), 'variables.json');
    writeFileSync(file, '{"name":"paper-vineyard.com"}');
    const { text } = await query(['domain-repair', '--variables', `@${file}`]);
    expect(JSON.parse(text).data.domain.name).toBe('paper-vineyard.com');
    // A single variable is set over those of the file.
    const other = await query(['domain-repair', '--variables', `@${file}`, '--var', 'name=saffron-accounting.com']);
    expect(JSON.parse(other.text).data.domain.name).toBe('saffron-accounting.com');
    rmSync(file);
  });

  it('uses the settings of the program', async () => {
    const { text, code } = await query(['team-size'], { WIX_CALLS_PER_MINUTE: '1' });
    expect(code).toBe(1);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('RATE_LIMITED');
  });

  it('shows progress on standard error if requested', async () => {
    const { stdout, stderr } = await run(['query', 'team-size', '--progress']);
    expect(JSON.parse(stdout).data.account.teamCounts.members).toBe(14);
    expect(stderr.replace(sandboxNote, '')).toMatch(/^2 REST calls, \d+\.\d s\n$/);
  });

  it('reports errors in the response and wrong settings by its exit code', async () => {
    const refused = await run(['query', 'domain-repair', '--variables', '{"name":"x"}']);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    const settings = await run(['query', 'trash'], { WIX_API_KEY: 'not-printed' });
    expect(settings).toMatchObject({ code: 78, stdout: '' });
    expect(settings.stderr).toMatch(/^WIX_ACCOUNT_ID is missing/);
    expect(settings.stderr).not.toContain('not-printed');
  });

  describe('in a folder with a file .env', () => {
    const folder = mkdtempSync(join(tmpdir(), 'env-'));
    afterEach(() => rmSync(join(folder, '.env'), { recursive: true, force: true }));
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each([[['start']], [['sandbox']], [['query', 'trash']]])('has its settings for %j', async (args) => {
      writeFileSync(join(folder, '.env'), 'SANDBOX_SIZE=giant\n');
      const { code, stderr } = await run(args, {}, '', folder);
      expect([code, stderr]).toEqual([78, expect.stringMatching(/^SANDBOX_SIZE must be /)]);
    });

    it.each([[['start']], [['sandbox']], [['query', 'trash']]])('refuses a misspelled one for %j', async (args) => {
      writeFileSync(join(folder, '.env'), 'PROT=0\nWIX_APIKEY=not-printed\nOTHER_TOOL=1\n');
      const { code, stderr } = await run(args, {}, '', folder);
      expect([code, stderr.match(/\w+(?= is not a setting\. Did you mean (WIX_API_KEY|PORT)\?)/g)?.sort()]).toEqual([
        78,
        ['PROT', 'WIX_APIKEY'],
      ]);
      expect(stderr).not.toContain('not-printed');
    });

    it.each([[['start']], [['sandbox']], [['query', 'trash']]])(
      'says before %j that it cannot be read',
      async (args) => {
        mkdirSync(join(folder, '.env'));
        expect(await run(args, {}, '', folder)).toMatchObject({ code: 78, stderr: 'The file .env cannot be read.\n' });
      },
    );
  });

  it('queries with a key wherever the graph would listen', async () => {
    const key = { WIX_API_KEY: 'not-printed', WIX_ACCOUNT_ID: '71bfc3a9-8262-476c-82d1-bcfee18fa242' };
    const { code, stdout, stderr } = await run(['query', '-'], { ...key, HOST: '0.0.0.0' }, '{ nothing }');
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it.each([
    [{ WIX_APIKEY: 'secret-value' }, 'WIX_APIKEY is not a setting. Did you mean WIX_API_KEY? Correct or remove it.\n'],
    [{ SANDBOX_SIZES: 'large' }, 'SANDBOX_SIZES is not a setting. Did you mean SANDBOX_SIZE? Correct or remove it.\n'],
  ])('refuses the misspelled setting %j in the environment', async (env, stderr) => {
    for (const args of [['start'], ['sandbox'], ['query', 'trash']]) {
      expect(await run(args, { PORT: '0', ...env })).toMatchObject({ code: 78, stdout: '', stderr });
    }
  });

  it('starts the graph, and the sandbox, on the port that it is given', async () => {
    const graph = await startProgram(['src/program/cli.ts', 'start', '--port', '0'], { PORT: '1' });
    running.push(graph.child);
    expect(await postGraphQL(graph.url, '{ account { name } }')).toEqual({
      data: { account: { name: 'Northwind Studio' } },
    });
    const sandbox = await startProgram(['src/program/cli.ts', 'sandbox', '--port', '0'], { PORT: '1' });
    running.push(sandbox.child);
    expect(await (await fetch(`${sandbox.url}/_sandbox`)).json()).toMatchObject({ size: 'demo', seed: 1 });
  });
});
