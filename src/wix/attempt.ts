import type { Dispatcher } from 'undici';
import type { Call, CallContext } from './call.ts';
import { type CallTime, type Patience, whenOver } from './call-time.ts';
import type { AnyEndpoint } from './endpoint.ts';
import type { WixFailure } from './error.ts';
import { failureOfSending, noAnswer, readAnswer, reasonOf, requestIdOf } from './failure.ts';
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
export type Attempt = (call: Call, context: CallContext, tries: number, time: CallTime) => Promise<Answer>;

/** Minimum time left to begin a write. With less, its response would be lost and its result unknown. */
const leastForWriteMs = 50;

/** Makes one attempt of a call: sends the request within the remaining time, and reports start and end to the observer. */
export function attempt({ dispatcher, origin, callTimeoutMs, maxBodyBytes }: AttemptOptions): Attempt {
  return async ({ endpoint, request, operations = () => 1, byIds, batchSize }, { observer }, tries, time) => {
    const limit = new AttemptTime(endpoint, time, callTimeoutMs);
    const sending = request();
    const ended = observer?.sent(endpoint, tries, operations(), batchSize?.() ?? byIds?.ids.length ?? null);
    try {
      const response = await send(dispatcher, origin, sending, { stop: limit.stop, maxBodyBytes });
      const answer = readAnswer(endpoint, response);
      ended?.(endOf(null, response.status, requestIdOf(response)));
      return answer;
    } catch (error) {
      const failure = failureOfSending(endpoint, error, limit.stop.reason);
      ended?.(endOf(failure.failure, failure.status, failure.requestId, reasonOf(failure)));
      throw failure;
    } finally {
      limit.release();
    }
  };
}

/** Stops an attempt at its timeout, at the deadline, or when the call is given up. */
class AttemptTime implements Patience {
  readonly stop = new StopSignal();
  readonly #call: CallTime;
  readonly #timeoutAt: number;
  readonly #cancelLate: () => void;
  #endsBy: 'timeout' | 'deadline' = 'deadline';

  /** Throws if there is not enough time left to begin. */
  constructor(endpoint: AnyEndpoint, call: CallTime, timeoutMs: number) {
    if (call.stop.reason !== null) throw noAnswer(endpoint, call.stop.reason, true);
    if (call.remainingMs <= (endpoint.retry === 'read' ? 0 : leastForWriteMs))
      throw noAnswer(endpoint, 'deadline', true);
    this.#call = call;
    this.#timeoutAt = performance.now() + timeoutMs;
    this.#cancelLate = whenOver(this, this.#giveUpLate);
    call.stop.onStop(this.#giveUp);
  }

  get remainingMs(): number {
    const ofCall = this.#call.remainingMs;
    const ofAttempt = this.#timeoutAt - performance.now();
    // Timers can be late, so if both limits have passed, the earlier one is the cause.
    if (ofCall > 0) this.#endsBy = ofCall < ofAttempt ? 'deadline' : 'timeout';
    return Math.min(ofCall, ofAttempt);
  }

  release(): void {
    this.#cancelLate();
    this.#call.stop.offStop(this.#giveUp);
  }

  readonly #giveUp = (why: StopReason): void => this.stop.stop(why);

  readonly #giveUpLate = (): void => this.stop.stop(this.#endsBy);
}

function endOf(
  failure: WixFailure | null,
  status: number | undefined,
  requestId: string | undefined,
  reason?: string,
): CallEnd {
  return {
    failure,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(reason === undefined ? {} : { reason }),
  };
}
