import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { NodeHeaders } from './caller-request.ts';
import type { Cors } from './cors.ts';
import { addressOf, type Door } from './door.ts';
import type { FastPath } from './fast-path.ts';
import type { Share } from './load-shedder.ts';
import { type Admission, type Admitted, type TransportGate, tooLarge, writeRefusal } from './transport.ts';

export interface FrontOptions {
  readonly endpoint: string;
  readonly maxBodyBytes: number;
  readonly gate: TransportGate;
  readonly cors: Cors;
  readonly door: Door;
  /** Answers common requests; null if all go to `rest`. */
  readonly fastPath: FastPath | null;
  /** Answers all other requests. */
  readonly rest: RequestListener;
  /** Called for a failure outside of any request's own error handling, which is a bug. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Admits requests, cheap checks first: headers, then identity, then the body, then a slot. Nothing is parsed before, so a rejected request
 * costs little and holds no resources.
 */
export function createFront(options: FrontOptions): RequestListener {
  const { endpoint, maxBodyBytes, gate, cors, door, fastPath, rest } = options;

  const fail = (response: ServerResponse) => (error: unknown) => {
    options.onFault(error);
    response.destroy();
  };

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    headers: NodeHeaders,
    admitted: Admitted,
    body: Buffer | null,
  ) => {
    if (body === null) return writeRefusal(response, tooLarge);
    if (!door.enter(response, admitted)) return;
    if (fastPath?.answer(request, response, headers, admitted, body) === true) return;
    gate.note(request, admitted);
    rest(Object.assign(request, { body: Readable.from([body]) }), response);
  };

  const admit = (request: IncomingMessage, response: ServerResponse, headers: NodeHeaders, admission: Admission) => {
    if (!('grant' in admission)) return writeRefusal(response, admission);
    const admitted = admission.isProved || admission.caller !== null ? admission : byAddress(request, admission);
    door.receive(request, response, admitted, maxBodyBytes, (body) => {
      try {
        answer(request, response, headers, admitted, body);
      } catch (error) {
        fail(response)(error);
      }
    });
  };

  return (request, response) => {
    if (cors.answer(request, response)) return;
    if (request.method !== 'POST' || !isAt(endpoint, request.url ?? '')) {
      if (door.enter(response, anonymous(request))) rest(request, response);
      return;
    }
    const headers = new NodeHeaders(request.headers);
    const admission = gate.admit('POST', headers, request.socket.remoteAddress ?? null);
    if (!(admission instanceof Promise)) return admit(request, response, headers, admission);
    admission.then((known) => admit(request, response, headers, known)).catch(fail(response));
  };
}

function isAt(endpoint: string, url: string): boolean {
  return url === endpoint || (url.startsWith(endpoint) && url[endpoint.length] === '?');
}

function anonymous(request: IncomingMessage): Share {
  return { caller: addressOf(request), isProved: false };
}

function byAddress(request: IncomingMessage, admitted: Admitted): Admitted {
  return { ...admitted, caller: addressOf(request) };
}
