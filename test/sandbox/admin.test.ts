import { request as httpRequest } from 'node:http';
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

  it.each([1e17, 1e300, Number.MAX_SAFE_INTEGER, 400 * 366 * 24 * 60 * 60 * 1_000])(
    'refuses a step of the clock that no date can hold: %d',
    async (milliseconds) => {
      const sandbox = createSandbox();
      for (const body of [{ advanceMs: milliseconds }, { tickMs: milliseconds }]) {
        expect(await call(sandbox, '/_sandbox/clock', { body })).toMatchObject({ status: 400 });
      }
      const advanceMs = 10 * 365 * 24 * 60 * 60 * 1_000;
      let status = 200;
      for (let step = 0; step < 20 && status === 200; step += 1) {
        ({ status } = await call(sandbox, '/_sandbox/clock', { body: { advanceMs } }));
      }
      expect(status).toBe(400);
      expect((await accountCall(sandbox, '/roles-management/roles')).status).toBe(200);
    },
  );

  it('bounds faults and bodies, and takes JSON only', async () => {
    const sandbox = createSandbox();
    const send = (body: unknown, headers = {}) => call(sandbox, '/_sandbox/faults', { body, headers });
    expect(await send({ kind: 'delay', delayMs: 1e12 })).toMatchObject({ status: 400 });
    const fault = { kind: 'empty403', operation: 'Nothing' };
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/json']) {
      expect([type, (await send(JSON.stringify(fault), { 'content-type': type })).status]).toEqual([type, 415]);
    }
    expect(await send(`{"kind":"${'x'.repeat(1_000_000)}"}`)).toMatchObject({ status: 413 });
    const statuses = await Promise.all(Array.from({ length: 1_001 }, async () => (await send(fault)).status));
    expect(statuses.filter((status) => status === 400)).toHaveLength(1);
  });

  it('rejects requests from pages of other servers', async () => {
    const sandbox = createSandbox();
    const { port, close } = await sandbox.listen();
    const send = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const path = '/_sandbox/faults';
        const request = httpRequest({ host: '127.0.0.1', port, path, method: 'DELETE', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject).end();
      });
    try {
      for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example']) {
        expect([host, await send({ host })]).toEqual([host, 421]);
      }
      for (const origin of ['http://evil.example', 'null', `http://localhost:${port + 1}`]) {
        expect([origin, await send({ host: `localhost:${port}`, origin })]).toEqual([origin, 403]);
      }
      const own = { host: `localhost:${port}`, origin: `http://localhost:${port}` };
      expect([await send(own), await send({ host: `127.0.0.1:${port}` })]).toEqual([200, 200]);
    } finally {
      await close();
    }
  });

  it('answers 404 for what it does not have', async () => {
    expect(await call(createSandbox(), '/_sandbox/nothing')).toMatchObject({ status: 404 });
    expect(await call(createSandbox(), '/_sandbox/invites/none/accept', { body: {} })).toMatchObject({ status: 404 });
  });
});
