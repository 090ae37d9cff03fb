import { describe, expect, it, vi } from 'vitest';
import { AccountGuard } from '../../src/wix/account-guard.ts';
import type { Attempt } from '../../src/wix/attempt.ts';
import { type AttemptsOptions, attempts } from '../../src/wix/attempts.ts';
import { CallTime } from '../../src/wix/call-time.ts';
import { createQuota, type Quota } from '../../src/wix/quota.ts';
import { defaultRetryPolicy, RetryBudget } from '../../src/wix/retry.ts';
import { callOf, contextOf, failureLike } from './layer.ts';
import { failureOfCall, outcomeOf, readThing, writeThing } from './local-server.ts';

const answer = { object: { value: 1 }, bytes: 11 };

/** Attempts that end one after the other as told, and a log of what happened in which order. */
function layersOf(ends: (Error | typeof answer)[], given: Partial<AttemptsOptions> = {}) {
  const log: string[] = [];
  const attempt: Attempt = async (_call, _context, tries) => {
    log.push(`attempt ${tries}`);
    const end = ends.shift() ?? answer;
    if (end instanceof Error) throw end;
    return end;
  };
  const quota: Quota = {
    take: (tenant, _patienceMs, caller) => {
      log.push(`quota ${tenant} ${caller?.id ?? ''}`);
      return {
        sent: () => void log.push('sent'),
        answered: () => void log.push('answered'),
        giveBack: () => void log.push('given back'),
        rejected: (ms) => void log.push(`pause ${ms}`),
      };
    },
    expectedMs: () => 7_000,
    room: () => ({ free: 1, maximum: 1, inMs: () => 0 }),
    paceMs: () => 0,
    state: async () => ({ limit: 1, remaining: 1, resetAtMs: 0 }),
    another: () => createQuota(1),
  };
  const guard = new AccountGuard({ maxConcurrent: 4, breaker: false });
  const retry = { ...defaultRetryPolicy, baseDelayMs: 1 };
  return { log, make: attempts(attempt, { quota, guard, retry, budget: new RetryBudget(), ...given }) };
}

describe('the attempts of a call', () => {
  it('each take from the quota first', async () => {
    const { log, make } = layersOf([failureLike('unavailable'), answer]);
    const context = contextOf({ caller: 'c' });
    expect(await make(callOf(), context, new CallTime(10_000))).toBe(answer);
    expect(log).toEqual([
      ...['quota a tenant c', 'sent', 'attempt 1'],
      ...['quota a tenant c', 'sent', 'attempt 2', 'answered'],
    ]);
    expect(context.noted.calls).toBe(2);
  });

  it('take nothing from it for a call of the public level, or where there is none', async () => {
    const open = layersOf([]);
    await open.make(callOf('a', { ...readThing, level: 'public' }), contextOf(), new CallTime(10_000));
    const free = layersOf([], { quota: undefined });
    await free.make(callOf(), contextOf(), new CallTime(10_000));
    expect([open.log, free.log]).toEqual([['attempt 1'], ['attempt 1']]);
  });

  it('are none when the quota refuses', async () => {
    const refusing = { ...createQuota(1), take: () => 7_000, expectedMs: () => 7_000, state: async () => never() };
    const { log, make } = layersOf([], { quota: refusing });
    const error = await failureOfCall(make(callOf(), contextOf(), new CallTime(10_000)));
    expect([error.failure, error.notSent, error.retryAfterMs, log]).toEqual(['rateLimited', true, 7_000, []]);
  });

  it('pause the tenant when Wix rejects one', async () => {
    const { log, make } = layersOf([failureLike('rateLimited', { status: 429, retryAfterMs: 90_000 })]);
    await failureOfCall(make(callOf(), contextOf(), new CallTime(10_000)));
    expect(log).toEqual(['quota a tenant ', 'sent', 'attempt 1', 'answered', 'pause 90000']);
  });

  it('of calls that Wix rejects together all succeed after the pause, whatever the budget', async () => {
    const rejectedUntil = 1_000;
    vi.useFakeTimers();
    const quota = createQuota(200);
    let sent = 0;
    const attempt: Attempt = async () => {
      sent += 1;
      if (performance.now() < startedAt + rejectedUntil)
        throw failureLike('rateLimited', { status: 429, retryAfterMs: 1_000 });
      return answer;
    };
    const startedAt = performance.now();
    const guard = new AccountGuard({ maxConcurrent: 24, breaker: false });
    const make = attempts(attempt, { quota, guard, retry: defaultRetryPolicy, budget: new RetryBudget(0) });
    const together = Promise.all(Array.from({ length: 24 }, () => make(callOf(), contextOf(), new CallTime(10_000))));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await together).toHaveLength(24);
    const later = await Promise.all(Array.from({ length: 40 }, () => make(callOf(), contextOf(), new CallTime(100))));
    vi.useRealTimers();
    expect([later.length, sent]).toEqual([40, 24 + 24 + 40]);
  });

  it('are as many as class, policy and budget allow', async () => {
    const down = () => Array.from({ length: 9 }, () => failureLike('unavailable', { status: 500 }));
    const read = layersOf(down());
    await failureOfCall(read.make(callOf(), contextOf(), new CallTime(10_000)));
    const write = layersOf(down());
    await failureOfCall(write.make(callOf('a', { ...writeThing, path: '/things' }), contextOf(), new CallTime(10_000)));
    const mail = layersOf(down());
    await failureOfCall(mail.make(callOf('a', { ...readThing, mailsPeople: true }), contextOf(), new CallTime(10_000)));
    const poor = layersOf(down(), { budget: new RetryBudget(0) });
    await failureOfCall(poor.make(callOf(), contextOf(), new CallTime(10_000)));
    const counts = [read, write, mail, poor].map(({ log }) => log.filter((line) => line.startsWith('attempt')).length);
    expect(counts).toEqual([3, 1, 1, 1]);
  });

  it('leave a refusal without a reason in doubt only if no second one confirmed it', async () => {
    const silent = () => failureLike('forbidden', { status: 403, permission: 'THINGS.READ', requestId: 'r1' });
    const poor = layersOf([silent()], { budget: new RetryBudget(0) });
    const inDoubt = await failureOfCall(poor.make(callOf(), contextOf(), new CallTime(10_000)));
    expect(inDoubt).toMatchObject({ mayBeThrottled: true, status: 403, permission: 'THINGS.READ', requestId: 'r1' });
    const hasty = layersOf([silent()]);
    expect(await failureOfCall(hasty.make(callOf(), contextOf(), new CallTime(500)))).toMatchObject({
      mayBeThrottled: true,
    });
    vi.useFakeTimers();
    const confirmed = layersOf([silent(), silent()]);
    const failed = failureOfCall(confirmed.make(callOf(), contextOf(), new CallTime(10_000)));
    await vi.advanceTimersByTimeAsync(2_000);
    vi.useRealTimers();
    expect((await failed).mayBeThrottled).toBe(false);
    const told = layersOf([failureLike('forbidden', { status: 403, code: 'NO_PERMISSION' })]);
    expect((await failureOfCall(told.make(callOf(), contextOf(), new CallTime(10_000)))).mayBeThrottled).toBe(false);
  });

  it('end when the call is given up between two of them', async () => {
    const { log, make } = layersOf([failureLike('rateLimited', { notSent: false, retryAfterMs: 5_000 })]);
    const time = new CallTime(10_000);
    const failed = failureOfCall(make(callOf(), contextOf(), time));
    await new Promise((resolve) => setImmediate(resolve));
    time.stop.stop('stopping');
    expect(outcomeOf(await failed)).toEqual({ failure: 'stopping', notSent: true });
    expect(log).toHaveLength(3);
  });
});

function never(): never {
  throw new Error('is not asked');
}
