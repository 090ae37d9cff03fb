import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startProgram } from '../../support/program.ts';

/** Up to seven programs run one after the other, each of which loads the whole graph: on a busy machine, that takes its time. */
const unhurried = { timeout: 120_000 };

const folder = mkdtempSync(join(tmpdir(), 'resume-'));
afterAll(() => rmSync(folder, { recursive: true }));

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

const document = join(folder, 'sites.graphql');
writeFileSync(
  document,
  'query ($after: String, $isPublished: Boolean) { account { sites(first: 10, after: $after, filter: { isPublished: $isPublished }) { nodes { id contributors { accountId } } } } }',
);

/** A limit under which the list waits for a minute that the test does not have. */
const limited = { WIX_CALLS_PER_MINUTE: '12' };

interface Run {
  readonly child: ChildProcess;
  readonly out: { text: string; notes: string };
  readonly ended: Promise<{ code: number | null; items: unknown[]; notes: string }>;
}

/** Runs `query --all`, with what it keeps between runs in the folder of the test. */
function run(args: readonly string[], env: Record<string, string> = {}, file = document): Run {
  const child = spawn(process.execPath, [resolve('src/program/cli.ts'), 'query', file, '--all', ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', XDG_STATE_HOME: join(folder, 'state'), ...env },
  });
  running.push(child);
  const out = { text: '', notes: '' };
  child.stdout.on('data', (chunk) => {
    out.text += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    out.notes += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    items: out.text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    notes: out.notes,
  }));
  return { child, out, ended };
}

/** Resolves when a run has printed a page and waits for calls. */
async function waiting({ child, out }: Run): Promise<void> {
  const isOver = once(child, 'close').then(() => true);
  while (!out.notes.includes('continuing in')) {
    const more = once(child.stderr ?? child, 'data').then(() => false);
    if (await Promise.race([isOver, more])) throw new Error(`It ended before it waited: ${out.notes}`);
  }
}

const whole = run([]).ended;

describe('a list that is not read to its end', unhurried, () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('tells after %s where it stands, and continues there', async (signal, code) => {
    const file = join(folder, `${signal}.json`);
    const first = run(['--resume', file], limited);
    await waiting(first);
    first.child.kill(signal);
    const begun = await first.ended;
    expect(begun.code).toBe(code);
    expect(begun.items.length).toBeGreaterThan(0);
    expect(begun.notes).toContain(
      `The list is not complete: ${begun.items.length} items are printed. Stopped by ${signal}.\n`,
    );
    expect(begun.notes).toContain(`--resume '${file}', or with --variables '{"after":"`);
    const rest = await run(['--resume', file]).ended;
    expect([rest.code, begun.items.concat(rest.items)]).toEqual([0, (await whole).items]);
    expect(existsSync(file)).toBe(false);
    // The cursor on standard error does the same.
    const [, variables = ''] = begun.notes.match(/--variables '(.*)'\n/) ?? [];
    expect((await run(['--variables', variables]).ended).items).toEqual(rest.items);
  });

  it('continues after the program was killed, also from its default file', async () => {
    for (const args of [[], ['--resume', join(folder, 'killed.json')]]) {
      const first = run(args, limited);
      await waiting(first);
      first.child.kill('SIGKILL');
      const begun = await first.ended;
      expect([begun.code, begun.items.length > 0]).toEqual([null, true]);
      // The second run finds the position, and says how to use it.
      const second = run([], limited);
      await waiting(second);
      const [, found = ''] = second.out.notes.match(/add --resume '(.*)'\n/) ?? [];
      second.child.kill('SIGKILL');
      const [, named = found] = args;
      const rest = await run(['--resume', named]).ended;
      expect(begun.items.concat(rest.items)).toEqual((await whole).items);
    }
  });

  it('continues after Wix has failed', async () => {
    const sandbox = await startProgram(['src/program/cli.ts', 'sandbox', '--port', '0'], {});
    running.push(sandbox.child);
    const { accountId, keys } = (await (await fetch(`${sandbox.url}/_sandbox`)).json()) as {
      accountId: string;
      keys: Record<string, string>;
    };
    const env = {
      WIX_API_ORIGIN: sandbox.url,
      WIX_API_KEY: keys['owner'] ?? '',
      WIX_ACCOUNT_ID: accountId,
      WIX_MAX_RETRIES: '0',
    };
    const file = join(folder, 'failed.json');
    const first = run(['--resume', file], { ...env, ...limited });
    await waiting(first);
    // Nobody answers any more.
    first.child.kill('SIGINT');
    const begun = await first.ended;
    const failed = await run(['--resume', file], { ...env, WIX_API_ORIGIN: 'http://127.0.0.1:1' }).ended;
    expect(failed).toMatchObject({ code: 1, items: [] });
    expect(failed.notes).toMatch(/The list is not complete: \d+ items are printed\. A page could not be read\./);
    const rest = await run(['--resume', file], env).ended;
    expect([rest.code, begun.items.concat(rest.items)]).toEqual([0, (await whole).items]);
  });

  it('reports its position if its output cannot be written', async () => {
    const child = spawn(
      '/bin/sh',
      [
        '-c',
        `exec "$@" > /dev/full`,
        'sh',
        process.execPath,
        resolve('src/program/cli.ts'),
        'query',
        document,
        '--all',
      ],
      {
        env: { PATH: process.env['PATH'] ?? '', XDG_STATE_HOME: join(folder, 'state') },
      },
    );
    running.push(child);
    let notes = '';
    child.stderr.on('data', (chunk) => {
      notes += String(chunk);
    });
    expect((await once(child, 'close'))[0]).toBe(74);
    expect(notes).toContain('The list is not complete: 0 items are printed. Cannot write standard output');
  });
});

describe('the file of a position', unhurried, () => {
  it.each([
    ['other variables', ['--var', 'isPublished=true'], {}],
    ['another account', ['--account', '53005230-c950-41e4-b18f-8463ec47e6b7'], {}],
    ['another backend', [], { SANDBOX_SEED: '2' }],
  ])('is refused for %s', async (_, args, env) => {
    const file = join(folder, 'of-another.json');
    writeFileSync(file, readFileSync(await position()));
    const { code, items, notes } = await run(['--resume', file, ...args], env).ended;
    expect([code, items]).toEqual([64, []]);
    expect(notes).toContain('belongs to another list');
    expect(existsSync(file)).toBe(true);
  });

  it.each([['nothing'], ['{}'], ['[1]']])('is rejected if it contains %s', async (text) => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, text);
    const { code, notes } = await run(['--resume', file]).ended;
    expect(code).toBe(64);
    expect(notes).toContain('was not written by this command');
  });

  it('ends the command with 74 when it cannot be written', async () => {
    const { code, items, notes } = await run(['--resume', join(folder, 'none', 'x.json')]).ended;
    expect(code).toBe(74);
    // What is printed is counted.
    expect(notes).toContain(`The list is not complete: ${items.length} items are printed. Cannot write`);
  });

  it('can be unwritable if it is the default file and the list is read to its end', async () => {
    const { code, items } = await run([], { XDG_STATE_HOME: '/dev/null' }).ended;
    expect([code, items]).toEqual([0, (await whole).items]);
  });
});

let kept: Promise<string> | undefined;

/** The position of a run that was interrupted. */
function position(): Promise<string> {
  const file = join(folder, 'kept.json');
  kept ??= (async () => {
    const first = run(['--resume', file], limited);
    await waiting(first);
    first.child.kill('SIGINT');
    await first.ended;
    return file;
  })();
  return kept;
}
