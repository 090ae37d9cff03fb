import type { HttpBindings } from '@hono/node-server';
import { type AccessHeaders, checkAccess, findKey } from './access.ts';
import { type Answer, emptyError, plainError, Refusal } from './answer.ts';
import { deliver } from './delivery.ts';
import { isObject, type JsonObject } from './json.ts';
import { withoutOwnCode } from './own-codes.ts';
import { readRequest } from './request/read-request.ts';
import type { Call, Route } from './route.ts';
import { deliverProducts } from './state/product-delivery.ts';
import type { World } from './world.ts';

/** An HTTP call, taken apart. */
export interface IncomingCall {
  readonly request: Request;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Record<string, string[]>;
  readonly socket: HttpBindings | undefined;
}

type Body = { readonly value: unknown; readonly bytes: number } | { readonly fault: string; readonly bytes: number };

async function readBody(request: Request): Promise<Body> {
  const text = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text();
  const bytes = Buffer.byteLength(text);
  if (text.trim() === '') return { value: undefined, bytes };
  try {
    return { value: JSON.parse(text), bytes };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'Malformed JSON', bytes };
  }
}

function bodyObject(body: Body): JsonObject {
  if ('fault' in body) throw new Refusal(plainError(400, body.fault));
  if (body.value === undefined) return {};
  if (!isObject(body.value)) throw new Refusal(plainError(400, 'Expected an object'));
  return body.value;
}

/** UNKNOWN: how Wix answers a body of another type; its own clients always send this one. */
function checkContentType(world: World, { request }: IncomingCall, body: Body): void {
  if (body.bytes === 0 || world.quirks.contentType === 'ignore') return;
  const type = request.headers.get('content-type') ?? '';
  if (/^application\/json\s*(;|$)/i.test(type)) return;
  throw new Refusal(plainError(400, 'Content-Type must be application/json'));
}

function answerCall(world: World, route: Route, call: IncomingCall, headers: AccessHeaders, body: Body): Answer {
  const { state, quirks, mint } = world;
  const now = world.clock.now();
  try {
    deliverProducts(state, { now, quirks });
    world.purgeTrash({ now, quirks });
    const access = checkAccess(world, route, headers);
    checkContentType(world, call, body);
    const schemas = { body: route.body(quirks), query: route.query(quirks) };
    const request = readRequest(schemas, { body: bodyObject(body), query: call.query }, quirks);
    // The route has tied the types of its schemas to those of its rule.
    return route.handle(state, { params: call.params, ...access, ...request, now, quirks, mint } as Call<never, never>);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/**
 * Serves one call of the contract: records it, lets a fault strike, throttles, checks access and request, runs the rule.
 * @param target the route, or the status to answer where there is none
 */
export async function serveCall(world: World, target: Route | 404 | 405, call: IncomingCall): Promise<Response> {
  const header = (name: string) => call.request.headers.get(name)?.trim() || undefined;
  const headers = {
    authorization: header('authorization'),
    accountId: header('wix-account-id'),
    siteId: header('wix-site-id'),
  };
  const body = await readBody(call.request);
  const keyName = findKey(world, headers.authorization)?.name;
  const record = world.calls.open(
    {
      operation: typeof target === 'number' ? 'unknown route' : target.operation,
      method: call.request.method,
      path: call.path,
      query: call.query,
      ...(headers.accountId === undefined ? {} : { accountId: headers.accountId }),
      ...(headers.siteId === undefined ? {} : { siteId: headers.siteId }),
      ...(keyName === undefined ? {} : { keyName }),
      ...('value' in body && body.value !== undefined ? { body: body.value } : {}),
      at: world.clock.now().toISOString(),
    },
    call.request.url.length + body.bytes,
  );
  const throttled = world.throttle.take(keyName ?? '', world.quirks);
  const answer = () => {
    if (throttled !== undefined) return throttled;
    if (typeof target === 'number') return emptyError(target);
    return withoutOwnCode(answerCall(world, target, call, headers, body), world.quirks);
  };
  const delivery = deliver(world.faults.take(record.call), {
    requestId: world.nextRequestId(),
    socket: call.socket,
    answer: () => {
      // A call that is delayed or answered later has the time of its answer.
      const answered = answer();
      world.clock.tick();
      return answered;
    },
    released: () => world.faults.released(),
  });
  const { response, loggedStatus } = await delivery;
  record.close(loggedStatus);
  return response;
}
