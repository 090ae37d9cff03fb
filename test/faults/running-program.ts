import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { HookRequest, ProcessSample } from './hooks.ts';

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Arguments to Node before the program's file. */
  readonly nodeArgs?: readonly string[];
  /** A shell command that begins the program, where starting it alone does not do: `ulimit -n 64; exec`. */
  readonly shell?: string;
  /** Behind the program, in the shell: `2>/dev/full`. */
  readonly redirect?: string;
}

/** How a process ended: by itself with a code, or by a signal. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `src/program/main.ts` as a process of its own, listening. */
export interface RunningProgram {
  readonly child: ChildProcess;
  readonly port: number;
  readonly url: string;
  readonly stderr: () => string;
  residentMegabytes(): number;
  /** The most resident memory since the start, or since `forgetPeak`. */
  peakMegabytes(): number;
  forgetPeak(): void;
  /** Makes the process do something to itself; see `hooks.ts`. */
  tell(request: HookRequest): void;
  sample(): Promise<ProcessSample>;
  /** Resolves once the process has ended. */
  readonly ended: Promise<ProgramEnd>;
  /** Kills it, if it still runs. */
  kill(): Promise<void>;
}

/** Rejects when the program ends before it listens. */
export async function runProgram(options: ProgramOptions): Promise<RunningProgram> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({ PATH: process.env['PATH'], PORT: '0', ...options.env })) {
    if (value !== undefined) env[name] = value;
  }
  const args = ['--import', './test/faults/hooks.ts', ...(options.nodeArgs ?? []), 'src/program/main.ts'];
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as ['ignore', 'pipe', 'pipe', 'ipc'];
  const { shell = 'exec', redirect = '' } = options;
  const isPlain = options.shell === undefined && options.redirect === undefined;
  const child = isPlain
    ? spawn(process.execPath, args, { env, stdio })
    : spawn('sh', ['-c', `${shell} ${[process.execPath, ...args].join(' ')} ${redirect}`], { env, stdio });
  let stderr = '';
  let stdout = '';
  let samples = 0;
  child.stderr?.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const ended = endOf(child);
  const line = new Promise<string>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      stdout += String(chunk);
      if (stdout.includes('\n')) resolve(stdout);
    });
  });
  const said = await Promise.race([line, ended.then(() => '')]);
  const port = Number(said.match(/:(\d+)\/graphql/)?.[1] ?? 0);
  if (port === 0) throw new Error(`It did not start: ${stderr}`);
  return {
    child,
    port,
    url: `http://127.0.0.1:${port}/graphql`,
    stderr: () => stderr,
    residentMegabytes: () => megabytesOf(child, /VmRSS:\s+(\d+)/),
    peakMegabytes: () => megabytesOf(child, /VmHWM:\s+(\d+)/),
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
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
    ended,
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

function megabytesOf({ pid }: ChildProcess, line: RegExp): number {
  return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(line)?.[1] ?? 0) / 1_024;
}

/**
 * Looks whether the process has ended: the event of Node waits for a signal, and where several processes end at once that one can get
 * lost, which leaves the ended process in the table for ever. Linux only.
 */
async function endOf(child: ChildProcess): Promise<ProgramEnd> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, signal: child.signalCode };
    // Behind the name in brackets: the state first, and last the status as wait(2) has it.
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .trim()
      .split(' ');
    if (stat[0] !== 'Z') continue;
    const status = Number(stat.at(-1));
    const signalNumber = status & 127;
    const signal = Object.entries(constants.signals).find(([, number]) => number === signalNumber)?.[0] ?? null;
    return { code: signalNumber === 0 ? status >> 8 : null, signal: signal as NodeJS.Signals | null };
  }
}
