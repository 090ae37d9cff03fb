import { forgetReads } from '../../lib/memo.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { OutcomeUnknownError } from './errors.ts';

/** The result of verifying a write whose response was lost. */
export type Found<Result> =
  | { readonly is: 'done'; readonly result: Result }
  /** Some items of a bulk write are done or refused, and others still unknown. */
  | { readonly is: 'partly'; readonly result: Result }
  /** A read that cannot lag shows that the write did not happen. */
  | { readonly is: 'absent' }
  /** A list that can lag does not show the write. */
  | { readonly is: 'notSeen' }
  | { readonly is: 'unknown' };

/** A call that writes, and how to verify it after a lost response. */
export interface VerifiedCall<Result> {
  readonly endpoint: AnyEndpoint;
  readonly send: () => Promise<Result>;
  /** Reads whether the call took effect. */
  readonly look: () => Promise<Found<Result>>;
  /** A GraphQL query with which the caller can check the outcome; null if nothing that can be read shows it. */
  readonly verifyQuery: string | null;
}

/**
 * Makes a call that writes. After a lost response, looks whether it took effect. A call that is harmless to repeat is
 * repeated once if it is not seen; any other one fails as not applied if a read proves so. Rejects with an
 * {@link OutcomeUnknownError} if the outcome cannot be determined. The only place that decides this.
 */
export async function sendAndVerify<Result>(context: GraphContext, call: VerifiedCall<Result>): Promise<Result> {
  const sentAt = Date.now();
  const unknown = (cause: unknown) => new OutcomeUnknownError(call.verifyQuery, sentAt, cause);
  try {
    return await call.send();
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    for await (const _ of verifyAttempts(context)) {
      const found = await lookFor(call.look);
      if (found.is === 'done') return found.result;
      if (found.is !== 'absent' && found.is !== 'notSeen') continue;
      if (call.endpoint.retry === 'idempotentWrite') {
        return await call.send().catch((again: unknown) => {
          // The first attempt may have taken effect, whatever the outcome of the second, even a refusal.
          throw unknown(again);
        });
      }
      if (found.is === 'absent' && !mayStillHappen(error)) throw hadNoEffect(error);
    }
    throw unknown(error);
  }
}

/** Returns what a look shows; unknown if it fails. */
export async function lookFor<Result>(look: () => Promise<Found<Result>>): Promise<Found<Result>> {
  try {
    return await look();
  } catch {
    return { is: 'unknown' };
  }
}

/**
 * Yields once per attempt to verify a write whose response was lost, after a pause and with the reads of the operation
 * discarded. Ends after the last pause, or before one that would leave no time to read.
 */
export async function* verifyAttempts(context: GraphContext): AsyncGenerator<void, void, void> {
  for (const delayMs of context.write.reconcileDelaysMs) {
    if (context.wix.remainingMs < delayMs + 100) return;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    forgetReads(context);
    yield;
  }
}

/** Returns true if the write may have reached Wix and its response was lost. */
export function isAmbiguous(error: unknown): error is WixError {
  return (
    error instanceof WixError &&
    !error.notSent &&
    ['unavailable', 'timeout', 'deadline', 'cancelled', 'invalidResponse'].includes(error.failure)
  );
}

/** Returns true if an ambiguous write may still be running at Wix, so that a read without its effect is inconclusive. */
function mayStillHappen({ failure, status }: WixError): boolean {
  return ['timeout', 'deadline', 'cancelled'].includes(failure) || status === 504;
}

/** Returns the failure of a call that was verified not to have happened, as that of a call that was never sent. */
function hadNoEffect(error: WixError): WixError {
  const { endpoint, permission, failure } = error;
  return new WixError(failure, 'had no effect', { endpoint, permission, notSent: true, cause: error });
}
