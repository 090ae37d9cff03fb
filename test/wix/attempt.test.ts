import { Agent } from 'undici';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Attempt, attempt } from '../../src/wix/attempt.ts';
import { CallTime } from '../../src/wix/call-time.ts';
import type { CallEnd } from '../../src/wix/observer.ts';
import { callOf, contextOf } from './layer.ts';
import { failureOfCall, outcomeOf, useServer, writeThing } from './local-server.ts';

const server = useServer();
const dispatcher = new Agent();
let sendOnce: Attempt;

beforeAll(() => {
  sendOnce = attempt({ dispatcher, origin: server.origin, callTimeoutMs: 60, maxBodyBytes: 100 });
});
afterAll(() => dispatcher.destroy());

/** A context that notes what its observer is told. */
function observed() {
  const told: (string | number | CallEnd)[] = [];
  const observer = {
    sent: ({ name }: { name: string }, tries: number) => {
      told.push(name, tries);
      return (end: CallEnd) => void told.push(end);
    },
    saved: () => {},
  };
  return { told, context: contextOf({ observer }) };
}

describe('an attempt', () => {
  it('is sent once, and its observer is told of both ends', async () => {
    server.answer((_request, response) => response.setHeader('x-wix-request-id', 'r1').end('{"value":1}'));
    const { told, context } = observed();
    expect((await sendOnce(callOf(), context, 2, new CallTime(10_000))).object).toEqual({ value: 1 });
    expect(told).toEqual(['Read Thing', 2, { failure: null, status: 200, requestId: 'r1' }]);
    expect(server.received).toHaveLength(1);
  });

  it('fails without a second one, and its observer is told how', async () => {
    server.answer((_request, response) => response.writeHead(503).end());
    const { told, context } = observed();
    expect((await failureOfCall(sendOnce(callOf(), context, 1, new CallTime(10_000)))).failure).toBe('unavailable');
    expect([told, server.received.length]).toEqual([['Read Thing', 1, { failure: 'unavailable', status: 503 }], 1]);
  });

  it('ends at the time of one call, or at the deadline if that is sooner', async () => {
    server.answer(() => {});
    expect((await failureOfCall(sendOnce(callOf(), contextOf(), 1, new CallTime(10_000)))).failure).toBe('timeout');
    expect((await failureOfCall(sendOnce(callOf(), contextOf(), 1, new CallTime(20)))).failure).toBe('deadline');
  });

  it('timed out when that was to come first, also if the clock is behind both times when it is noticed', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    const failed = failureOfCall(sendOnce(callOf(), contextOf(), 1, new CallTime(90)));
    const now = performance.now();
    // The event loop was busy from before the timeout until after the deadline.
    vi.spyOn(performance, 'now').mockImplementation(() => now + 200);
    vi.advanceTimersByTime(100);
    vi.restoreAllMocks();
    vi.useRealTimers();
    expect((await failed).failure).toBe('timeout');
  });

  it('ends when it is stopped, and is not sent when it was stopped before', async () => {
    const time = new CallTime(10_000);
    server.answer(() => time.stop.stop('cancelled'));
    const { told, context } = observed();
    expect(outcomeOf(await failureOfCall(sendOnce(callOf(), context, 1, time)))).toEqual({
      failure: 'cancelled',
      notSent: false,
    });
    const again = observed();
    expect(outcomeOf(await failureOfCall(sendOnce(callOf(), again.context, 1, time)))).toEqual({
      failure: 'cancelled',
      notSent: true,
    });
    expect([told.length, again.told.length, server.received.length]).toEqual([3, 0, 1]);
  });

  it('is not begun without time: none for a read, too little to see the result of a write', async () => {
    const write = callOf('a', { ...writeThing, path: '/things' });
    const failures = [
      await failureOfCall(sendOnce(callOf(), contextOf(), 1, new CallTime(0))),
      await failureOfCall(sendOnce(write, contextOf(), 1, new CallTime(50))),
    ];
    expect(failures.map(outcomeOf)).toEqual([
      { failure: 'deadline', notSent: true },
      { failure: 'deadline', notSent: true },
    ]);
    expect(server.received).toEqual([]);
  });
});
