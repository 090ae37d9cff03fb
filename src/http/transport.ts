import { createHash, timingSafeEqual } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { ErrorCode } from '../errors.ts';
import type { Grant } from '../grant.ts';
import type { VerifyToken } from '../token.ts';

export interface TransportOptions {
  /** The path that the graph is served at. */
  readonly endpoint: string;
  /** Whether a browser that asks for a page gets GraphiQL. */
  readonly graphiql: boolean;
  /**
   * The secrets of which every operation must carry one in `x-router-secret`. Two at once let a router change over. Empty:
   * none is asked for.
   */
  readonly routerSecrets: readonly string[];
  /** Reads the token in `authorization: Bearer`. Null: that header means nothing here. */
  readonly verifyToken: VerifyToken | null;
}

export interface TransportGate {
  readonly plugin: Plugin;
  /** What the token of a request that was let through allows; null for one without. */
  readonly grantOf: (request: Request) => Grant | null;
}

/** The header in which a router shows that it is the router. */
export const routerSecretHeader = 'x-router-secret';

/**
 * Lets through to the GraphQL engine only what a router or client sends: POST with a JSON body and, where these are configured,
 * the router's secret or a token. A token that is there must be good, secret or not: its limits apply. Everything else is
 * answered here, before the body is read; nothing of the request is echoed.
 */
export function createTransportGate(options: TransportOptions): TransportGate {
  const { endpoint, graphiql, verifyToken } = options;
  const secrets = options.routerSecrets.map(digest);
  const grants = new WeakMap<Request, Grant>();
  const plugin: Plugin = {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      // The engine would also take `//graphql`, `/graphql/` and everything else that ends alike: what is not this path ends here.
      if (url.pathname !== endpoint) return endResponse(new fetchAPI.Response(null, { status: 404 }));
      const refuse = (status: number, code: ErrorCode, message: string, headers: Record<string, string> = {}) => {
        const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
        const type = { 'content-type': 'application/json; charset=utf-8' };
        endResponse(new fetchAPI.Response(body, { status, headers: { ...type, ...headers } }));
      };
      if (graphiql && request.method === 'GET' && request.headers.get('accept')?.includes('text/html')) return;
      const isRouter = isKnown(request.headers.get(routerSecretHeader), secrets);
      const token = verifyToken === null ? null : bearerOf(request.headers);
      if (verifyToken !== null && token !== null) {
        const grant = await verifyToken(token).catch(() => undefined);
        if (grant === undefined) {
          return refuse(503, 'SERVICE_UNAVAILABLE', 'Tokens cannot be verified at present.', { 'retry-after': '3' });
        }
        if (grant === null) {
          return refuse(401, 'UNAUTHENTICATED', 'The token was not accepted.', { 'www-authenticate': 'Bearer' });
        }
        grants.set(request, grant);
      } else if (!isRouter && verifyToken !== null) {
        return refuse(401, 'UNAUTHENTICATED', 'This graph needs a token.', { 'www-authenticate': 'Bearer' });
      } else if (!isRouter && secrets.length > 0) {
        return refuse(401, 'UNAUTHENTICATED', 'This graph is open to its router only.');
      }
      if (request.method !== 'POST') {
        return refuse(405, 'METHOD_NOT_ALLOWED', 'Send operations with POST.', { allow: 'POST' });
      }
      if (!isJson(request.headers.get('content-type'))) {
        return refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send operations as application/json in UTF-8.');
      }
      const encoding = request.headers.get('content-encoding');
      if (encoding !== null && encoding !== 'identity') {
        return refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'Compressed requests are not supported.', {
          'accept-encoding': 'identity',
        });
      }
    },
  };
  return { plugin, grantOf: (request) => grants.get(request) ?? null };
}

/** The token of `authorization: Bearer`; an empty one, which no verifier accepts, for any other authorization. */
function bearerOf(headers: Headers): string | null {
  const authorization = headers.get('authorization');
  if (authorization === null) return null;
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1] ?? '';
}

function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType ?? '');
}

/** Compares with every secret, in time that does not depend on where they differ. */
function isKnown(given: string | null, secrets: readonly Buffer[]): boolean {
  const candidate = digest(given ?? '');
  return secrets.reduce((known, secret) => timingSafeEqual(candidate, secret) || known, false);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
