import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerOptions,
  ServerResponse,
} from 'node:http';
import { requestIdHeader, requestIdOf } from '../observe/request-id.ts';
import type { ErrorCode } from './error-code.ts';
import type { LoadShedder, ShedReason } from './load-shedder.ts';
import { answerProbe, type Probes } from './probes.ts';

/** What `node:http` itself allows a connection, before anything of ours sees its request. Times in milliseconds. */
export interface HttpLimits {
  /** The time in which the whole header must have come. @default 10000 */
  readonly headersTimeout: number;
  /** The time in which the whole request must have come. @default 15000 */
  readonly requestTimeout: number;
  /** How often the two times above are looked at. @default 1000 */
  readonly connectionsCheckingInterval: number;
  /** How long a connection may wait for its next request: longer than routers keep theirs. @default 65000 */
  readonly keepAliveTimeout: number;
  /** The most bytes of a request's header. @default 16384 */
  readonly maxHeaderSize: number;
}

const defaultHttpLimits: HttpLimits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
};

/** The most header lines of a request. What is beyond it is not read: Node drops it without a word. */
const maxHeaders = 200;

export interface HttpServerOptions {
  readonly graph: RequestListener;
  readonly shedder: LoadShedder;
  readonly limits?: Partial<HttpLimits>;
  /** @default no metrics */
  readonly metrics?: Probes['metrics'];
  /** Told of every answer of the graph. */
  readonly onAnswered?: (status: number) => void;
  /** Told of every request that was turned away. */
  readonly onShed?: (reason: ShedReason) => void;
}

export interface HttpServer {
  /** Does not listen by itself. */
  readonly server: Server;
  /** From now on `/ready` answers 503, and every answer asks its connection to be closed. Requests are still taken on. */
  announceStop(): void;
}

/**
 * The server that the program serves the graph with. A client that is slow with its request is answered 408, one with too large a
 * header 431, one that breaks HTTP/1.1 400, and each is disconnected; one that comes when there is too much to do is answered 503
 * before its body is read. Every answer carries the request's id.
 */
export function createHttpServer(settings: HttpServerOptions): HttpServer {
  const { graph, shedder, limits, metrics, onAnswered, onShed } = settings;
  let isStopping = false;
  /**
   * Carries the request's id, and asks for its connection to be closed, if the server is stopping by the time that it is written. A set
   * of those under way would do, but collections that outlive what they hold keep the garbage of many requests from being collected
   * early.
   */
  class Answer extends ServerResponse {
    requestId: string | null = null;

    override writeHead(status: number, ...head: unknown[]): this {
      if (isStopping) this.shouldKeepAlive = false;
      if (this.requestId === null) return super.writeHead(status, ...(head as []));
      const [headers] = head;
      // Headers that come all at once are written as they are; one that was set before makes Node go through them one by one.
      if (head.length === 1 && isPlainHeaders(headers) && this.getHeaderNames().length === 0) {
        return super.writeHead(status, { ...headers, [requestIdHeader]: this.requestId });
      }
      this.setHeader(requestIdHeader, this.requestId);
      return super.writeHead(status, ...(head as []));
    }
  }
  const options: ServerOptions = {
    ...defaultHttpLimits,
    ...limits,
    requireHostHeader: true,
    insecureHTTPParser: false,
    ServerResponse: Answer as typeof ServerResponse,
  };
  const probes: Probes = { isReady: () => !isStopping, ...(metrics === undefined ? {} : { metrics }) };

  const server = createServer(options, (request, response) => {
    // Headers come as name and value in turn. One of those that were dropped may be the secret: better to say so.
    if (request.rawHeaders.length >= maxHeaders * 2) {
      response.writeHead(431, { connection: 'close' }).end();
      return;
    }
    // A host with a path in it would make another URL of the request.
    if (!/^[\w.:[\]-]{1,300}$/.test(request.headers.host ?? '')) {
      response.writeHead(400, { connection: 'close' }).end();
      return;
    }
    if (answerProbe(probes, request, response)) return;
    const requestId = requestIdOf(request.headers[requestIdHeader]);
    request.headers[requestIdHeader] = requestId;
    (response as Answer).requestId = requestId;
    const caller = callerOf(request);
    const reason = shedder.reasonToRefuse(caller);
    if (reason !== null) {
      onShed?.(reason);
      turnAway(response);
      return;
    }
    const ended = shedder.begin(caller);
    response.once('close', () => {
      ended();
      onAnswered?.(response.statusCode);
    });
    graph(request, response);
  });
  server.maxHeadersCount = maxHeaders;
  return {
    server,
    announceStop: () => {
      isStopping = true;
    },
  };
}

function isPlainHeaders(headers: unknown): headers is OutgoingHttpHeaders {
  return typeof headers === 'object' && headers !== null && !Array.isArray(headers);
}

/** Whom a request is counted for, before anything is read: what it is authorized by and the account it names. Null: it does not say. */
function callerOf({ headers }: IncomingMessage): string | null {
  const { authorization, 'wix-account-id': account } = headers;
  return authorization === undefined && account === undefined ? null : JSON.stringify([authorization, account]);
}

/** Nothing was done of the request: it can be sent again, elsewhere at once. */
function turnAway(response: ServerResponse): void {
  // Not all at the same time.
  const seconds = 1 + Math.floor(Math.random() * 3);
  const code: ErrorCode = 'SERVICE_UNAVAILABLE';
  const message = 'There is too much to do at present. Nothing was done.';
  const body = JSON.stringify({ errors: [{ message, extensions: { code, retryAfterMs: seconds * 1_000 } }] });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'retry-after': String(seconds),
  };
  response.writeHead(503, headers).end(body);
}
