import { fstatSync, writeSync } from 'node:fs';

/** Thrown if an output can't be written, unless its reader has left. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  /** The system's error code, for instance `ENOSPC`. */
  readonly code: string;

  constructor(output: string, cause: unknown) {
    const code = codeOf(cause);
    super(`Cannot write ${output}: ${reasons[code] ?? (cause instanceof Error ? cause.message : 'unknown reason')}`, {
      cause,
    });
    this.code = code;
  }
}

/** Writes texts completely, or reports the failure. */
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
  EFBIG: 'the file would exceed the maximum size (EFBIG). Write less, or raise the limit.',
  EROFS: 'the file system is read-only (EROFS). Choose another place.',
  EACCES: 'permission denied (EACCES). Choose another place, or change its permissions.',
  EPERM: 'operation not permitted (EPERM). Choose another place.',
  ENOENT: 'its folder does not exist (ENOENT). Create the folder first.',
  ENOTDIR: 'a part of its path is not a folder (ENOTDIR). Choose another place.',
  EISDIR: 'it is a folder (EISDIR). Name a file.',
  EIO: 'input/output error (EIO). Check the device.',
};

/** Error codes of a reader that has left: sockets and pipes have different ones. */
export const readerLeft: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Opens a standard stream. Files are written directly and in a loop, because Node's own stream treats a partial write to a full disk as
 * complete. Pipes and terminals are written through Node's stream, so that a slow reader does not block the program.
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

/** Whether the stream is a file or device, and not a terminal. */
export function isWrittenDirectly({ fd, isTTY }: StandardStream): boolean {
  if (isTTY) return false;
  const status = fstatSync(fd);
  return status.isFile() || status.isCharacterDevice() || status.isBlockDevice();
}

/** Writes the whole text to an open file. Throws the system's error if a part of it can't be written. */
export function writeWhole(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

/** Returns the system's code of an error; empty if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
