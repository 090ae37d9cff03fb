import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { env, execPath } from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(variables: Record<string, string>) {
  const child = spawn(execPath, ['src/program/sandbox.ts'], {
    env: { ...env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { out: '', error: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.error += chunk;
  });
  return { child, output };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('the sandbox process', () => {
  it('prints where it is, serves, and stops on SIGTERM', async () => {
    const { child, output } = start({ PORT: '0' });
    await once(child.stdout, 'data');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output.out)?.[0] ?? '';
    const description = (await (await fetch(`${url}/_sandbox`)).json()) as { accountId: string };
    expect(output.out).toContain(description.accountId);
    expect(output.out).toContain(`${url}/_sandbox`);
    expect(output.out).not.toContain('IST.');
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['SANDBOX_SIZE', 'giant'],
    ['SANDBOX_SEED', '-1'],
  ])('exits with 78 and names %s when it is %s', async (variable, value) => {
    const { child, output } = start({ [variable]: value });
    expect(await exitOf(child)).toBe(78);
    expect(output.error.trim().split('\n')).toHaveLength(1);
    expect(output.error).toContain(variable);
    expect(output.error).not.toContain(value);
  });

  it('exits with 78 when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { child, output } = start({ PORT: String((taken.address() as AddressInfo).port) });
    expect(await exitOf(child)).toBe(78);
    expect(output.error).toContain('is in use. Set PORT to use another one.');
    taken.close();
  });
});
