import { afterEach, describe, expect, it, vi } from 'vitest';
import { AccountGuard } from '../../src/wix/account-guard.ts';
import { CallTime } from '../../src/wix/call-time.ts';
import { WixError, type WixFailure } from '../../src/wix/error.ts';
import { useGraph } from '../support/graph.ts';

afterEach(() => {
  vi.useRealTimers();
});

function fail(failure: WixFailure) {
  return async (): Promise<never> => {
    throw new WixError(failure, 'failed', { endpoint: 'Some Call' });
  };
}

async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => (error instanceof WixError ? [error.failure, error.isFinal] : error));
}

/** Calls that take a turn of the event loop each, and how many of them ran at once. */
function countingCalls() {
  let running = 0;
  let most = 0;
  return {
    call: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    },
    most: () => most,
    reset: () => {
      most = 0;
    },
  };
}

describe('the guard of an account', () => {
  it('leaves an account alone whose calls keep failing, and no other', async () => {
    const guard = new AccountGuard({ maxConcurrent: 4 });
    for (let call = 0; call < 10; call += 1)
      await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), fail('unavailable')));
    expect(await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), async () => 'fine'))).toEqual([
      'unavailable',
      true,
    ]);
    expect(await guard.run('Some Call', 'good', new CallTime(1_000), async () => 'fine')).toBe('fine');
  });

  it('tries again after a rest', async () => {
    const guard = new AccountGuard({ maxConcurrent: 4, restMs: 1 });
    for (let call = 0; call < 10; call += 1)
      await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), fail('timeout')));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await guard.run('Some Call', 'bad', new CallTime(1_000), async () => 'fine')).toBe('fine');
  });

  it('tries again after a rest however the clock is set meanwhile', async () => {
    const guard = new AccountGuard({ maxConcurrent: 4, restMs: 100 });
    vi.useFakeTimers({ toFake: ['Date'] });
    for (let call = 0; call < 10; call += 1)
      await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), fail('timeout')));
    vi.setSystemTime(Date.now() + 3_600_000);
    expect(await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), async () => 'fine'))).toEqual([
      'unavailable',
      true,
    ]);
    vi.setSystemTime(Date.now() - 2 * 3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 105));
    expect(await guard.run('Some Call', 'bad', new CallTime(1_000), async () => 'fine')).toBe('fine');
  });

  it.each(['cancelled', 'deadline'] as const)(
    'goes on leaving it alone when the try after the rest proves nothing: %s',
    async (failure) => {
      const guard = new AccountGuard({ maxConcurrent: 4, restMs: 100 });
      for (let call = 0; call < 10; call += 1)
        await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), fail('timeout')));
      await new Promise((resolve) => setTimeout(resolve, 105));
      expect(await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), fail(failure)))).toEqual([
        failure,
        false,
      ]);
      expect(await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), async () => 'fine'))).toEqual([
        'unavailable',
        true,
      ]);
    },
  );

  it('takes a refusal by Wix after the rest for a sign that it is back', async () => {
    const guard = new AccountGuard({ maxConcurrent: 4, restMs: 100 });
    for (let call = 0; call < 10; call += 1)
      await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), fail('timeout')));
    await new Promise((resolve) => setTimeout(resolve, 105));
    expect(await outcomeOf(guard.run('Some Call', 'bad', new CallTime(1_000), fail('notFound')))).toEqual([
      'notFound',
      false,
    ]);
    expect(await guard.run('Some Call', 'bad', new CallTime(1_000), async () => 'fine')).toBe('fine');
  });

  it.each([
    'refused',
    'unauthenticated',
    'forbidden',
    'notFound',
    'conflict',
    'preconditionFailed',
    'rateLimited',
    'cancelled',
    'deadline',
  ] as const)('does not count what is no failure of the infrastructure: %s', async (failure) => {
    const guard = new AccountGuard({ maxConcurrent: 4 });
    for (let call = 0; call < 30; call += 1)
      await outcomeOf(guard.run('Some Call', 'a', new CallTime(1_000), fail(failure)));
    expect(await guard.run('Some Call', 'a', new CallTime(1_000), async () => 'fine')).toBe('fine');
  });

  it('lets so many calls of one account run at once, and those of others beside them', async () => {
    const guard = new AccountGuard({ maxConcurrent: 2 });
    const counted = countingCalls();
    await Promise.all(Array.from({ length: 10 }, () => guard.run('Some Call', 'a', new CallTime(1_000), counted.call)));
    expect(counted.most()).toBe(2);
    counted.reset();
    await Promise.all(
      ['a', 'b', 'c', 'd'].flatMap((account) =>
        [1, 2, 3].map(() => guard.run('Some Call', account, new CallTime(1_000), counted.call)),
      ),
    );
    expect(counted.most()).toBe(8);
  });

  it('gives all sites of an account their turns together, and each site a breaker', async () => {
    const guard = new AccountGuard({ maxConcurrent: 2 });
    const counted = countingCalls();
    await Promise.all(
      Array.from({ length: 30 }, (_, site) =>
        guard.run('Some Call', 'a', new CallTime(1_000), counted.call, `${site}`),
      ),
    );
    expect(counted.most()).toBe(8);
    for (let count = 0; count < 10; count += 1)
      await outcomeOf(guard.run('Some Call', 'a', new CallTime(1_000), fail('unavailable'), 'bad'));
    expect(await outcomeOf(guard.run('Some Call', 'a', new CallTime(1_000), async () => 'fine', 'bad'))).toEqual([
      'unavailable',
      true,
    ]);
    expect(await guard.run('Some Call', 'a', new CallTime(1_000), async () => 'fine', 'good')).toBe('fine');
    expect(await guard.run('Some Call', 'a', new CallTime(1_000), async () => 'fine')).toBe('fine');
  });

  it('forgets at once who has left, and gives the slot to the next', async () => {
    const guard = new AccountGuard({ maxConcurrent: 1, maxWaiting: 2 });
    const running = Promise.withResolvers<void>();
    const first = guard.run('Some Call', 'a', new CallTime(1_000), () => running.promise);
    const left = [new CallTime(1_000), new CallTime(1_000)];
    let begun = 0;
    const call = async () => {
      begun += 1;
    };
    const gone = left.map((time) => outcomeOf(guard.run('Some Call', 'a', time, call)));
    expect(await outcomeOf(guard.run('Some Call', 'a', new CallTime(1_000), call))).toEqual(['unavailable', true]);
    for (const { stop } of left) stop.stop('cancelled');
    expect(await Promise.all(gone)).toEqual([
      ['cancelled', true],
      ['cancelled', true],
    ]);
    const next = guard.run('Some Call', 'a', new CallTime(1_000), call);
    running.resolve();
    await Promise.all([first, next]);
    expect(begun).toBe(1);
  });

  it('counts the calls in flight of an account however many others there are', async () => {
    const guard = new AccountGuard({ maxConcurrent: 1 });
    const running = Promise.withResolvers<void>();
    let most = 0;
    let now = 0;
    const call = async () => {
      now += 1;
      most = Math.max(most, now);
      await running.promise;
      now -= 1;
    };
    const first = guard.run('Some Call', 'a', new CallTime(1_000), call);
    for (let other = 0; other < 2_100; other += 1) {
      await guard.run('Some Call', `other ${other}`, new CallTime(1_000), async () => {}, `site ${other}`);
    }
    const second = guard.run('Some Call', 'a', new CallTime(1_000), call);
    running.resolve();
    await Promise.all([first, second]);
    expect(most).toBe(1);
  });

  it('does not make a caller wait longer than there is time', async () => {
    const guard = new AccountGuard({ maxConcurrent: 1 });
    const never = guard.run('Some Call', 'a', new CallTime(1_000), () => new Promise(() => {}));
    let begun = false;
    const late = guard.run('Some Call', 'a', new CallTime(5), async () => {
      begun = true;
    });
    expect(await outcomeOf(late)).toEqual(['deadline', true]);
    expect(begun).toBe(false);
    void never;
  });
});

describe('the graph over a Wix that is down', () => {
  const graph = useGraph({ client: { breaker: true } });

  it('stops asking for an account whose calls fail, and goes on answering for others', async () => {
    const { state, accountId } = graph.sandbox;
    const child = [...state.accounts.values()].find((account) => account.parentAccountId === accountId)?.id;
    graph.sandbox.faults.inject({
      match: (call) => call.accountId === accountId,
      times: Number.POSITIVE_INFINITY,
      kind: 'status',
      status: 503,
    });
    for (let round = 0; round < 10; round += 1) {
      const { errors } = await graph.ask('{ account { name } }');
      expect(errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    }
    const { data, errors, calls } = await graph.ask(
      `{ own: account { name } child: account(id: "${child}") { name } }`,
    );
    expect(errors?.map(({ path, extensions }) => [path?.[0], extensions.code])).toEqual([
      ['own', 'UPSTREAM_UNAVAILABLE'],
    ]);
    expect(data.child.name).toEqual(expect.any(String));
    expect(calls).toEqual({ 'Get Account': 1 });
  });
});
