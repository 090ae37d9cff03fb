import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { agencySites, first, siteCall } from './support.ts';

interface Properties {
  readonly version: string;
  readonly properties: Record<string, unknown>;
}

const path = '/site-properties/v4/properties';

describe('Get Site Properties', () => {
  const sandbox = createSandbox();
  const site = first(agencySites(sandbox));

  it('prints the business of a site, the same every time and in every run', async () => {
    const { status, body } = await siteCall<Properties>(sandbox, site.id, path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: expect.stringMatching(/^\d+$/),
      properties: {
        siteDisplayName: site.displayName,
        locale: { languageCode: expect.stringMatching(/^[a-z]{2}$/), country: expect.stringMatching(/^[A-Z]{2}$/) },
        paymentCurrency: expect.stringMatching(/^[A-Z]{3}$/),
        timeZone: expect.stringContaining('/'),
        email: expect.stringContaining('@'),
      },
    });
    expect((await siteCall(sandbox, site.id, path)).body).toEqual(body);
    expect((await siteCall(createSandbox(), site.id, path)).body).toEqual(body);
    expect((await siteCall(sandbox, site.id, '/site-properties/properties')).body).toEqual(body);
  });

  it('prints only what the mask names, in both spellings of the mask', async () => {
    const { body } = await siteCall<Properties>(sandbox, site.id, path);
    const { locale, email } = body.properties;
    const expected = { version: body.version, properties: { locale, email } };
    expect((await siteCall(sandbox, site.id, `${path}?fields.paths=locale&fields.paths=email`)).body).toEqual(expected);
    expect((await siteCall(sandbox, site.id, `${path}?fields=locale,email`)).body).toEqual(expected);
    const part = await siteCall<Properties>(sandbox, site.id, `${path}?fields=locale.country`);
    expect(part.body.properties).toEqual({ locale: { country: expect.any(String) } });
  });

  it('has opening hours for some sites and none for others', async () => {
    const sites = agencySites(sandbox).slice(0, 30);
    const all = await Promise.all(sites.map(({ id }) => siteCall<Properties>(sandbox, id, path)));
    const open = all.filter(({ body }) => 'businessSchedule' in body.properties);
    expect(open.length).toBeGreaterThan(3);
    expect(open.length).toBeLessThan(27);
  });
});

describe('List Published Site Urls', () => {
  const sandbox = createSandbox();
  const urls = async (siteId: string, query = '') =>
    (await siteCall(sandbox, siteId, `/urls-server/v2/published-site-urls${query}`)).body;
  const sites = agencySites(sandbox);
  const domains = [...sandbox.state.domains.values()];

  it('prints the primary URL of a published site', async () => {
    const free = first(
      sites.filter(({ id, published }) => published && !domains.some(({ assignment }) => assignment?.siteId === id)),
    );
    expect(await urls(free.id)).toEqual({
      urls: [{ urlType: 'FREE', primary: true, url: `https://northwindstudio.wixsite.com/${free.name}` }],
    });
  });

  it('prints domains and the free address by filter', async () => {
    const redirect = first(
      domains.filter(
        ({ assignment }) => assignment?.type === 'REDIRECT' && sandbox.state.sites.get(assignment.siteId)?.published,
      ),
    );
    const site = first(sites.filter(({ id }) => id === redirect.assignment?.siteId));
    const primary = first(
      domains.filter(({ assignment }) => assignment?.siteId === site.id && assignment.type === 'PRIMARY'),
    );
    const host = primary.connectionType === 'UNKNOWN_CONNECTION_TYPE' ? primary.domain : `www.${primary.domain}`;
    const primaryUrl = { urlType: 'PREMIUM', primary: true, url: `https://${host}` };
    const redirectUrl = { urlType: 'PREMIUM', primary: false, url: `https://www.${redirect.domain}` };
    const freeUrl = { urlType: 'FREE', primary: false, url: `https://northwindstudio.wixsite.com/${site.name}` };
    expect(await urls(site.id)).toEqual({ urls: [primaryUrl] });
    expect(await urls(site.id, '?filters.urlType=ALL')).toEqual({ urls: [primaryUrl, redirectUrl, freeUrl] });
    expect(await urls(site.id, '?filters.urlType=FREE')).toEqual({ urls: [freeUrl] });
    expect(await urls(site.id, '?filters.urlType=PREMIUM&filters.primary=false')).toEqual({ urls: [redirectUrl] });
  });

  it('prints nothing for an unpublished site', async () => {
    expect(await urls(first(sites.filter(({ published }) => !published)).id)).toEqual({ urls: [] });
  });
});
