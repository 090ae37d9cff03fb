import type { Dispatcher } from 'undici';
import type { Call, CallContext } from './call.ts';
import type { AnyEndpoint } from './endpoint.ts';
import type { WixFailure } from './error.ts';
import { failureOfSending, noAnswer, readAnswer, requestIdOf } from './failure.ts';
import type { CallEnd } from './observer.ts';
import type { Answer } from './read-cache.ts';
import { send } from './send.ts';
import { type StopReason, StopSignal } from './stop-signal.ts';

export interface AttemptOptions {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** Maximum duration of one attempt, body included. */
  readonly callTimeoutMs: number;
  readonly maxBodyBytes: number;
}

/** Sends a call once. `tries` counts the attempts of this call from 1. Rejects with a WixError and nothing else. */
export type Attempt = (call: Call, context: CallContext, tries: number, stop?: StopSignal) => Promise<Answer>;

/** With less time left no write is begun: its response would be lost, and its result unknown. */
const leastForWriteMs = 50;

/** One attempt of a call: sends the request within the time that is left, and reports begin and end to the observer. */
export function attempt({ dispatcher, origin, callTimeoutMs, maxBodyBytes }: AttemptOptions): Attempt {
  return async ({ endpoint, request }, { remainingMs, observer }, tries, stop) => {
    const limit = limitOf(endpoint, remainingMs, callTimeoutMs, stop);
    const ended = observer?.sent(endpoint, tries);
    try {
      const response = await send(dispatcher, origin, request, { stop: limit.stop, maxBodyBytes });
      const answer = readAnswer(endpoint, response);
      ended?.(endOf(null, response.status, requestIdOf(response)));
      return answer;
    } catch (error) {
      const failure = failureOfSending(endpoint, error, limit.stop.reason);
      ended?.(endOf(failure.failure, failure.status, failure.requestId));
      throw failure;
    } finally {
      limit.release();
    }
  };
}

/** Stops the attempt at its timeout, at the deadline, or when `caller` stops. Throws when there is no time to begin. */
function limitOf(
  endpoint: AnyEndpoint,
  remainingMs: number,
  callTimeoutMs: number,
  caller: StopSignal | undefined,
): { stop: StopSignal; release: () => void } {
  if (caller !== undefined && caller.reason !== null) throw noAnswer(endpoint, caller.reason, true);
  if (remainingMs <= (endpoint.retry === 'read' ? 0 : leastForWriteMs)) throw noAnswer(endpoint, 'deadline', true);
  const stop = new StopSignal();
  const [reason, inMs]: [StopReason, number] =
    remainingMs < callTimeoutMs ? ['deadline', remainingMs] : ['timeout', callTimeoutMs];
  const timer = setTimeout(() => stop.stop(reason), inMs);
  const giveUp = (why: StopReason) => stop.stop(why);
  caller?.onStop(giveUp);
  return {
    stop,
    release: () => {
      clearTimeout(timer);
      caller?.offStop(giveUp);
    },
  };
}

function endOf(failure: WixFailure | null, status: number | undefined, requestId: string | undefined): CallEnd {
  return {
    failure,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
