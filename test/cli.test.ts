import { type ChildProcess, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { printSchema } from '../src/cli/print-schema.ts';
import { runQuery } from '../src/cli/query.ts';
import { readConfig } from '../src/config.ts';
import { startProgram } from './support/program.ts';

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line to its end, with only these variables beside the PATH. */
async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const options = { env: { PATH: process.env['PATH'] ?? '', ...env }, maxBuffer: 10_000_000 };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, ['src/cli.ts', ...args], options)) };
  } catch (error) {
    return error as Run;
  }
}

describe('the command line', () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
  });

  it('tells its commands when asked, and when called without one', async () => {
    const asked = await run(['--help']);
    expect(asked.code).toBe(0);
    expect(asked.stdout.match(/^ {2}\w+/gm)).toEqual(['  start', '  sandbox', '  schema', '  query']);
    expect(await run([])).toMatchObject({ code: 64, stdout: asked.stdout });
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
  });

  it('runs an operation of the library, and one of a file', async () => {
    const byName = await run(['query', 'premium-not-published']);
    expect(byName.code).toBe(0);
    expect(JSON.parse(byName.stdout).data.account.sites.nodes.length).toBeGreaterThan(3);
    const inFile = await runQuery(['schema/operations/premium-not-published.graphql'], readConfig({}));
    expect(inFile).toEqual({ text: byName.stdout, failed: false });
  });

  it('takes variables, and an account', async () => {
    const domain = await runQuery(['domain-repair', '--variables', '{"name":"paper-vineyard.com"}'], readConfig({}));
    expect(JSON.parse(domain.text).data.domain.name).toBe('paper-vineyard.com');
    const child = '53005230-c950-41e4-b18f-8463ec47e6b7';
    const overview = await runQuery(['account-overview', '--account', child], readConfig({}));
    expect(JSON.parse(overview.text).data.account.id).toBe(child);
  });

  it.each([
    [[], 'query takes one operation or file.'],
    [['no-such-thing'], 'There is no file no-such-thing, and no operation of that name: account-overview,'],
    [['trash', '--variables', '[1]'], '--variables must be a JSON object.'],
    [['trash', '--colour'], "Unknown option '--colour'"],
  ])('refuses query with %j', async (args, message) => {
    await expect(runQuery(args, readConfig({}))).rejects.toThrow(message);
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

  it('starts the graph, and the sandbox', async () => {
    const graph = await startProgram(['src/cli.ts', 'start'], { PORT: '0' });
    running.push(graph.child);
    const answer = await fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ account { name } }"}',
    });
    expect(await answer.json()).toEqual({ data: { account: { name: 'Northwind Studio' } } });
    const sandbox = await startProgram(['src/cli.ts', 'sandbox'], { PORT: '0' });
    running.push(sandbox.child);
    expect(await (await fetch(`${sandbox.url}/_sandbox`)).json()).toMatchObject({ size: 'demo', seed: 1 });
  });
});
