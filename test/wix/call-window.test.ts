import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallWindow } from '../../src/wix/call-window.ts';

/** What happens to a tenant: time passes, calls are sent together, and Wix may reject each of them a little later. */
const event = fc.record({
  passMs: fc.oneof(fc.nat({ max: 500 }), fc.nat({ max: 70_000 })),
  calls: fc.nat({ max: 60 }),
  waitsForSlotMs: fc.nat({ max: 3_000 }),
  rejection: fc.option(
    fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), askedMs: fc.nat({ max: 90_000 }) }),
  ),
});

type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Plays the events. Returns when calls were sent, and how many could be made right after each pause that Wix asked for. */
function play(limit: number, events: readonly Event[]) {
  const window = new CallWindow(limit);
  const sentAt: number[] = [];
  const afterPauses: { readonly could: number; readonly leftInWindow: number }[] = [];
  let now = 0;
  const take = () => window.take(now) === null;
  for (const { passMs, calls, waitsForSlotMs, rejection } of events) {
    now += passMs;
    let taken = 0;
    while (taken < calls && take()) taken += 1;
    const takenAt = now;
    now += waitsForSlotMs;
    for (let call = 0; call < taken; call += 1) {
      window.move(takenAt, now);
      sentAt.push(now);
    }
    if (rejection === null || taken === 0) continue;
    const sent = now;
    let pausedUntil = now;
    for (let call = 0; call < Math.ceil(taken * rejection.share); call += 1) {
      now += 1;
      window.reject(now, rejection.askedMs, sent);
      pausedUntil = now + rejection.askedMs;
    }
    if (pausedUntil === sent) continue;
    now = Math.max(now, pausedUntil);
    const recent = sentAt.filter((at) => at > now - 60_000).length;
    let could = 0;
    while (could < limit && take()) could += 1;
    for (let call = 0; call < could; call += 1) sentAt.push(now);
    afterPauses.push({ could, leftInWindow: limit - recent });
  }
  return { sentAt, afterPauses };
}

const limits = fc.integer({ min: 1, max: 200 });

describe('a window of calls', () => {
  it('asks for no pace while more than half are left, and then for one at which the others last', () => {
    const window = new CallWindow(200);
    for (let call = 0; call < 99; call += 1) window.take(0);
    expect(window.paceMs(1_000)).toBe(0);
    window.take(1_000);
    expect(window.paceMs(10_000)).toBe(500);
    // The first call leaves soon. A call each time would use up at once what the burst has left.
    expect(window.paceMs(59_999)).toBe(300);
    for (let call = 0; call < 100; call += 1) window.take(2_000);
    expect(window.paceMs(3_000)).toBe(0);
  });

  it('can be discarded once a limit that it has learned is no longer believed, also where nobody looked meanwhile', () => {
    const window = new CallWindow(200);
    window.take(0);
    window.reject(0, 0);
    expect([window.limit(60_000), window.limit(20 * 60_000)]).toEqual([100, 200]);
  });

  it('never has more calls than the limit in any 60 seconds, whenever they begin', () => {
    fc.assert(
      fc.property(limits, fc.array(event, { maxLength: 30 }), (limit, events) => {
        const { sentAt } = play(limit, events);
        const most = Math.max(
          0,
          ...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 60_000).length),
        );
        expect(most).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 300 },
    );
  });

  it('has calls after the pause that Wix asked for, however many calls were rejected together', () => {
    fc.assert(
      fc.property(limits, fc.array(event, { maxLength: 30 }), (limit, events) => {
        for (const { could, leftInWindow } of play(limit, events).afterPauses) {
          // What a learned limit leaves at least, as far as the window has room for it.
          expect(could).toBeGreaterThanOrEqual(Math.min(leftInWindow, Math.min(10, limit)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('learns once from calls that were sent together and rejected together', () => {
    const window = new CallWindow(200);
    for (let call = 0; call < 24; call += 1) window.take(0);
    for (let call = 0; call < 24; call += 1) window.reject(10 + call, 1_000, 0);
    expect(window.limit(2_000)).toBe(100);
    let could = 0;
    while (window.take(2_000) === null) could += 1;
    expect(could).toBe(100);
  });

  it('learns nothing from a late rejection of a call that was sent before the pause', () => {
    const window = new CallWindow(200);
    for (let call = 0; call < 24; call += 1) window.take(0);
    window.reject(10, 0, 0);
    for (let call = 0; call < 5; call += 1) window.take(20);
    window.reject(30, 0, 0);
    expect(window.limit(40)).toBe(100);
  });

  it('learns again from a call that was sent after the pause', () => {
    const window = new CallWindow(200);
    window.take(0);
    window.reject(5, 1_000, 0);
    window.take(2_000);
    window.reject(2_005, 1_000, 2_000);
    expect(window.limit(4_000)).toBe(50);
  });

  it('tells exactly when the next call is free, as a simulation of those ahead shows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.nat({ max: 20_000 }), { maxLength: 8 }),
        fc.nat({ max: 20 }),
        (limit, passes, ahead) => {
          const window = new CallWindow(limit);
          let now = 0;
          for (const passMs of passes) {
            now += passMs;
            window.take(now);
          }
          const told = now + window.untilFree(now, ahead);
          // Those ahead go as soon as each of them can.
          for (let call = 0; call < ahead; call += 1) {
            now += window.untilFree(now, 0);
            expect(window.take(now)).toBeNull();
          }
          expect(now + window.untilFree(now, 0)).toBe(told);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives back a call that was not made', () => {
    const window = new CallWindow(1);
    window.take(5);
    window.move(5, null);
    expect([window.remaining(6), window.resetInMs(6)]).toEqual([1, 0]);
  });
});
