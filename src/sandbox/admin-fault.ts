import { plainError, Refusal } from './answer.ts';
import type { Fault, FaultEffect } from './faults.ts';
import { isObject, type JsonObject } from './json.ts';

/** The longest delay of a response: ten minutes. */
const maxDelayMs = 600_000;

function refuse(message: string): never {
  throw new Refusal(plainError(400, message));
}

function statusOf(body: JsonObject): number | undefined {
  const { status } = body;
  if (status === undefined) return undefined;
  if (typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  return refuse('status must be an HTTP status from 200 to 599');
}

function headersOf(body: JsonObject): Record<string, string> {
  const { headers = {} } = body;
  if (!isObject(headers)) return refuse('headers must be an object');
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function readEffect(body: JsonObject): FaultEffect {
  const { kind, body: replacement } = body;
  const status = statusOf(body);
  switch (kind) {
    case 'status': {
      if (status === undefined) return refuse('The fault "status" needs a status');
      return {
        kind,
        status,
        headers: headersOf(body),
        afterCommit: body['afterCommit'] === true,
        ...(replacement === undefined ? {} : { body: replacement }),
      };
    }
    case 'html':
      return { kind, ...(status === undefined ? {} : { status }) };
    case 'delay': {
      const { delayMs } = body;
      return typeof delayMs === 'number' && delayMs >= 0 && delayMs <= maxDelayMs
        ? { kind, delayMs }
        : refuse(`The fault "delay" needs delayMs, a number from 0 to ${maxDelayMs}`);
    }
    case 'body':
      return { kind, body: replacement ?? null };
    case 'empty403':
    case 'truncated':
    case 'malformed':
    case 'reset':
    case 'hang':
      return { kind };
    default:
      return refuse('kind must be one of status, empty403, html, truncated, malformed, reset, hang, delay, body');
  }
}

/**
 * Reads a fault sent to the admin surface. `times` is a number or `"Infinity"`; `match` and `patch` are functions and
 * exist only in code. Throws a Refusal (400) that names what is wrong.
 */
export function readFault(body: JsonObject): Fault {
  const { operation, times = 1 } = body;
  const count = times === 'Infinity' ? Number.POSITIVE_INFINITY : times;
  if (typeof count !== 'number' || !(count >= 1)) return refuse('times must be a number from 1, or "Infinity"');
  if (operation !== undefined && typeof operation !== 'string') return refuse('operation must be a text');
  return { ...readEffect(body), times: count, ...(operation === undefined ? {} : { operation }) };
}
