import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { WixRequest } from './request.ts';
import type { StopReason, StopSignal } from './stop-signal.ts';

/** An answer, its body whole. */
export interface WixResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** The body passed the cap; the rest was not read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The body came in a content encoding that was not asked for. */
export class UnsupportedEncodingError extends Error {
  override readonly name = 'UnsupportedEncodingError';
}

/**
 * Sends one request and reads the whole body, at most `maxBodyBytes` of it counted after decompression. Redirects are
 * not followed. Rejects with undici's error when there is no answer, with any error when `stop` says so. A status
 * other than 200 says enough by itself: when its body cannot be read, the text is empty.
 */
export async function send(
  dispatcher: Dispatcher,
  origin: string,
  request: WixRequest,
  options: { readonly stop: StopSignal; readonly maxBodyBytes: number },
): Promise<WixResponse> {
  const { stop, maxBodyBytes } = options;
  const answer = new Answer(stop, maxBodyBytes);
  const { path, method, headers, body = null } = request;
  dispatcher.dispatch({ origin, path, method, headers, body }, answer);
  const { status, headers: answered, chunks } = await answer.whole;
  if (chunks === null) return { status, headers: answered, text: '' };
  const text = await readText(chunks, answered['content-encoding'], maxBodyBytes).catch((error: unknown) => {
    if (status === 200 || stop.reason !== null) throw error;
    return '';
  });
  return { status, headers: answered, text };
}

interface WholeAnswer {
  readonly status: number;
  readonly headers: WixResponse['headers'];
  /** Null for a body that could not be read and is not needed. */
  readonly chunks: readonly Buffer[] | null;
}

/** Collects an answer as undici hands it over. A stream of it, and what reads that, would cost more than the call itself. */
class Answer implements Dispatcher.DispatchHandler {
  readonly whole: Promise<WholeAnswer>;
  readonly #stop: StopSignal;
  readonly #maxBytes: number;
  readonly #resolve: (answer: WholeAnswer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: WixResponse['headers'] = {};
  #bytes = 0;

  constructor(stop: StopSignal, maxBytes: number) {
    this.#stop = stop;
    this.#maxBytes = maxBytes;
    const { promise, resolve, reject } = Promise.withResolvers<WholeAnswer>();
    this.whole = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    stop.onStop(this.#giveUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have waited for a connection longer than its caller.
    if (this.#stop.reason !== null) this.#giveUp(this.#stop.reason);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: WixResponse['headers']): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) controller.abort(tooLarge(this.#maxBytes));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#leave();
    this.#resolve({ status: this.#status, headers: this.#headers, chunks: this.#chunks });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#leave();
    const isUnneeded = this.#status >= 200 && this.#status !== 200 && this.#stop.reason === null;
    if (isUnneeded) this.#resolve({ status: this.#status, headers: this.#headers, chunks: null });
    else this.#reject(error);
  }

  readonly #giveUp = (reason: StopReason): void => {
    this.#leave();
    const error = new Error(`given up: ${reason}`);
    this.#reject(error);
    this.#controller?.abort(error);
  };

  #leave(): void {
    this.#stop.offStop(this.#giveUp);
  }
}

async function readText(
  chunks: readonly Buffer[],
  encoding: string | string[] | undefined,
  maxBytes: number,
): Promise<string> {
  const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  const name = encoding === undefined ? '' : String(encoding).toLowerCase();
  if (name === '' || name === 'identity') return body.toString('utf8');
  if (name !== 'gzip') throw new UnsupportedEncodingError('unexpected content encoding');
  return (await unzip(body, maxBytes)).toString('utf8');
}

const gunzipWhole = promisify(gunzip);

async function unzip(body: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await gunzipWhole(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? tooLarge(maxBytes) : error;
  }
}

function tooLarge(maxBytes: number): BodyTooLargeError {
  return new BodyTooLargeError(`body of more than ${maxBytes} bytes`);
}
