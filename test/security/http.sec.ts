import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { ledger, row } from './ledger.ts';
import { routerSecret, type Sent, useStage } from './stage.ts';

const query = JSON.stringify({ query: '{ account { id } }' });
const secretLine = `x-router-secret: ${routerSecret}`;

describe('HTTP', () => {
  let hangs = false;
  const stage = useStage({
    http: { headersTimeout: 600, requestTimeout: 900, connectionsCheckingInterval: 100 },
    upstream: () => (hangs ? new Promise(() => {}) : null),
  });
  const post = (body: string | Buffer, headers: Sent['headers'] = {}) => stage.send({ body, headers });
  const statusOf = (text: string) => text.match(/^HTTP\/1\.1 (\d{3})/)?.[1];

  row('H1', 'a line that is no request is 400 and the end', async () => {
    expect(statusOf(await stage.raw('BLAH\r\n\r\n'))).toBe('400');
  });

  row('H2', 'a length beside chunks is 400: nothing is smuggled', async () => {
    const text = await stage.raw(
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /graphql HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect([statusOf(text), text.match(/HTTP\/1\.1/g)?.length]).toEqual(['400', 1]);
  });

  row('H3', 'two lengths are 400', async () => {
    expect(
      statusOf(
        await stage.raw('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'),
      ),
    ).toBe('400');
  });

  row('H4', 'HTTP/1.1 without a host is 400', async () => {
    expect(statusOf(await stage.raw('POST /graphql HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}'))).toBe('400');
  });

  row('H5', 'a space before a colon is 400', async () => {
    expect(statusOf(await stage.raw('POST /graphql HTTP/1.1\r\nHost : x\r\nContent-Length: 2\r\n\r\n{}'))).toBe('400');
  });

  row('H6', 'a header of 17 KB and a request of 2,001 headers are 431', async () => {
    const line = `x-long: ${'a'.repeat(17_000)}\r\n`;
    const lines = 'a:b\r\n'.repeat(2_001);
    expect(statusOf(await stage.raw(`POST /graphql HTTP/1.1\r\nHost: x\r\n${line}\r\n`))).toBe('431');
    expect(statusOf(await stage.raw(`POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n${lines}\r\n`))).toBe(
      '431',
    );
  });

  row('H7', 'a body that is no JSON is 400 and not repeated', async () => {
    for (const body of ['', '{', 'NONSENSE', `\ufeff${query}x`]) {
      const answer = await post(body);
      expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST']);
      expect(answer.text).not.toMatch(/NONSENSE|originalError|Unexpected/);
    }
    // With a byte order mark alone the body is well-formed or refused, never a fault.
    expect([200, 400]).toContain((await post(`\ufeff${query}`)).status);
  });

  row('H8', 'JSON that is no object is 400', async () => {
    for (const body of ['null', '1', '"x"', '[]', 'true']) {
      const { status, code } = await post(body);
      expect([body, status, code]).toEqual([body, 400, 'BAD_REQUEST']);
    }
  });

  row('H9', 'a query that is no text is 400', async () => {
    for (const body of ['{"query":1}', '{"query":null}', '{}', '{"query":["{__typename}"]}', '{"query":{}}']) {
      const { status, code } = await post(body);
      expect([body, status, code]).toEqual([body, 400, 'BAD_REQUEST']);
    }
  });

  row('H10', 'variables, extensions and operation name of another type are 400', async () => {
    for (const part of [
      { variables: [] },
      { variables: 'x' },
      { variables: 1 },
      { extensions: [] },
      { extensions: 'x' },
      { operationName: 1 },
      { operationName: {} },
    ]) {
      const { status, code } = await post(JSON.stringify({ query: '{ __typename }', ...part }));
      expect([JSON.stringify(part), status]).toEqual([JSON.stringify(part), 400]);
      expect(['BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE']).toContain(code);
    }
  });

  row('H11', 'an unknown key is 400 and named, its value not repeated', async () => {
    for (const body of ['{"qeury":"{__secret}"}', '{"query":"{__typename}","foo":"__secret"}']) {
      const answer = await post(body);
      expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST']);
      expect(answer.text).toMatch(/qeury|foo/);
      expect(answer.text).not.toContain('__secret');
    }
  });

  row('H12', 'two operations without a name, or a name that none has, are 400', async () => {
    const two = 'query A { __typename } query B { __typename }';
    for (const body of [
      { query: two },
      { query: two, operationName: 'C' },
      { query: '{ __typename }', operationName: 'C' },
    ]) {
      const { status, code } = await post(JSON.stringify(body));
      expect([status, code]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
    }
  });

  row('H13', 'UTF-16 is refused, bytes that are no UTF-8 and lone surrogates never a fault', async () => {
    const utf16 = Buffer.from(query, 'utf16le');
    expect((await post(utf16, { 'content-type': 'application/json; charset=utf-16' })).status).toBe(415);
    expect((await post(utf16)).status).toBe(400);
    const invalid = Buffer.concat([
      Buffer.from('{"query":"{ __typename }'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    expect((await post(invalid)).status).toBe(400);
    const lone = await post(
      '{"query":"query ($n: DomainName!) { domain(name: $n) { name } }","variables":{"n":"\\ud800"}}',
    );
    expect([lone.status, lone.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  row('H14', 'of two equal keys the last counts, for everybody', async () => {
    const body = '{"query":"{ account { name } }","query":"{ __typename }"}';
    expect((await post(body)).data).toEqual({ __typename: 'Query' });
    expect(stage.calls).toEqual([]);
    const write = `{"query":"mutation { publishSite(input: { siteId: \\"x\\" }) { userErrors { code } } }","query":"{ __typename }"}`;
    expect((await post(write)).data).toEqual({ __typename: 'Query' });
    expect(stage.calls).toEqual([]);
  });

  row('H15', 'a body of 20 MB is 413, with its length or without; a wrong length is 400', async () => {
    const large = `{"query":"{ __typename } #${'x'.repeat(20_000_000)}"}`;
    const sized = await post(large).catch((error: NodeJS.ErrnoException) => ({ status: error.code, code: '' }));
    expect(['413 REQUEST_ENTITY_TOO_LARGE', 'EPIPE ', 'ECONNRESET ']).toContain(`${sized.status} ${sized.code}`);
    const head = `POST /graphql HTTP/1.1\r\nHost: x\r\n${secretLine}\r\nContent-Type: application/json\r\n`;
    expect(statusOf(await stage.raw(`${head}Content-Length: 20000000\r\n\r\n{"query":"`))).toBe('413');
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    expect(statusOf(await stage.raw(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(40)}`))).toBe('413');
    for (const length of ['-1', '1,1', 'x']) {
      expect(statusOf(await stage.raw(`${head}Content-Length: ${length}\r\n\r\n{}`))).toBe('400');
    }
  });

  row('H16', 'a compressed body is 415, a bomb too', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    for (const body of [gzipSync(query), bomb]) {
      const { status, code } = await post(body, { 'content-encoding': 'gzip' });
      expect([status, code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    for (const encoding of ['br', 'deflate', 'GZIP', 'gzip, identity', '']) {
      expect([200, 400, 415]).toContain((await post(query, { 'content-encoding': encoding })).status);
    }
    expect(stage.calls).toEqual([]);
  });

  row('H17', 'forms and texts that carry a mutation are 415 and reach nothing', async () => {
    const mutation = 'mutation { createFolder(input: { name: "x" }) { userErrors { code } } }';
    const bodies: [string | undefined, string][] = [
      ['text/plain', JSON.stringify({ query: mutation })],
      ['application/graphql', mutation],
      [undefined, JSON.stringify({ query: mutation })],
      [
        'multipart/form-data; boundary=x',
        `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${mutation}\r\n--x--`,
      ],
      ['application/x-www-form-urlencoded', `query=${encodeURIComponent(mutation)}`],
      ['application/json; charset=utf-16', JSON.stringify({ query: mutation })],
      ['text/json', JSON.stringify({ query: mutation })],
    ];
    for (const [type, body] of bodies) {
      const { status, code } = await post(body, { 'content-type': type });
      expect([type, status, code]).toEqual([type, 415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    expect(stage.calls).toEqual([]);
  });

  row('H18', 'GET is 405 with Allow: POST, whatever it carries', async () => {
    const mutation = encodeURIComponent('mutation { createFolder(input: { name: "x" }) { userErrors { code } } }');
    for (const path of ['/graphql?query=%7B__typename%7D', `/graphql?query=${mutation}`, '/graphql']) {
      for (const type of ['application/json', 'message/rfc822', undefined]) {
        const answer = await stage.send({ method: 'GET', path, headers: { 'content-type': type } });
        expect([answer.status, answer.headers.allow, answer.code]).toEqual([405, 'POST', 'METHOD_NOT_ALLOWED']);
      }
    }
    expect(stage.calls).toEqual([]);
  });

  row('H19', 'PUT, DELETE, PATCH, HEAD, TRACE and CONNECT are refused', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND']) {
      expect([method, (await stage.send({ method, body: '' })).status]).toEqual([method, 405]);
    }
    const trace = await stage.raw(`TRACE /graphql HTTP/1.1\r\nHost: x\r\n${secretLine}\r\n\r\n`);
    expect(statusOf(trace)).toBe('405');
    expect(await stage.raw('CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
  });

  row('H20', 'any Accept gets JSON or 406, and never a page', async () => {
    for (const accept of ['image/png', '*/*', undefined, 'text/html', 'application/graphql-response+json', ',,;']) {
      const answer = await post(query, { accept });
      expect([200, 406]).toContain(answer.status);
      if (answer.status === 200) expect(answer.headers['content-type']).toMatch(/json/);
      expect(answer.text).not.toMatch(/<html/i);
    }
    const page = await stage.send({ method: 'GET', headers: { accept: 'text/html' } });
    expect(page.status).toBe(405);
  });

  row('H21', 'no origin is let in', async () => {
    for (const method of ['OPTIONS', 'POST']) {
      const answer = await stage.send({
        method,
        body: method === 'POST' ? query : '',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  row('H22', 'lists of operations are 400', async () => {
    for (const count of [1, 2, 10, 1_000]) {
      const { status, code } = await post(`[${Array.from({ length: count }, () => query).join(',')}]`);
      expect([status, code]).toEqual([400, 'BAD_REQUEST']);
    }
    expect(stage.calls).toEqual([]);
  });

  row('H23', 'whoever is slow with a header or body is answered 408', async () => {
    const start = performance.now();
    expect(statusOf(await stage.raw('POST /graphql HTTP/1.1\r\nHost: x\r\n', 5_000))).toBe('408');
    expect(performance.now() - start).toBeLessThan(2_000);
    const head = `POST /graphql HTTP/1.1\r\nHost: x\r\n${secretLine}\r\nContent-Type: application/json\r\n`;
    expect(statusOf(await stage.raw(`${head}Content-Length: 100\r\n\r\n{"query":"`, 5_000))).toBe('408');
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  row('H25', 'a client that leaves takes its calls to Wix along', async () => {
    hangs = true;
    const body = JSON.stringify({ query: '{ account { name } }' });
    const socket = await stage.open();
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: x\r\n${secretLine}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await expect.poll(() => stage.calls.length).toBe(1);
    socket.destroy();
    await expect.poll(() => stage.calls[0]?.isAborted, { timeout: 3_000 }).toBe(true);
    hangs = false;
  });

  row(
    'H27',
    'a hundred requests in a row are answered in order, and what is left over is a request of its own',
    async () => {
      const one = (n: number) => {
        const body = JSON.stringify({ query: `{ a${n}: __typename }` });
        return `POST /graphql HTTP/1.1\r\nHost: x\r\n${secretLine}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
      };
      const text = await stage.raw(Array.from({ length: 100 }, (_, n) => one(n)).join(''), 2_000);
      const names = [...text.matchAll(/"(a\d+)":"Query"/g)].map(([, name]) => name);
      expect(names).toEqual(Array.from({ length: 100 }, (_, n) => `a${n}`));
      const longer = await stage.raw(`${one(1)}left over\r\n\r\n`, 2_000);
      // Node gives up the connection at once, with or without the answer that was under way.
      const statuses = [...longer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
      expect(statuses.at(-1)).toBe('400');
      expect(statuses.length).toBeLessThanOrEqual(2);
    },
  );

  row('H28', 'no other path leads to the graph', async () => {
    for (const path of [
      '//graphql',
      '/graphql/',
      '/graphql%00',
      '/GRAPHQL',
      '/',
      '/graphql/x',
      '/%67raphql',
      '/graphql;x',
    ]) {
      const { status, text } = await stage.send({ path, body: query });
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toMatch(/account/);
    }
    // The dots are resolved away before there is a path: this is the graph's own, secret and all.
    expect((await stage.send({ path: '/x/../graphql', body: query })).status).toBe(200);
    for (const path of ['//graphql', '/graphql/', '/x/../graphql', '/live?x=/graphql']) {
      const open = await stage.send({ path, body: query, headers: { 'x-router-secret': undefined } });
      expect([path, open.data]).toEqual([path, undefined]);
    }
    for (const host of ['x/graphql?', 'a@b', 'x/graphql#', '']) {
      const text = await stage.raw(`GET /live HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(statusOf(text)).toBe('400');
    }
    const absolute = await stage.raw(
      `POST http://evil.example/other HTTP/1.1\r\nHost: x\r\n${secretLine}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
    );
    expect(statusOf(absolute)).toBe('404');
    for (const path of ['/live', '/ready']) {
      expect((await stage.send({ method: 'GET', path })).status).toBe(200);
    }
  });
});

describe('HTTP under many sockets', () => {
  const stage = useStage({ http: { headersTimeout: 60_000, requestTimeout: 60_000 } });
  const openFiles = () => readdirSync('/proc/self/fd').length;

  row(
    'H24',
    '2,000 idle and 500 half-open sockets slow nobody down, and leave nothing behind',
    async () => {
      const p95 = async () => {
        const times: number[] = [];
        for (let n = 0; n < 60; n += 1) times.push((await stage.ask('{ __typename }')).elapsedMs);
        return times.toSorted((a, b) => a - b)[56] ?? 0;
      };
      await p95();
      const [before, quiet] = [openFiles(), await p95()];
      const sockets = [];
      for (let n = 0; n < 2_500; n += 1) {
        const socket = await stage.open();
        if (n >= 2_000) socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nx-half');
        sockets.push(socket);
        ledger.inputs += 1;
      }
      // Loopback answers in a millisecond or two: twice that is noise.
      expect(await p95()).toBeLessThan(Math.max(quiet * 2, quiet + 10));
      for (const socket of sockets) socket.destroy();
      await expect.poll(openFiles, { timeout: 10_000 }).toBeLessThanOrEqual(before + 8);
    },
    120_000,
  );
});

describe('a slow reader', () => {
  const name = 'x'.repeat(60_000);
  const stage = useStage({ size: 'large' });

  row('H26', 'holds up nobody and costs a bounded memory', async () => {
    stage.sandbox.faults.inject({
      operation: 'Query Sites',
      kind: 'patch',
      patch: (body) => ({
        ...(body as object),
        sites: (body as { sites: object[] }).sites.map((site) => ({ ...site, displayName: name })),
      }),
      times: 20,
    });
    // Each asks for another page: equal ones would share a call. Ten sites more than that are read, and 100 at most.
    const bodyOf = (index: number) =>
      JSON.stringify({ query: `{ account { sites(first: ${81 + index}) { nodes { displayName } } } }` });
    const slow = await Promise.all(Array.from({ length: 10 }, () => stage.open()));
    for (const [index, socket] of slow.entries()) {
      const body = bodyOf(index);
      socket.pause();
      ledger.inputs += 1;
      socket.write(
        `POST /graphql HTTP/1.1\r\nHost: x\r\n${secretLine}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
    }
    await expect.poll(() => stage.calls.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(10);
    const times = [];
    for (let n = 0; n < 20; n += 1) times.push((await stage.ask('{ __typename }')).elapsedMs);
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(250);
    expect(process.memoryUsage().heapUsed).toBeLessThan(800 * 1024 * 1024);
    for (const socket of slow) socket.destroy();
  });
});
