import { type ProgramOptions, type RunningProgram, runProgram } from '../running-program.ts';

/** The program, replaced by a new process whenever it is asked to: the new one serves before the old one is told to stop. */
export interface Rolling {
  readonly url: string;
  readonly restarts: number;
  /** Codes that processes ended with, other than 0 after SIGTERM. */
  readonly badEndings: readonly string[];
  readonly stderr: () => string;
  /** The process that serves now. */
  readonly current: RunningProgram;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** @param drainMs how long requests may still come to the old process: those that were sent, and those that belong to one of them */
export async function startRolling(options: ProgramOptions, drainMs: number): Promise<Rolling> {
  let current: RunningProgram = await runProgram(options);
  let restarts = 0;
  let said = '';
  const badEndings: string[] = [];
  const stop = async (program: RunningProgram) => {
    program.child.kill('SIGTERM');
    const { code, signal } = await program.ended;
    said += program.stderr();
    if (code !== 0) badEndings.push(`${code ?? signal}`);
  };
  return {
    get url() {
      return current.url;
    },
    get current() {
      return current;
    },
    get restarts() {
      return restarts;
    },
    badEndings,
    stderr: () => said + current.stderr(),
    restart: async () => {
      const old = current;
      current = await runProgram(options);
      restarts += 1;
      await new Promise((resolve) => setTimeout(resolve, drainMs));
      await stop(old);
    },
    close: () => stop(current),
  };
}
