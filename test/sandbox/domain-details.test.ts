import { describe, expect, it } from 'vitest';
import type { SandboxQuirks } from '../../src/sandbox/quirks.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { agencyDomain, connectedBy, propagated } from '../support/domains.ts';
import { accountCall, call, first } from './support.ts';

interface ErrorBody {
  readonly details?: { readonly applicationError?: { readonly code: string } };
}

/** Status and code of an answer. */
async function outcome(sandbox: Sandbox, path: string, headers?: Record<string, string>) {
  const asOwner = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId };
  const { status, body } = await call<ErrorBody>(sandbox, path, { headers: headers ?? asOwner });
  return [status, body.details?.applicationError?.code];
}

const withQuirks = (quirks: Partial<SandboxQuirks>) => createSandbox({ quirks });

/** A domain of an account that the agency has nothing to do with. */
function foreignDomain({ state, accountId }: Sandbox, isWanted: (name: string) => boolean): string {
  const isRelated = (id: string) => id === accountId || state.accounts.get(id)?.parentAccountId === accountId;
  return first([...state.domains.values()].filter((one) => !isRelated(one.accountId) && isWanted(one.domain))).domain;
}

const paths = {
  zone: (name: string) => `/domains/v1/dns-zones/${name}`,
  preview: (name: string) => `/domains/v1/dns-zones/${name}/preview`,
  setup: (name: string) => `/domains/v1/connected-domain-setup-info/${name}`,
  propagation: (name: string) => `/premium/domains/v1/dns-propagations/${name}`,
  assignment: (name: string) => `/domains/v1/domain-assignments/${name}`,
};

describe('the details of domains', () => {
  const sandbox = createSandbox();
  const hosted = agencyDomain(sandbox, connectedBy('NAMESERVERS')).domain;

  it.each(['zone', 'preview'] as const)('need the account for the %s, in the words of DNS zones', async (kind) => {
    const path = paths[kind](hosted);
    const { owner, noDomains } = sandbox.keys;
    const { accountId } = sandbox;
    expect(await outcome(sandbox, path, { authorization: owner })).toEqual([404, 'TARGET_ACCOUNT_NOT_FOUND']);
    expect(await outcome(sandbox, path, { authorization: noDomains, 'wix-account-id': accountId })).toEqual([
      403,
      'DOMAINS_PERMISSION_DENIED',
    ]);
    expect(await outcome(sandbox, path, { 'wix-account-id': accountId })).toEqual([401, 'UNAUTHENTICATED']);
    const older = withQuirks({ dnsZonesUnauthenticated: 'userIdNotFound' });
    expect(await outcome(older, path, { 'wix-account-id': accountId })).toEqual([404, 'USER_ID_NOT_FOUND']);
  });

  it.each(['setup', 'propagation', 'assignment'] as const)('need permission and account for the %s', async (kind) => {
    const path = paths[kind](hosted);
    const { owner, noDomains } = sandbox.keys;
    expect(await outcome(sandbox, path, { authorization: owner })).toEqual([400, 'DOMAINS_GUID_NOT_VALID']);
    expect(await outcome(sandbox, path, { authorization: noDomains, 'wix-account-id': sandbox.accountId })).toEqual([
      403,
      'DOMAINS_PERMISSION_DENIED',
    ]);
    const nobody = { authorization: owner, 'wix-account-id': '00000000-0000-4000-8000-000000000000' };
    expect(await outcome(sandbox, path, nobody)).toEqual([403, 'DOMAINS_GUID_NOT_FOUND']);
  });

  it.each(['POINTING', 'UNKNOWN_CONNECTION_TYPE', 'HIDDEN'] as const)(
    'have no zone for a domain connected as %s',
    async (connectionType) => {
      const { domain } = agencyDomain(sandbox, connectedBy(connectionType));
      expect(await outcome(sandbox, paths.zone(domain))).toEqual([404, 'DNS_ZONE_NOT_FOUND']);
      expect(await outcome(sandbox, paths.preview(domain))).toEqual([200, undefined]);
    },
  );

  it('have a preview for a name that is not connected, and none for what is no domain', async () => {
    expect(await outcome(sandbox, paths.preview('not-connected.com'))).toEqual([200, undefined]);
    expect(await outcome(sandbox, paths.preview('localhost'))).toEqual([404, 'DNS_ZONE_NOT_FOUND']);
  });

  it('of an unknown name are not found', async () => {
    expect(await outcome(sandbox, paths.zone('no.com'))).toEqual([404, 'DNS_ZONE_NOT_FOUND']);
    expect(await outcome(sandbox, paths.setup('no.com'))).toEqual([404, 'NOT_FOUND']);
    expect(await outcome(sandbox, paths.propagation('no.com'))).toEqual([404, 'NOT_FOUND']);
    expect(await outcome(sandbox, paths.assignment('no.com'))).toEqual([404, 'NOT_FOUND']);
    const strict = withQuirks({ setupOfUnconnected: 'notPermitted' });
    expect(await outcome(strict, paths.setup('no.com'))).toEqual([403, 'DOMAINS_DOMAIN_NOT_PERMITTED']);
  });

  it('of somebody else are not found, or not permitted by quirk', async () => {
    const name = foreignDomain(sandbox, (domain) => sandbox.state.dnsZones.has(domain));
    const strict = withQuirks({ foreignDomain: 'notPermitted' });
    expect(await outcome(sandbox, paths.zone(name))).toEqual([404, 'DNS_ZONE_NOT_FOUND']);
    expect(await outcome(strict, paths.zone(name))).toEqual([428, 'DOMAIN_NOT_PERMITTED']);
    expect(await outcome(sandbox, paths.setup(name))).toEqual([403, 'DOMAINS_DOMAIN_NOT_PERMITTED']);
    for (const kind of ['propagation', 'assignment'] as const) {
      expect(await outcome(sandbox, paths[kind](name))).toEqual([404, 'NOT_FOUND']);
      expect(await outcome(strict, paths[kind](name))).toEqual([403, 'DOMAINS_DOMAIN_NOT_PERMITTED']);
    }
  });

  it('follow the clock in their propagation', async () => {
    const world = createSandbox();
    const { domain } = agencyDomain(world, propagated(world, 'IN_PROGRESS'));
    const status = async () => {
      const { body } = await accountCall<{ dnsPropagation: { status: string } }>(world, paths.propagation(domain));
      return body.dnsPropagation.status;
    };
    expect(await status()).toBe('IN_PROGRESS');
    world.clock.advance(2 * 86_400_000);
    expect(await status()).toBe('SUCCEEDED');
  });

  it('print records as the samples of Wix do', async () => {
    const pointing = agencyDomain(sandbox, connectedBy('POINTING')).domain;
    const setup = await accountCall(sandbox, paths.setup(pointing));
    expect(setup.body).toEqual({
      connectedDomainSetupInfo: {
        connectedDomainId: pointing,
        pointingRecords: {
          aRecord: { hostName: pointing, ttl: 3600, values: ['185.230.63.107'] },
          cnameRecord: { hostName: `www.${pointing}`, ttl: 3600, value: 'pointing.wixdns.net' },
        },
        registrar: { name: expect.any(String), nameServers: [expect.any(String), expect.any(String)] },
      },
    });
    const zone = await accountCall<{ dnsZone: { records: unknown[] } }>(sandbox, paths.zone(hosted));
    expect(zone.body).toMatchObject({
      dnsZone: { id: hosted, domainName: hosted, dnssecEnabled: expect.any(Boolean) },
    });
    expect(zone.body.dnsZone.records).toContainEqual({
      type: 'NS',
      hostName: hosted,
      ttl: 86_400,
      values: [expect.stringMatching(/^ns\d+\.wixdns\.net$/), expect.stringMatching(/^ns\d+\.wixdns\.net$/)],
    });
  });
});

describe('the list of domain assignments', () => {
  const sandbox = createSandbox();
  const siteIds = [...sandbox.state.sites.values()]
    .filter(({ accountId }) => accountId === sandbox.accountId)
    .map(({ id }) => id);
  interface List {
    readonly domainAssignments: readonly { readonly id: string }[];
    readonly pagingMetadata: { readonly cursors: { readonly next: string | null }; readonly hasNext: boolean };
  }
  const list = (query: string, world = sandbox) =>
    accountCall<List>(world, `/domains/v1/domain-assignments?${query}`).then(({ body }) => body);
  const sites = siteIds.map((id) => `siteIds=${id}`).join('&');

  it('is in the order of the names, in pages', async () => {
    const whole = await list(sites);
    const names = whole.domainAssignments.map(({ id }) => id);
    expect(names.length).toBeGreaterThan(10);
    expect(names).toEqual(names.toSorted());
    const page = await list(`${sites}&paging.limit=7`);
    expect(page).toMatchObject({ pagingMetadata: { hasNext: true } });
    const rest = await list(`${sites}&paging.cursor=${page.pagingMetadata.cursors.next}`);
    expect([...page.domainAssignments, ...rest.domainAssignments].map(({ id }) => id)).toEqual(names);
    expect(rest.pagingMetadata.cursors.next).toBeNull();
  });

  it('is empty without site ids, also with a cursor, and for the sites of somebody else', async () => {
    const { pagingMetadata } = await list(`${sites}&paging.limit=7`);
    expect((await list('')).domainAssignments).toEqual([]);
    expect((await list(`paging.cursor=${pagingMetadata.cursors.next}`)).domainAssignments).toEqual([]);
    const name = foreignDomain(sandbox, (domain) => sandbox.state.assignmentTimes.has(domain));
    const foreignSite = sandbox.state.domains.get(name)?.assignment?.siteId;
    expect((await list(`siteIds=${foreignSite}`)).domainAssignments).toEqual([]);
  });

  it('takes the site ids under the name that the quirk gives', async () => {
    const renamed = withQuirks({ unknownParameters: 'ignore', assignmentsSiteParameter: 'filter.siteIds' });
    expect((await list(sites, renamed)).domainAssignments).toEqual([]);
    const found = await list(sites.replaceAll('siteIds', 'filter.siteIds'), renamed);
    expect(found.domainAssignments.length).toBeGreaterThan(10);
  });
});

describe('domain search', () => {
  const sandbox = createSandbox();
  const asNobody = (query: string, world = sandbox) => outcome(world, `/domain-search/v2/${query}`, {});
  const check = (domain: string, world = sandbox) => asNobody(`check-domain-availability?domain=${domain}`, world);
  const suggest = (query: string, world = sandbox) => asNobody(`suggest-domains?${query}`, world);

  it('is served without a key, and with one unless the quirk forbids it', async () => {
    const path = '/domain-search/v2/check-domain-availability?domain=free-name.com';
    const withKey = { authorization: sandbox.keys.owner };
    expect(await outcome(sandbox, path, {})).toEqual([200, undefined]);
    expect(await outcome(sandbox, path, withKey)).toEqual([200, undefined]);
    expect(await outcome(withQuirks({ publicWithAuth: 'forbid' }), path, withKey)).toEqual([403, undefined]);
    expect(await outcome(withQuirks({ publicWithAuth: 'require' }), path, {})).toEqual([403, undefined]);
    expect(await outcome(withQuirks({ publicWithAuth: 'require' }), path, withKey)).toEqual([200, undefined]);
  });

  it.each(['', 'ab', 'localhost', 'under_score.com', 'x..com', `${'a'.repeat(60)}.com`, 'com', 'co.uk'])(
    'refuses to check %j as INVALID_DOMAIN',
    async (domain) => {
      expect(await check(domain)).toEqual([400, 'INVALID_DOMAIN']);
    },
  );

  it('names an ending that is not sold in one of two ways', async () => {
    expect(await check('myshop.ws')).toEqual([400, 'DOMAINS_UNSUPPORTED_TLD']);
    expect(await check('myshop.ws', withQuirks({ unsupportedTldCode: 'INVALID_DOMAIN' }))).toEqual([
      400,
      'INVALID_DOMAIN',
    ]);
  });

  it.each([
    ['query=a%26b', 'INVALID_QUERY'],
    ['query=shop&tlds=co.uk', 'INVALID_TLD_FORMAT'],
    ['query=shop&tlds=com&tlds=ws', 'TLD_NOT_SUPPORTED'],
    ['query=ab', undefined],
    [`query=${'a'.repeat(101)}`, undefined],
    ['query=shop&maxLength=2', undefined],
    ['query=shop&maxLength=64', undefined],
    ['query=shop&paging.limit=21', undefined],
    [`query=shop&${Array.from({ length: 11 }, () => 'tlds=com').join('&')}`, undefined],
    ['query=shop&paging.cursor=x', undefined],
  ])('refuses to suggest for %s', async (query, code) => {
    expect(await suggest(query)).toEqual([400, code]);
  });

  it('takes the limit under both of its names, and 0 as none unless the quirk refuses it', async () => {
    const count = async (query: string) => {
      const path = `/domain-search/v2/suggest-domains?query=shop&${query}`;
      const { body } = await call<{ suggestions: unknown[] }>(sandbox, path);
      return body.suggestions.length;
    };
    expect([
      await count(''),
      await count('limit=4'),
      await count('paging.limit=5'),
      await count('paging.limit=0'),
    ]).toEqual([10, 4, 5, 10]);
    expect(await suggest('query=shop&paging.limit=0', withQuirks({ suggestionsZeroLimit: 'reject' }))).toEqual([
      400,
      undefined,
    ]);
  });

  it('goes on from a cursor only when every other parameter is repeated', async () => {
    const page = async (query: string) => {
      const { body } = await call<{
        suggestions: { domain: string }[];
        pagingMetadata: { cursors: { next?: string }; hasNext: boolean };
      }>(sandbox, `/domain-search/v2/suggest-domains?${query}`);
      return body;
    };
    const firstPage = await page('query=shop&tlds=com&paging.limit=5');
    const cursor = `paging.cursor=${firstPage.pagingMetadata.cursors.next}`;
    const second = await page(`query=shop&tlds=com&paging.limit=20&${cursor}`);
    expect(second.pagingMetadata).toMatchObject({ cursors: {}, hasNext: false });
    const whole = await page('query=shop&tlds=com&paging.limit=20');
    expect([...firstPage.suggestions, ...second.suggestions]).toEqual(whole.suggestions);
    expect(await suggest(`query=shop&${cursor}`)).toEqual([400, undefined]);
    expect(await suggest(cursor)).toEqual([400, undefined]);
  });
});
