import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';

/** Whether this machine has a Redis server. Where CI runs, it must. */
export function hasRedis(): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true;
  if (process.env['CI'] === 'true') throw new Error('redis-server is missing: install it, CI needs these tests.');
  process.stderr.write('redis-server is not installed: the tests of the shared store are skipped.\n');
  return false;
}

/** A Redis server of the tests, on a free port. */
export class TestRedis {
  readonly port: number;
  readonly #directory = mkdtempSync(join(tmpdir(), 'redis-'));
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, settings: readonly string[]) {
    this.port = port;
    this.#settings = settings;
  }

  static async start(...settings: readonly string[]): Promise<TestRedis> {
    const redis = await TestRedis.refusing(...settings);
    await redis.start();
    return redis;
  }

  /** A server that is not started yet: connections are refused. */
  static async refusing(...settings: readonly string[]): Promise<TestRedis> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    probe.close();
    await once(probe, 'close');
    return new TestRedis(typeof address === 'object' && address !== null ? address.port : 0, settings);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, empty, and resolves when it responds. */
  async start(): Promise<void> {
    const fixed = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#directory, '--save', ''];
    this.#process = spawn('redis-server', [...fixed, '--appendonly', 'no', ...this.#settings], { stdio: 'ignore' });
    await this.command('PING');
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(name);
  }

  /** Kills it; what it held is lost. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Runs one command on a connection of its own. */
  async command(...parts: readonly string[]): Promise<unknown> {
    const client = createClient({
      url: this.url,
      socket: { reconnectStrategy: (tries) => (tries > 100 ? false : 30) },
    });
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.sendCommand([...parts]);
    } finally {
      client.destroy();
    }
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
