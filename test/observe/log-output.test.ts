import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { openLogOutput } from '../../src/observe/log-output.ts';
import type { StandardStream } from '../../src/observe/text-output.ts';

const folder = mkdtempSync(join(tmpdir(), 'log-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the output of a log', () => {
  it('counts lines that cannot be written, and reports them before the next one that can', () => {
    const file = join(folder, 'log');
    const [full, free] = [openSync('/dev/full', 'w'), openSync(file, 'w')];
    const stream = Object.assign(new Writable(), { isTTY: false, fd: free }) as unknown as StandardStream & {
      fd: number;
    };
    let losses = 0;
    const output = openLogOutput(stream, () => {
      losses += 1;
    });
    output.write('a\n');
    stream.fd = full;
    output.write('b\n');
    output.write('c\n');
    stream.fd = free;
    output.write('d\n');
    for (const fd of [full, free]) closeSync(fd);
    const [first, , report, last] = readFileSync(file, 'utf8').split('\n');
    expect([first, last]).toEqual(['a', 'd']);
    expect(JSON.parse(report ?? '')).toMatchObject({ level: 'error', lostLines: 2, reason: 'ENOSPC' });
    expect([output.lostLines, losses]).toEqual([2, 1]);
  });

  it.each([
    ['EPIPE', 0],
    ['ECONNRESET', 0],
    ['EIO', 1],
  ])('takes %s of a pipe for %d lost lines', async (code, lost) => {
    const pipe = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
    const output = openLogOutput(Object.assign(pipe, { isTTY: true, fd: -1 }) as unknown as StandardStream);
    output.write('a\n');
    await output.flush();
    expect(output.lostLines).toBe(lost);
  });

  it('lets no more than some megabytes wait for a reader that does not read', () => {
    const pipe = new Writable({ write: () => {} });
    const output = openLogOutput(Object.assign(pipe, { isTTY: true, fd: -1 }) as unknown as StandardStream);
    const megabyte = `${'x'.repeat(1024 * 1024)}\n`;
    for (let lines = 0; lines < 20; lines += 1) output.write(megabyte);
    expect(output.lostLines).toBeGreaterThan(2);
    expect(pipe.writableLength).toBeLessThan(18 * 1024 * 1024);
  });
});
