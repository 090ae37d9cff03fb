import type { HttpBindings } from '@hono/node-server';
import { type AccessHeaders, checkAccess, findKey } from './access.ts';
import { type Answer, emptyError, plainError, Refusal } from './answer.ts';
import { deliver } from './delivery.ts';
import { isObject, type JsonObject } from './input.ts';
import type { Route } from './route.ts';
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

type Body = { readonly value: unknown } | { readonly fault: string };

async function readBody(request: Request): Promise<Body> {
  const text = request.method === 'GET' || request.method === 'HEAD' ? '' : await request.text();
  if (text.trim() === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'Malformed JSON' };
  }
}

function bodyObject(body: Body): JsonObject {
  if ('fault' in body) throw new Refusal(plainError(400, body.fault));
  if (body.value === undefined) return {};
  if (!isObject(body.value)) throw new Refusal(plainError(400, 'Expected an object'));
  return body.value;
}

function answerCall(world: World, route: Route, call: IncomingCall, headers: AccessHeaders, body: Body): Answer {
  try {
    const access = checkAccess(world, route, headers);
    const { params, query } = call;
    const { quirks, mint } = world;
    deliverProducts(world.state, { now: world.clock.now(), quirks });
    return route.handle(world.state, {
      params,
      query,
      ...access,
      body: bodyObject(body),
      now: world.clock.now(),
      quirks,
      mint,
    });
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/**
 * Serves one call of the contract: records it, lets a fault strike, checks access, runs the rule.
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
  const record = world.calls.open({
    operation: typeof target === 'number' ? 'unknown route' : target.operation,
    method: call.request.method,
    path: call.path,
    query: call.query,
    ...(headers.accountId === undefined ? {} : { accountId: headers.accountId }),
    ...(headers.siteId === undefined ? {} : { siteId: headers.siteId }),
    ...(keyName === undefined ? {} : { keyName }),
    ...('value' in body && body.value !== undefined ? { body: body.value } : {}),
    at: world.clock.now().toISOString(),
  });
  const { response, loggedStatus } = await deliver(world.faults.take(record.call), {
    requestId: world.nextRequestId(),
    socket: call.socket,
    answer: () => (typeof target === 'number' ? emptyError(target) : answerCall(world, target, call, headers, body)),
    released: () => world.faults.released(),
  });
  record.close(loggedStatus);
  return response;
}
