import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { sitePropertiesOf } from '../../../src/sandbox/seed/site-properties.ts';
import { domainUrl } from '../../../src/sandbox/state/domain.ts';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import { freeSiteUrl } from '../../../src/sandbox/state/site-url.ts';
import { useGraph } from '../../support/graph.ts';

function siteWith({ state, accountId }: Sandbox, fits: (site: SandboxSite) => boolean): SandboxSite {
  const found = [...state.sites.values()].find((site) => site.accountId === accountId && fits(site));
  if (found === undefined) throw new Error('no such site');
  return found;
}

function domainsOf({ state }: Sandbox, site: SandboxSite) {
  return [...state.domains.values()].filter(({ assignment }) => assignment?.siteId === site.id);
}

interface Listed {
  readonly url: string;
  readonly type: string;
  readonly isPrimary: boolean;
  readonly language: string | null;
  readonly isDefaultLanguage: boolean;
}

const fields = 'url type typeRaw isPrimary language isDefaultLanguage';

describe('the addresses of a site', () => {
  const graph = useGraph();
  const withRedirect = () =>
    siteWith(graph.sandbox, (site) => site.published && domainsOf(graph.sandbox, site).length > 1);

  it('are its domains and its free address, at one call', async () => {
    const site = withRedirect();
    const { data, errors, calls } = await graph.ask(`{ site(id: "${site.id}") { urls { ${fields} } } }`);
    expect(errors).toBeUndefined();
    const plain = { language: null, isDefaultLanguage: false };
    expect(data.site.urls).toEqual([
      ...domainsOf(graph.sandbox, site).map((domain) => ({
        url: domainUrl(domain),
        type: 'PREMIUM',
        typeRaw: 'PREMIUM',
        isPrimary: domain.assignment?.type === 'PRIMARY',
        ...plain,
      })),
      { url: freeSiteUrl(graph.sandbox.state, site), type: 'FREE', typeRaw: 'FREE', isPrimary: false, ...plain },
    ]);
    expect(calls).toEqual({ 'Query Sites': 1, 'List Published Site Urls': 1 });
  });

  it('are sifted by type and primacy at the same one call', async () => {
    const site = withRedirect();
    const { data, calls } = await graph.ask(`{ site(id: "${site.id}") {
      all: urls { url type isPrimary }
      free: urls(type: FREE) { url type isPrimary }
      premium: urls(type: PREMIUM) { url type isPrimary }
      primary: urls(primaryOnly: true) { url type isPrimary }
      none: urls(type: FREE, primaryOnly: true) { url type isPrimary }
      unknown: urls(type: UNKNOWN) { url }
    } }`);
    const all: Listed[] = data.site.all;
    expect(data.site.free).toEqual(all.filter(({ type }) => type === 'FREE'));
    expect(data.site.premium).toEqual(all.filter(({ type }) => type === 'PREMIUM'));
    expect(data.site.primary).toEqual(all.filter(({ isPrimary }) => isPrimary));
    expect(data.site.primary).toHaveLength(1);
    expect(data.site.none).toEqual([]);
    expect(data.site.unknown).toEqual([]);
    expect(calls).toEqual({ 'Query Sites': 1, 'List Published Site Urls': 1 });
  });

  it('include those of its languages where they are asked for', async () => {
    const { state } = graph.sandbox;
    const spoken = (site: SandboxSite) => sitePropertiesOf(state, site).properties.multilingual?.supportedLanguages;
    const site = siteWith(
      graph.sandbox,
      (candidate) => candidate.published && spoken(candidate)?.[0]?.resolutionMethod === 'SUBDOMAIN',
    );
    const { data, errors, calls } = await graph.ask(
      `{ site(id: "${site.id}") { plain: urls { ${fields} } all: urls(inLanguages: true) { ${fields} } } }`,
    );
    expect(errors).toBeUndefined();
    const languages = (spoken(site) ?? []).map(({ languageCode, isPrimary }) => [languageCode, isPrimary]);
    const listed = data.site.all.filter(({ language }: Listed) => language !== null);
    expect(languages.length).toBeGreaterThan(1);
    expect(listed.map(({ language, isDefaultLanguage }: Listed) => [language, isDefaultLanguage])).toEqual(languages);
    expect(data.site.plain.every(({ language }: Listed) => language === null)).toBe(true);
    expect(calls).toEqual({ 'Query Sites': 1, 'List Published Site Urls': 2 });
  });

  it('are none while it is not published', async () => {
    const site = siteWith(graph.sandbox, ({ published }) => !published);
    const { data, errors } = await graph.ask(`{ site(id: "${site.id}") { urls { url } } }`);
    expect(errors).toBeUndefined();
    expect(data.site.urls).toEqual([]);
  });

  it('are none where Wix says that there is no primary one', async () => {
    graph.sandbox.faults.inject({
      operation: 'List Published Site Urls',
      kind: 'status',
      status: 400,
      body: { message: '', details: { applicationError: { code: 'NO_PRIMARY_URL' } } },
    });
    const { data, errors } = await graph.ask(`{ site(id: "${withRedirect().id}") { urls { url } } }`);
    expect(errors).toBeUndefined();
    expect(data.site.urls).toEqual([]);
  });

  it.each([
    ['another refusal', { kind: 'status', status: 400 }, 'BAD_USER_INPUT'],
    ['an address without a URL', { kind: 'body', body: { urls: [{ urlType: 'FREE' }] } }, 'UPSTREAM_INVALID_RESPONSE'],
    ['a failure', { kind: 'status', status: 500 }, 'UPSTREAM_UNAVAILABLE'],
  ] as const)('fail for one site alone: %s', async (_name, fault, code) => {
    const site = withRedirect();
    graph.sandbox.faults.inject({
      operation: 'List Published Site Urls',
      match: ({ siteId }) => siteId === site.id,
      times: Number.POSITIVE_INFINITY,
      ...fault,
    });
    const { data, errors } = await graph.ask('{ account { sites(first: 100) { nodes { id urls { url } } } } }');
    const failed = data.account.sites.nodes.filter(({ urls }: { urls: unknown }) => urls === null);
    expect(failed).toEqual([{ id: site.id, urls: null }]);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });
});

describe('the editor addresses of a site', () => {
  const graph = useGraph();
  const ask = (site: SandboxSite) =>
    graph.ask(`{ site(id: "${site.id}") { editor editorUrls { editor editorRaw editUrl previewUrl } } }`);

  it.each([
    ['EDITOR', 'EDITOR', 'WIX_EDITOR'],
    ['STUDIO', 'STUDIO', 'WIX_STUDIO'],
    ['ODEDITOR', 'HARMONY', 'ODEDITOR'],
  ])('name the editor %s as the site does', async (editorType, editor, editorRaw) => {
    const site = siteWith(graph.sandbox, (candidate) => candidate.editorType === editorType);
    const { data, errors, calls } = await ask(site);
    expect(errors).toBeUndefined();
    expect(data.site).toEqual({
      editor,
      editorUrls: {
        editor,
        editorRaw,
        editUrl: expect.stringContaining(site.htmlAppId),
        previewUrl: expect.stringContaining(site.htmlAppId),
      },
    });
    expect(calls).toEqual({ 'Query Sites': 1, 'Get Editor Urls': 1 });
  });

  it('lead nowhere for a site without an editor', async () => {
    const { data, errors } = await ask(siteWith(graph.sandbox, ({ editorType }) => editorType === 'EDITORLESS'));
    expect(errors).toBeUndefined();
    expect(data.site).toEqual({
      editor: 'NONE',
      editorUrls: { editor: 'NONE', editorRaw: 'EDITORLESS', editUrl: null, previewUrl: null },
    });
  });

  it.each([400, 404, 428])('are null when Wix finds no editor and says so with %i', async (status) => {
    graph.sandbox.faults.inject({
      operation: 'Get Editor Urls',
      kind: 'status',
      status,
      body: { message: '', details: { applicationError: { code: 'EDITOR_NOT_FOUND' } } },
    });
    const { data, errors } = await ask(siteWith(graph.sandbox, () => true));
    expect(errors).toBeUndefined();
    expect(data.site.editorUrls).toBeNull();
  });

  it('fail alone when the site is gone', async () => {
    graph.sandbox.faults.inject({
      operation: 'Get Editor Urls',
      kind: 'status',
      status: 404,
      body: { message: '', details: { applicationError: { code: 'SITE_NOT_FOUND' } } },
    });
    const { data, errors } = await ask(siteWith(graph.sandbox, ({ editorType }) => editorType === 'EDITOR'));
    expect(data.site).toEqual({ editor: 'EDITOR', editorUrls: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', upstreamCode: 'SITE_NOT_FOUND' });
  });
});

describe('a headless site whose editor Wix does not find', () => {
  const graph = useGraph({ quirks: { editorlessUrls: 'notFound' } });

  it('has no editor addresses, without an error', async () => {
    const site = siteWith(graph.sandbox, ({ editorType }) => editorType === 'EDITORLESS');
    const { data, errors } = await graph.ask(`{ site(id: "${site.id}") { editorUrls { editUrl } } }`);
    expect(errors).toBeUndefined();
    expect(data.site.editorUrls).toBeNull();
  });
});

describe('a key that may not read addresses', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('gets the site, and the names of what it lacks', async () => {
    const site = siteWith(graph.sandbox, () => true);
    const { data, errors } = await graph.ask(
      `{ site(id: "${site.id}") { displayName urls { url } editorUrls { editUrl } } }`,
    );
    expect(data.site).toEqual({ displayName: site.displayName, urls: null, editorUrls: null });
    expect(errors?.map(({ path, extensions }) => [path?.[1], extensions.code]).sort()).toEqual([
      ['editorUrls', 'FORBIDDEN'],
      ['urls', 'FORBIDDEN'],
    ]);
    const messages = errors?.map(({ message }) => message).join();
    for (const permission of ['SITE_URLS.READ', 'MetaSite.Read']) expect(messages).toContain(permission);
  });
});
