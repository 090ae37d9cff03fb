import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { expect } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { searchFor } from '../security/leaks.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import type { HookRequest, ProcessSample } from './hooks.ts';
import { ledger } from './ledger.ts';
import type { FaultAnswer } from './stage.ts';

export interface ChildOptions {
  readonly sandbox?: SandboxOptions;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Arguments to Node before the program's file. */
  readonly nodeArgs?: readonly string[];
  /** A shell command that begins the program, where `exec` alone does not do: `ulimit -n 64; exec`. */
  readonly shell?: string;
  /** Called with the sandbox's port before the program starts. */
  readonly beforeStart?: (sandboxPort: number) => void;
  /** Behind the program, in the shell: `2>/dev/full`. */
  readonly redirect?: string;
}

/** `src/main.ts` as a process of its own, in front of a sandbox and the fault proxy of this one. */
export interface ChildStage {
  readonly sandbox: Sandbox;
  readonly proxy: FaultProxy;
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  readonly stderr: () => string;
  /** The resident memory after the start. */
  readonly startMegabytes: number;
  residentMegabytes(): number;
  /** Makes the process do something to itself; see `hooks.ts`. */
  tell(request: HookRequest): void;
  sample(): Promise<ProcessSample>;
  ask(query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<FaultAnswer>;
  /** Resolves with the exit code and the signal once the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  close(): Promise<void>;
}

export async function startChild(options: ChildOptions = {}): Promise<ChildStage> {
  const sandbox = createSandbox(options.sandbox);
  const listening = await sandbox.listen();
  const proxy = await startFaultProxy({ target: { port: listening.port } });
  options.beforeStart?.(listening.port);
  const env: Record<string, string> = {};
  const given = {
    PATH: process.env['PATH'],
    PORT: '0',
    NODE_ENV: 'production',
    WIX_API_KEY: sandbox.keys.owner,
    WIX_ACCOUNT_ID: sandbox.accountId,
    WIX_API_ORIGIN: proxy.origin,
    WIX_CALLS_PER_MINUTE: '0',
    ...options.env,
  };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) env[name] = value;
  const args = ['--import', './test/faults/hooks.ts', ...(options.nodeArgs ?? []), 'src/main.ts'];
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as ['ignore', 'pipe', 'pipe', 'ipc'];
  const child =
    options.shell === undefined && options.redirect === undefined
      ? spawn(process.execPath, args, { env, stdio })
      : spawn(
          'sh',
          ['-c', `${options.shell ?? 'exec'} ${[process.execPath, ...args].join(' ')} ${options.redirect ?? ''}`],
          { env, stdio },
        );
  let samples = 0;
  let stderr = '';
  let stdout = '';
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
    await agent.destroy();
    sandbox.faults.clear();
    await Promise.all([proxy.close(), listening.close()]);
    expect(leaks.find(stderr)).toEqual([]);
  };
  const agent = new Agent({ connections: 256 });
  const leaks = searchFor([...Object.values(sandbox.keys)]);
  const line = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      stdout += String(chunk);
      if (stdout.includes('\n')) resolve(stdout);
    });
  });
  const said = await Promise.race([line, ended.then(() => '')]);
  const port = Number(said.match(/:(\d+)\/graphql/)?.[1] ?? 0);
  if (port === 0) {
    await close();
    throw new Error(`It did not start: ${stderr}`);
  }
  const url = `http://127.0.0.1:${port}/graphql`;
  const residentMegabytes = () =>
    Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1_024;

  const stage: ChildStage = {
    sandbox,
    proxy,
    child,
    url,
    port,
    stderr: () => stderr,
    get startMegabytes() {
      return start;
    },
    residentMegabytes,
    ended,
    close,
    tell: (request) => void child.send(request),
    sample: async () => {
      samples += 1;
      const id = samples;
      child.send({ do: 'sample', id } satisfies HookRequest);
      for (;;) {
        const [answer] = (await once(child, 'message')) as [ProcessSample];
        if (answer.id === id) return answer;
      }
    },
    ask: async (query, variables, headers) => {
      const from = performance.now();
      const {
        statusCode,
        headers: received,
        body,
      } = await request(url, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
        body: JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }),
      });
      const text = await body.text();
      const elapsedMs = performance.now() - from;
      ledger.answers += 1;
      expect(leaks.find(text)).toEqual([]);
      const { data, errors = [], extensions = {} } = JSON.parse(text) as Partial<FaultAnswer>;
      for (const error of errors) expect(errorCodes).toContain(error.extensions?.code);
      return {
        status: statusCode,
        headers: received,
        data,
        errors,
        code: errors[0]?.extensions.code,
        extensions,
        elapsedMs,
      };
    },
  };
  ledger.inputs += 1;
  await stage.ask('{ account { name } }');
  const start = residentMegabytes();
  return stage;
}
