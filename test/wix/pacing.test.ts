import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pacing } from '../../src/wix/pacing.ts';

/** A pacing by a clock that the test sets. */
function pacingAt(gapMs: number) {
  const clock = { now: 1_000, gapMs };
  const pacing = new Pacing(
    () => clock.gapMs,
    () => clock.now,
  );
  return { clock, pacing };
}

describe('the pacing of repeated reads', () => {
  it('holds back none while enough calls are left, and none that was not made lately', () => {
    const { clock, pacing } = pacingAt(0);
    pacing.requested('t', 'sites');
    pacing.made('t', 'sites');
    expect(pacing.waitMs('t', 'sites')).toBe(0);
    clock.gapMs = 300;
    // It was made when there were enough calls; the next one waits all the same.
    expect(pacing.waitMs('t', 'sites')).toBe(300);
    pacing.requested('t', 'roles');
    expect(pacing.waitMs('t', 'roles')).toBe(0);
    expect(pacing.waitMs('t', 'never requested')).toBe(0);
    const long = 'an id '.repeat(1_000);
    pacing.requested('t', long);
    pacing.made('t', long);
    expect(pacing.waitMs('t', long)).toBe(0);
  });

  it('gives one read all calls, and several the square root of their requests', () => {
    const { clock, pacing } = pacingAt(300);
    for (let time = 0; time < 16; time += 1) pacing.requested('t', 'sites');
    pacing.made('t', 'sites');
    expect(pacing.waitMs('t', 'sites')).toBe(300);
    for (let time = 0; time < 4; time += 1) pacing.requested('t', 'roles');
    pacing.made('t', 'roles');
    expect(pacing.waitMs('t', 'sites')).toBeCloseTo((300 * 6) / 4);
    expect(pacing.waitMs('t', 'roles')).toBeCloseTo((300 * 6) / 2);
    clock.now += 200;
    expect(pacing.waitMs('t', 'roles')).toBeCloseTo((300 * 6) / 2 - 200);
  });

  it('leaves callers alone who ask one thing after another, and tries them again ever more seldom', () => {
    const { clock, pacing } = pacingAt(300);
    const waits = Array.from({ length: 60 }, () => {
      pacing.requested('t', 'site');
      const waitMs = pacing.waitMs('t', 'site');
      clock.now += waitMs;
      pacing.made('t', 'site');
      clock.now += 100;
      return waitMs;
    });
    expect(waits.flatMap((waitMs, call) => (waitMs > 0 ? [call] : []))).toEqual([1, 3, 6, 11, 20, 37, 54]);
    // Two at a time share, so waiting is no longer in vain.
    for (let time = 0; time < 20; time += 1) {
      pacing.requested('t', 'site');
      pacing.requested('t', 'site');
      pacing.made('t', 'site');
    }
    expect(pacing.waitMs('t', 'site')).toBe(300);
  });

  it('forgets what nobody requests any more', () => {
    const { clock, pacing } = pacingAt(300);
    for (let read = 0; read < 50; read += 1) pacing.requested('t', `once ${read}`);
    clock.now += 60_000;
    pacing.requested('t', 'sites');
    pacing.made('t', 'sites');
    expect(pacing.waitMs('t', 'sites')).toBeLessThan(340);
  });

  it('never waits longer than five seconds, and never because of another tenant', () => {
    const request = fc.record({ tenant: fc.constantFrom('a', 'b'), read: fc.nat({ max: 100 }), passMs: fc.nat(2_000) });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 400 }), fc.nat({ max: 2_000 }), (requests, gapMs) => {
        const both = pacingAt(gapMs);
        const alone = pacingAt(gapMs);
        for (const { tenant, read, passMs } of requests) {
          for (const { clock } of [both, alone]) clock.now += passMs;
          const name = String(read);
          both.pacing.requested(tenant, name);
          const waitMs = both.pacing.waitMs(tenant, name);
          both.pacing.made(tenant, name);
          if (tenant === 'a') {
            alone.pacing.requested(tenant, name);
            expect(waitMs).toBe(alone.pacing.waitMs(tenant, name));
            alone.pacing.made(tenant, name);
          }
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(waitMs).toBeLessThanOrEqual(5_000);
        }
      }),
    );
  });

  it('makes no more calls than the gap allows, whatever is requested', () => {
    const { clock, pacing } = pacingAt(300);
    const reads = ['sites', 'roles', 'team', 'domains'];
    let made = 0;
    for (let tick = 0; tick < 6_000; tick += 1) {
      clock.now += 10;
      for (const [index, read] of reads.entries()) {
        if (tick % (index + 1) === 0) pacing.requested('t', read);
        if (pacing.waitMs('t', read) > 0) continue;
        pacing.made('t', read);
        made += 1;
      }
    }
    // A minute at one call in 300 ms, and the first of each read.
    expect(made).toBeLessThanOrEqual(200 + reads.length);
    expect(made).toBeGreaterThan(180);
  });
});
