import { expect } from 'vitest';
import { row } from './ledger.ts';
import {
  createFolder,
  createProjectCall,
  createSite,
  httpAnswer,
  ownSites,
  publishSite,
  readAccount,
  readSites,
  sitesNamed,
} from './requests.ts';
import { eachOn, withStage } from './stage.ts';

const json = { 'content-type': 'application/json' };

/** An error body as Wix's applications write it. */
function refusal(code: string) {
  return { message: 'No', details: { applicationError: { code, description: 'No', data: {} } } };
}

row('U1', '400 with field violations', async () => {
  const body = {
    message: 'folder.name has size 300, expected 100 or less',
    details: {
      validationError: {
        fieldViolations: [{ field: 'folder.name', description: 'has size 300', violatedRule: 'MAX' }],
      },
    },
  };
  await withStage({}, async ({ sandbox, ask, calls }) => {
    sandbox.faults.inject({ kind: 'status', status: 400, body, operation: 'Create Folder' });
    const { data } = await ask(createFolder);
    expect(data.createFolder).toEqual({
      folder: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', 'name'], upstreamCode: null }],
    });
    expect(calls()).toEqual({ 'Query Folders': 1, 'Create Folder': 1 });
  });
  await withStage({}, async ({ sandbox, ask, calls }) => {
    sandbox.faults.inject({ kind: 'status', status: 400, body });
    const { data, errors } = await ask(readAccount);
    expect([data, errors[0]?.path]).toEqual([{ account: { name: null } }, ['account', 'name']]);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'folder.name' });
    expect(calls()).toEqual({ 'Get Account': 1 });
  });
});

row('U2', '401: the operator, or the caller with a key of their own, and never the breaker', async () => {
  await withStage({}, async ({ sandbox, ask, calls }) => {
    sandbox.faults.inject({ kind: 'status', status: 401, times: 30 });
    for (let count = 0; count < 30; count += 1) expect((await ask(readAccount)).code).toBe('UPSTREAM_UNAUTHENTICATED');
    expect(calls()).toEqual({ 'Get Account': 30 });
  });
  const forward = { WIX_AUTH: 'forward', WIX_API_KEY: undefined, WIX_ACCOUNT_ID: undefined };
  const headersOf = (key: string, accountId: string) => ({ authorization: key, 'wix-account-id': accountId });
  await withStage(
    {
      env: forward,
      recovers: async ({ ask, sandbox }) => {
        const { data } = await ask(readAccount, {}, headersOf(sandbox.keys.owner, sandbox.accountId));
        expect(data.account.name).toBe('Northwind Studio');
      },
    },
    async ({ sandbox, ask, calls }) => {
      const { code } = await ask(readAccount, {}, headersOf(sandbox.keys.revoked, sandbox.accountId));
      expect(code).toBe('UNAUTHENTICATED');
      expect(calls()).toEqual({ 'Get Account': 1 });
    },
  );
});

row('U3', '403 with a code, and an empty one that may be throttling', async () => {
  const forbidden = { kind: 'status', status: 403, body: refusal('PERMISSION_DENIED') } as const;
  await withStage({ env: { OPERATION_TIMEOUT_MS: '3000' } }, async ({ sandbox, ask, calls, forgetCalls }) => {
    sandbox.faults.inject(forbidden);
    const { errors } = await ask(readAccount);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', upstreamCode: 'PERMISSION_DENIED' });
    expect(errors[0]?.message).toContain('Account.GetAccountProperties');
    expect(calls()).toEqual({ 'Get Account': 1 });

    forgetCalls();
    sandbox.faults.inject({ kind: 'empty403' });
    const throttled = await ask(readAccount);
    expect(throttled.data).toEqual({ account: { name: 'Northwind Studio' } });
    expect(throttled.elapsedMs).toBeGreaterThanOrEqual(999);
    expect(calls()).toEqual({ 'Get Account': 2 });

    forgetCalls();
    sandbox.faults.inject({ kind: 'empty403', times: 5 });
    expect((await ask(readAccount)).code).toBe('FORBIDDEN');
    expect(calls()).toEqual({ 'Get Account': 2 });

    forgetCalls();
    sandbox.faults.clear();
    sandbox.faults.inject({ kind: 'empty403', operation: 'Create Folder', times: 5 });
    expect((await ask(createFolder)).code).toBe('FORBIDDEN');
    expect(calls()['Create Folder']).toBe(1);
  });
});

row('U4', '404: null for what is looked up, NOT_FOUND for what is written to', async () => {
  await withStage({}, async ({ sandbox, ask, calls, forgetCalls }) => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const [site] = ownSites(sandbox);
    const { data, errors } = await ask(
      `{ domain(name: "nobody-has-this.example") { name } sites(ids: ["${site?.id}", "${nobody}"]) { id } }`,
    );
    expect([data, errors]).toEqual([{ domain: null, sites: [{ id: site?.id }, null] }, []]);
    // A domain that is not connected can be registered through Wix.
    expect(calls()).toEqual({ 'Get Connected Domain': 1, 'Get Domain Assignment': 1, 'Query Sites': 1 });

    forgetCalls();
    sandbox.faults.inject({ kind: 'status', status: 404, operation: 'Publish Site' });
    const written = await ask(publishSite, { siteId: site?.id });
    expect(written.data.publishSite).toMatchObject({ site: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(calls()).toEqual({ 'Query Sites': 1, 'Publish Site': 1 });

    // Where the contract has no "it may be missing", a 404 is a failure of the field.
    forgetCalls();
    sandbox.faults.inject({ kind: 'status', status: 404 });
    expect((await ask(readAccount)).code).toBe('NOT_FOUND');
    expect(calls()).toEqual({ 'Get Account': 1 });
  });
});

row('U5', '409 is told with its code and never sent again', async () => {
  await eachOn(['ALREADY_EXISTS', 'INVALID_REVISION'], {}, async ({ sandbox, ask, calls }, upstreamCode) => {
    sandbox.faults.inject({
      kind: 'status',
      status: 409,
      body: refusal(upstreamCode),
      operation: 'Create Folder',
      times: 3,
    });
    const { data } = await ask(createFolder);
    expect(data.createFolder.userErrors).toMatchObject([{ code: 'CONFLICT', upstreamCode }]);
    expect(calls()['Create Folder']).toBe(1);
  });
});

row('U6', '428 is told with its code and never sent again', async () => {
  await eachOn(['FAILED_PRECONDITION', 'PREMIUM_ONLY'], {}, async ({ sandbox, ask, calls }, upstreamCode) => {
    sandbox.faults.inject({
      kind: 'status',
      status: 428,
      body: refusal(upstreamCode),
      operation: 'Create Folder',
      times: 3,
    });
    const { data } = await ask(createFolder);
    expect(data.createFolder.userErrors).toMatchObject([{ code: 'FAILED_PRECONDITION', upstreamCode }]);
    expect(calls()['Create Folder']).toBe(1);
  });
});

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toUTCString();

row('U7', '429 with every Retry-After there is', async () => {
  const waits: readonly (readonly [string | null, 'answered' | 'refused'])[] = [
    ['2', 'refused'],
    ['0', 'answered'],
    ['-1', 'answered'],
    ['abc', 'answered'],
    ['1e9', 'answered'],
    ['5, 6', 'answered'],
    ['1.5', 'answered'],
    ['999999999', 'refused'],
    [daysFromNow(-1), 'answered'],
    [daysFromNow(1), 'refused'],
    ['Fri, 01 Jan 2099 00:00:00 GMT', 'refused'],
    [null, 'answered'],
  ];
  await eachOn(waits, {}, async ({ sandbox, ask, calls }, [retryAfter, outcome]) => {
    sandbox.faults.inject({
      kind: 'status',
      status: 429,
      ...(retryAfter === null ? {} : { headers: { 'retry-after': retryAfter } }),
    });
    const answer = await ask(readAccount);
    expect(answer.headers['retry-after']).toBeUndefined();
    if (outcome === 'answered') {
      expect(answer.data).toEqual({ account: { name: 'Northwind Studio' } });
      expect(calls()).toEqual({ 'Get Account': 2 });
    } else {
      expect(answer.code).toBe('RATE_LIMITED');
      expect(answer.errors[0]?.extensions['retryAfterMs']).toBeGreaterThan(1_900);
      expect(calls()).toEqual({ 'Get Account': 1 });
    }
  });
  // Where calls are counted, everybody of the tenant waits, and nobody for longer than Wix asks.
  const counted = { env: { WIX_CALLS_PER_MINUTE: '200' } };
  await withStage({ ...counted, recovers: async () => {} }, async ({ sandbox, ask, calls }) => {
    sandbox.faults.inject({ kind: 'status', status: 429, headers: { 'retry-after': '30' } });
    expect((await ask(readAccount)).code).toBe('RATE_LIMITED');
    const other = await ask(readSites);
    expect(other.code).toBe('RATE_LIMITED');
    expect(other.errors[0]?.extensions['retryAfterMs']).toBeLessThanOrEqual(30_000);
    expect(calls()).toEqual({ 'Get Account': 1 });
  });
  const unhurried = { env: { ...counted.env, OPERATION_TIMEOUT_MS: '3000', WIX_CALL_TIMEOUT_MS: '2000' } };
  await withStage(unhurried, async ({ sandbox, ask, calls }) => {
    sandbox.faults.inject({ kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    const first = ask(readAccount);
    while (calls()['Get Account'] !== 1) await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Whoever comes meanwhile waits for the second as well, and no longer.
    const others = [readSites, '{ account { folders { id } } }', '{ account { roles { id } } }'].map((query) =>
      ask(query),
    );
    for (const { errors, elapsedMs } of await Promise.all([first, ...others])) {
      expect(errors).toEqual([]);
      expect(elapsedMs).toBeGreaterThan(900);
      expect(elapsedMs).toBeLessThan(2_000);
    }
  });
  await eachOn(['0', daysFromNow(-1)], counted, async ({ sandbox, ask, calls }, retryAfter) => {
    sandbox.faults.inject({ kind: 'status', status: 429, headers: { 'retry-after': retryAfter } });
    expect((await ask(readAccount)).data).toEqual({ account: { name: 'Northwind Studio' } });
    expect(calls()).toEqual({ 'Get Account': 2 });
  });
});

row('U8', '500, 502, 503 and 504 to reads and writes by every verb', async () => {
  const statuses = [500, 502, 503, 504];
  const reads = [
    { operation: 'Get Account', query: readAccount },
    { operation: 'Query Sites', query: readSites },
  ];
  await eachOn(
    statuses.flatMap((status) => reads.map((read) => ({ ...read, status }))),
    {},
    async ({ sandbox, ask, calls, forgetCalls }, { status, operation, query }) => {
      sandbox.faults.inject({ kind: 'status', status, times: 2 });
      expect((await ask(query)).errors).toEqual([]);
      expect(calls()).toEqual({ [operation]: 3 });
      forgetCalls();
      sandbox.faults.inject({ kind: 'status', status, times: Number.POSITIVE_INFINITY });
      expect((await ask(query)).code).toBe('UPSTREAM_UNAVAILABLE');
      // The first try and what is left of three free repetitions.
      expect(calls()).toEqual({ [operation]: 2 });
    },
  );
  const domain = 'clover-joinery-brno.co.uk';
  const writes = [
    { operation: 'Create Folder', query: createFolder },
    {
      operation: 'Update DNS Zone',
      query: `mutation { updateDnsZone(input: { domainName: "${domain}", additions: [{ type: TXT, hostName: "${domain}", ttlSeconds: 300, values: ["x"] }] }) { zone { domainName } userErrors { code } } }`,
    },
    {
      operation: 'Delete Connected Domain',
      query: `mutation { disconnectDomain(input: { name: "${domain}" }) { userErrors { code } } }`,
    },
  ];
  await eachOn(
    statuses.flatMap((status) => writes.map((write) => ({ ...write, status }))),
    { env: { OPERATION_TIMEOUT_MS: '500' } },
    async ({ sandbox, ask, calls }, { status, operation, query }) => {
      sandbox.faults.inject({ kind: 'status', status, operation, times: Number.POSITIVE_INFINITY });
      const { code, data } = await ask(query);
      expect(['OUTCOME_UNKNOWN', 'UPSTREAM_UNAVAILABLE']).toContain(code);
      expect(Object.values(data)).toEqual([null]);
      expect(calls()[operation]).toBe(1);
    },
  );
  await withStage({}, async ({ sandbox, ask, calls }) => {
    // An idempotent write that Wix asks to send again is sent again.
    const site = ownSites(sandbox).find(({ published }) => !published);
    const headers = { 'retry-after': '0' };
    sandbox.faults.inject({ kind: 'status', status: 503, headers, operation: 'Publish Site' });
    const { data } = await ask(publishSite, { siteId: site?.id });
    expect(data.publishSite.site).toEqual({ id: site?.id, isPublished: true });
    expect(calls()['Publish Site']).toBe(2);
  });
});

row('U9', 'statuses that the contract does not know', async () => {
  const odd: readonly (readonly [string, Buffer, string, number])[] = [
    ['501', httpAnswer('501 Not Implemented', json, '{}'), 'UPSTREAM_UNAVAILABLE', 1],
    ['418', httpAnswer("418 I'm a teapot", json, '{}'), 'UPSTREAM_INVALID_RESPONSE', 1],
    [
      '302',
      httpAnswer('302 Found', { location: 'http://127.0.0.1:1/elsewhere', 'content-length': '0' }),
      'UPSTREAM_INVALID_RESPONSE',
      1,
    ],
    ['204', httpAnswer('204 No Content', {}), 'UPSTREAM_INVALID_RESPONSE', 1],
    ['206', httpAnswer('206 Partial Content', json, '{"account":{}}'), 'UPSTREAM_INVALID_RESPONSE', 1],
    ['101', httpAnswer('101 Switching Protocols', { upgrade: 'x', connection: 'upgrade' }), 'UPSTREAM_UNAVAILABLE', 3],
  ];
  await eachOn(odd, {}, async ({ proxy, ask, calls }, [, bytes, code, tries]) => {
    proxy.add({ kind: 'answer', bytes });
    expect((await ask(readAccount)).code).toBe(code);
    expect([proxy.seen.exchanges, calls()]).toEqual([tries, {}]);
  });
  const early = ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n'];
  await eachOn(early, {}, async ({ sandbox, proxy, ask }, head) => {
    const account = { accountId: sandbox.accountId, accountName: 'Told early' };
    const whole = httpAnswer('200 OK', json, JSON.stringify({ account }));
    proxy.add({ kind: 'answer', bytes: Buffer.concat([Buffer.from(head), whole]) });
    const { data, code } = await ask(readAccount);
    // Nobody asked for it: told or refused, and never waited for.
    if (data.account.name === null) expect(code).toBe('UPSTREAM_UNAVAILABLE');
    else expect(data.account.name).toBe('Told early');
  });
  await withStage({}, async ({ sandbox, proxy, ask }) => {
    // A redirect of a write is not followed either.
    proxy.add({
      kind: 'answer',
      match: createProjectCall,
      bytes: httpAnswer('307 Temporary Redirect', { location: proxy.origin, 'content-length': '0' }),
    });
    expect((await ask(createSite)).code).toBe('OUTCOME_UNKNOWN');
    expect([proxy.seen.struck, sitesNamed(sandbox, 'Faulty Towers')]).toEqual([1, 0]);
  });
});
