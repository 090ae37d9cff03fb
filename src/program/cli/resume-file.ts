import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { OutputError } from '../../observe/text-output.ts';
import { replaceFile } from './replace-file.ts';
import { UsageError } from './usage-error.ts';

/** Position up to which a list was read and printed. */
export interface Position {
  /** The cursor of the last printed item; null before the first. */
  readonly after: string | null;
  /** Number of items printed so far, including those of earlier runs. */
  readonly items: number;
}

export const beginning: Position = { after: null, items: 0 };

/** Stores the position of a list that is being read, so that another run can continue after it. */
export class ResumeFile {
  readonly path: string;
  readonly #list: string;

  /** `list` contains everything that identifies the list: the position of another list is rejected. */
  constructor(path: string, list: readonly unknown[]) {
    this.path = path;
    this.#list = fingerprint(list);
  }

  /** Reads the position; null if there is no file. Throws a {@link UsageError} for a file that is not a position of this list. */
  read(): Position | null {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw new UsageError(`--resume: cannot read the file "${this.path}".`);
    }
    const { list, after, items } = readObject(text);
    if (typeof list !== 'string' || typeof items !== 'number' || !(typeof after === 'string' || after === null)) {
      throw new UsageError(`--resume: "${this.path}" was not written by this command. Choose another file.`);
    }
    if (list !== this.#list) {
      throw new UsageError(
        `--resume: "${this.path}" belongs to another list: the operation, its variables, the account or the backend is different. Delete the file to start over.`,
      );
    }
    return { after, items };
  }

  /** Reads the position; null if there is no usable one. */
  readIfPossible(): Position | null {
    try {
      return this.read();
    } catch (error) {
      if (error instanceof UsageError) return null;
      throw error;
    }
  }

  /** Writes the position atomically. Throws an {@link OutputError}. */
  save({ after, items }: Position): void {
    replaceFile(this.path, `${JSON.stringify({ list: this.#list, after, items })}\n`);
  }

  /** Creates the folder of the file, for the default path. Throws an {@link OutputError}. */
  createFolder(): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true });
    } catch (error) {
      throw new OutputError(this.path, error);
    }
  }

  /** Deletes the file: the list is complete. */
  remove(): void {
    rmSync(this.path, { force: true });
  }
}

/** Returns a short name for a list that reveals nothing about it. */
export function fingerprint(list: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16);
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
