import { describe, expect, it } from 'vitest';
import { chooseQuirks } from '../../src/sandbox/quirks.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { accountCall, call, childIds } from './support.ts';

describe('the admin surface', () => {
  it('describes the sandbox with its keys', async () => {
    const sandbox = createSandbox({ seed: 3 });
    expect((await call(sandbox, '/_sandbox')).body).toEqual({
      size: 'demo',
      seed: 3,
      now: '2026-11-23T12:00:00.000Z',
      tickMs: 1,
      accountId: sandbox.accountId,
      strangerAccountId: expect.any(String),
      childAccountIds: childIds(sandbox),
      keys: sandbox.keys,
      quirks: chooseQuirks(),
    });
  });

  it('shows and clears the calls', async () => {
    const sandbox = createSandbox();
    await accountCall(sandbox, '/roles-management/roles');
    expect((await call(sandbox, '/_sandbox/calls')).body).toEqual({
      calls: sandbox.calls.entries(),
      counts: { 'Get Roles Info': 1 },
    });
    expect(await call(sandbox, '/_sandbox/calls', { method: 'DELETE' })).toMatchObject({ status: 200, body: {} });
    expect(sandbox.calls.entries()).toEqual([]);
  });

  it('advances the clock, never backwards', async () => {
    const sandbox = createSandbox({ now: new Date('2026-01-01T00:00:00.000Z') });
    const advanced = await call(sandbox, '/_sandbox/clock', { body: { advanceMs: 1500 } });
    expect(advanced.body).toEqual({ now: '2026-01-01T00:00:01.500Z', tickMs: 1 });
    for (const advanceMs of [-1, '5', null]) {
      expect(await call(sandbox, '/_sandbox/clock', { body: { advanceMs } })).toMatchObject({ status: 400 });
    }
    expect(sandbox.clock.now().toISOString()).toBe('2026-01-01T00:00:01.500Z');
    expect(() => sandbox.clock.advance(-1)).toThrow(RangeError);
  });

  it('injects and clears faults', async () => {
    const sandbox = createSandbox();
    const roles = async () => (await accountCall(sandbox, '/roles-management/roles')).status;
    const body = { kind: 'status', status: 503, operation: 'Get Roles Info', times: 'Infinity' };
    expect(await call(sandbox, '/_sandbox/faults', { body })).toMatchObject({ status: 200 });
    expect([await roles(), await roles()]).toEqual([503, 503]);
    await call(sandbox, '/_sandbox/faults', { method: 'DELETE' });
    expect(await roles()).toBe(200);
  });

  it.each([
    { kind: 'patch' },
    { kind: 'status' },
    { kind: 'status', status: 99 },
    { kind: 'delay' },
    { kind: 'empty403', times: 0 },
    { kind: 'empty403', operation: 5 },
    { kind: 'status', status: 500, headers: 'none' },
    'not json',
  ])('refuses a fault it cannot read: %j', async (body) => {
    const reply = await call(createSandbox(), '/_sandbox/faults', { body });
    expect(reply).toMatchObject({ status: 400, body: { message: expect.any(String) } });
  });

  it('answers 404 for what it does not have', async () => {
    expect(await call(createSandbox(), '/_sandbox/nothing')).toMatchObject({ status: 404 });
    expect(await call(createSandbox(), '/_sandbox/invites/none/accept', { body: {} })).toMatchObject({ status: 404 });
  });
});
