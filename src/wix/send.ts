import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { WixRequest } from './request.ts';
import type { StopReason, StopSignal } from './stop-signal.ts';

/** A response with its whole body. */
export interface WixResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The length of the body after decompression, in bytes. */
  readonly bytes: number;
}

/** Thrown if the body is larger than allowed. The rest was not read. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Thrown if the body has a content encoding that was not requested. */
export class UnsupportedEncodingError extends Error {
  override readonly name = 'UnsupportedEncodingError';
}

/**
 * Sends one request and reads the whole body, at most `maxBodyBytes` after decompression. Redirects are not followed. Rejects with undici's
 * error if there is no response, with any error if `stop` fires. For a status other than 200, a body that can't be read counts as empty.
 */
export function send(
  dispatcher: Dispatcher,
  origin: string,
  request: WixRequest,
  options: { readonly stop: StopSignal; readonly maxBodyBytes: number },
): Promise<WixResponse> {
  const answer = new Answer(options.stop, options.maxBodyBytes);
  const { path, method, headers, body = null } = request;
  dispatcher.dispatch({ origin, path, method, headers, body }, answer);
  return answer.whole;
}

/** Collects a response in undici's handler interface. A stream and its reader would cost more than the call itself. */
class Answer implements Dispatcher.DispatchHandler {
  readonly whole: Promise<WixResponse>;
  readonly #stop: StopSignal;
  readonly #maxBytes: number;
  readonly #resolve: (answer: WixResponse | Promise<WixResponse>) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: WixResponse['headers'] = {};
  #bytes = 0;

  constructor(stop: StopSignal, maxBytes: number) {
    this.#stop = stop;
    this.#maxBytes = maxBytes;
    const { promise, resolve, reject } = Promise.withResolvers<WixResponse>();
    this.whole = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    stop.onStop(this.#giveUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The caller can have left while the request waited for a connection.
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
    const encoding = this.#headers['content-encoding'];
    const chunks = this.#chunks;
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    if (encoding === undefined) this.#resolve(this.#answer(body));
    else this.#resolve(this.#decoded(body, String(encoding).toLowerCase()));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#leave();
    const isUnneeded = this.#status >= 200 && this.#status !== 200 && this.#stop.reason === null;
    if (isUnneeded) this.#resolve(this.#answer(noBody));
    else this.#reject(error);
  }

  #answer(body: Buffer): WixResponse {
    return { status: this.#status, headers: this.#headers, text: body.toString('utf8'), bytes: body.length };
  }

  async #decoded(body: Buffer, encoding: string): Promise<WixResponse> {
    try {
      return this.#answer(await decode(body, encoding, this.#maxBytes));
    } catch (error) {
      if (this.#status === 200 || this.#stop.reason !== null) throw error;
      return this.#answer(noBody);
    }
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

const noBody = Buffer.alloc(0);

async function decode(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  if (encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new UnsupportedEncodingError('unexpected content encoding');
  return unzip(body, maxBytes);
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
