import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createCommands } from '../../src/program/cli/commands.ts';
import { postGraphQL } from '../support/post-graphql.ts';

interface Invocation {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Serves until it is stopped. */
  readonly serves?: true;
}

/** How each command of the table is run. Each writes more than a block of 512 bytes, except for those that serve. */
const invocations: Readonly<Record<string, readonly Invocation[]>> = {
  start: [{ args: ['start'], env: { PORT: '0' }, serves: true }],
  sandbox: [{ args: ['sandbox', '--port', '0'], serves: true }],
  schema: [{ args: ['schema'] }],
  check: [{ args: ['check', '--format', 'json'] }, { args: ['check'] }],
  completion: [{ args: ['completion', 'bash'] }, { args: ['completion', 'fish'] }],
  query: [
    { args: ['query'] },
    { args: ['query', 'account-overview'] },
    { args: ['query', 'sites-without-folder', '--all', '--progress'], env: { SANDBOX_SIZE: 'large' } },
  ],
};

const refuse = () => Promise.reject(new Error('not run'));
const commands = createCommands(
  { start: refuse, sandbox: refuse, schema: refuse, query: refuse, check: refuse, completion: refuse },
  () => {},
).commands;

const all: readonly Invocation[] = [
  { args: ['--help'] },
  { args: ['help', 'query'] },
  ...commands.flatMap((command) => invocations[command.name()] ?? []),
];
const named = all.map((invocation) => [invocation.args.join(' '), invocation] as const);
const ending = named.filter(([, { serves }]) => serves === undefined);
const serving = named.filter(([, { serves }]) => serves === true);

const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** Runs the command line in a shell, whose line has `"$@"` where the command stands. */
function inShell(line: string, { args, env }: Invocation): ChildProcess {
  const child = spawn('/bin/sh', ['-c', line, 'sh', process.execPath, resolve('src/program/cli.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

async function ended(child: ChildProcess) {
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number | null, stdout, stderr };
}

/** What a command says on standard error beside the fault: notes, progress, and where a list stands. */
const usualNotes = /^\(sandbox\) .*\n|^The list is not complete: .*\n|^To continue, .*\n|^\d+ .*REST calls?, .*\n/gm;

describe('an output that cannot be written', () => {
  it('is tried for every command', () => {
    expect(Object.keys(invocations).sort()).toEqual(commands.map((command) => command.name()).sort());
  });

  it.each(named)('ends with 74 and a message on a full disk: %s', async (_, invocation) => {
    const { code, stderr } = await ended(inShell('exec "$@" > /dev/full', invocation));
    expect(stderr.replaceAll(usualNotes, '')).toMatch(/^Cannot write standard output: .*\(ENOSPC\)\. .*\n$/);
    expect(code).toBe(74);
  });

  it.each(ending)('ends with 74 and a message when only the beginning can be written: %s', async (_, invocation) => {
    const file = join(folder, 'cut');
    const { code, stderr } = await ended(inShell(`ulimit -f 1; exec "$@" > ${file}`, invocation));
    expect(stderr.replaceAll(usualNotes, '')).toMatch(/^Cannot write standard output: .*\(EFBIG\)\. .*\n$/);
    expect(code).toBe(74);
    expect(statSync(file).size).toBe(512);
  });

  it.each(ending)('is no fault when its reader has left: %s', async (_, invocation) => {
    const child = inShell('exec "$@"', invocation);
    child.stdout?.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr ?? Readable.from([])), once(child, 'exit')]);
    expect([code, stderr.replaceAll(usualNotes, '')]).toEqual([0, '']);
  });

  it.each(ending)('shows in the exit code when it is standard error: %s', async (_, invocation) => {
    const whole = await ended(inShell('exec "$@"', invocation));
    const { code, stdout } = await ended(inShell('exec "$@" 2> /dev/full', invocation));
    expect(stdout).toBe(whole.stdout);
    expect(code).toBe(whole.stderr === '' ? 0 : 74);
  });

  it('is no fault when it is the compile cache', async () => {
    const invocation = { args: ['query'], env: { NODE_COMPILE_CACHE: '/dev/null/cache' } };
    expect(await ended(inShell('exec "$@" > /dev/null', invocation))).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each(serving)('is no fault of a server whose reader has left: %s', async (_, invocation) => {
    const child = inShell('exec "$@"', invocation);
    const url = await addressOf(child);
    child.stdout?.destroy();
    expect((await fetch(url)).status).toBeLessThan(500);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('stops no server when it is the log, and shows in the exit code', async () => {
    const child = inShell('exec "$@" 2> /dev/full', { args: ['start'], env: { PORT: '0', LOG_LEVEL: 'info' } });
    const url = await addressOf(child);
    expect(await postGraphQL(url, '{ account { name } }')).toEqual({ data: { account: { name: 'Northwind Studio' } } });
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(74);
  });

  it('is reported for wrong arguments and settings too', async () => {
    expect(await ended(inShell('exec "$@" 2> /dev/full', { args: ['nonsense'] }))).toMatchObject({ code: 64 });
    const wrong = { args: ['query', 'trash'], env: { SANDBOX_SIZE: 'x' } };
    expect(await ended(inShell('exec "$@" 2> /dev/full', wrong))).toMatchObject({ code: 78 });
  });

  describe('in a file', () => {
    it.each([
      ['/sys/subgraph.graphql', /^Cannot write \/sys\/subgraph\.graphql: .*\((EACCES|EROFS|EPERM)\)/],
      [join(folder, 'none', 'subgraph.graphql'), /: its folder does not exist \(ENOENT\)/],
      ['/dev/null/subgraph.graphql', /: a part of its path is not a folder \(ENOTDIR\)/],
      [folder, /: it is a folder \(EISDIR\)/],
    ])('ends with 74 and a message: %s', async (file, message) => {
      const { code, stdout, stderr } = await ended(inShell('exec "$@"', { args: ['schema', '--output', file] }));
      expect([code, stdout]).toEqual([74, '']);
      expect(stderr).toMatch(message);
    });

    it('leaves the file as it was, and nothing beside it', async () => {
      const file = join(folder, 'subgraph.graphql');
      writeFileSync(file, 'before');
      const invocation = { args: ['schema', '--output', file] };
      expect(await ended(inShell('ulimit -f 1; exec "$@"', invocation))).toMatchObject({ code: 74 });
      expect(readFileSync(file, 'utf8')).toBe('before');
      expect(readdirSync(folder).filter((name) => name.startsWith('subgraph'))).toEqual(['subgraph.graphql']);
      expect(await ended(inShell('exec "$@"', invocation))).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(readFileSync(file, 'utf8')).toBe((await ended(inShell('exec "$@"', { args: ['schema'] }))).stdout);
    });

    it('fails the generator of the typed documents', async () => {
      const [config, out] = [join(folder, 'codegen.ts'), join(folder, 'typed.graphql')];
      writeFileSync(
        config,
        `import config from ${JSON.stringify(resolve('codegen.ts'))};
         const generates = { ${JSON.stringify(out)}: config.generates['schema/subgraph.graphql'] };
         export default { schema: config.schema, generates };`,
      );
      const generator = `cd ${resolve('.')} && exec ${resolve('node_modules/.bin/graphql-codegen')} --config ${config}`;
      const { code } = await ended(inShell(`ulimit -f 1; ${generator}`, { args: [] }));
      expect(code).not.toBe(0);
      rmSync(out, { force: true });
      expect(await ended(inShell(generator, { args: [] }))).toMatchObject({ code: 0 });
      expect(existsSync(out)).toBe(true);
    }, 120_000);
  });
});

async function addressOf(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    printed += String(chunk);
    const url = printed.match(/http:\/\/[^\s,]+/)?.[0];
    if (url !== undefined && printed.includes('\n')) return url;
  }
  throw new Error(`It printed no address: ${printed}`);
}
