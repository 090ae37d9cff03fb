import { describe, expect, it } from 'vitest';
import { endpoint, shape } from '../../src/wix/endpoint.ts';
import { idsIn } from '../../src/wix/named-ids.ts';

const [account, site, other, folder] = ['1', '2', '3', '4'].map(
  (digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`,
) as [string, string, string, string];

const known = {
  method: 'POST',
  level: 'account',
  retry: 'unsafeWrite',
  permission: null,
  certainty: 'documented',
  source: 'a test',
  response: shape<object>(),
} as const;

interface Body {
  readonly targets: readonly { readonly siteId: string; readonly note?: string }[];
  readonly filter?: { readonly id: { readonly $in: readonly string[] } };
  readonly folder: string | { readonly path: string };
  readonly kind: 'ONE' | 'TWO';
  readonly count?: number;
  readonly extra?: Readonly<Record<string, unknown>>;
}

const moveThings = endpoint({
  ...known,
  name: 'Move Things',
  path: '/accounts/{accountId}/things/{thingId}',
  params: { accountId: 'accountId', thingId: 'guid' },
  query: shape<{ readonly also?: { readonly siteIds: readonly string[] } }>(),
  body: shape<Body>(),
  texts: {
    'query.also.siteIds[]': 'siteId',
    'body.targets[].siteId': 'siteId',
    'body.targets[].note': 'text',
    'body.filter.id.$in[]': 'soughtSiteId',
    'body.folder': 'text',
    'body.folder.path': 'text',
    'body.extra': 'text',
  },
});

const body: Body = { targets: [], folder, kind: 'ONE' };
const input = { accountId: account, params: { accountId: other, thingId: folder }, body };

describe('the accounts and sites that a call acts on', () => {
  it('are those of its header, path, query and body, lists included, each once', () => {
    const ids = idsIn(moveThings, {
      ...input,
      query: { also: { siteIds: [site] } },
      body: { ...body, targets: [{ siteId: site }, { siteId: other, note: account }], extra: { deep: [folder] } },
    });
    expect(ids).toEqual({ accountIds: [account, other], siteIds: [site, other], undeclared: false });
  });

  it('include the site of its header, whatever its level', () => {
    expect(idsIn(moveThings, { ...input, siteId: site }).siteIds).toEqual([site]);
  });

  it('are none of what is looked up among the own', () => {
    const sought = { ...body, filter: { id: { $in: [site] } } };
    expect(idsIn(moveThings, { ...input, body: sought })).toMatchObject({ siteIds: [], undeclared: false });
  });

  it.each([
    ['body', { body: { ...body, smuggled: site } }],
    ['list', { body: { ...body, smuggled: [[site]] } }],
    ['object in a list', { body: { ...body, targets: [{ id: site.toUpperCase() }] } }],
    ['enum', { body: { ...body, kind: site } }],
    ['query', { query: { sites: site } }],
    ['path parameter', { params: { ...input.params, smuggled: site } }],
  ])('are unknown where a GUID stands at a place that is not declared: %s', (_place, more) => {
    expect(idsIn(moveThings, { ...input, ...more }).undeclared).toBe(true);
  });
});

describe('a definition', () => {
  it('compiles only with the type of every text, and no others', () => {
    const facts = { ...known, name: 'A Thing', path: '/things' } as const;
    const given = shape<{ readonly siteId: string; readonly names: readonly string[] }>();
    const declared = { 'body.siteId': 'siteId', 'body.names[]': 'text' } as const;
    expect(endpoint({ ...facts, body: given, texts: declared }).texts).toEqual(declared);
    // @ts-expect-error: nothing is declared.
    endpoint({ ...facts, body: given });
    // @ts-expect-error: a place of the body is left out.
    endpoint({ ...facts, body: given, texts: { 'body.siteId': 'siteId' } });
    // @ts-expect-error: the body has no such place.
    endpoint({ ...facts, body: given, texts: { ...declared, 'body.id': 'siteId' } });
    // @ts-expect-error: a list is not one text.
    endpoint({ ...facts, body: given, texts: { 'body.siteId': 'siteId', 'body.names': 'text' } });
    // @ts-expect-error: what is called the id of a site can't be plain text.
    endpoint({ ...facts, body: given, texts: { ...declared, 'body.siteId': 'text' } });
    // @ts-expect-error: what is called the id of a site can't be any GUID in a path.
    endpoint({ ...facts, path: '/things/{siteId}', params: { siteId: 'guid' } });
  });
});
