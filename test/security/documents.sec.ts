import { describe, expect } from 'vitest';
import { row } from './ledger.ts';
import { type Answer, useStage } from './stage.ts';

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (count: number, open: string, inside: string) => `${open.repeat(count)}${inside}${'}'.repeat(count)}`;

function outcome({ status, code }: Answer) {
  return [status, code];
}

describe('a document', () => {
  const stage = useStage();
  const refused = async (document: string, code: string, variables?: object) => {
    const answer = await stage.ask(document, variables);
    expect([document.slice(0, 60), ...outcome(answer)]).toEqual([document.slice(0, 60), 400, code]);
    expect(answer.data).toBeUndefined();
    expect(stage.calls).toEqual([]);
    return answer;
  };

  row('D1', 'that nests lists is refused within moments', async () => {
    const deep = `{ account { ${nested(12, 'children(first: 100) { nodes { ', 'id').replace(/\}+$/, '}'.repeat(24))} } }`;
    await refused(deep, 'QUERY_TOO_COMPLEX');
    const again = deep.replace('id', 'name');
    const { elapsedMs } = await refused(again, 'QUERY_TOO_COMPLEX');
    expect(elapsedMs).toBeLessThan(100);
  });

  row('D2', 'that hides its depth in fragments, used at two depths, is refused', async () => {
    const seven = (inside: string) => nested(7, 'parent { ', inside);
    await refused(
      `{ account { ...A ${seven('...A')} } } fragment A on Account { ${seven('...B')} } fragment B on Account { ${seven('id')} }`,
      'QUERY_TOO_COMPLEX',
    );
  });

  row('D3', 'whose fragments spread each other in a circle is invalid', async () => {
    for (const document of [
      '{ account { ...A } } fragment A on Account { ...A }',
      '{ account { ...A } } fragment A on Account { parent { ...B } } fragment B on Account { ...A }',
      '{ account { ...A } } fragment A on Account { ... on Account { ... { ...A } } }',
    ]) {
      await refused(document, 'GRAPHQL_VALIDATION_FAILED');
    }
  });

  row('D4', 'whose fragments double 30 times is refused within moments', async () => {
    const doubling = (type: string, leaf: string) =>
      `${repeat(30, (n) => `fragment f${n} on ${type} { ...f${n + 1} ...f${n + 1} }`)} fragment f30 on ${type} { ${leaf} }`;
    for (const document of [
      `{ account { ...f0 } } ${doubling('Account', 'id')}`,
      `{ ...f0 } ${doubling('Query', '__typename')}`,
      `{ account { ...f0 } } ${repeat(30, (n) => `fragment f${n} on Account { a: parent { ...f${n + 1} } b: parent { ...f${n + 1} } }`)} fragment f30 on Account { id }`,
    ]) {
      const { elapsedMs } = await refused(document, 'QUERY_TOO_COMPLEX');
      expect(elapsedMs).toBeLessThan(100);
    }
    // Doubling that ends in a circle is refused as well, whichever is seen first.
    const circle = `{ account { ...f0 } } ${repeat(30, (n) => `fragment f${n} on Account { ...f${(n + 1) % 30} ...f${(n + 1) % 30} }`)}`;
    const answer = await stage.ask(circle);
    expect(answer.status).toBe(400);
    expect(answer.elapsedMs).toBeLessThan(200);
  });

  row('D5', 'of 101 or 320 aliases of __typename is refused', async () => {
    for (const count of [101, 320])
      await refused(`{ ${repeat(count, (n) => `a${n}: __typename`)} }`, 'QUERY_TOO_COMPLEX');
    await refused(`{ account { ${repeat(101, (n) => `a${n}: __typename`)} } }`, 'QUERY_TOO_COMPLEX');
  });

  row('D6', 'of 101 aliases of a root field, or of 31 aliased writes, is refused and writes nothing', async () => {
    await refused(`{ ${repeat(101, (n) => `a${n}: account { id }`)} }`, 'QUERY_TOO_COMPLEX');
    await refused(
      `mutation { ${repeat(31, (n) => `a${n}: createFolder(input: { name: "x${n}" }) { userErrors { code } }`)} }`,
      'QUERY_TOO_COMPLEX',
    );
  });

  row('D7', 'that repeats a field thousands of times is refused, or answered, in linear time', async () => {
    await refused(`{ ${'__typename '.repeat(80_000)} }`, 'QUERY_TOO_LARGE');
    await refused(`{ ${'__typename '.repeat(2_100)} }`, 'QUERY_TOO_LARGE');
    const some = await refused(`{ ${'__typename '.repeat(1_100)} }`, 'QUERY_TOO_COMPLEX');
    expect(some.elapsedMs).toBeLessThan(100);
    const many = await stage.ask(`{ account { ${'id '.repeat(1_900)} } }`);
    // The engine gives up comparing at a point of its own.
    expect([200, 400]).toContain(many.status);
    expect(many.elapsedMs).toBeLessThan(1_000);
    await refused(`{ ${repeat(200, () => 'account { id }')} }`, 'QUERY_TOO_COMPLEX');
  });

  row('D8', 'full of directives is refused with a handful of errors', async () => {
    for (const document of [
      `{ account { id ${'@skip(if: false) '.repeat(100)} } }`,
      `query ${'@x '.repeat(60)} { __typename }`,
      `{ account { id ${'@aa '.repeat(10)} } }`,
    ]) {
      const answer = await stage.ask(document);
      expect(answer.status).toBe(400);
      expect(answer.errors.length).toBeLessThanOrEqual(6);
    }
  });

  row('D9', 'with a page size outside 1 to 100 gets BAD_USER_INPUT', async () => {
    for (const first of ['1000', '0', '-1', '99999999999', '1e9', '1.5', '"1"', 'true', '101']) {
      const answer = await stage.ask(`{ account { sites(first: ${first}) { totalCount } } }`);
      expect([first, ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'].includes(String(answer.code))]).toEqual([
        first,
        true,
      ]);
    }
    for (const first of [1_000, 0, -1, 99_999_999_999, null, 1e9, 1.5, '1', true, 101]) {
      const answer = await stage.ask('query ($n: Int!) { account { sites(first: $n) { totalCount } } }', { n: first });
      expect([first, answer.code]).toEqual([first, 'BAD_USER_INPUT']);
    }
    expect(stage.calls).toEqual([]);
  });

  row('D10', 'whose variables make it too large is refused', async () => {
    const document =
      'query ($n: Int!) { account { children(first: $n) { nodes { children(first: $n) { nodes { children(first: $n) { nodes { name } } } } } } } }';
    await refused(document, 'QUERY_TOO_COMPLEX', { n: 50 });
  });

  row('D11', 'nested 20,000 deep is refused and breaks no stack', async () => {
    for (const document of [
      '{a'.repeat(20_000),
      `{ sites(ids: ${'['.repeat(900)}`,
      `{ sites(ids: ${'['.repeat(20_000)}`,
      `{ account { sites(filter: ${'{ a: '.repeat(900)}1${'}'.repeat(900)}) { totalCount } } }`,
      `{ account { sites(filter: ${'{ a: '.repeat(10_000)}`,
      `query ($a: ${'['.repeat(1_500)}Int${']'.repeat(300)}) { __typename }`,
    ]) {
      const answer = await stage.ask(document);
      expect([document.slice(0, 30), answer.status]).toEqual([document.slice(0, 30), 400]);
    }
    expect(stage.calls).toEqual([]);
  });

  row('D12', 'with variables nested 100,000 deep is refused where they are used', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const send = (query: string) =>
      stage.send({ body: `{"query":${JSON.stringify(query)},"variables":{"a":${deep}}}` });
    const used = await send('query ($a: [ID!]!) { sites(ids: $a) { id } }');
    expect(outcome(used)).toEqual([400, 'BAD_USER_INPUT']);
    const objects = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const filter = await stage.send({
      body: `{"query":"query ($a: SiteFilter) { account { sites(filter: $a) { totalCount } } }","variables":{"a":${objects}}}`,
    });
    expect(outcome(filter)).toEqual([400, 'BAD_USER_INPUT']);
    expect([200, 400]).toContain((await send('{ __typename }')).status);
    for (const nested of [deep, objects, `[${objects}]`]) {
      for (const key of [`"id":${nested}`, `"account":{"id":${nested}}`, `"__typename":${nested}`]) {
        const entity = await stage.send({
          body: `{"query":"query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }","variables":{"r":[{"__typename":"Site",${key}}]}}`,
        });
        expect(outcome(entity)[1]).toBe('BAD_USER_INPUT');
      }
    }
    const literal = await stage.ask(
      `{ _entities(representations: [{ __typename: "Site", id: ${'['.repeat(900)}${']'.repeat(900)} }]) { __typename } }`,
    );
    expect(outcome(literal)[1]).toBe('BAD_USER_INPUT');
    expect(stage.calls).toEqual([]);
  });

  row('D13', 'of a megabyte, in one string, one comment or 100,000 commas, is refused', async () => {
    await refused(`{ domain(name: "${'x'.repeat(900_000)}") { name } }`, 'QUERY_TOO_LARGE');
    await refused(`{ __typename } #${'x'.repeat(900_000)}`, 'QUERY_TOO_LARGE');
    await refused(`{ __typename ${','.repeat(100_000)} }`, 'QUERY_TOO_LARGE');
  });

  row('D15', 'that asks for the schema is refused in production; __typename is answered', async () => {
    for (const document of [
      '{ __schema { types { name } } }',
      '{ __type(name: "Site") { name } }',
      '{ a: __schema { queryType { name } } }',
      '{ ...F } fragment F on Query { __type(name: "Site") { fields { name } } }',
      '{ _service { sdl } }',
      '{ a: _service { b: sdl } }',
    ]) {
      await refused(document, 'GRAPHQL_VALIDATION_FAILED');
    }
    expect((await stage.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  row('D17', 'with a typing error learns no name of the schema', async () => {
    for (const [document, variables] of [
      ['{ acount { id } }', {}],
      ['{ account { sits { totalCount } } }', {}],
      ['{ account { sites(frist: 1) { totalCount } } }', {}],
      ['{ account { roles(assignableTo: SITES) { id } } }', {}],
      ['{ account { sites(filter: { isPublishd: true }) { totalCount } } }', {}],
      ['query ($a: RoleLevel) { account { roles(assignableTo: $a) { id } } }', { a: 'SITES' }],
      ['query ($f: SiteFilter) { account { sites(filter: $f) { totalCount } } }', { f: { isPublishd: 'the-value' } }],
      ['query ($f: SiteFilterr) { account { sites(filter: $f) { totalCount } } }', {}],
      ['{ account { ... on Acount { id } } }', {}],
      ['{ account { id @skp(if: true) } }', {}],
      ['mutation { createFoldr(input: { name: "x" }) { userErrors { code } } }', {}],
      [
        'mutation ($i: CreateFolderInput!) { createFolder(input: $i) { userErrors { code } } }',
        { i: { nme: 'the-value' } },
      ],
      ['{ __schema { directive } }', {}],
    ] as const) {
      const answer = await stage.ask(document, variables);
      expect([document, answer.status]).toEqual([document, 400]);
      expect(answer.text).not.toMatch(/did you mean|the-value/i);
    }
  });

  row('D18', 'of 500 root fields is refused, 500 fields of one object are not many', async () => {
    await refused(`{ ${repeat(500, () => '__typename')} }`, 'QUERY_TOO_COMPLEX');
    await refused(`{ ${repeat(21, (n) => `a${n}: account { id }`)} }`, 'QUERY_TOO_COMPLEX');
    expect((await stage.ask(`{ account { ${'id '.repeat(500)} } }`)).status).toBe(200);
  });

  row('D19', 'with @defer or @stream is refused', async () => {
    for (const document of [
      '{ account { ... @defer { name } } }',
      '{ account { sites { nodes @stream(initialCount: 1) { id } } } }',
    ]) {
      await refused(document, 'GRAPHQL_VALIDATION_FAILED');
    }
  });

  row('D20', 'that subscribes is refused and keeps no socket open', async () => {
    for (const document of ['subscription { account { id } }', 'subscription S { __typename }']) {
      const answer = await stage.ask(document);
      expect([answer.status, answer.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
      // As an event stream it is one event, the refusal, and the end.
      const stream = await stage.ask(document, {}, { accept: 'text/event-stream' });
      expect(stream.text).toContain('GRAPHQL_VALIDATION_FAILED');
      expect(stream.text).not.toContain('"data"');
      for (const { elapsedMs } of [answer, stream]) expect(elapsedMs).toBeLessThan(1_000);
    }
  });

  row(
    'D21',
    'of 6,000 kinds, or sent 6,000 times, leaves the heap as it was',
    async () => {
      const heap = () => process.memoryUsage().heapUsed / 1024 / 1024;
      const flood = async (from: number, isSame: boolean) => {
        for (let n = from; n < from + 3_000; n += 20) {
          await Promise.all(
            Array.from({ length: 20 }, (_, k) =>
              stage.ask(`{ a${isSame ? 0 : n + k}: __typename # ${'x'.repeat(2_000)}\n }`),
            ),
          );
        }
      };
      // The cache is full after the first thousands; what comes then must push out something.
      await flood(0, false);
      const full = heap();
      await flood(3_000, false);
      await flood(6_000, true);
      expect(heap() - full).toBeLessThan(120);
    },
    120_000,
  );

  row('D22', 'with 50 unused or 5,000 variables is refused', async () => {
    await refused(`query (${repeat(50, (n) => `$v${n}: Int`)}) { __typename }`, 'GRAPHQL_VALIDATION_FAILED');
    await refused(`query (${repeat(5_000, (n) => `$v${n}: Int`)}) { __typename }`, 'QUERY_TOO_LARGE');
  });

  row('D23', 'with names of object prototypes gets plain data', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      const answer = await stage.ask(`query ${name} { ${name}: __typename account { ${name}: id } }`);
      expect([name, answer.status]).toEqual([name, 200]);
      expect(answer.text).toContain(`"${name}":"Query"`);
      expect((await stage.ask(`{ ${name} }`)).status).toBe(400);
      expect((await stage.ask(`{ account { ...${name} } }`)).status).toBe(400);
      expect((await stage.ask(`query ($${name}: Int) { account { id } }`)).status).toBe(400);
      expect((await stage.send({ body: `{"query":"query A { __typename }","operationName":"${name}"}` })).status).toBe(
        400,
      );
    }
    expect(({} as Record<string, unknown>)['Query']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('a graph that shows its schema', () => {
  const stage = useStage({ env: { INTROSPECTION: 'true' } });

  row('D14', 'refuses introspection that goes round in circles', async () => {
    const circle = `{ __schema { types { ${nested(5, 'fields { type { ', 'name').replace(/\}+$/, '}'.repeat(10))} } } }`;
    const { status, code } = await stage.ask(circle);
    expect(status).toBe(400);
    expect(['GRAPHQL_VALIDATION_FAILED', 'QUERY_TOO_COMPLEX']).toContain(code);
  });

  row('D16', 'shows its SDL to the router only', async () => {
    const sdl = '{ _service { sdl } }';
    const secrets = [undefined, '', 'x', 'canary-router-secret-5f8e2'];
    for (const secret of secrets) {
      const answer = await stage.send({
        body: JSON.stringify({ query: sdl }),
        headers: { 'x-router-secret': secret },
      });
      expect(outcome(answer)).toEqual([401, 'UNAUTHENTICATED']);
    }
    expect((await stage.ask(sdl)).text).toContain('type Account');
  });
});
