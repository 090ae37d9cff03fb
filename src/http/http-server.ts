import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';

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

/**
 * The server that the program serves the graph with; it does not listen by itself. A client that is slow with its request is
 * answered 408, one with too large a header 431, one that breaks HTTP/1.1 400, and each is disconnected.
 */
export function createHttpServer(graph: RequestListener, limits: Partial<HttpLimits> = {}): Server {
  const options: ServerOptions = {
    ...defaultHttpLimits,
    ...limits,
    requireHostHeader: true,
    insecureHTTPParser: false,
  };
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
    graph(request, response);
  });
  server.maxHeadersCount = maxHeaders;
  return server;
}
