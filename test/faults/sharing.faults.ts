import { expect } from 'vitest';
import { measured, row } from './ledger.ts';
import { readAccount } from './requests.ts';
import { type FaultStage, ordinaryAnswer, withStage } from './stage.ts';

const unhurried = { OPERATION_TIMEOUT_MS: '20000', WIX_CALL_TIMEOUT_MS: '15000', MAX_REQUESTS: '5000' };
const herd = 1_000;

async function stampede({ ask }: FaultStage): Promise<void> {
  const answers = await Promise.all(Array.from({ length: herd }, () => ask(readAccount)));
  for (const { data } of answers) expect(data).toEqual(ordinaryAnswer);
}

row(
  'U31',
  'a thousand equal reads at once, cold and at the moment of expiry',
  async () => {
    // Sharing alone: the one call is under way until all have asked.
    await withStage({ env: unhurried }, async (stage) => {
      stage.sandbox.faults.inject({ kind: 'delay', delayMs: 4_000, operation: 'Get Account' });
      await stampede(stage);
      measured(`${herd} equal reads at once, nothing kept`, `${stage.calls()['Get Account']} call`);
      expect(stage.calls()).toEqual({ 'Get Account': 1 });
    });
    await withStage({ env: { ...unhurried, CACHE_TTL_MS: '60000' } }, async (stage) => {
      await stampede(stage);
      expect(stage.calls()).toEqual({ 'Get Account': 1 });
    });
    await withStage({ env: { ...unhurried, CACHE_TTL_MS: '4000' } }, async (stage) => {
      expect((await stage.ask(readAccount)).data).toEqual(ordinaryAnswer);
      await new Promise((resolve) => setTimeout(resolve, 4_401));
      await stampede(stage);
      measured(`${herd} equal reads at the moment of expiry`, `${(stage.calls()['Get Account'] ?? 0) - 1} call`);
      expect(stage.calls()).toEqual({ 'Get Account': 2 });
    });
  },
  60_000,
);

row('U34', '429 for one account', async () => {
  const env = {
    WIX_AUTH: 'forward',
    WIX_API_KEY: undefined,
    WIX_ACCOUNT_ID: undefined,
    WIX_CALLS_PER_MINUTE: '200',
    CACHE_TTL_MS: '50',
    CACHE_STALE_MS: '60000',
  };
  await withStage({ env, recovers: async () => {} }, async ({ sandbox, ask, calls }) => {
    const stranger = [...sandbox.state.accounts.values()].find(
      ({ id, parentAccountId }) => id !== sandbox.accountId && parentAccountId !== sandbox.accountId,
    );
    const a = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId };
    const b = { authorization: sandbox.keys.stranger, 'wix-account-id': stranger?.id ?? '' };
    const own = await ask(readAccount, {}, a);
    expect(own.data).toEqual(ordinaryAnswer);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const { accountId } = sandbox;
    sandbox.faults.inject({
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '30' },
      match: (call) => call.accountId === accountId,
      times: 99,
    });
    // What was read before stands in, and says how old it is.
    const stale = await ask(readAccount, {}, a);
    expect([stale.data, stale.errors]).toEqual([ordinaryAnswer, []]);
    expect(JSON.stringify(stale.extensions)).toMatch(/RATE_LIMITED/);
    // What was not is refused; and nothing is sent any more.
    const sent = calls()['Get Account'];
    expect((await ask('{ account { folders { id } } }', {}, a)).code).toBe('RATE_LIMITED');
    expect(calls()).toEqual({ 'Get Account': sent });
    for (let count = 0; count < 20; count += 1) expect((await ask(readAccount, {}, b)).errors).toEqual([]);
  });
});
