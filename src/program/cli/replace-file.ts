import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { OutputError, writeWhole } from '../../observe/text-output.ts';

/** Replaces a file atomically: the previous content stays until the whole text is on the disk. Throws an {@link OutputError}. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const fd = openSync(temporary, 'wx', 0o644);
    try {
      writeWhole(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeIfPossible(temporary);
    throw new OutputError(path, error);
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The first error is the one to report.
  }
}
