import { createHash, timingSafeEqual } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { ErrorCode } from './errors.ts';

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
}

/** The header in which a router shows that it is the router. */
export const routerSecretHeader = 'x-router-secret';

/**
 * Lets through to the GraphQL engine only what a router or client sends: POST with a JSON body and, where one is configured,
 * the router's secret. Everything else is answered here, before the body is read; nothing of the request is echoed.
 */
export function useTransportGate({ endpoint, graphiql, routerSecrets }: TransportOptions): Plugin {
  const secrets = routerSecrets.map(digest);
  return {
    onRequest({ request, url, fetchAPI, endResponse }) {
      if (url.pathname !== endpoint) return;
      const refuse = (status: number, code: ErrorCode, message: string, headers: Record<string, string> = {}) => {
        const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
        const type = { 'content-type': 'application/json; charset=utf-8' };
        endResponse(new fetchAPI.Response(body, { status, headers: { ...type, ...headers } }));
      };
      if (graphiql && request.method === 'GET' && request.headers.get('accept')?.includes('text/html')) return;
      if (secrets.length > 0 && !isKnown(request.headers.get(routerSecretHeader), secrets)) {
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
