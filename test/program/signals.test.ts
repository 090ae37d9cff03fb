import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** The commands of the README that serve until they are stopped. */
const serving = [...new Set(readme.match(/npm (start|run sandbox)\b/g))];

let group: number | undefined;
afterEach(() => {
  try {
    if (group !== undefined) process.kill(-group, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
});

describe('a command of the README', () => {
  it('hands signals to the program, because the program replaces the shell', () => {
    expect(serving.sort()).toEqual(['npm run sandbox', 'npm start']);
    const last = Object.entries(scripts).map(([name, script]) => [name, script.split(/\s*&&\s*/).at(-1) ?? '']);
    expect(last.filter(([, command]) => /^exec node /.test(command ?? '')).length).toBeGreaterThan(5);
    expect(last.filter(([, command]) => /^node /.test(command ?? ''))).toEqual([]);
  });

  it.each(serving.flatMap((command) => [[command, 'SIGTERM'] as const, [command, 'SIGINT'] as const]))(
    'ends the server too when it is stopped: %s, %s',
    async (command, signal) => {
      // A group of its own, so that whatever is left can be ended after the test. A background job of a shell ignores SIGINT.
      const line =
        signal === 'SIGTERM' ? `PORT=0 ${command} & echo "pid $!"; wait $!` : `echo "pid $$"; PORT=0 exec ${command}`;
      const shell = spawn('/bin/sh', ['-c', line], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
      group = shell.pid;
      let printed = '';
      shell.stdout.on('data', (chunk) => {
        printed += String(chunk);
        // The first line of the server comes after that of the shell.
        const pid = printed.match(/^pid (\d+)$/m)?.[1];
        if (pid !== undefined && /http:\/\/\S+/.test(printed)) {
          shell.stdout.removeAllListeners('data').resume();
          process.kill(Number(pid), signal);
        }
      });
      // The pipe ends when nobody is left who could write into it, the server included.
      await once(shell.stdout, 'close');
      expect(printed).toMatch(/http:\/\/\S+/);
    },
  );
});
