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
import type { IsAllowedHost } from './allowed-hosts.ts';
import { ambiguousHeader } from './ambiguous-header.ts';
import type { ErrorCode } from './error-code.ts';
import { OutputGuard } from './output-guard.ts';
import { answerProbe, type Probes } from './probes.ts';

/** Limits that `node:http` enforces on a connection before the request reaches the graph. Times in milliseconds. */
export interface HttpLimits {
  /** The time in which the whole header must have come. @default 10000 */
  readonly headersTimeout: number;
  /** The time in which the whole request must have come. @default 15000 */
  readonly requestTimeout: number;
  /** Interval at which the two times above are checked. @default 1000 */
  readonly connectionsCheckingInterval: number;
  /** Maximum idle time of a connection: longer than routers keep theirs. @default 65000 */
  readonly keepAliveTimeout: number;
  /** The most bytes of a request's header. @default 16384 */
  readonly maxHeaderSize: number;
  /** Connections that may be open at once. @default 4096 */
  readonly maxConnections: number;
}

const defaultHttpLimits: HttpLimits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  maxConnections: 4_096,
};

/** The most header lines of a request. What is beyond it is not read: Node drops it without a word. */
const maxHeaders = 200;

export interface HttpServerOptions {
  readonly graph: RequestListener;
  readonly limits?: Partial<HttpLimits>;
  /** Whether a request for this host is meant for this server. @default every one is */
  readonly isAllowedHost?: IsAllowedHost;
  /** Disconnects slow readers. @default one with the usual limits */
  readonly output?: OutputGuard;
  /** @default no metrics */
  readonly metrics?: Probes['metrics'];
  /** Told of every answer of the graph. */
  readonly onAnswered?: (status: number) => void;
}

export interface HttpServer {
  /** Does not listen by itself. */
  readonly server: Server;
  /** From now on `/ready` answers 503, and every answer asks its connection to be closed. Requests are still taken on. */
  announceStop(): void;
  /** Whether new requests should be sent here. */
  readonly isReady: () => boolean;
}

/**
 * The server that the program serves the graph with. A client that is slow with its request is answered 408, one with too large a
 * header 431, one that breaks HTTP/1.1 400, and each is disconnected; so is one that reads its responses too slowly. A request for another
 * host is answered 421. Every answer carries the request's id.
 */
export function createHttpServer(settings: HttpServerOptions): HttpServer {
  const { graph, limits, metrics, onAnswered, isAllowedHost = () => true, output = new OutputGuard() } = settings;
  const { maxConnections, ...timeouts } = { ...defaultHttpLimits, ...limits };
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
    ...timeouts,
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
    const { host = '' } = request.headers;
    if (!/^[\w.:[\]-]{1,300}$/.test(host)) {
      response.writeHead(400, { connection: 'close' }).end();
      return;
    }
    if (!isLivenessProbe(request) && !isAllowedHost(host)) {
      const message = 'This server does not answer for this host. ALLOWED_HOSTS can name it.';
      reject(response, 421, 'BAD_REQUEST', message);
      return;
    }
    if (answerProbe(probes, request, response)) return;
    const requestId = requestIdOf(request.headers[requestIdHeader], request.headers);
    request.headers[requestIdHeader] = requestId;
    (response as Answer).requestId = requestId;
    const ambiguous = ambiguousHeader(request.rawHeaders);
    if (ambiguous !== null) {
      reject(response, 400, 'BAD_REQUEST', `The header ${ambiguous} must come once.`);
      return;
    }
    output.watch(response);
    if (onAnswered !== undefined) response.once('close', () => onAnswered(response.statusCode));
    graph(request, response);
  });
  server.maxConnections = maxConnections;
  // A connection that waits for its next request makes room for one that brings a request.
  server.on('drop', () => server.closeIdleConnections());
  server.maxHeadersCount = maxHeaders;
  return {
    server,
    isReady: probes.isReady,
    announceStop: () => {
      isStopping = true;
    },
  };
}

function isPlainHeaders(headers: unknown): headers is OutgoingHttpHeaders {
  return typeof headers === 'object' && headers !== null && !Array.isArray(headers);
}

/** Probes come from whoever runs the server, by whatever address, and learn nothing from the answer. */
function isLivenessProbe({ url }: IncomingMessage): boolean {
  return url === '/live' || url === '/ready';
}

function reject(response: ServerResponse, status: number, code: ErrorCode, message: string): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, connection: 'close' }).end(body);
}
