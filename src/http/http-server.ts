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
import { createPipelineGuard } from './pipeline-guard.ts';
import { answerProbe, type Probes } from './probes.ts';

/** Limits that `node:http` enforces on a connection before the request reaches the graph. Times in milliseconds. */
export interface HttpLimits {
  /** Maximum time to receive the whole header. @default 10000 */
  readonly headersTimeout: number;
  /** Maximum time to receive the whole request. @default 15000 */
  readonly requestTimeout: number;
  /** Interval at which the two times above are checked. @default 1000 */
  readonly connectionsCheckingInterval: number;
  /** Maximum idle time of a connection: longer than routers keep theirs. @default 65000 */
  readonly keepAliveTimeout: number;
  /** Maximum size of a request's header, in bytes. @default 16384 */
  readonly maxHeaderSize: number;
  /** Maximum number of open connections. @default 4096 */
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

/** Maximum number of header lines in a request. Node silently drops further ones. */
const maxHeaders = 200;

export interface HttpServerOptions {
  readonly graph: RequestListener;
  readonly limits?: Partial<HttpLimits>;
  /** Whether the server accepts requests for this host. @default accepts all */
  readonly isAllowedHost?: IsAllowedHost;
  /** Disconnects slow readers. @default one with the usual limits */
  readonly output?: OutputGuard;
  /** @default no metrics */
  readonly metrics?: Probes['metrics'];
  /** Called with the status of every response of the graph. */
  readonly onAnswered?: (status: number) => void;
}

export interface HttpServer {
  /** Does not listen by itself. */
  readonly server: Server;
  /** Makes `/ready` return 503 and every response close its connection. Requests are still accepted. */
  announceStop(): void;
  /** Whether load balancers should send new requests to this server. */
  readonly isReady: () => boolean;
}

/**
 * Creates the HTTP server of the graph. It responds with 408 to a slow request, 431 to a large header and 400 to a violation of HTTP/1.1,
 * and closes the connection; it also disconnects clients that read responses too slowly. A request for another host gets 421. Every
 * response has the request's id.
 */
export function createHttpServer(settings: HttpServerOptions): HttpServer {
  const { graph, limits, metrics, onAnswered, isAllowedHost = () => true, output = new OutputGuard() } = settings;
  const { maxConnections, ...timeouts } = { ...defaultHttpLimits, ...limits };
  let isStopping = false;
  /**
   * Adds the request's id and, if the server is stopping when the response is written, closes the connection. A class, because a set of
   * the requests in flight would keep their garbage from being collected early.
   */
  class Answer extends ServerResponse {
    requestId: string | null = null;

    override writeHead(status: number, ...head: unknown[]): this {
      if (isStopping) this.shouldKeepAlive = false;
      if (this.requestId === null) return super.writeHead(status, ...(head as []));
      const [headers] = head;
      // Node writes headers that are passed together as they are; after a `setHeader` it processes them one by one.
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

  const answer: RequestListener = (request, response) => {
    // `rawHeaders` alternates names and values. A dropped header could be the secret, so the request is rejected.
    if (request.rawHeaders.length >= maxHeaders * 2) {
      response.writeHead(431, { connection: 'close' }).end();
      return;
    }
    // A host that contains a path would change the URL of the request.
    const { host = '' } = request.headers;
    if (!/^[\w.:[\]-]{1,300}$/.test(host)) {
      response.writeHead(400, { connection: 'close' }).end();
      return;
    }
    if (!isLivenessProbe(request) && !isAllowedHost(host)) {
      const message = 'This server does not accept requests for this host. Add it to ALLOWED_HOSTS.';
      reject(response, 421, 'BAD_REQUEST', message);
      return;
    }
    if (answerProbe(probes, request, response)) return;
    const requestId = requestIdOf(request.headers[requestIdHeader], request.headers);
    request.headers[requestIdHeader] = requestId;
    (response as Answer).requestId = requestId;
    const ambiguous = ambiguousHeader(request.rawHeaders);
    if (ambiguous !== null) {
      reject(response, 400, 'BAD_REQUEST', `The header ${ambiguous} occurs twice. Send it once.`);
      return;
    }
    output.watch(response);
    if (onAnswered !== undefined) response.once('close', () => onAnswered(response.statusCode));
    graph(request, response);
  };
  const server = createServer(options, createPipelineGuard(answer));
  server.maxConnections = maxConnections;
  // Idle connections make room for new ones.
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

/** Whether the request is a probe. Orchestrators send probes to any address, and the response reveals nothing. */
function isLivenessProbe({ url }: IncomingMessage): boolean {
  return url === '/live' || url === '/ready';
}

function reject(response: ServerResponse, status: number, code: ErrorCode, message: string): void {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, connection: 'close' }).end(body);
}
