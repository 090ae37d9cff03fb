import { afterEach, expect, vi } from 'vitest';
import { row } from './ledger.ts';
import { createSite, httpAnswer, readAccount, readSites, sitesNamed } from './requests.ts';
import { eachOn, ordinaryAnswer, withStage } from './stage.ts';

afterEach(() => {
  vi.useRealTimers();
});

const hourMs = 3_600_000;

/** Sets the clock of the process, and leaves its timers alone: as an administrator or NTP does. */
function setClock(byMs: number): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(now + byMs);
}

row('U35', 'clocks that jump', async () => {
  const jumps = [hourMs, -hourMs, 25 * hourMs, -25 * hourMs, 400];
  await eachOn(jumps, { env: { WIX_CALLS_PER_MINUTE: '100' } }, async ({ sandbox, ask, calls }, byMs) => {
    expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
    // In the middle of a request.
    sandbox.faults.inject({ kind: 'delay', delayMs: 60 });
    const during = ask(readSites);
    setClock(byMs);
    expect((await during).errors).toEqual([]);
    // A call that never ends still ends in its time.
    sandbox.faults.inject({ kind: 'hang' });
    const hung = ask(readAccount);
    setClock(byMs);
    const { code, elapsedMs } = await hung;
    expect(code).toBe('UPSTREAM_TIMEOUT');
    expect(elapsedMs).toBeGreaterThan(290);
    expect((await ask('{ rateLimit { remaining } }')).data.rateLimit.remaining).toBeGreaterThan(90);
    expect(calls()['Get Account']).toBe(2);
    vi.useRealTimers();
  });
  await eachOn(jumps, { env: { WIX_CALLS_PER_MINUTE: '3' }, recovers: async () => {} }, async ({ ask }, byMs) => {
    for (let count = 0; count < 3; count += 1) await ask(readAccount);
    setClock(byMs);
    const { errors } = await ask(readAccount);
    // Refused for some time, or no more; never for days, and never for less than no time.
    for (const { extensions } of errors) {
      expect(extensions.code).toBe('RATE_LIMITED');
      expect(extensions['retryAfterMs']).toBeGreaterThan(0);
      expect(extensions['retryAfterMs']).toBeLessThanOrEqual(600_000);
    }
    vi.useRealTimers();
  });
  await eachOn(jumps, {}, async ({ sandbox, ask }, byMs) => {
    const first = await ask(createSite, { key: 'one' });
    setClock(byMs);
    const again = await ask(createSite, { key: 'one' });
    expect([again.data, sitesNamed(sandbox, 'Faulty Towers')]).toEqual([first.data, 1]);
    vi.useRealTimers();
  });
  // The clock of Wix is another one: its Date means nothing here.
  await eachOn([-300_000, 300_000, 1e11], {}, async ({ sandbox, proxy, ask }, byMs) => {
    const account = { accountId: sandbox.accountId, accountName: 'Northwind Studio' };
    const date = new Date(Date.now() + byMs).toUTCString();
    proxy.add({
      kind: 'answer',
      bytes: httpAnswer('200 OK', { date, 'content-type': 'application/json' }, JSON.stringify({ account })),
    });
    expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
  });
  await withStage({}, async ({ ask }) => {
    expect((await ask(readAccount)).errors).toEqual([]);
  });
});
