import { fstatSync, writeSync } from 'node:fs';

/** An output cannot take what was written to it, for another reason than that its reader has left. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  /** The system's name of the reason, for instance `ENOSPC`. */
  readonly code: string;

  constructor(output: string, cause: unknown) {
    const code = codeOf(cause);
    super(`Cannot write ${output}: ${reasons[code] ?? (cause instanceof Error ? cause.message : 'unknown reason')}`, {
      cause,
    });
    this.code = code;
  }
}

/** Takes text to its end, or says that it did not. */
export interface TextOutput {
  readonly isTTY: boolean;
  /** Resolves when all of the text is written: true, or false if the reader has left. Rejects with an {@link OutputError}. */
  write(text: string): Promise<boolean>;
}

/** Standard output or standard error. */
export type StandardStream = NodeJS.WriteStream & { readonly fd: number };

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device (ENOSPC). Free some space and run the command again.',
  EDQUOT: 'the disk quota is used up (EDQUOT). Free some space and run the command again.',
  EFBIG: 'the file would be larger than is allowed (EFBIG).',
  EROFS: 'the file system is read-only (EROFS). Choose another place.',
  EACCES: 'permission denied (EACCES). Choose another place, or change its permissions.',
  EPERM: 'operation not permitted (EPERM). Choose another place.',
  ENOENT: 'its folder does not exist (ENOENT). Create the folder first.',
  ENOTDIR: 'a part of its path is not a folder (ENOTDIR). Choose another place.',
  EISDIR: 'it is a folder (EISDIR). Name a file.',
  EIO: 'input/output error (EIO). Check the device.',
};

/** A reader that has seen enough. A socket says it by another code than a pipe. */
export const readerLeft: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Writes to a standard stream. Files are written directly and in a loop: Node's own stream takes a short write, as a full disk
 * makes it, for a whole one. Pipes and terminals are written through Node's stream, so that a slow reader does not stop the program.
 */
export function openOutput(name: string, stream: StandardStream): TextOutput {
  stream.on('error', () => {});
  return {
    isTTY: stream.isTTY ?? false,
    write: isWrittenDirectly(stream)
      ? async (text) => {
          try {
            writeWhole(stream.fd, text);
            return true;
          } catch (error) {
            throw new OutputError(name, error);
          }
        }
      : (text) =>
          new Promise((resolve, reject) => {
            stream.write(text, (error) => {
              if (error === null || error === undefined) resolve(true);
              else if (readerLeft.has(codeOf(error))) resolve(false);
              else reject(new OutputError(name, error));
            });
          }),
  };
}

/** True for files and devices that are not terminals. */
export function isWrittenDirectly({ fd, isTTY }: StandardStream): boolean {
  if (isTTY) return false;
  const status = fstatSync(fd);
  return status.isFile() || status.isCharacterDevice() || status.isBlockDevice();
}

/** Writes all of a text to an open file. Throws the system's error when a part of it cannot be written. */
export function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

/** The system's name of an error; empty if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
