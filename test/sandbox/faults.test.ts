import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { accountCall, agencySites, call, emptyForm, first } from './support.ts';

let sandbox: Sandbox;
let url: string;
let close: () => Promise<void>;

beforeEach(async () => {
  sandbox = createSandbox();
  ({ url, close } = await sandbox.listen());
});
afterEach(() => close());

function send(path = '/roles-management/roles', signal?: AbortSignal) {
  const headers = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId };
  return fetch(`${url}${path}`, { headers, ...(signal === undefined ? {} : { signal }) });
}

/** The code of the network error under a failed fetch. */
async function networkError(response: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await response.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { cause } = error instanceof Error ? error : { cause: undefined };
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}

const statuses = () => sandbox.calls.entries().map(({ status }) => status);

describe('a fault over HTTP', () => {
  it('answers a status with the empty form, or with its own body and headers', async () => {
    sandbox.faults.inject({ kind: 'status', status: 503 });
    sandbox.faults.inject({
      kind: 'status',
      status: 429,
      body: { message: 'slow down' },
      headers: { 'retry-after': '2' },
    });
    const unavailable = await send();
    expect([unavailable.status, await unavailable.json()]).toEqual([503, emptyForm]);
    const throttled = await send();
    expect([throttled.status, await throttled.json()]).toEqual([429, { message: 'slow down' }]);
    expect(throttled.headers.get('retry-after')).toBe('2');
    expect(throttled.headers.get('x-wix-request-id')).toMatch(/^sandbox-/);
    expect((await send()).status).toBe(200);
    expect(statuses()).toEqual([503, 429, 200]);
  });

  it('answers the empty 403', async () => {
    sandbox.faults.inject({ kind: 'empty403' });
    const response = await send();
    expect([response.status, await response.json()]).toEqual([403, emptyForm]);
  });

  it('answers an HTML page', async () => {
    sandbox.faults.inject({ kind: 'html' });
    sandbox.faults.inject({ kind: 'html', status: 504 });
    const response = await send();
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<html>');
    expect((await send()).status).toBe(504);
  });

  it('cuts the answer in the middle of its body', async () => {
    sandbox.faults.inject({ kind: 'truncated' });
    const response = await send();
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(200);
    expect(await networkError(response.text())).toBe('UND_ERR_SOCKET');
    expect(statuses()).toEqual([200]);
  });

  it('answers 200 with malformed JSON', async () => {
    sandbox.faults.inject({ kind: 'malformed' });
    const response = await send();
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it('resets the connection before an answer', async () => {
    sandbox.faults.inject({ kind: 'reset' });
    expect(await networkError(send())).toBe('ECONNRESET');
    expect(statuses()).toEqual([0]);
    expect((await send()).status).toBe(200);
  });

  it('hangs until it is cleared', async () => {
    sandbox.faults.inject({ kind: 'hang', times: 2 });
    const hanging = networkError(send());
    await expect(send('/roles-management/roles', AbortSignal.timeout(50))).rejects.toThrow('timeout');
    expect(statuses()).toEqual([0, 0]);
    sandbox.faults.clear();
    expect(await hanging).toBe('UND_ERR_SOCKET');
    expect((await send()).status).toBe(200);
  });

  it('lets go of a hanging call when the server closes', async () => {
    const other = await sandbox.listen();
    sandbox.faults.inject({ kind: 'hang' });
    const hanging = networkError(fetch(`${other.url}/roles-management/roles`));
    while (sandbox.calls.entries().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await other.close();
    expect(await hanging).toBe('UND_ERR_SOCKET');
  });

  it('delays the true answer', async () => {
    sandbox.faults.inject({ kind: 'delay', delayMs: 40 });
    const start = performance.now();
    const response = await send();
    expect(performance.now() - start).toBeGreaterThanOrEqual(38);
    expect(await response.json()).toHaveProperty('predefinedRoles');
  });
});

describe('a fault in process', () => {
  it('replaces or changes the JSON of an answer', async () => {
    sandbox.faults.inject({ kind: 'body', body: { surprise: true } });
    expect(await accountCall(sandbox, '/roles-management/roles')).toMatchObject({
      status: 200,
      body: { surprise: true },
    });
    sandbox.faults.inject({
      kind: 'patch',
      patch: (body) => ({ ...(body as object), predefinedRoles: null }),
    });
    const patched = await accountCall(sandbox, '/roles-management/roles');
    expect(patched.body).toMatchObject({ predefinedRoles: null, customRoles: expect.any(Array) });
  });

  it('needs HTTP where it breaks connections, and says so', async () => {
    for (const kind of ['reset', 'truncated', 'hang'] as const) {
      sandbox.faults.inject({ kind });
      await expect(accountCall(sandbox, '/roles-management/roles')).rejects.toThrow(
        `The fault "${kind}" needs a connection`,
      );
    }
  });

  it('strikes only its operation and only matching calls', async () => {
    sandbox.faults.inject({ kind: 'status', status: 500, operation: 'Count Sites' });
    sandbox.faults.inject({ kind: 'status', status: 501, match: ({ query }) => query['locale']?.[0] === 'fr' });
    expect((await accountCall(sandbox, '/roles-management/roles?locale=de')).status).toBe(200);
    expect((await accountCall(sandbox, '/roles-management/roles?locale=fr')).status).toBe(501);
    expect((await accountCall(sandbox, '/site-list/v2/sites/count', {})).status).toBe(500);
  });

  it('strikes as often as it should', async () => {
    sandbox.faults.inject({ kind: 'status', status: 500, times: 2 });
    const answers = async (amount: number) => {
      const replies = await Promise.all(
        Array.from({ length: amount }, () => accountCall(sandbox, '/roles-management/roles')),
      );
      return replies.map(({ status }) => status);
    };
    expect(await answers(3)).toEqual([500, 500, 200]);
    sandbox.faults.inject({ kind: 'status', status: 500, times: Number.POSITIVE_INFINITY });
    expect(await answers(5)).toEqual([500, 500, 500, 500, 500]);
    sandbox.faults.clear();
    expect(await answers(1)).toEqual([200]);
  });

  it('has no effect on the world where the call is answered by the fault', async () => {
    const before = sandbox.state.siteInvites.size;
    sandbox.faults.inject({ kind: 'status', status: 503 });
    const headers = { authorization: sandbox.keys.owner, 'wix-site-id': first(agencySites(sandbox)).id };
    const body = { policyIds: ['6732588207941061632'], emails: ['a@guest.example'] };
    const reply = await call(sandbox, '/invites/site-invite/bulk', { body, headers });
    expect(reply.status).toBe(503);
    expect(sandbox.state.siteInvites.size).toBe(before);
  });
});
