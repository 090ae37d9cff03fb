import type { AccountGuard } from './account-guard.ts';
import type { Attempt } from './attempt.ts';
import type { Call, CallContext, MakeCall } from './call.ts';
import type { CallTime } from './call-time.ts';
import type { AnyEndpoint } from './endpoint.ts';
import { WixError } from './error.ts';
import { noAnswer } from './failure.ts';
import type { Taken } from './operation-share.ts';
import { pause } from './pause.ts';
import type { Grant, Quota, Shortfall } from './quota.ts';
import { isSilentRefusal, type RetryBudget, type RetryPolicy, retryDelayMs } from './retry.ts';

export interface AttemptsOptions {
  /** Undefined if calls are not limited. */
  readonly quota: Quota | undefined;
  readonly guard: AccountGuard;
  readonly retry: RetryPolicy;
  readonly budget: RetryBudget;
}

/** Pause after a rejection without `Retry-After`. */
const usualPauseMs = 1_000;

/** Makes the attempts of a call. Each waits for the tenant's quota, then for the account's guard. Retry class and budget limit retries. */
export function attempts(attempt: Attempt, { quota, guard, retry, budget }: AttemptsOptions): MakeCall {
  return async (call, context, time) => {
    const { endpoint } = call;
    const account = accountOf(call, context);
    // The account may not be the caller's, so it must not use the retries of others.
    const mayShare = context.claim?.isBeyond(call.owner) !== true;
    for (let tries = 1; ; tries += 1) {
      context.admitCall(endpoint);
      const taken = takeQuota(quota, call, context, time);
      const grant = taken instanceof Promise ? await taken : taken;
      try {
        const start = () => {
          grant?.sent();
          if (tries === 1) budget.earn(account, mayShare);
          return attempt(call, context, tries, time);
        };
        const answer = await guard.run(endpoint.name, account, time, start, call.site);
        grant?.answered();
        return answer;
      } catch (error) {
        if (!(error instanceof WixError)) throw error;
        if (error.notSent) grant?.giveBack();
        else if (error.status !== undefined) grant?.answered();
        const isPaused = error.status === 429 && grant !== null;
        if (isPaused) await grant.rejected(error.retryAfterMs ?? usualPauseMs);
        const delayMs = endpoint.mailsPeople ? null : retryDelayMs(error, endpoint.retry, tries, retry);
        // A wait that leaves no time for the call would only delay the failure.
        if (delayMs === null || delayMs + 50 > time.remainingMs) throw inDoubt(error, tries);
        // The whole tenant waits out the pause, so its retries don't make an outage worse, and the quota orders them.
        if (isPaused) continue;
        if (!budget.spend(account, mayShare)) throw inDoubt(error, tries);
        await pause(endpoint, delayMs, time.stop);
      }
    }
  };
}

/**
 * Identifies the calls that share a guard: those of a tenant for one account. The tenant is included so that a stranger who names an account
 * can't use up its slots. All accounts for which a caller's key is unproven count as one.
 */
function accountOf({ owner }: Call, { claim, tenant }: CallContext): string {
  return `${tenant()} ${claim === null || claim.covers(owner) ? owner : 'unproven'}`;
}

/** Marks a refusal without a reason as possible throttling, unless a later attempt was refused too. */
function inDoubt(error: WixError, tries: number): WixError {
  if (tries > 1 || !isSilentRefusal(error)) return error;
  const { endpoint, permission, status, requestId, retryAfterMs } = error;
  return new WixError('forbidden', `answered ${status} without a reason`, {
    endpoint,
    permission,
    mayBeThrottled: true,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/**
 * Takes one of the tenant's calls; returns null if calls are not limited. Throws or rejects if the wait would not end in time; the error
 * has the duration of the wait.
 */
function takeQuota(
  quota: Quota | undefined,
  { endpoint, shares = false }: Call,
  context: CallContext,
  time: CallTime,
): Grant | null | Promise<Grant> {
  if (quota === undefined || endpoint.level === 'public') return null;
  const caller = { id: context.caller, isBulk: context.isBulk, shares };
  context.countCall();
  const tenant = context.tenant();
  const taken =
    context.share === undefined
      ? quota.take(tenant, time, caller, time.stop)
      : context.share.take(quota, tenant, time, caller, time.stop);
  if (!(taken instanceof Promise)) return granted(endpoint, taken, time);
  time.overdue = () => usedUp(endpoint, quota.expectedMs(tenant, caller));
  return taken.then((later) => {
    time.overdue = null;
    return granted(endpoint, later, time);
  });
}

function granted(endpoint: AnyEndpoint, taken: Taken, { stop }: CallTime): Grant {
  if (typeof taken !== 'number' && 'sent' in taken) return taken;
  if (stop.reason !== null) throw noAnswer(endpoint, stop.reason, true);
  throw typeof taken === 'number' ? usedUp(endpoint, taken) : usedUp(endpoint, taken.retryAfterMs, taken);
}

function usedUp({ name }: AnyEndpoint, retryAfterMs: number, shortfall?: Shortfall): WixError {
  return new WixError('rateLimited', 'the rate limit is used up', {
    endpoint: name,
    retryAfterMs,
    notSent: true,
    ...(shortfall === undefined ? {} : { shortfall }),
  });
}
