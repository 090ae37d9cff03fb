import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';

/** A request exactly as it came over the wire. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query string, as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RecordedSandbox {
  readonly sandbox: Sandbox;
  /** The address that records requests and passes them on to the sandbox. */
  readonly url: string;
  /** What came during the test, in order. */
  readonly requests: readonly RecordedRequest[];
}

/** A sandbox that listens behind a recorder, for all tests of a file. */
export function useRecordedSandbox(options: SandboxOptions = {}): RecordedSandbox {
  const sandbox = createSandbox(options);
  const requests: RecordedRequest[] = [];
  let recorder: Server;
  let listening: Awaited<ReturnType<Sandbox['listen']>>;

  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const body = Buffer.concat(chunks).toString();
    requests.push({ method, url, headers, body });
    const sent = ['authorization', 'wix-account-id', 'wix-site-id', 'content-type'];
    const answer = await fetch(`${listening.url}${url}`, {
      method,
      headers: sent.flatMap((name): [string, string][] => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
      ...(body === '' ? {} : { body }),
    });
    for (const name of ['content-type', 'x-wix-request-id']) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, value);
    }
    response.statusCode = answer.status;
    response.end(await answer.text());
  };

  beforeAll(async () => {
    listening = await sandbox.listen();
    recorder = createServer(listener).listen(0, '127.0.0.1');
    await once(recorder, 'listening');
  });
  afterEach(() => {
    sandbox.faults.clear();
    sandbox.calls.clear();
    requests.length = 0;
  });
  afterAll(async () => {
    recorder.close();
    recorder.closeAllConnections();
    await once(recorder, 'close');
    await listening.close();
  });

  return {
    sandbox,
    requests,
    get url() {
      return `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`;
    },
  };
}
