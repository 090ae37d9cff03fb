import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { withChild } from './child-program.ts';
import { measured, row } from './ledger.ts';
import { createFolder, foldersNamed, httpAnswer, ownSites, readAccount, readSites } from './requests.ts';
import { eachOn, ordinaryAnswer, withStage } from './stage.ts';

const json = { 'content-type': 'application/json' };

row('U13', 'JSON that is cut, with the length it has', async () => {
  await withStage({}, async ({ sandbox, ask, calls }) => {
    sandbox.faults.inject({ kind: 'malformed' });
    expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
    expect(calls()).toEqual({ 'Get Account': 2 });
    sandbox.faults.inject({ kind: 'malformed', times: 9 });
    expect((await ask(readSites)).code).toBe('UPSTREAM_INVALID_RESPONSE');
    expect(calls()['Query Sites']).toBe(3);
  });
  await withStage({ env: { OPERATION_TIMEOUT_MS: '500' } }, async ({ sandbox, ask, calls }) => {
    sandbox.faults.inject({ kind: 'malformed', operation: 'Create Folder', times: 9 });
    expect((await ask(createFolder)).code).toBe('OUTCOME_UNKNOWN');
    expect(calls()['Create Folder']).toBe(1);
  });
});

row('U14', 'answers that are no JSON object', async () => {
  const bodies: readonly (readonly [string, Record<string, string>, string, number])[] = [
    ['HTML', { 'content-type': 'text/html' }, '<html><body>Gateway canary</body></html>', 3],
    ['text', { 'content-type': 'text/plain' }, 'OK canary', 3],
    ['nothing', { ...json, 'content-length': '0' }, '', 3],
    ['null', json, 'null', 1],
    ['a list', json, '[]', 1],
    ['a text', json, '"ok canary"', 1],
    ['a number', json, '7', 1],
    ['a byte order mark', json, '\ufeff{"account":{}}', 3],
  ];
  await eachOn(bodies, {}, async ({ proxy, ask }, [, headers, body, tries]) => {
    proxy.add({ kind: 'answer', bytes: httpAnswer('200 OK', headers, body) });
    const answer = await ask(readAccount);
    expect(answer.code).toBe('UPSTREAM_INVALID_RESPONSE');
    expect(JSON.stringify(answer.errors)).not.toMatch(/canary|html/i);
    expect(proxy.seen.exchanges).toBe(tries);
  });
});

type Site = Record<string, unknown>;

/** Changes the sites of a Query Sites answer. */
const patchSites = (change: (sites: Site[]) => unknown) => ({
  kind: 'patch' as const,
  operation: 'Query Sites',
  patch: (body: unknown) => ({ ...(body as object), sites: change((body as { sites: Site[] }).sites) }),
});

row('U15', 'answers of a wrong shape', async () => {
  const query =
    '{ account { sites(first: 3) { nodes { id displayName kind editor isPublished isPremium createdAt } pageInfo { hasNextPage } } } }';
  const shapes: readonly (readonly [string, (sites: Site[]) => unknown, 'listed' | 'failed'])[] = [
    ['sites is an object', () => ({}), 'failed'],
    ['sites is a text', () => 'x', 'failed'],
    ['an id that is a number', ([first, ...others]) => [{ ...first, id: 7 }, ...others], 'failed'],
    ['null in the list', ([, ...others]) => [null, ...others], 'failed'],
    ['a list in the list', ([, ...others]) => [[], ...others], 'failed'],
    ['a new editor', ([first, ...others]) => [{ ...first, editorType: 'NEW_VALUE' }, ...others], 'listed'],
    [
      'a kind that was not asked for',
      ([first, ...others]) => [{ ...first, namespace: 'NEW_VALUE' }, ...others],
      'failed',
    ],
    ['a flag that is a text', ([first, ...others]) => [{ ...first, published: 'yes' }, ...others], 'listed'],
    ['a name that is an object', ([first, ...others]) => [{ ...first, displayName: { a: 1 } }, ...others], 'listed'],
    [
      'fields that nobody knows',
      (sites) => sites.map((site) => ({ ...site, ['__proto__x']: 1, brandNew: { deep: [] } })),
      'listed',
    ],
  ];
  await eachOn(shapes, {}, async ({ sandbox, ask }, [, change, outcome]) => {
    const before = await ask(query);
    sandbox.faults.inject(patchSites(change));
    const { data, errors, code } = await ask(query);
    if (outcome === 'failed') {
      // Never a short list that looks whole.
      expect(code).toBe('UPSTREAM_INVALID_RESPONSE');
      expect(data.account.sites?.nodes ?? null).toBeNull();
    } else {
      expect(errors.filter(({ extensions }) => extensions.code !== 'UPSTREAM_INVALID_RESPONSE')).toEqual([]);
      expect(data.account.sites.nodes.slice(1)).toEqual(before.data.account.sites.nodes.slice(1));
    }
  });
  const peopleAndRoles = [
    {
      operation: 'Search Team',
      list: 'teamMembers',
      query: '{ account { shown: teamMembers(first: 50) { nodes { userId } } } }',
    },
    {
      operation: 'Search Team',
      list: 'teamMembers',
      query: '{ account { shown: invites(first: 50) { nodes { id } } } }',
    },
    { operation: 'Get Roles Info', list: 'predefinedRoles', query: '{ account { shown: roles { id } } }' },
    { operation: 'Get Roles Info', list: 'customRoles', query: '{ account { shown: roles { id } } }' },
  ];
  await eachOn(
    peopleAndRoles.flatMap((one) =>
      [null, {}, 7, { id: 7, user: { id: 7 }, invite: {} }].map((item) => ({ ...one, item })),
    ),
    {},
    async ({ sandbox, ask }, { operation, list, query, item }) => {
      sandbox.faults.inject({
        kind: 'patch',
        operation,
        patch: (body) => {
          const [, ...others] = (body as Record<string, unknown[]>)[list] ?? [];
          return { ...(body as object), [list]: [item, ...others] };
        },
      });
      const { data, code } = await ask(query);
      expect([code, data.account.shown?.nodes ?? null]).toEqual(['UPSTREAM_INVALID_RESPONSE', null]);
    },
    4,
  );
  // Wix leaves out what is empty.
  await withStage({}, async ({ sandbox, ask }) => {
    sandbox.faults.inject({ kind: 'body', operation: 'Query Sites', body: {} });
    const { data, errors } = await ask(query);
    expect([data.account.sites, errors]).toEqual([{ nodes: [], pageInfo: { hasNextPage: false } }, []]);
  });
});

/** Bytes for ever, or nearly. */
function* endless(head: Buffer, piece: Buffer, times: number): Generator<Buffer> {
  yield head;
  for (let count = 0; count < times; count += 1) yield piece;
}

const megabyte = Buffer.alloc(1_048_576, ' ');

row('U16', 'bodies of a size that nobody expects', async () => {
  await withChild({}, async (child) => {
    const { proxy, ask } = child;
    expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
    const huge: readonly (readonly [string, number])[] = [
      ['200 MB with a length', 200],
      ['50 MB with a length', 50],
    ];
    const before = child.residentMegabytes();
    child.forgetPeak();
    for (const [, megabytes] of huge) {
      const head = httpAnswer('200 OK', { ...json, 'content-length': String(megabytes * megabyte.length) });
      proxy.add({ kind: 'answer', bytes: () => endless(head, megabyte, megabytes), times: 1 });
      expect((await ask(readAccount)).code).toBe('UPSTREAM_INVALID_RESPONSE');
      expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
    }
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), megabyte, Buffer.from('\r\n')]);
    proxy.add({
      kind: 'answer',
      bytes: () => endless(httpAnswer('200 OK', { ...json, 'transfer-encoding': 'chunked' }), chunk, 200),
      times: 1,
    });
    expect((await ask(readAccount)).code).toBe('UPSTREAM_INVALID_RESPONSE');
    const grownMegabytes = child.peakMegabytes() - before;
    measured('most memory beyond that of before, during 450 MB of answers', `${Math.round(grownMegabytes)} MB`);
    expect(grownMegabytes).toBeLessThan(50);
    // A million items below the cap, and a thousand levels: legal JSON, and no sites.
    const many = Buffer.from(`{"sites":[${'{},'.repeat(999_999)}{}]}`);
    const deep = Buffer.from(`{"sites":${'['.repeat(1_000)}${']'.repeat(1_000)}}`);
    for (const body of [many, deep]) {
      proxy.add({ kind: 'answer', bytes: httpAnswer('200 OK', json, body), times: 1 });
      expect((await ask(readSites)).code).toBe('UPSTREAM_INVALID_RESPONSE');
      expect((await ask(readAccount)).data).toEqual(ordinaryAnswer);
    }
  });
});

row('U17', 'gzip bombs and encodings that nobody asked for', async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1_048_576, ' '));
  const encoded: readonly (readonly [string, string, Buffer])[] = [
    ['a bomb', 'gzip', bomb],
    ['plain text that says gzip', 'gzip', Buffer.from('{"account":{}}')],
    ['a cut gzip', 'gzip', gzipSync('{"account":{}}').subarray(0, 12)],
    ['br', 'br', Buffer.from('anything')],
    ['deflate', 'deflate', Buffer.from('anything')],
    ['twice packed', 'gzip, gzip', gzipSync(gzipSync('{"account":{}}'))],
  ];
  expect(bomb.length).toBeLessThan(60_000);
  await eachOn(encoded, {}, async ({ proxy, ask }, [, encoding, body]) => {
    proxy.add({ kind: 'answer', bytes: httpAnswer('200 OK', { ...json, 'content-encoding': encoding }, body) });
    expect((await ask(readAccount)).code).toMatch(/^UPSTREAM_(INVALID_RESPONSE|UNAVAILABLE)$/);
    expect(proxy.seen.exchanges).toBeLessThanOrEqual(3);
  });
  await withStage({}, async ({ sandbox, proxy, ask }) => {
    const account = { accountId: sandbox.accountId, accountName: 'Packed' };
    const body = gzipSync(JSON.stringify({ account }));
    proxy.add({ kind: 'answer', bytes: httpAnswer('200 OK', { ...json, 'content-encoding': 'gzip' }, body) });
    expect((await ask(readAccount)).data).toEqual({ account: { name: 'Packed' } });
  });
});

row('U18', 'bytes that are no HTTP', async () => {
  const garbage: readonly (readonly [string, Buffer])[] = [
    [
      'a chunk length that is none',
      Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n'),
    ],
    ['a status line that is none', Buffer.from('HTP/9 maybe\r\n\r\n')],
    ['a status that is none', Buffer.from('HTTP/1.1 abc OK\r\n\r\n')],
    ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n')],
    ['64 KB of headers', httpAnswer('200 OK', { ...json, 'x-long': 'a'.repeat(65_536) }, '{}')],
    ['two lengths', Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 5\r\n\r\n{}')],
    ['a negative length', Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}')],
    [
      'length and chunks',
      Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'),
    ],
    ['a header with a NUL', Buffer.from('HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 2\r\n\r\n{}')],
  ];
  await eachOn(garbage, {}, async ({ proxy, ask }, [, bytes]) => {
    proxy.add({ kind: 'answer', bytes });
    expect((await ask(readAccount)).code).toMatch(/^UPSTREAM_(UNAVAILABLE|INVALID_RESPONSE)$/);
    expect(proxy.seen.exchanges).toBeLessThanOrEqual(3);
  });
});

row('U36', 'the answer to another question', async () => {
  await withStage({}, async ({ sandbox, ask }) => {
    const children = [...sandbox.state.accounts.values()].filter(
      ({ parentAccountId }) => parentAccountId === sandbox.accountId,
    );
    const [other] = children;
    sandbox.faults.inject({
      kind: 'body',
      operation: 'Get Account',
      body: { account: { accountId: other?.id, accountName: 'Somebody else' } },
    });
    const { code, data } = await ask(readAccount);
    expect([code, data]).toEqual(['UPSTREAM_INVALID_RESPONSE', { account: { name: null } }]);
  });
  await withStage({}, async ({ sandbox, ask }) => {
    const [asked, wrong] = ownSites(sandbox);
    sandbox.faults.inject(patchSites(([site]) => [{ ...site, id: wrong?.id, displayName: 'Somebody else' }]));
    const { code, data } = await ask('query ($id: ID!) { site(id: $id) { displayName } }', { id: asked?.id });
    expect([code, data]).toEqual(['UPSTREAM_INVALID_RESPONSE', { site: null }]);
  });
  await withStage({}, async ({ sandbox, ask }) => {
    const domain = (name: string) => `{ domain(name: "${name}") { name } }`;
    sandbox.faults.inject({
      kind: 'patch',
      operation: 'Get Connected Domain',
      patch: (body) =>
        JSON.parse(JSON.stringify(body).replaceAll('clover-joinery-brno.co.uk', 'somebody-else.example')),
    });
    const { code, data } = await ask(domain('clover-joinery-brno.co.uk'));
    expect([code, data]).toEqual(['UPSTREAM_INVALID_RESPONSE', { domain: null }]);
  });
  // The answer to a write is another object: that it happened is not known.
  await withStage({ env: { OPERATION_TIMEOUT_MS: '500' } }, async ({ sandbox, ask, calls }) => {
    sandbox.faults.inject({ kind: 'body', operation: 'Create Folder', body: { sites: [] } });
    expect((await ask(createFolder)).code).toBe('OUTCOME_UNKNOWN');
    expect([calls()['Create Folder'], foldersNamed(sandbox, 'Faults')]).toEqual([1, 0]);
  });
});
