import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { credentialId } from '../wix/credential.ts';
import type { Proven } from '../wix/proven.ts';
import type { HeaderView } from './caller-request.ts';
import type { Cors } from './cors.ts';
import type { ErrorCode } from './error-code.ts';
import { explanationFault } from './explain.ts';
import type { Grant } from './grant.ts';
import type { Caller, Identify } from './identity.ts';
import type { Share } from './load-shedder.ts';
import { isAcceptable } from './media-type.ts';
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
  /** Tells who a request speaks for. Null: nobody needs to know. */
  readonly identify: Identify | null;
  /** The keys of callers that Wix accepted lately. */
  readonly proven: Proven;
  /** The longest body. */
  readonly maxBodyBytes: number;
  /** Whether browsers may send operations from this origin's own pages only. */
  readonly checkOrigin: boolean;
  /** Origins of other pages that may send operations. */
  readonly cors: Cors;
  /** Told of every request whose sender could not be identified. */
  readonly onRefused: (refused: RefusedIdentity) => void;
}

/** A request whose sender could not be identified. */
export interface RefusedIdentity {
  readonly reason: 'secret' | 'noToken' | 'token' | 'tokensUnavailable' | 'identity' | 'account';
  readonly headers: HeaderView;
  /** The address of its connection; null where that is unknown. */
  readonly address: string | null;
}

/** An answer instead of the operation's. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Caller of a request, known before its body is read. Its share is by address if {@link Share.caller} is null. */
export interface Admitted extends Share {
  /** Permissions of the token; null without a token. */
  readonly grant: Grant | null;
  readonly speaker: Caller | null;
  /** The address of the request's connection; null where that is unknown. */
  readonly address: string | null;
}

export type Admission = Admitted | Refusal;

/** The sender of a request, before it is identified. */
type Sender = Pick<RefusedIdentity, 'headers' | 'address'>;

export interface TransportGate {
  /** Looks at everything but the path and the body. */
  admit(method: string, headers: HeaderView, address: string | null): Admission | Promise<Admission>;
  /** Makes yoga ask the gate, for its own path only. */
  readonly plugin: Plugin;
  /** Returns the caller of a request that yoga accepted. */
  readonly admittedOf: (request: Request) => Admitted;
  /** Lets yoga take on a request that was admitted before. */
  readonly note: (request: IncomingMessage, admitted: Admitted) => void;
}

/** The header in which a router shows that it is the router. */
export const routerSecretHeader = 'x-router-secret';

/**
 * Lets through to the GraphQL engine only what a router or client sends: POST with a JSON body and, where these are configured,
 * the router's secret or a token. A token that is there must be good, secret or not: its limits apply. Everything else is
 * answered here, before the body is read; nothing of the request is echoed.
 */
export function createTransportGate(options: TransportOptions): TransportGate {
  const { endpoint, graphiql, verifyToken, identify, proven, maxBodyBytes, checkOrigin, cors, onRefused } = options;
  const secrets = options.routerSecrets.map((secret) => new Secret(secret));
  const admitted = new WeakMap<Request | IncomingMessage, Admitted>();

  const refuse = (reason: RefusedIdentity['reason'], { headers, address }: Sender, refusal: Refusal): Refusal => {
    onRefused({ reason, headers, address });
    return refusal;
  };

  /** Identifies the speaker, once everything else about the request is in order. */
  const speak = (sender: Sender, grant: Grant | null): Admission => {
    const { headers, address } = sender;
    if (identify === null) return { grant, speaker: null, address, caller: grant?.subject ?? null, isProved: true };
    let speaker: Caller;
    try {
      speaker = identify(headers, grant);
    } catch (error) {
      return refuse(grant === null ? 'identity' : 'account', sender, refusalFor(error));
    }
    if (speaker.bringsKey !== true) {
      const caller = grant?.subject ?? headers.get('wix-account-id');
      return { grant, speaker, address, caller, isProved: true };
    }
    const name = credentialId(speaker.key);
    const isProved = proven.hasKey(name);
    // Not with the account, which anybody may name: one key would have a share for each.
    return { grant, speaker, address, caller: isProved ? name : null, isProved };
  };

  const admitToken = async (verify: VerifyToken, token: string, sender: Sender): Promise<Admission> => {
    const grant = await verify(token).catch(() => undefined);
    if (grant === undefined) return refuse('tokensUnavailable', sender, tokensUnavailable);
    return grant === null ? refuse('token', sender, badToken) : speak(sender, grant);
  };

  const admit: TransportGate['admit'] = (method, headers, address) => {
    const sender = { headers, address };
    const isRouter = secrets.length > 0 && isKnown(headers.get(routerSecretHeader), secrets);
    const token = verifyToken === null ? null : bearerOf(headers);
    if (token === '') return refuse('token', sender, badToken);
    if (!isRouter && token === null && verifyToken !== null) return refuse('noToken', sender, needsToken);
    if (!isRouter && token === null && secrets.length > 0) return refuse('secret', sender, routerOnly);
    const refusal = refusalOf(method, headers, maxBodyBytes);
    if (refusal !== null) return refusal;
    if (checkOrigin && !isRouter && token === null && !isOwnOrigin(headers) && !cors.allows(headers.get('origin'))) {
      return foreignOrigin;
    }
    if (verifyToken === null || token === null) return speak(sender, null);
    // What takes a signature to tell comes after what does not.
    const withoutGrant = speak(sender, null);
    return 'grant' in withoutGrant ? admitToken(verifyToken, token, sender) : withoutGrant;
  };

  const plugin: Plugin = {
    async onRequest({ request, url, fetchAPI, endResponse, serverContext }) {
      const { req } = serverContext as { req?: IncomingMessage };
      const before = admitted.get(req ?? request);
      if (before !== undefined) {
        admitted.set(request, before);
        return;
      }
      const isPageAsked =
        graphiql && request.method === 'GET' && request.headers.get('accept')?.includes('text/html') === true;
      // Who types the host alone into a browser means GraphiQL.
      if (isPageAsked && url.pathname === '/' && endpoint !== '/') {
        return endResponse(new fetchAPI.Response(null, { status: 302, headers: { location: endpoint } }));
      }
      // The engine would also take `//graphql`, `/graphql/` and everything else that ends alike: what is not this path ends here.
      if (url.pathname !== endpoint) {
        const isPage = request.method === 'GET' && request.headers.get('accept')?.includes('text/html') === true;
        const [body, type] = isPage ? [pageAt(endpoint), htmlType] : [bodyOf(notHere(endpoint)), jsonType];
        return endResponse(new fetchAPI.Response(body, { status: 404, headers: type }));
      }
      if (isPageAsked) return;
      const admission = await admit(request.method, request.headers, req?.socket.remoteAddress ?? null);
      if ('grant' in admission) {
        admitted.set(request, admission);
        return;
      }
      const { status, headers } = admission;
      endResponse(new fetchAPI.Response(bodyOf(admission), { status, headers: { ...jsonType, ...headers } }));
    },
    onResponse({ response }) {
      if (response.headers.get('content-type')?.startsWith('text/html') !== true) return;
      for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value);
    },
  };
  return {
    admit,
    plugin,
    admittedOf: (request) => admitted.get(request) ?? nobody,
    note: (request, known) => void admitted.set(request, known),
  };
}

/** Answers a request that is refused before its body is read. */
export function writeRefusal(response: ServerResponse, refusal: Refusal): void {
  const body = bodyOf(refusal);
  const length = { 'content-length': Buffer.byteLength(body) };
  response.writeHead(refusal.status, { ...jsonType, ...length, ...refusal.headers }).end(body);
}

const htmlType = { 'content-type': 'text/html; charset=utf-8' };
const jsonType = { 'content-type': 'application/json; charset=utf-8' };

function bodyOf({ message, code }: Refusal): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}

/** Headers that keep a page with keys out of frames, and its address out of other sites. */
const pageHeaders = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

const nobody: Admitted = { grant: null, speaker: null, address: null, caller: null, isProved: false };
const bearer = { 'www-authenticate': 'Bearer' };
const needsToken: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'This graph needs a token.',
  headers: bearer,
};
const routerOnly: Refusal = { status: 401, code: 'UNAUTHENTICATED', message: 'This graph is open to its router only.' };

const badToken: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'The token was not accepted.',
  headers: bearer,
};
const tokensUnavailable: Refusal = {
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  message: 'Tokens cannot be verified at present.',
  headers: { 'retry-after': '3' },
};
const foreignOrigin: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'Browsers may send operations from pages of this server only, and of the origins in CORS_ORIGINS.',
};

function notHere(endpoint: string): Refusal {
  return {
    status: 404,
    code: 'NOT_FOUND',
    message: `Nothing is at this path. Send operations with POST to ${endpoint}.`,
  };
}

/** Page for a person who typed another path into a browser. */
function pageAt(endpoint: string): string {
  const text = `This is the account graph. It takes GraphQL operations with POST at <code>${endpoint}</code>.`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Account graph</title><p>${text}</p></html>`;
}

/** A body that is longer than a request may be. What is left of it is not read. */
export const tooLarge: Refusal = {
  status: 413,
  code: 'REQUEST_ENTITY_TOO_LARGE',
  message: 'Request body too large',
  headers: { connection: 'close' },
};

/** Turns what an {@link Identify} threw into the answer. */
function refusalFor(error: unknown): Refusal {
  if (!(error instanceof GraphQLError)) throw error;
  const { code, http } = error.extensions as { code: ErrorCode; http: { status: number } };
  return { status: http.status, code, message: error.message };
}

/** Whether a request comes from a page of this server, or from no browser at all: those send no origin. */
function isOwnOrigin(headers: HeaderView): boolean {
  const origin = headers.get('origin');
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host')?.toLowerCase();
}

/** Why a request is refused whoever sent it; null for one that is not. */
function refusalOf(method: string, headers: HeaderView, maxBodyBytes: number): Refusal | null {
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
  if (!isAcceptable(headers.get('accept'))) {
    const message = 'Accept application/graphql-response+json or application/json: this graph has no other responses.';
    return { status: 406, code: 'NOT_ACCEPTABLE', message };
  }
  const explanation = explanationFault(headers);
  if (explanation !== null) return { status: 400, code: 'BAD_REQUEST', message: explanation };
  return Number(headers.get('content-length')) > maxBodyBytes ? tooLarge : null;
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
