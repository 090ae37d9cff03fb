import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { accountCall, call, childIds, first, siteCall } from './support.ts';

describe('the call log', () => {
  it('tells operation, address, ids, key name, body and status, in order', async () => {
    const sandbox = createSandbox({ tickMs: 0 });
    const child = first(childIds(sandbox));
    await accountCall(sandbox, '/site-list/v2/sites/count', { filter: { published: true } }, child);
    await siteCall(sandbox, 'nowhere', '/site-properties/v4/properties?fields.paths=locale&fields.paths=email');
    sandbox.clock.advance(1000);
    await call(sandbox, '/no/such/path');
    expect(sandbox.calls.entries()).toEqual([
      {
        operation: 'Count Sites',
        method: 'POST',
        path: '/site-list/v2/sites/count',
        query: {},
        accountId: child,
        keyName: 'owner',
        body: { filter: { published: true } },
        status: 200,
        at: '2026-11-23T12:00:00.000Z',
      },
      {
        operation: 'Get Site Properties',
        method: 'GET',
        path: '/site-properties/v4/properties',
        query: { 'fields.paths': ['locale', 'email'] },
        siteId: 'nowhere',
        keyName: 'owner',
        status: 403,
        at: '2026-11-23T12:00:00.000Z',
      },
      {
        operation: 'unknown route',
        method: 'GET',
        path: '/no/such/path',
        query: {},
        status: 404,
        at: '2026-11-23T12:00:01.000Z',
      },
    ]);
  });

  it('never holds a key', async () => {
    const sandbox = createSandbox();
    for (const key of [...Object.values(sandbox.keys), `Bearer ${sandbox.keys.owner}`, 'IST.made-up']) {
      const headers = { authorization: key, 'wix-account-id': sandbox.accountId };
      await call(sandbox, '/site-list/v2/sites/query', { body: {}, headers });
    }
    const text = JSON.stringify(sandbox.calls.entries()).toLowerCase();
    expect(sandbox.calls.entries()).toHaveLength(8);
    expect(text).not.toContain('ist.');
    expect(text).not.toContain('authorization');
    for (const key of Object.values(sandbox.keys)) expect(text).not.toContain(key.toLowerCase());
  });

  it('counts by operation in the order of appearance and can be cleared', async () => {
    const sandbox = createSandbox();
    await accountCall(sandbox, '/roles-management/roles');
    await accountCall(sandbox, '/domains/v1/connected-domains');
    await accountCall(sandbox, '/roles-management/roles');
    expect(Object.entries(sandbox.calls.counts())).toEqual([
      ['Get Roles Info', 2],
      ['List Connected Domains', 1],
    ]);
    sandbox.calls.clear();
    expect(sandbox.calls.entries()).toEqual([]);
    expect(sandbox.calls.counts()).toEqual({});
  });

  it('keeps the newest 10,000 calls', async () => {
    const sandbox = createSandbox();
    for (let at = 0; at < 10_050; at += 1) await call(sandbox, `/call/${at}`);
    const entries = sandbox.calls.entries();
    expect(entries).toHaveLength(10_000);
    expect(entries[0]?.path).toBe('/call/50');
    expect(entries.at(-1)?.path).toBe('/call/10049');
    expect(sandbox.calls.counts()).toEqual({ 'unknown route': 10_000 });
  });

  it('is not touched by what the sandbox serves about itself', async () => {
    const sandbox = createSandbox();
    await call(sandbox, '/_sandbox');
    await call(sandbox, '/_sandbox/nothing');
    expect(sandbox.calls.entries()).toEqual([]);
  });
});
