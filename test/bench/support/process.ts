import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ask } from './ipc.ts';

/** A process of the benchmark, started and ready. */
export interface Running {
  readonly pid: number;
  /** Where it listens; empty for one that does not. */
  readonly url: string;
  /** From the start of the process to its line with the address. */
  readonly readyMs: number;
  ask<T>(name: string, argument?: unknown): Promise<T>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const running = new Set<ChildProcess>();

/** Starts a Node process with only these variables beside the PATH, and waits until it prints an address, or `ready`. */
export async function start({ args, env = {}, cwd = import.meta.dirname }: StartOptions): Promise<Running> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const url = await firstAddress(child);
  return {
    pid: child.pid as number,
    url,
    readyMs: performance.now() - begun,
    ask: (name, argument) => ask(child, name, argument),
    stop: () => stop(child),
  };
}

/** Stops everything that was started and still runs. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(stop));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(patience);
}

function firstAddress(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  // Read on to the end, so that a server that prints more does not block.
  child.stdout?.on('data', (chunk) => {
    text += String(chunk);
    const [line = ''] = /^.*(https?:\/\/[^\s,]+|ready).*$/m.exec(text) ?? [];
    if (line === '' || !text.includes('\n')) return;
    const address = /https?:\/\/[^\s,]+/.exec(line)?.[0] ?? '';
    // One address family for all, whatever the machine makes of the name.
    resolve(address.replace('//localhost:', '//127.0.0.1:'));
    text = '';
  });
  child.once('exit', (code) => reject(new Error(`A process ended before it was ready, with code ${code}:\n${text}`)));
  child.once('error', reject);
  return promise;
}
