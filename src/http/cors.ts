import type { IncomingMessage, ServerResponse } from 'node:http';

/** Response headers that pages can read in addition to the ones that CORS always allows. */
const exposed = ['x-request-id', 'retry-after', 'www-authenticate'];

/** Time for which a browser caches the response to a preflight request, in seconds. */
const maxAgeSeconds = 600;

/** A request to share responses with pages of other origins: headers to add, and whether the request only asks for permission. */
interface Shared {
  readonly headers: Readonly<Record<string, string>>;
  readonly isPreflight: boolean;
}

/** Lets pages of the named origins send operations and read responses. Cookies are neither sent nor read. */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.#origins = new Set(origins);
  }

  /** Whether pages of the origin can send operations. */
  allows(origin: string | null): boolean {
    return origin !== null && this.#origins.has(origin);
  }

  /** Adds the headers to the response, and responds to preflight requests. Returns whether it has responded. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (this.#origins.size === 0) return false;
    response.setHeader('vary', 'origin');
    const shared = this.#share(request.method, (name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : null;
    });
    if (shared === null) return false;
    for (const [name, value] of Object.entries(shared.headers)) response.setHeader(name, value);
    if (shared.isPreflight) response.writeHead(204).end();
    return shared.isPreflight;
  }

  /** Does the same for a fetch handler. */
  async respond(request: Request, handle: (request: Request) => Promise<Response>): Promise<Response> {
    if (this.#origins.size === 0) return handle(request);
    const shared = this.#share(request.method, (name) => request.headers.get(name));
    if (shared?.isPreflight === true) {
      return new Response(null, { status: 204, headers: { ...shared.headers, vary: 'origin' } });
    }
    const response = await handle(request);
    response.headers.set('vary', 'origin');
    for (const [name, value] of Object.entries(shared?.headers ?? {})) response.headers.set(name, value);
    return response;
  }

  #share(method: string | undefined, header: (name: string) => string | null): Shared | null {
    const origin = header('origin');
    if (origin === null || !this.allows(origin)) return null;
    const isPreflight = method === 'OPTIONS' && header('access-control-request-method') !== null;
    if (!isPreflight) {
      const headers = { 'access-control-allow-origin': origin, 'access-control-expose-headers': exposed.join(', ') };
      return { isPreflight, headers };
    }
    const wanted = header('access-control-request-headers') ?? '';
    const headers = {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-max-age': String(maxAgeSeconds),
      // The origin is trusted to send any header: which ones it needs depends on its client library.
      ...(/^[\w-]+(?:\s*,\s*[\w-]+)*$/.test(wanted) ? { 'access-control-allow-headers': wanted } : {}),
    };
    return { isPreflight, headers };
  }
}
