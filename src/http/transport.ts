import { timingSafeEqual } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import type { HeaderView } from './caller-request.ts';
import type { ErrorCode } from './error-code.ts';
import type { Grant } from './grant.ts';
import type { VerifyToken } from './token.ts';

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
  /** Called for each request whose identity is refused. */
  readonly onRefusedIdentity?: (headers: HeaderView, code: ErrorCode) => void;
}

/** An answer instead of the operation's. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the token of a request allows, null for one without; or why it is not let through. */
export type Admission = { readonly grant: Grant | null } | Refusal;

export interface TransportGate {
  /** Looks at everything but the path and the body. */
  admit(method: string, headers: HeaderView): Admission | Promise<Admission>;
  /** Makes yoga ask the gate, for its own path only. */
  readonly plugin: Plugin;
  /** What the token of a request that yoga let through allows; null for one without. */
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
  const secrets = options.routerSecrets.map((secret) => new Secret(secret));
  const grants = new WeakMap<Request, Grant>();

  const admit = (method: string, headers: HeaderView): Admission | Promise<Admission> => {
    const isRouter = secrets.length > 0 && isKnown(headers.get(routerSecretHeader), secrets);
    const token = verifyToken === null ? null : bearerOf(headers);
    if (verifyToken !== null && token !== null) return admitToken(verifyToken, token, method, headers);
    if (!isRouter && verifyToken !== null) return needsToken;
    if (!isRouter && secrets.length > 0) return routerOnly;
    return refusalOf(method, headers) ?? withoutToken;
  };

  const plugin: Plugin = {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      const isPageAsked =
        graphiql && request.method === 'GET' && request.headers.get('accept')?.includes('text/html') === true;
      // Who types the host alone into a browser means GraphiQL.
      if (isPageAsked && url.pathname === '/' && endpoint !== '/') {
        return endResponse(new fetchAPI.Response(null, { status: 302, headers: { location: endpoint } }));
      }
      // The engine would also take `//graphql`, `/graphql/` and everything else that ends alike: what is not this path ends here.
      if (url.pathname !== endpoint) return endResponse(new fetchAPI.Response(null, { status: 404 }));
      if (isPageAsked) return;
      const admission = await admit(request.method, request.headers);
      if ('grant' in admission) {
        if (admission.grant !== null) grants.set(request, admission.grant);
        return;
      }
      const { status, code, message, headers } = admission;
      if (status === 401) options.onRefusedIdentity?.(request.headers, code);
      const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
      const type = { 'content-type': 'application/json; charset=utf-8' };
      endResponse(new fetchAPI.Response(body, { status, headers: { ...type, ...headers } }));
    },
  };
  return { admit, plugin, grantOf: (request) => grants.get(request) ?? null };
}

const withoutToken: Admission = { grant: null };
const bearer = { 'www-authenticate': 'Bearer' };
const needsToken: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'This graph needs a token.',
  headers: bearer,
};
const routerOnly: Refusal = { status: 401, code: 'UNAUTHENTICATED', message: 'This graph is open to its router only.' };

async function admitToken(verify: VerifyToken, token: string, method: string, headers: HeaderView): Promise<Admission> {
  const grant = await verify(token).catch(() => undefined);
  if (grant === undefined) {
    const message = 'Tokens cannot be verified at present.';
    return { status: 503, code: 'SERVICE_UNAVAILABLE', message, headers: { 'retry-after': '3' } };
  }
  if (grant === null) {
    return { status: 401, code: 'UNAUTHENTICATED', message: 'The token was not accepted.', headers: bearer };
  }
  return refusalOf(method, headers) ?? { grant };
}

/** Why a request is refused whoever sent it; null for one that is not. */
function refusalOf(method: string, headers: HeaderView): Refusal | null {
  if (method !== 'POST') {
    return {
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      message: 'Send operations with POST.',
      headers: { allow: 'POST' },
    };
  }
  if (!isJson(headers.get('content-type'))) {
    const message = 'Send operations as application/json in UTF-8.';
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message };
  }
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') {
    const message = 'Compressed requests are not supported.';
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message, headers: { 'accept-encoding': 'identity' } };
  }
  return null;
}

/** The token of `authorization: Bearer`; an empty one, which no verifier accepts, for any other authorization. */
function bearerOf(headers: HeaderView): string | null {
  const authorization = headers.get('authorization');
  if (authorization === null) return null;
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1] ?? '';
}

function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType ?? '');
}

/** Compares with every secret, in time that does not depend on where they differ. */
function isKnown(given: string | null, secrets: readonly Secret[]): boolean {
  return secrets.reduce((known, secret) => secret.is(given ?? '') || known, false);
}

/** A text that is compared in a time that tells nothing of it, its length included. */
class Secret {
  readonly #bytes: Buffer;
  readonly #given: Buffer;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#bytes = Buffer.from(text);
    this.#given = Buffer.alloc(this.#bytes.length);
  }

  is(text: string): boolean {
    this.#given.fill(0);
    this.#given.write(text);
    return timingSafeEqual(this.#given, this.#bytes) && text.length === this.#text.length;
  }
}
