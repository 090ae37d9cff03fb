import { describe, expect, it } from 'vitest';
import type { RetryClass } from '../../src/wix/endpoint.ts';
import { WixError, type WixErrorDetails, type WixFailure } from '../../src/wix/error.ts';
import { defaultRetryPolicy, RetryBudget, retryDelayMs } from '../../src/wix/retry.ts';
import { useGraph } from '../support/graph.ts';

const policy = { ...defaultRetryPolicy, random: () => 1 };

function delay(retry: RetryClass, failure: WixFailure, details: Partial<WixErrorDetails> = {}, tries = 1) {
  return retryDelayMs(new WixError(failure, 'failed', { endpoint: 'Some Call', ...details }), retry, tries, policy);
}

describe('a failed call', () => {
  it.each([
    ['unavailable', { status: 500 }],
    ['unavailable', { status: 503 }],
    ['unavailable', { notSent: true }],
    ['unavailable', {}],
    ['rateLimited', { status: 429 }],
    ['invalidResponse', { isMalformed: true }],
  ] as const)('is made again when it reads and may pass: %s %j', (failure, details) => {
    expect(delay('read', failure, details)).toBe(100);
  });

  it.each([
    ['unavailable', { status: 501 }],
    ['invalidResponse', {}],
    ['timeout', {}],
    ['deadline', {}],
    ['cancelled', {}],
    ['refused', { status: 400 }],
    ['unauthenticated', { status: 401 }],
    ['forbidden', { status: 403, code: 'DOMAINS_PERMISSION_DENIED' }],
    ['notFound', { status: 404 }],
    ['conflict', { status: 409 }],
    ['preconditionFailed', { status: 428 }],
    ['badInput', { notSent: true }],
    ['deadline', { notSent: true }],
  ] as const)('is not made again when that would not help: %s %j', (failure, details) => {
    expect(delay('read', failure, details)).toBeNull();
  });

  it('is never made again when it writes and may have been carried out', () => {
    for (const retry of ['unsafeWrite', 'idempotentWrite'] as const) {
      expect(delay(retry, 'unavailable', { status: 500 })).toBeNull();
      expect(delay(retry, 'unavailable', {})).toBeNull();
      expect(delay(retry, 'timeout', {})).toBeNull();
      expect(delay(retry, 'invalidResponse', { isMalformed: true })).toBeNull();
      expect(delay(retry, 'forbidden', { status: 403 })).toBeNull();
      expect(delay(retry, 'unavailable', { notSent: true })).toBe(100);
      expect(delay(retry, 'rateLimited', { status: 429 })).toBe(100);
    }
    expect(delay('idempotentWrite', 'unavailable', { status: 503, retryAfterMs: 5 })).toBe(5);
    expect(delay('unsafeWrite', 'unavailable', { status: 503, retryAfterMs: 5 })).toBeNull();
  });

  it('waits as long as Wix asks, else longer each time, a random part of it', () => {
    expect(delay('read', 'rateLimited', { retryAfterMs: 7_000 })).toBe(7_000);
    const delays = [1, 2, 3, 4, 5, 6].map((tries) =>
      retryDelayMs(new WixError('unavailable', '', { endpoint: 'x' }), 'read', tries, { ...policy, maxRetries: 9 }),
    );
    expect(delays).toEqual([100, 200, 400, 800, 1_600, 2_000]);
    const half = retryDelayMs(new WixError('unavailable', '', { endpoint: 'x' }), 'read', 1, {
      ...policy,
      random: () => 0.5,
    });
    expect(half).toBe(50);
  });

  it('is made again at most as often as the policy says', () => {
    expect(delay('read', 'unavailable', {}, 2)).toBe(200);
    expect(delay('read', 'unavailable', {}, 3)).toBeNull();
  });

  it('is made again once, after a second, when a read is refused without a word', () => {
    expect(delay('read', 'forbidden', { status: 403 })).toBe(1_000);
    expect(delay('read', 'forbidden', { status: 403 }, 2)).toBeNull();
    expect(delay('read', 'forbidden', { status: 403, retryAfterMs: 0 })).toBe(1_000);
    expect(delay('read', 'forbidden', { status: 403, retryAfterMs: 4_000 })).toBe(4_000);
  });
});

describe('the budget of repetitions', () => {
  it('allows a tenth of the calls, and a few at the start', () => {
    const budget = new RetryBudget();
    let repeated = 0;
    for (let call = 0; call < 1_000; call += 1) {
      budget.earn();
      // Each call fails and would be made twice more.
      if (budget.spend()) repeated += 1;
      if (budget.spend()) repeated += 1;
    }
    expect((1_000 + repeated) / 1_000).toBeLessThan(1.11);
    expect(repeated).toBeGreaterThan(90);
  });

  it('saves up no more than its bound', () => {
    const budget = new RetryBudget(0, 2);
    for (let call = 0; call < 1_000; call += 1) budget.earn();
    expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
  });
});

describe('the budgets of several accounts', () => {
  it('are not spent by one that keeps failing', () => {
    const budget = new RetryBudget();
    for (let call = 0; call < 20; call += 1) budget.earn('well');
    for (let call = 0; call < 1_000; call += 1) {
      budget.earn('ill');
      budget.spend('ill');
      budget.spend('ill');
    }
    expect([budget.spend('well'), budget.spend('well'), budget.spend('well')]).toEqual([true, true, false]);
  });

  it('are a tenth of all calls together, however many accounts there are', () => {
    const budget = new RetryBudget();
    let repeated = 0;
    for (let call = 0; call < 1_000; call += 1) {
      budget.earn(`account ${call % 300}`);
      if (budget.spend(`account ${call % 300}`)) repeated += 1;
    }
    expect(repeated).toBeLessThan(110);
  });

  it('leave what one does not need to those that have none yet', () => {
    const budget = new RetryBudget(2, 1);
    expect([budget.spend('new'), budget.spend('new'), budget.spend('new')]).toEqual([true, true, false]);
    for (let call = 0; call < 30; call += 1) budget.earn('well');
    expect([budget.spend('new'), budget.spend('new')]).toEqual([true, false]);
  });
});

describe('the graph over a Wix that refuses without a reason', () => {
  const graph = useGraph({ client: { retry: { maxRetries: 2 } }, operationTimeoutMs: 900 });

  it('names both what it may mean, where there was no time to try again', async () => {
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'empty403' });
    const { errors } = await graph.ask('{ account { name } }');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors?.[0]?.message).toMatch(/can be throttling, so retry first/);
    expect(errors?.[0]?.message).toMatch(/lacks the/);
  });
});

describe('the graph over a Wix that stumbles', () => {
  const graph = useGraph({
    client: { retry: { maxRetries: 2, baseDelayMs: 1, maxDelayMs: 1 } },
    operationTimeoutMs: 2_000,
  });

  it('answers as if nothing had happened when the next try succeeds', async () => {
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 503 });
    graph.sandbox.faults.inject({ operation: 'Query Sites', kind: 'reset' });
    graph.sandbox.faults.inject({ operation: 'Search Team', kind: 'malformed' });
    const { data, errors, calls } = await graph.ask(
      '{ account { name sites { nodes { id } } teamMembers { totalCount } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.account.name).toBe('Northwind Studio');
    expect(calls).toEqual({ 'Get Account': 2, 'Query Sites': 2, 'Search Team': 2 });
  });

  it('does not wait for a time that it does not have', async () => {
    graph.sandbox.faults.inject({
      operation: 'Get Account',
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '30' },
    });
    const { errors, calls } = await graph.ask('{ account { name } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 30_000 });
    expect(calls).toEqual({ 'Get Account': 1 });
  });

  it('makes a read of one account again while another account keeps failing', async () => {
    const { state, accountId, faults } = graph.sandbox;
    const [well, ill] = [...state.accounts.values()].filter((account) => account.parentAccountId === accountId);
    const nameOf = (id: string | undefined) => graph.ask(`{ account(id: "${id}") { name } }`);
    for (let call = 0; call < 15; call += 1) await nameOf(well?.id);
    const match = (call: { accountId?: string | undefined }) => call.accountId === ill?.id;
    faults.inject({ match, kind: 'status', status: 503, times: Number.POSITIVE_INFINITY });
    for (let call = 0; call < 24; call += 1) await nameOf(ill?.id);
    faults.clear();
    faults.inject({ kind: 'status', status: 503 });
    const { errors, calls } = await nameOf(well?.id);
    expect([errors, calls]).toEqual([undefined, { 'Get Account': 2 }]);
  });
});
