import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiKey } from '../../src/wix/credential.ts';
import type { AnyEndpoint, AnyInput, Level } from '../../src/wix/endpoint.ts';
import { WixError } from '../../src/wix/error.ts';
import { buildRequest } from '../../src/wix/request.ts';
import { allEndpoints } from '../support/coverage.ts';
import { accountId, siteId } from './local-server.ts';

const key = new ApiKey('IST.header.payload.signature');
const accepts = { accept: 'application/json', 'accept-encoding': 'gzip' };

function define(definition: Partial<AnyEndpoint>): AnyEndpoint {
  return {
    name: 'Get Thing',
    method: 'GET',
    path: '/things',
    level: 'account',
    retry: 'read',
    permission: null,
    certainty: 'documented',
    source: 'a test',
    response: {},
    ...definition,
  };
}

function headersOf(level: Level, input: AnyInput, optionalSite = false): Readonly<Record<string, string>> {
  return buildRequest(define({ level, optionalSite }), input, key).headers;
}

function refusalOf(build: () => unknown): WixError {
  try {
    build();
  } catch (error) {
    if (error instanceof WixError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the headers of a request', () => {
  it('carry the raw key and the account id on the account level', () => {
    expect(headersOf('account', { accountId })).toEqual({
      ...accepts,
      authorization: 'IST.header.payload.signature',
      'wix-account-id': accountId,
    });
  });

  it('carry the raw key and the site id on the site level', () => {
    expect(headersOf('site', { siteId })).toEqual({
      ...accepts,
      authorization: 'IST.header.payload.signature',
      'wix-site-id': siteId,
    });
  });

  it('carry no id on the public level, and the key only when one is given', () => {
    expect(headersOf('public', { accountId, siteId })).toEqual({ ...accepts, authorization: expect.any(String) });
    expect(buildRequest(define({ level: 'public' }), {}, null).headers).toEqual(accepts);
  });

  it('carry both ids only where the operation says that they may travel together', () => {
    const both = { accountId, siteId };
    expect(headersOf('account', both)).not.toHaveProperty('wix-site-id');
    expect(headersOf('site', both)).not.toHaveProperty('wix-account-id');
    expect(headersOf('site', both, true)).not.toHaveProperty('wix-account-id');
    expect(headersOf('account', both, true)).toMatchObject({ 'wix-account-id': accountId, 'wix-site-id': siteId });
    expect(headersOf('account', { accountId }, true)).not.toHaveProperty('wix-site-id');
  });

  it('name a content type only beside a body', () => {
    const post = define({ method: 'POST' });
    expect(buildRequest(post, { accountId, body: { a: [1, null, 'ä'] } }, key)).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":[1,null,"ä"]}',
    });
    expect(buildRequest(post, { accountId, body: {} }, key).body).toBe('{}');
    const empty = buildRequest(post, { accountId }, key);
    expect(empty.body).toBeUndefined();
    expect(empty.headers).not.toHaveProperty('content-type');
  });

  it.each<[string, Level, AnyInput]>([
    ['no account id', 'account', {}],
    ['a site id in its place', 'account', { siteId }],
    ['an empty account id', 'account', { accountId: '' }],
    ['a line break in the account id', 'account', { accountId: `${accountId}\r\nx-evil: 1` }],
    ['a NUL in the account id', 'account', { accountId: `${accountId}\0` }],
    ['no site id', 'site', { accountId }],
    ['a malformed site id', 'site', { siteId: 'all' }],
  ])('are refused before they are sent: %s', (_name, level, input) => {
    expect(refusalOf(() => headersOf(level, input))).toMatchObject({ failure: 'badInput', notSent: true });
  });

  it('are refused without a key, and for a malformed site id beside the account id', () => {
    expect(refusalOf(() => buildRequest(define({}), { accountId }, null)).failure).toBe('badInput');
    expect(refusalOf(() => headersOf('account', { accountId, siteId: 'x' }, true)).failure).toBe('badInput');
  });

  it('are not repeated by the refusal', () => {
    const { message } = refusalOf(() => headersOf('account', { accountId: 'secret-value' }));
    expect(message).toBe('Get Thing: accountId is not a GUID');
  });
});

describe('the path of a request', () => {
  const thing = define({ path: '/things/{thing}/parts/{part}', params: { thing: 'token', part: 'decimalId' } });
  const pathOf = (params: Record<string, string>) => buildRequest(thing, { accountId, params }, key).path;

  it('has its parameters in their places, encoded', () => {
    expect(pathOf({ thing: 'a', part: '1' })).toBe('/things/a/parts/1');
    expect(pathOf({ thing: 'a/b?c#d%2e', part: '1' })).toBe('/things/a%2Fb%3Fc%23d%252e/parts/1');
  });

  it('does not take the value of one parameter for the name of another', () => {
    expect(pathOf({ thing: '{part}', part: '1' })).toBe('/things/%7Bpart%7D/parts/1');
    expect(pathOf({ thing: '$&$1', part: '1' })).toBe('/things/%24%26%241/parts/1');
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['here', '.'],
    ['up', '..'],
    ['up, with a line break', '..\r\n'],
    ['a line break', 'a\r\nb'],
    ['NUL', 'a\0b'],
    ['a space', 'a b'],
    ['a letter beyond ASCII', 'é'],
    ['dots of another script', '．．'],
    ['half a character', '\ud800'],
  ])('is refused before it is sent for a parameter that is %s', (_name, value) => {
    expect(refusalOf(() => pathOf({ thing: value, part: '1' }))).toMatchObject({
      failure: 'badInput',
      notSent: true,
      message: 'Get Thing: path parameter thing is not valid',
    });
  });

  it.each(['%2e', '%2e%2e', '%2E%2e', '.%2e', '..%2f', '..\\', '../x', '...', '/../..', '%252e'])(
    'keeps its segments for a parameter that tries to leave them: %s',
    (value) => {
      const { pathname } = new URL(pathOf({ thing: value, part: '1' }), 'https://api.example');
      expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'things', value, 'parts', '1']);
    },
  );

  it.each<[string, AnyInput]>([
    ['absent', { accountId }],
    ['of another name', { accountId, params: { thing: 'a', parts: '1' } }],
    ['of another type', { accountId, params: { thing: 'a', part: 'x' } }],
    ['inherited', { accountId, params: Object.create({ thing: 'a', part: '1' }) as Record<string, string> }],
  ])('is refused when a parameter is %s', (name, input) => {
    const build = () => buildRequest(thing, input, key);
    if (name === 'inherited') expect(build().path).toBe('/things/a/parts/1');
    else expect(refusalOf(build).failure).toBe('badInput');
  });

  it('is refused when a parameter has no declared type', () => {
    const undeclared = define({ path: '/things/{thing}' });
    const inherited = define({ path: '/things/{toString}' });
    for (const [endpoint, params] of [
      [undeclared, { thing: 'a' }],
      [inherited, { toString: 'a' }],
    ] as const) {
      expect(refusalOf(() => buildRequest(endpoint, { accountId, params } as AnyInput, key)).failure).toBe('badInput');
    }
  });

  it('has as many segments as its template, whatever is accepted', () => {
    const type = fc.constantFrom('guid', 'hostname', 'decimalId', 'token');
    const value = fc.oneof(
      fc.uuid(),
      fc.domain(),
      fc.bigInt({ min: 0n, max: 10n ** 19n }).map(String),
      fc.string(),
      fc.string({
        unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'f', '?', '#', ';', '&', '{', '}', '$', '\r', '\0'),
      }),
    );
    fc.assert(
      fc.property(type, value, (declared, text) => {
        const one = define({ path: '/a/{thing}/b', params: { thing: declared } });
        let path: string;
        try {
          ({ path } = buildRequest(one, { accountId, params: { thing: text } }, key));
        } catch (error) {
          expect(error).toMatchObject({ failure: 'badInput' });
          return;
        }
        const url = new URL(path, 'https://api.example');
        expect([url.host, url.search, url.hash]).toEqual(['api.example', '', '']);
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'a', text, 'b']);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the query string of a request', () => {
  const queryOf = (query: unknown) => buildRequest(define({}), { accountId, query }, key).path;

  it.each<[string, unknown, string]>([
    ['nothing', undefined, '/things'],
    ['an empty object', {}, '/things'],
    ['nested objects', { paging: { limit: 3, cursor: 'x' } }, '/things?paging.limit=3&paging.cursor=x'],
    ['lists', { tlds: ['com', 'net'] }, '/things?tlds=com&tlds=net'],
    ['lists in objects', { filter: { policyIds: ['1', '2'] } }, '/things?filter.policyIds=1&filter.policyIds=2'],
    ['objects in lists', { a: [{ b: 1 }, { b: 2 }] }, '/things?a.b=1&a.b=2'],
    ['absent values', { a: undefined, b: null, c: { d: undefined }, e: [], f: [null] }, '/things'],
    ['values that are falsy', { a: false, b: 0, c: '' }, '/things?a=false&b=0&c='],
    ['characters with a meaning', { q: 'a&b=c#d?e/f+g%20 ü' }, '/things?q=a%26b%3Dc%23d%3Fe%2Ff%2Bg%2520+%C3%BC'],
    ['a line break', { q: 'a\r\nHost: b' }, '/things?q=a%0D%0AHost%3A+b'],
  ])('is written of %s', (_name, query, expected) => {
    expect(queryOf(query)).toBe(expected);
  });

  it('gives back every text that is put into it, in order', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(text), text, (list, single) => {
        const { searchParams, hash, pathname } = new URL(queryOf({ list, a: { b: single } }), 'https://api.example');
        expect(searchParams.getAll('list')).toEqual(list);
        expect(searchParams.getAll('a.b')).toEqual([single]);
        expect([hash, pathname]).toEqual(['', '/things']);
      }),
    );
  });
});

describe('an operation of a slice', async () => {
  const endpoints = await allEndpoints();

  it.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))(
    'declares exactly the parameters that its path has: %s',
    (_name, { path, params }) => {
      const named = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
      expect(named.sort()).toEqual(Object.keys(params ?? {}).sort());
      expect(path).toMatch(/^(\/([a-z0-9-]+|\{[A-Za-z]+\}))+$/);
    },
  );

  it.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))(
    'says where and when it was read: %s',
    (_name, { source }) => {
      expect(source).toMatch(/, read \d{4}-\d{2}-\d{2}$/);
    },
  );

  it('has a name of its own', () => {
    const names = endpoints.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
