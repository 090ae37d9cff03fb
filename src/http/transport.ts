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
  /** Path of the graph. */
  readonly endpoint: string;
  /** Whether a browser that requests a page gets GraphiQL. */
  readonly graphiql: boolean;
  /**
   * Router secrets, one of which every operation must send in `x-router-secret`. Several allow rotation without downtime. Empty: not
   * required.
   */
  readonly routerSecrets: readonly string[];
  /** Verifies the token in `authorization: Bearer`. Null: the header is not read as a token. */
  readonly verifyToken: VerifyToken | null;
  /** Identifies the caller of a request. Null: callers are not identified. */
  readonly identify: Identify | null;
  /** The callers' keys that Wix accepted recently. */
  readonly proven: Proven;
  /** Maximum size of a body, in bytes. */
  readonly maxBodyBytes: number;
  /** Whether browsers may send operations from this origin's own pages only. */
  readonly checkOrigin: boolean;
  /** Origins of other pages that may send operations. */
  readonly cors: Cors;
  /** Called for every request whose sender could not be identified. */
  readonly onRefused: (refused: RefusedIdentity) => void;
}

/** A request whose sender could not be identified. */
export interface RefusedIdentity {
  readonly reason: 'secret' | 'noToken' | 'token' | 'tokensUnavailable' | 'identity' | 'account';
  readonly headers: HeaderView;
  /** The address of its connection; null where that is unknown. */
  readonly address: string | null;
}

/** A response that rejects a request. */
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
  /** Checks everything except the path and the body. */
  admit(method: string, headers: HeaderView, address: string | null): Admission | Promise<Admission>;
  /** Applies the gate to yoga's requests. */
  readonly plugin: Plugin;
  /** Returns the caller of a request that yoga accepted. */
  readonly admittedOf: (request: Request) => Admitted;
  /** Makes yoga accept a request that has already been admitted. */
  readonly note: (request: IncomingMessage, admitted: Admitted) => void;
}

/** Header with the router secret. */
export const routerSecretHeader = 'x-router-secret';

/**
 * Passes to the GraphQL engine only POST requests with a JSON body and, if configured, the router secret or a token. A token must be valid
 * even if the secret is sent, because its limits apply. All other requests are rejected before the body is read, and responses repeat
 * nothing of the request.
 */
export function createTransportGate(options: TransportOptions): TransportGate {
  const { endpoint, graphiql, verifyToken, identify, proven, maxBodyBytes, checkOrigin, cors, onRefused } = options;
  const secrets = options.routerSecrets.map((secret) => new Secret(secret));
  const admitted = new WeakMap<Request | IncomingMessage, Admitted>();

  const refuse = (reason: RefusedIdentity['reason'], { headers, address }: Sender, refusal: Refusal): Refusal => {
    onRefused({ reason, headers, address });
    return refusal;
  };

  /** Identifies the caller, after all other checks. */
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
    // Without the account, because a key that names many accounts would otherwise get a share for each.
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
    // Cheap checks come before the verification of the signature.
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
      const respond = (body: string, status: number, headers: Readonly<Record<string, string>>) =>
        // A copy: the Response writes the length of its body into the headers that it is given.
        endResponse(new fetchAPI.Response(body, { status, headers: { ...headers } }));
      const asksForPage = request.method === 'GET' && request.headers.get('accept')?.includes('text/html') === true;
      const isPageAsked = graphiql && asksForPage;
      // Opening only the host in a browser leads to GraphiQL.
      if (isPageAsked && url.pathname === '/' && endpoint !== '/') {
        return endResponse(new fetchAPI.Response(null, { status: 302, headers: { location: endpoint } }));
      }
      // The engine would also accept `//graphql`, `/graphql/` and other paths with the same end.
      if (url.pathname !== endpoint) {
        if (asksForPage) return respond(pageAt(endpoint), 404, htmlType);
        return respond(bodyOf(notHere(endpoint)), 404, jsonType);
      }
      if (isPageAsked) return;
      const admission = await admit(request.method, request.headers, req?.socket.remoteAddress ?? null);
      if ('grant' in admission) {
        admitted.set(request, admission);
        return;
      }
      respond(bodyOf(admission), admission.status, { ...jsonType, ...admission.headers });
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

/** Responds to a request that is rejected before its body is read. */
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

/** Headers that keep a page with keys from being framed, and its address from being sent to other sites. */
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
  message: 'A token is required. Send it in the header authorization, as Bearer.',
  headers: bearer,
};
const routerOnly: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'The router secret is required. Send it in the header x-router-secret.',
};

const badToken: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'The token is not valid. Send another one.',
  headers: bearer,
};
const tokensUnavailable: Refusal = {
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  message: 'Tokens cannot be verified at the moment. Retry later.',
  headers: { 'retry-after': '3' },
};
const foreignOrigin: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'Browsers can send operations only from pages of this server and of the origins in CORS_ORIGINS.',
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

/** The refusal of a body that is too large. The rest of it is not read. */
export const tooLarge: Refusal = {
  status: 413,
  code: 'REQUEST_ENTITY_TOO_LARGE',
  message: 'Request body too large',
  headers: { connection: 'close' },
};

/** Converts the error of an {@link Identify} into a refusal. */
function refusalFor(error: unknown): Refusal {
  if (!(error instanceof GraphQLError)) throw error;
  const { code, http } = error.extensions as { code: ErrorCode; http: { status: number } };
  return { status: http.status, code, message: error.message };
}

/** Whether a request comes from a page of this server or, without an origin, not from a browser. */
function isOwnOrigin(headers: HeaderView): boolean {
  const origin = headers.get('origin');
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host')?.toLowerCase();
}

/** Returns the refusal of a request for reasons other than its sender; null if there are none. */
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
    const message = 'Compressed requests are not supported. Send the body without content-encoding.';
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

/** Returns the token of `authorization: Bearer`; for any other authorization an empty one, which no verifier accepts. */
function bearerOf(headers: HeaderView): string | null {
  const authorization = headers.get('authorization');
  if (authorization === null) return null;
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1] ?? '';
}

function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType ?? '');
}

/** Compares a text with all secrets in constant time. */
function isKnown(given: string | null, secrets: readonly Secret[]): boolean {
  return secrets.reduce((known, secret) => secret.is(given ?? '') || known, false);
}

/** A secret that is compared in constant time, so that the time reveals nothing, not even its length. */
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
