import type { AccountGuard } from './account-guard.ts';
import type { Attempt } from './attempt.ts';
import type { CallContext, MakeCall } from './call.ts';
import type { AnyEndpoint } from './endpoint.ts';
import { WixError } from './error.ts';
import { noAnswer } from './failure.ts';
import type { Quota } from './quota.ts';
import { type RetryBudget, type RetryPolicy, retryDelayMs } from './retry.ts';
import type { StopReason, StopSignal } from './stop-signal.ts';

export interface AttemptsOptions {
  /** Undefined where calls are not limited. */
  readonly quota: Quota | undefined;
  readonly guard: AccountGuard;
  readonly retry: RetryPolicy;
  readonly budget: RetryBudget;
}

/** The attempts of a call: each waits for the tenant's quota, then for the account's guard. Retries as class and budget allow. */
export function attempts(attempt: Attempt, { quota, guard, retry, budget }: AttemptsOptions): MakeCall {
  return async (call, context, stop) => {
    const { endpoint } = call;
    // With the tenant: a stranger who names an account must not use up what is reserved for those who may act on it.
    const account = `${context.tenant()} ${call.owner}`;
    budget.earn(account);
    for (let tries = 1; ; tries += 1) {
      context.admitCall(endpoint);
      const granted = takeQuota(quota, endpoint, context, stop);
      if (granted !== null) await granted;
      try {
        const start = () => attempt(call, context, tries, stop);
        return await guard.run(endpoint.name, account, context.remainingMs, start, call.site);
      } catch (error) {
        if (!(error instanceof WixError)) throw error;
        if (error.status === 429 && endpoint.level !== 'public')
          await quota?.pause(context.tenant(), error.retryAfterMs ?? 1_000);
        const delayMs = endpoint.mailsPeople ? null : retryDelayMs(error, endpoint.retry, tries, retry);
        // A wait that leaves no time for the call would only make the failure late.
        if (delayMs === null || delayMs + 50 > context.remainingMs || !budget.spend(account)) throw error;
        await pause(endpoint, delayMs, stop);
      }
    }
  };
}

/**
 * Takes one of the tenant's calls: null if it could be taken at once. Throws, or rejects, if the wait would not end in time; the error
 * says how long it would be.
 */
function takeQuota(
  quota: Quota | undefined,
  endpoint: AnyEndpoint,
  context: CallContext,
  stop: StopSignal | undefined,
): Promise<void> | null {
  if (quota === undefined || endpoint.level === 'public') return null;
  const caller = { id: context.caller, isBulk: context.isBulk };
  context.countCall();
  const refuse = (retryAfterMs: number | null) => {
    if (stop !== undefined && stop.reason !== null) throw noAnswer(endpoint, stop.reason, true);
    if (retryAfterMs === null) return;
    const details = { endpoint: endpoint.name, retryAfterMs, notSent: true };
    throw new WixError('rateLimited', 'the calls of this minute are used up', details);
  };
  const taken = quota.take(context.tenant(), context.remainingMs, caller, stop);
  if (taken instanceof Promise) return taken.then(refuse);
  refuse(taken);
  return null;
}

/** Waits, and rejects at once when the call is given up. */
function pause(endpoint: AnyEndpoint, delayMs: number, stop: StopSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (why: StopReason) => {
      clearTimeout(timer);
      reject(noAnswer(endpoint, why, true));
    };
    const timer = setTimeout(() => {
      stop?.offStop(giveUp);
      resolve();
    }, delayMs);
    stop?.onStop(giveUp);
  });
}
