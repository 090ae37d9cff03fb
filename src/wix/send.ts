import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { WixRequest } from './request.ts';

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
 * not followed. Rejects with undici's error when there is no answer, with the signal's reason when it is aborted. A status
 * other than 200 says enough by itself: when its body cannot be read, the text is empty.
 */
export async function send(
  dispatcher: Dispatcher,
  origin: string,
  request: WixRequest,
  options: { readonly signal: AbortSignal; readonly maxBodyBytes: number },
): Promise<WixResponse> {
  const { path, method, headers: sent, body = null } = request;
  const answer = dispatcher.request({ origin, path, method, headers: sent, body, signal: options.signal });
  const response = await unlessAborted(answer, options.signal);
  const { statusCode: status, headers } = response;
  const text = await readText(response.body, headers['content-encoding'], options.maxBodyBytes).catch((error) => {
    if (status === 200 || options.signal.aborted) throw error;
    return '';
  });
  return { status, headers, text };
}

/** The HTTP client looks at the signal only once a connection stands, however long that takes, and sends nothing then. */
async function unlessAborted(
  answer: Promise<Dispatcher.ResponseData>,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => {
    aborted.reject(signal.reason);
    answer.then(({ body }) => body.on('error', () => {}).destroy()).catch(() => {});
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([answer, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function readText(body: Readable, encoding: string | string[] | undefined, maxBytes: number): Promise<string> {
  // A body that is destroyed before its end emits an error, which without a listener would end the process.
  body.on('error', () => {});
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of decode(body, encoding) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new BodyTooLargeError(`body of more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } finally {
    body.destroy();
  }
  return (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8');
}

function decode(body: Readable, encoding: string | string[] | undefined): Readable {
  const name = encoding === undefined ? '' : String(encoding).toLowerCase();
  if (name === '' || name === 'identity') return body;
  if (name !== 'gzip') throw new UnsupportedEncodingError('unexpected content encoding');
  const gunzip = createGunzip();
  body.on('error', (error) => gunzip.destroy(error));
  return body.pipe(gunzip);
}
