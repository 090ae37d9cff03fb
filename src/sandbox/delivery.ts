import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Answer, emptyError } from './answer.ts';
import type { Fault } from './faults.ts';

/** A response and the status the call log shows for it; 0 when none reached the caller. */
export interface Delivery {
  readonly response: Response;
  readonly loggedStatus: number;
}

/** The parts that a response is made of. */
export interface DeliveryContext {
  readonly requestId: string;
  /** The node request and response; undefined for calls made in process. */
  readonly socket: HttpBindings | undefined;
  /** Runs the access checks and the rule. */
  readonly answer: () => Answer;
  /** Resolves when hanging connections are released. */
  readonly released: () => Promise<void>;
}

const htmlPage = '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>';

function respond(
  context: DeliveryContext,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Delivery {
  const all = { 'content-type': 'application/json', ...headers, 'x-wix-request-id': context.requestId };
  return { response: new Response(text, { status, headers: all }), loggedStatus: status };
}

function respondJson(context: DeliveryContext, { status, body, headers }: Answer): Delivery {
  return respond(context, status, JSON.stringify(body), headers);
}

function needSocket(context: DeliveryContext, kind: string): HttpBindings {
  if (context.socket === undefined) {
    throw new Error(`The fault "${kind}" needs a connection to break: call the sandbox over HTTP, through listen()`);
  }
  return context.socket;
}

async function truncate(context: DeliveryContext): Promise<Delivery> {
  const { outgoing } = needSocket(context, 'truncated');
  const { status, body } = context.answer();
  const bytes = Buffer.from(JSON.stringify(body));
  outgoing.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    'x-wix-request-id': context.requestId,
  });
  await new Promise<void>((resolve) => {
    outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => resolve());
  });
  outgoing.destroy();
  return { response: RESPONSE_ALREADY_SENT, loggedStatus: status };
}

/** Answers a call that a fault strikes. Throws an Error if the fault needs a connection and there is none. */
async function deliverFault(fault: Fault, context: DeliveryContext): Promise<Delivery> {
  switch (fault.kind) {
    case 'status': {
      if (fault.afterCommit === true) context.answer();
      const { body } = fault.body === undefined ? emptyError(fault.status) : fault;
      return respondJson(context, { status: fault.status, body, ...(fault.headers && { headers: fault.headers }) });
    }
    case 'empty403':
      return respondJson(context, emptyError(403));
    case 'html':
      return respond(context, fault.status ?? 502, htmlPage, { 'content-type': 'text/html' });
    case 'malformed':
      return respond(context, 200, '{"sites": [{"id": ');
    case 'body':
      return respondJson(context, { status: 200, body: fault.body });
    case 'patch': {
      const { status, body } = context.answer();
      return respondJson(context, { status, body: fault.patch(structuredClone(body)) });
    }
    case 'delay':
      await wait(fault.delayMs);
      return respondJson(context, context.answer());
    case 'truncated':
      return truncate(context);
    case 'reset':
      needSocket(context, 'reset').incoming.socket.resetAndDestroy();
      return { response: RESPONSE_ALREADY_SENT, loggedStatus: 0 };
    case 'hang': {
      const { incoming } = needSocket(context, 'hang');
      await context.released();
      incoming.socket.destroy();
      return { response: RESPONSE_ALREADY_SENT, loggedStatus: 0 };
    }
  }
}

/** Turns the response of a rule, or the fault in its place, into an HTTP response. */
export async function deliver(fault: Fault | undefined, context: DeliveryContext): Promise<Delivery> {
  return fault === undefined ? respondJson(context, context.answer()) : deliverFault(fault, context);
}
