import { describe, expect, it } from 'vitest';
import { useGraph } from '../support/graph.ts';

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('an operation that is too large', () => {
  const graph = useGraph();

  it.each([
    ['too many tokens', `{ account { id } ${'__typename '.repeat(2_100)} }`, 'QUERY_TOO_LARGE'],
    ['20,000 open braces', '{a'.repeat(20_000), 'QUERY_TOO_LARGE'],
    ['a list nested 20,000 deep', `{ sites(ids: ${'['.repeat(20_000)}`, 'QUERY_TOO_LARGE'],
    ['fields too deep', `{ account { ${'parent { '.repeat(20)} id ${'}'.repeat(20)} } }`, 'QUERY_TOO_COMPLEX'],
    [
      'depth hidden in fragments',
      `{ account { ...A } } fragment A on Account { parent { parent { parent { parent { parent { ...B } } } } } } fragment B on Account { parent { parent { parent { parent { parent { parent { parent { parent { parent { id } } } } } } } } } }`,
      'QUERY_TOO_COMPLEX',
    ],
    ['101 aliases of __typename', `{ ${repeat(101, (n) => `a${n}: __typename`)} }`, 'QUERY_TOO_COMPLEX'],
    ['100 directives', `{ account { id ${'@skip(if: false) '.repeat(100)} } }`, 'QUERY_TOO_COMPLEX'],
    ['21 root fields', `{ ${repeat(21, (n) => `a${n}: account { id }`)} }`, 'QUERY_TOO_COMPLEX'],
    [
      '21 root fields in fragments',
      `{ ...A ...B } fragment A on Query { ${repeat(11, (n) => `a${n}: account { id }`)} } fragment B on Query { ${repeat(11, (n) => `b${n}: account { id }`)} }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'too many REST calls',
      '{ account { children(first: 100) { nodes { name children(first: 100) { nodes { name } } } } } }',
      'QUERY_TOO_COMPLEX',
    ],
  ])('is refused with 400, a code and no REST call: %s', async (_name, document, code) => {
    const { status, data, errors, calls } = await graph.ask(document);
    expect([status, data, errors?.map(({ extensions }) => extensions.code)[0]]).toEqual([400, undefined, code]);
    expect(errors?.every(({ message }) => !/\d/.test(message))).toBe(true);
    const { limit, maximum, estimate } = (errors?.[0]?.extensions ?? {}) as Readonly<Record<string, unknown>>;
    expect([typeof limit, typeof maximum]).toEqual(['string', 'number']);
    expect(errors?.[0]?.message).toContain(String(limit));
    if (limit !== 'tokens') expect(Number(estimate)).toBeGreaterThan(Number(maximum));
    expect(calls).toEqual({});
  });

  it('is refused when a variable makes it so', async () => {
    const document =
      'query ($first: Int!) { account { children(first: $first) { nodes { children(first: $first) { nodes { name } } } } } }';
    expect(await graph.ask(document, { first: 3 })).toMatchObject({ status: 200, errors: undefined });
    const large = await graph.ask(document, { first: 50 });
    expect([large.status, large.errors?.[0]?.extensions.code, large.calls]).toEqual([400, 'QUERY_TOO_COMPLEX', {}]);
  });

  it('is refused when fragments multiply it, in no time', async () => {
    const fragments = repeat(30, (n) => `fragment f${n} on Account { ...f${n + 1} ... { ...f${n + 1} } }`);
    const document = `{ account { ...f0 } } ${fragments} fragment f30 on Account { id }`;
    const start = performance.now();
    const { status, errors } = await graph.ask(document);
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'QUERY_TOO_COMPLEX']);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('is refused for a fragment that spreads itself', async () => {
    const { status, errors } = await graph.ask(
      '{ account { ...A } } fragment A on Account { parent { ...B } } fragment B on Account { ...A }',
    );
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('is not what GraphiQL asks of a schema, nor the largest page of everything about a site', async () => {
    const { introspectionFromSchema: _, getIntrospectionQuery } = await import('graphql');
    expect(await graph.ask(getIntrospectionQuery())).toMatchObject({ status: 200, errors: undefined });
    const page = await graph.ask(
      '{ account { sites(first: 100) { totalCount nodes { displayName account { name } domains { name } folder { name } urls { url } } } } }',
    );
    expect(page.status).toBe(200);
  });
});

const mistakes: readonly [string, string, Record<string, unknown>, string | undefined, string][] = [
  ['a field', '{ acount { id } }', {}, undefined, 'account'],
  ['an argument', '{ account { sites(frist: 1) { totalCount } } }', {}, 'frist', 'first'],
  ['an enum literal', '{ account { roles(assignableTo: SITES) { roleId } } }', {}, 'assignableTo', 'SITE'],
  [
    'an enum variable',
    'query ($a: RoleLevel) { account { roles(assignableTo: $a) { roleId } } }',
    { a: 'SITES' },
    'a',
    'SITE',
  ],
  [
    'an input field variable',
    'query ($f: SiteFilter) { account { sites(filter: $f) { totalCount } } }',
    { f: { isPublishd: 'secret-value' } },
    'f.isPublishd',
    'isPublished',
  ],
];

describe('the refusal of a mistake', () => {
  const open = useGraph();
  const hidden = useGraph({ server: { introspection: false } });

  it.each(mistakes)(
    'suggests %s where the schema is public, and nowhere else',
    async (_name, document, variables, field, meant) => {
      const suggested = await open.ask(document, variables);
      expect([suggested.status, suggested.errors?.length, suggested.errors?.[0]?.extensions['field']]).toEqual([
        400,
        1,
        field,
      ]);
      expect(suggested.errors?.[0]?.message).toContain(`Did you mean "${meant}"?`);
      const { status, errors } = await hidden.ask(document, variables);
      expect([status, errors?.length, errors?.[0]?.extensions['field']]).toEqual([400, 1, field]);
      expect(JSON.stringify([errors, suggested.errors])).not.toContain('secret-value');
      expect(JSON.stringify(errors)).not.toContain('Did you mean');
    },
  );
});

describe('a graph whose schema is hidden', () => {
  const graph = useGraph({ server: { introspection: false } });

  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Site") { name } }',
    '{ a: __schema { queryType { name } } }',
    '{ ...F } fragment F on Query { __schema { queryType { name } } }',
    '{ _service { sdl } }',
  ])('does not answer %s', async (document) => {
    const { status, data, errors } = await graph.ask(document);
    expect([status, data, errors?.[0]?.extensions.code]).toEqual([400, undefined, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('answers __typename and everything else', async () => {
    expect(await graph.ask('{ __typename account { __typename id } }')).toMatchObject({
      status: 200,
      errors: undefined,
    });
  });
});
