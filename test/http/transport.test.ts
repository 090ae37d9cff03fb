import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type TestError, useGraph } from '../support/graph.ts';

const json = { 'content-type': 'application/json' };
const body = JSON.stringify({ query: '{ account { id } }' });

function request(init: RequestInit & { path?: string; duplex?: 'half' }): Request {
  return new Request(`http://graph${init.path ?? '/graphql'}`, init);
}

async function outcome(response: Response): Promise<[number, unknown]> {
  const text = await response.text();
  const { errors } = (text === '' ? {} : JSON.parse(text)) as { errors?: { extensions: { code: string } }[] };
  return [response.status, errors?.[0]?.extensions.code];
}

describe('the transport', () => {
  const graph = useGraph();

  it('answers POST with JSON, in the media type that is accepted', async () => {
    const plain = await graph.fetch(request({ method: 'POST', headers: json, body }));
    expect([plain.status, plain.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    const modern = await graph.fetch(
      request({ method: 'POST', headers: { ...json, accept: 'application/graphql-response+json' }, body }),
    );
    expect([modern.status, modern.headers.get('content-type')]).toEqual([
      200,
      'application/graphql-response+json; charset=utf-8',
    ]);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'refuses %s, and names the method that it takes',
    async (method) => {
      const path = '/graphql?query=%7Baccount%7Bid%7D%7D';
      const response = await graph.fetch(request({ path, method, headers: { origin: 'https://evil.example' } }));
      expect(response.headers.get('allow')).toBe('POST');
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(await outcome(response)).toEqual([405, 'METHOD_NOT_ALLOWED']);
    },
  );

  it.each([
    'text/plain',
    'application/graphql',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json, text/plain',
  ])('refuses a body of type %s', async (type) => {
    const response = await graph.fetch(request({ method: 'POST', headers: { 'content-type': type }, body }));
    expect(await outcome(response)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(graph.sandbox.calls.counts()).toEqual({});
  });

  it('refuses a compressed body', async () => {
    const response = await graph.fetch(
      request({ method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body }),
    );
    expect(await outcome(response)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it.each(['', '{', 'NONSENSE', 'null', '1', '"x"', '[]'])('refuses the body %j without repeating it', async (text) => {
    const response = await graph.fetch(request({ method: 'POST', headers: json, body: text }));
    const answer = await response.clone().text();
    const [status, code] = await outcome(response);
    expect(status).toBe(400);
    expect(code).toBe('BAD_REQUEST');
    expect(answer).not.toMatch(/NONSENSE|originalError|Unexpected token/);
  });

  it.each([
    ['{}', 'query'],
    ['{"query":1}', 'query'],
    ['{"query":null}', 'query'],
    ['{"query":["secret"]}', 'query'],
    ['{"qeury":"{ secret }"}', 'qeury'],
    ['{"query":"{ __typename }","foo":"secret"}', 'foo'],
    ['{"query":"{ __typename }","foo":null}', 'foo'],
    ['{"query":"{ __typename }","variables":["secret"]}', 'variables'],
    ['{"query":"{ __typename }","extensions":"secret"}', 'extensions'],
    ['{"documentId":7}', 'documentId'],
  ])('refuses the body %s and names its member at fault', async (text, field) => {
    const response = await graph.fetch(request({ method: 'POST', headers: json, body: text }));
    const { errors } = (await response.json()) as { errors: readonly TestError[] };
    expect([response.status, errors.length, errors[0]?.extensions]).toEqual([400, 1, { code: 'BAD_REQUEST', field }]);
    expect(errors[0]?.message).toContain(field);
    expect(errors[0]?.message).not.toContain('secret');
  });

  it('refuses a body of more than a million bytes', async () => {
    const large = JSON.stringify({ query: `{ account { id } } #${'x'.repeat(1_000_000)}` });
    const response = await graph.fetch(request({ method: 'POST', headers: json, body: large }));
    expect(await outcome(response)).toEqual([413, 'REQUEST_ENTITY_TOO_LARGE']);
  });

  it('refuses a list of operations', async () => {
    const response = await graph.fetch(request({ method: 'POST', headers: json, body: `[${body},${body}]` }));
    expect(await outcome(response)).toEqual([400, 'BAD_REQUEST']);
  });

  it('refuses two operations of which none is named', async () => {
    const query = 'query A { account { id } } query B { account { id } }';
    const response = await graph.fetch(request({ method: 'POST', headers: json, body: JSON.stringify({ query }) }));
    expect(await outcome(response)).toEqual([200, 'OPERATION_RESOLUTION_FAILURE']);
    const strict = await graph.fetch(
      request({
        method: 'POST',
        headers: { ...json, accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query }),
      }),
    );
    expect(await outcome(strict)).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
  });

  it('refuses operations of a kind that it does not have as a fault of the document', async () => {
    const text = JSON.stringify({ query: 'subscription { sites { id } }' });
    const response = await graph.fetch(
      request({ method: 'POST', headers: { ...json, accept: 'application/graphql-response+json' }, body: text }),
    );
    const { errors } = (await response.json()) as { errors: readonly TestError[] };
    expect([response.status, errors]).toEqual([
      400,
      [
        {
          message: 'This graph has no subscription operations.',
          locations: [{ line: 1, column: 1 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    ]);
  });

  it('says where it is to programs and people who ask elsewhere', async () => {
    const program = await graph.fetch(request({ path: '/other', method: 'POST', headers: json, body }));
    expect(await outcome(program)).toEqual([404, 'NOT_FOUND']);
    const person = await graph.fetch(request({ path: '/', headers: { accept: 'text/html' } }));
    expect([person.status, person.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(person.headers.get('x-frame-options')).toBe('DENY');
    expect(await person.text()).toContain('<code>/graphql</code>');
  });

  it('serves no page where GraphiQL is off, and nothing beside its path', async () => {
    const page = await graph.fetch(request({ method: 'GET', headers: { accept: 'text/html' } }));
    expect(page.status).toBe(405);
    expect((await graph.fetch(request({ path: '/', method: 'POST', headers: json, body }))).status).toBe(404);
    expect((await graph.fetch(request({ path: '/', headers: { accept: 'text/html' } }))).status).toBe(404);
  });
});

describe('a graph with a router secret', () => {
  const graph = useGraph({ server: { routerSecrets: ['the-current-secret', 'the-previous-secret'] } });
  const send = (secret: string | null, text = body) =>
    graph.fetch(
      request({
        method: 'POST',
        headers: { ...json, ...(secret === null ? {} : { 'x-router-secret': secret }) },
        body: text,
      }),
    );

  it.each([
    null,
    '',
    'the-current-secre',
    'the-current-secret1',
    'THE-CURRENT-SECRET',
    'the-current-secret, the-current-secret',
  ])('is closed to the secret %j', async (secret) => {
    expect(await outcome(await send(secret))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it.each(['//graphql', '/graphql/', '/x//graphql', '/graphql/.', '/?/graphql', '/health?/graphql', '/GRAPHQL'])(
    'is not to be had under the path %s',
    async (path) => {
      for (const method of ['POST', 'GET']) {
        const query = path.includes('?') ? '&query=%7Baccount%7Bid%7D%7D&x=/graphql' : '';
        const sent = method === 'GET' ? {} : { body };
        const answer = await graph.fetch(request({ path: `${path}${query}`, method, headers: json, ...sent }));
        expect(await answer.text()).not.toContain('account');
        expect(answer.status === 404 || path.startsWith('/health')).toBe(true);
      }
    },
  );

  it('is open to the current and to the previous secret', async () => {
    expect((await send('the-current-secret')).status).toBe(200);
    expect((await send('the-previous-secret')).status).toBe(200);
  });

  it('does not show its SDL, nor whether a body is well-formed, without it', async () => {
    expect((await send(null, JSON.stringify({ query: '{ _service { sdl } }' }))).status).toBe(401);
    expect((await send(null, '{')).status).toBe(401);
    const open = await send('the-current-secret', JSON.stringify({ query: '{ _service { sdl } }' }));
    expect(await open.text()).toContain('type Account');
  });
});

describe('documents by reference', () => {
  const query = '{ account { name } }';
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const automatic = { extensions: { persistedQuery: { version: 1, sha256Hash } } };
  const trusted = new Map([[`sha256:${sha256Hash}`, query]]);
  const open = useGraph();
  const known = useGraph({ server: { persistedDocuments: { documents: trusted } } });
  const closed = useGraph({ server: { persistedDocuments: { documents: trusted, only: true } } });
  const post = (graph: typeof open, params: object) =>
    graph.fetch(request({ method: 'POST', headers: json, body: JSON.stringify(params) }));

  it('are registered by whoever sends them first', async () => {
    expect(await outcome(await post(open, automatic))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect((await post(open, { query, ...automatic })).status).toBe(200);
    const answer = await post(open, automatic);
    expect(await answer.json()).toEqual({ data: { account: { name: 'Northwind Studio' } } });
  });

  it('are refused when document and hash differ', async () => {
    const response = await post(open, { query: '{ account { id } }', ...automatic });
    expect(await outcome(response)).toEqual([400, 'PERSISTED_QUERY_MISMATCH']);
  });

  it('are known from the start where they are trusted', async () => {
    expect((await post(known, automatic)).status).toBe(200);
    expect((await post(known, { documentId: `sha256:${sha256Hash}` })).status).toBe(200);
    expect((await post(known, { query: '{ account { id } }' })).status).toBe(200);
  });

  it('are not in the list under an unknown id, wherever texts are allowed too', async () => {
    for (const graph of [open, known]) {
      expect(await outcome(await post(graph, { documentId: 'other' }))).toEqual([400, 'PERSISTED_QUERY_NOT_IN_LIST']);
      expect((await post(graph, { documentId: 'other', query })).status).toBe(200);
    }
  });

  it('are all that runs where only they may', async () => {
    expect((await post(closed, { documentId: sha256Hash })).status).toBe(200);
    expect(await outcome(await post(closed, { documentId: 'other' }))).toEqual([400, 'PERSISTED_QUERY_NOT_IN_LIST']);
    expect(await outcome(await post(closed, { query }))).toEqual([400, 'CANNOT_SEND_PQ_ID_AND_BODY']);
  });
});

describe('a federated trace', () => {
  const graph = useGraph();

  it('comes with the answer when it is asked for, and only then', async () => {
    const traced = await graph.fetch(
      request({ method: 'POST', headers: { ...json, 'apollo-federation-include-trace': 'ftv1' }, body }),
    );
    const { data, extensions } = (await traced.json()) as { data: unknown; extensions: { ftv1: string } };
    expect(data).toEqual({ account: { id: graph.sandbox.accountId } });
    expect(Buffer.from(extensions.ftv1, 'base64').toString('latin1')).toContain('account');
    const plain = (await (await graph.fetch(request({ method: 'POST', headers: json, body }))).json()) as object;
    expect(plain).not.toHaveProperty('extensions');
  });

  it('shows errors as the answer does', async () => {
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'html', status: 500 });
    const response = await graph.fetch(
      request({
        method: 'POST',
        headers: { ...json, 'apollo-federation-include-trace': 'ftv1' },
        body: JSON.stringify({ query: '{ account { name } }' }),
      }),
    );
    const { extensions } = (await response.json()) as { extensions: { ftv1: string } };
    const trace = Buffer.from(extensions.ftv1, 'base64').toString('latin1');
    expect(trace).toContain('Wix could not be reached or failed');
    expect(trace).not.toMatch(/answered 500|127\.0\.0\.1/);
  });
});
