import { type ChildProcess, spawn } from 'node:child_process';

export interface RunningProgram {
  /** The address in the line that it printed. */
  readonly url: string;
  readonly child: ChildProcess;
}

/** Starts a program of this project with only these variables beside the PATH, and waits for the line with its address. */
export async function startProgram(args: readonly string[], env: Record<string, string>): Promise<RunningProgram> {
  const child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'] ?? '', ...env } });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    const url = text.match(/https?:\/\/[^\s,]+/)?.[0];
    if (url !== undefined && text.includes('\n')) return { url, child };
  }
  throw new Error(`It printed no address: ${text}`);
}
