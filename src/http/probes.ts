import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface Probes {
  /** Whether load balancers should send new requests to this server. */
  readonly isReady: () => boolean;
  /** Returns the metrics as text with their content type. Absent: `/metrics` does not exist. */
  readonly metrics?: { readonly contentType: string; readonly text: () => Promise<string> };
}

/** Creates a server for probes and metrics only, so that callers of the graph can't reach them. It does not listen yet. */
export function createProbeServer(probes: Probes): Server {
  const options = { headersTimeout: 5_000, requestTimeout: 5_000, connectionsCheckingInterval: 1_000 };
  const server = createServer(options, (request, response) => {
    if (!answerProbe(probes, request, response)) response.writeHead(404).end();
  });
  server.maxConnections = 64;
  return server;
}

/**
 * Answers `/live` (200 while the process can respond), `/ready` (503 once the process is stopping) and `/metrics`, before anything is
 * counted or rejected. Returns false for every other path.
 */
export function answerProbe(probes: Probes, request: IncomingMessage, response: ServerResponse): boolean {
  switch (request.url) {
    case '/live':
      answer(request, response, 200, 'text/plain; charset=utf-8', 'live\n');
      return true;
    case '/ready': {
      const isReady = probes.isReady();
      answer(request, response, isReady ? 200 : 503, 'text/plain; charset=utf-8', isReady ? 'ready\n' : 'stopping\n');
      return true;
    }
    case '/metrics': {
      const { metrics } = probes;
      if (metrics === undefined) return false;
      metrics.text().then(
        (text) => answer(request, response, 200, metrics.contentType, text),
        () => answer(request, response, 500, 'text/plain; charset=utf-8', ''),
      );
      return true;
    }
    default:
      return false;
  }
}

function answer(request: IncomingMessage, response: ServerResponse, status: number, type: string, text: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}
