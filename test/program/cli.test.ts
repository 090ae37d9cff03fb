import { type ChildProcess, execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { sampleNames } from '../../src/graph/samples.ts';
import { printSchema } from '../../src/program/cli/print-schema.ts';
import { runQuery } from '../../src/program/cli/query.ts';
import { readConfig } from '../../src/program/config.ts';
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

/** Runs `query` in this process, with these settings, for a reader who has enough after so many texts. */
async function query(args: readonly string[], env: Record<string, string> = {}, enough = Infinity) {
  const [answers, notes]: [string[], string[]] = [[], []];
  const output = {
    answers: (text: string) => answers.push(text) < enough,
    notes: { write: (text: string) => notes.push(text) },
  };
  const isFine = await runQuery(args, readConfig(env), output);
  return { text: answers.join(''), notes: notes.join(''), isFine };
}

describe('the command line', () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  it('tells its commands when asked, and when called without one', async () => {
    const asked = await run(['--help']);
    expect(asked.code).toBe(0);
    const commands = [...asked.stdout.matchAll(/^ {2}(\w+)/gm)].map(([, command]) => command);
    expect([...new Set(commands)]).toEqual(['start', 'sandbox', 'schema', 'query']);
    expect(await run([])).toMatchObject({ code: 64, stdout: asked.stdout });
  });

  it.each([['start'], ['sandbox'], ['schema'], ['query']])('tells them after %s too', async (command) => {
    const { code, stdout, stderr } = await run([command, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: wix-account-graph/);
    expect(await run([command, '-h'])).toMatchObject({ code: 0, stdout });
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('explains what is wrong with its arguments', async () => {
    const { code, stdout, stderr } = await run(['nonsense']);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(/^There is no command nonsense\.\n\nUsage: wix-account-graph/);
    expect(await run(['start', 'now'])).toMatchObject({ code: 64, stdout: '' });
  });

  it('prints the SDL of a profile', async () => {
    const { stdout } = await run(['schema', '--profile', 'apollo', '--no-auth']);
    expect(stdout).toContain('federation/v2.12');
    expect(stdout).not.toMatch(/@authenticated|@requiresScopes/);
    expect(printSchema([])).toMatch(/type Site\s+@key\(fields: "id"\)/);
    expect(printSchema(['--exact-keys'])).not.toMatch(/type Site\s+@key\(fields: "id"\)/);
  });

  it('runs an operation of the library, and one of a file', async () => {
    const byName = await run(['query', 'premium-not-published']);
    expect(byName.code).toBe(0);
    expect(JSON.parse(byName.stdout).data.account.sites.nodes.length).toBeGreaterThan(3);
    expect(byName.stderr).toBe('');
    const inFile = await query(['schema/operations/premium-not-published.graphql']);
    expect(inFile).toEqual({ text: byName.stdout, notes: '', isFine: true });
  });

  it('lists the operations of the library, a line each', async () => {
    const { code, stdout, stderr } = await run(['query']);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(sampleNames());
    expect(lines[0]).toMatch(/^account-overview +The account, its newest sites .* in five REST calls\.$/);
  });

  it('runs an operation that it reads from standard input', async () => {
    const { code, stdout } = await run(['query', '-'], {}, '{ account { name } }');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ data: { account: { name: 'Northwind Studio' } } });
  });

  it('tells what an answer cost', async () => {
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
    [['--progress'], 'query takes one operation or file. Without any argument it lists the operations.'],
    [['trash', 'team-size'], 'query takes one operation or file.'],
    [['no-such-thing'], 'no-such-thing is no file that can be read, and no operation'],
    [['src'], 'src is no file that can be read, and no operation'],
    [['sites-without-folder', '--all', '--explain'], '--explain goes with a single answer'],
    [['trash', '--variables', '[1]'], '--variables must be a JSON object.'],
    [['trash', '--colour'], "Unknown option '--colour'"],
    [['folder-tree', '--all'], '--all needs an operation with one list that is asked for `after: $after`'],
    [['README.md', '--all'], 'The document is not GraphQL: Syntax Error'],
  ])('refuses query with %j', async (args, message) => {
    await expect(query(args)).rejects.toThrow(message);
  });

  it('prints the items of a whole list as lines of JSON', async () => {
    const { text, notes, isFine } = await query(['sites-without-folder', '--all'], { SANDBOX_SIZE: 'large' });
    const names = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).displayName);
    expect(names.length).toBeGreaterThan(100);
    expect([notes, isFine]).toEqual(['', true]);
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
    const { text, notes, isFine } = await query(['headless-sites', '--all', '--account', nobody]);
    expect([text, isFine]).toEqual(['', false]);
    expect(notes).toMatch(/"code":"FORBIDDEN".*\}\nThe list ends before its end: a page could not be read\.\n$/);
    const later = ['--all', '--account', nobody, '--variables', '{"after":"x"}'];
    expect((await query(['headless-sites', ...later])).notes).toContain(`from there: --variables '{"after":"x"}'`);
  });

  it('tells all variables that it takes to go on with a list', async () => {
    const variables = '{"accountId":"00000000-0000-4000-8000-000000000000","note":"it\'s","after":"x"}';
    const { notes, isFine } = await query(['child-account-sites', '--all', '--variables', variables]);
    expect(isFine).toBe(false);
    expect(notes).toContain(`from there: --variables '${variables.replace("'", "'\\''")}'\n`);
  });

  it('keeps to the settings of the program', async () => {
    const { text, isFine } = await query(['team-size'], { WIX_CALLS_PER_MINUTE: '1' });
    expect(isFine).toBe(false);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('RATE_LIMITED');
  });

  it('tells its progress on standard error, when asked to', async () => {
    const { stdout, stderr } = await run(['query', 'team-size', '--progress']);
    expect(JSON.parse(stdout).data.account.teamCounts.members).toBe(14);
    expect(stderr).toMatch(/^2 REST calls, \d+\.\d s\n$/);
  });

  it('refuses a profile that it does not know', () => {
    expect(() => printSchema(['--profile', 'other'])).toThrow('--profile must be one of portable, apollo, cosmo.');
  });

  it('says by its exit code that an answer has errors, and that settings are wrong', async () => {
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
    const { code, stdout } = await run(['query', 'src/program/cli.ts'], { ...key, HOST: '0.0.0.0' });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).errors[0].extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('starts the graph, and the sandbox', async () => {
    const graph = await startProgram(['src/program/cli.ts', 'start'], { PORT: '0' });
    running.push(graph.child);
    const answer = await fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ account { name } }"}',
    });
    expect(await answer.json()).toEqual({ data: { account: { name: 'Northwind Studio' } } });
    const sandbox = await startProgram(['src/program/cli.ts', 'sandbox'], { PORT: '0' });
    running.push(sandbox.child);
    expect(await (await fetch(`${sandbox.url}/_sandbox`)).json()).toMatchObject({ size: 'demo', seed: 1 });
  });
});
