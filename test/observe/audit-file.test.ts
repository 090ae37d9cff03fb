import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLineFile, type LineFileTrouble } from '../../src/observe/line-file.ts';

describe('a file of lines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lines-'));
  const path = join(folder, 'audit.log');
  const lines = () => readFileSync(path, 'utf8').split('\n').slice(0, -1);
  afterEach(() => rmSync(path, { recursive: true, force: true }));

  it('holds the lines in their order, however fast they come', async () => {
    const file = createLineFile(path, { report: () => expect.unreachable() });
    const written = Array.from({ length: 5_000 }, (_, n) => `line ${n}`);
    for (const [n, line] of written.entries()) {
      file.write(`${line}\n`);
      if (n % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await file.flush();
    expect(lines()).toEqual(written);
  });

  it('begins anew where it was moved away', async () => {
    const file = createLineFile(path, { report: () => expect.unreachable() });
    file.write('first\n');
    await file.flush();
    renameSync(path, join(folder, 'moved.log'));
    file.write('second\n');
    await file.flush();
    expect(lines()).toEqual(['second']);
  });

  it('says once that it cannot be written, keeps as many lines as it may, and says when it can be again', async () => {
    const reports: LineFileTrouble[] = [];
    const file = createLineFile(path, { report: (trouble) => reports.push(trouble), maxWaiting: 3, retryMs: 5 });
    // Nothing can be appended to a folder.
    mkdirSync(path);
    for (const line of ['1', '2', '3', '4', '5']) {
      file.write(`${line}\n`);
      await file.flush();
    }
    expect(reports).toEqual([{ error: expect.objectContaining({ code: 'EISDIR' }), lost: 0 }]);
    rmSync(path, { recursive: true });
    await expect.poll(() => reports.length).toBe(2);
    expect(reports[1]).toEqual({ error: null, lost: 2 });
    file.write('6\n');
    await file.flush();
    expect(lines()).toEqual(['1', '2', '3', '6']);
  });
});
