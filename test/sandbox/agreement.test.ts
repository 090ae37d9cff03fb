import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { isConnected, type SandboxDomain } from '../../src/sandbox/state/domain.ts';
import { domainParts } from '../../src/sandbox/state/domain-name.ts';
import { catalog, productById } from '../../src/sandbox/state/product-catalog.ts';
import { isLive } from '../../src/sandbox/state/product-delivery.ts';
import { accountCall, agencySites, call, childIds, first, siteCall } from './support.ts';

interface Failed {
  readonly details?: { readonly applicationError?: { readonly code: string } };
}

const codeOf = ({ status, body }: { status: number; body: Failed }) => [status, body.details?.applicationError?.code];

function send(sandbox: Sandbox, method: string, path: string, body?: unknown) {
  const headers = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId };
  return call<Failed>(sandbox, path, { method, headers, body });
}

function domainOf(sandbox: Sandbox, isWanted: (domain: SandboxDomain) => boolean): SandboxDomain {
  const own = [...sandbox.state.domains.values()].filter(({ accountId }) => accountId === sandbox.accountId);
  return first(own.filter(isWanted));
}

describe('plans', () => {
  it('are one for each site at most, in every seed', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const plans = [...createSandbox({ seed }).state.packages.values()]
        .flatMap(({ instances }) => instances)
        .filter((instance) => isLive(instance) && productById(instance.catalogProductId)?.isPremiumPlan)
        .flatMap(({ siteId }) => siteId ?? []);
      expect(plans.length).toBe(new Set(plans).size);
    }
  });

  it.each(['mailbox', 'businessTool', 'domain'] as const)(
    'and a %s keep a site from being transferred',
    async (name) => {
      const sandbox = createSandbox();
      const { state } = sandbox;
      const sold = new Set(
        [...state.packages.values()].flatMap(({ instances }) => instances.map(({ siteId }) => siteId)),
      );
      const site = first(
        agencySites(sandbox).filter(({ id, premium, trashedDate }) => !premium && !trashedDate && !sold.has(id)),
      );
      const product = catalog[name];
      const [billing] = product.billings;
      const billingInfo =
        billing.type === 'ONE_TIME'
          ? { type: 'ONE_TIME' }
          : { type: 'RECURRING', cycleDuration: { unit: billing.unit, count: billing.count } };
      const products = [{ catalogProductId: product.id, siteId: site.id, countryCode: 'NO', billingInfo }];
      const made = await accountCall<{ package: { id: string } }>(sandbox, '/resellers/v2/packages', { products });
      const transfer = () => {
        const body = { siteTransfer: { siteId: site.id, sourceAccountId: sandbox.accountId } };
        return accountCall<Failed>(sandbox, '/b2b-site-management/v1/transfer-site', body, first(childIds(sandbox)));
      };
      expect(codeOf(await transfer())).toEqual([428, 'SITE_TRANSFER_NOT_SUPPORTED']);
      await send(sandbox, 'DELETE', `/resellers/v1/packages/${made.body.package.id}`);
      expect((await transfer()).status).toBe(200);
    },
  );

  it('have no failure any more after they were canceled', async () => {
    const sandbox = createSandbox();
    const failed = [...sandbox.state.packages.values()]
      .filter(({ accountId }) => accountId === sandbox.accountId)
      .flatMap(({ id, instances }) => instances.map((instance) => ({ id, instance })))
      .find(({ instance }) => instance.status === 'FAILED');
    const path = `/resellers/v1/packages/product-instances/${failed?.instance.instanceId}`;
    expect((await send(sandbox, 'DELETE', path)).status).toBe(200);
    const after = sandbox.state.packages.get(failed?.id ?? '')?.instances;
    expect(after?.find(({ instanceId }) => instanceId === failed?.instance.instanceId)).toMatchObject({
      status: 'CANCELED',
    });
    expect(JSON.stringify(after)).not.toContain('"failure"');
  });
});

describe('a certificate', () => {
  const active = (sandbox: Sandbox, domain: string, siteId: string) =>
    send(
      sandbox,
      'GET',
      `/enterprise-public-proxy/v1/ssl-certificates/active?metaSiteId=${siteId}&domainName=${domain}`,
    );

  it.each(['connected-domains', 'domain-assignments'])('ends with its domain, deleted through %s', async (resource) => {
    const sandbox = createSandbox();
    const { domain, assignment } = domainOf(sandbox, (one) => sandbox.state.certificates.has(one.domain));
    const siteId = assignment?.siteId ?? '';
    expect((await active(sandbox, domain, siteId)).status).toBe(200);
    expect((await active(sandbox, `www.${domain.toUpperCase()}`, siteId)).status).toBe(200);
    expect((await send(sandbox, 'DELETE', `/domains/v1/${resource}/${domain}`)).status).toBe(200);
    expect((await active(sandbox, domain, siteId)).status).toBe(404);
    expect((await active(sandbox, `www.${domain}`, siteId)).status).toBe(404);
  });
});

describe('DNS records', () => {
  const zoneOf = (sandbox: Sandbox) => domainOf(sandbox, ({ domain }) => sandbox.state.dnsZones.has(domain)).domain;
  const change = async (sandbox: Sandbox, body: (name: string) => object) => {
    const name = zoneOf(sandbox);
    return send(sandbox, 'PATCH', `/domains/v1/dns-zones/${name}`, body(name));
  };
  const addition = (type: string, hostName: string, ...values: string[]) => ({
    additions: [{ type, hostName, ttl: 300, values }],
  });

  it.each([
    ['a host outside the zone', (name: string) => addition('TXT', `not${name}`, 'x'), 428],
    ['an address that is none', (name: string) => addition('A', `a.${name}`, 'hello world'), 428],
    ['an address of the wrong kind', (name: string) => addition('AAAA', `a.${name}`, '203.0.113.7'), 428],
    ['an alias with two targets', (name: string) => addition('CNAME', `a.${name}`, 'a.example', 'b.example'), 428],
    ['an alias beside another record', (name: string) => addition('TXT', `www.${name}`, 'x'), 428],
    ['a service without a port', (name: string) => addition('SRV', `_sip._tcp.${name}`, '1 2 sip.example'), 428],
    ['a mail server without a priority', (name: string) => addition('MX', `m.${name}`, 'mail.example'), 428],
    [
      'a negative lifetime',
      (name: string) => ({ additions: [{ ...addition('TXT', name, 'x').additions[0], ttl: -5 }] }),
      400,
    ],
    ['another name than the path', () => ({ domainName: 'other.com' }), 400],
  ])('are refused for %s', async (_what, body, status) => {
    const sandbox = createSandbox();
    const before = sandbox.state.dnsZones.get(zoneOf(sandbox));
    expect((await change(sandbox, body)).status).toBe(status);
    expect(sandbox.state.dnsZones.get(zoneOf(sandbox))).toBe(before);
  });

  it.each([
    ['A', '203.0.113.7'],
    ['AAAA', '2001:db8::7'],
    ['CNAME', 'target.example'],
    ['NS', 'ns1.target.example.'],
    ['SRV', '10 5 443 target.example'],
    ['NAPTR', '100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .'],
    ['TXT', 'v=DMARC1; p=none'],
    ['PTR', 'host.example'],
    ['MX', '10 mail.example'],
    ['SOA', 'ns.example admin.example 1 7200 3600 1209600 3600'],
  ])('are accepted with a right value: %s', async (type, value) => {
    expect((await change(createSandbox(), (name) => addition(type, `host.${name}`, value))).status).toBe(200);
  });

  it.each(['NS', 'SOA'])('of the type %s stay at the top of the zone, or go by quirk', async (type) => {
    const remove = async (sandbox: Sandbox) => {
      const records = sandbox.state.dnsZones.get(zoneOf(sandbox))?.records ?? [];
      const deletions = records.filter((record) => record.type === type && record.hostName === zoneOf(sandbox));
      return change(sandbox, () => ({ deletions }));
    };
    expect(codeOf(await remove(createSandbox()))).toEqual([428, 'INVALID_NS_RECORD']);
    expect((await remove(createSandbox({ quirks: { zoneAuthority: 'free' } }))).status).toBe(200);
  });
});

describe('domain names and ids', () => {
  it('are read in either case, in every path and header', async () => {
    const sandbox = createSandbox();
    const hosted = domainOf(
      sandbox,
      ({ domain, assignment }) => sandbox.state.dnsZones.has(domain) && assignment !== undefined,
    );
    const name = hosted.domain.toUpperCase();
    for (const path of [
      `/domains/v1/connected-domains/${name}`,
      `/domains/v1/connected-domain-setup-info/${name}`,
      `/domains/v1/dns-zones/${name}`,
      `/domains/v1/domain-assignments/${name}`,
    ]) {
      expect([path, (await send(sandbox, 'GET', path)).status]).toEqual([path, 200]);
    }
    const headers = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId.toUpperCase() };
    expect((await call(sandbox, '/roles-management/roles', { headers })).status).toBe(200);
    const site = first(agencySites(sandbox)).id.toUpperCase();
    expect((await siteCall(sandbox, site, '/site-properties/v4/properties')).status).toBe(200);
    const strict = createSandbox({ quirks: { domainNameCase: 'sensitive' } });
    expect((await send(strict, 'GET', `/domains/v1/connected-domains/${name}`)).status).toBe(404);
  });

  it.each([
    ['bakery.com.mx', 'bakery.com.mx', 'com.mx'],
    ['shop.bakery.co.uk', 'bakery.co.uk', 'co.uk'],
    ['www.bakery.gov.au', 'bakery.gov.au', 'gov.au'],
    ['bakery.ac.jp', 'bakery.ac.jp', 'ac.jp'],
    ['a.b.bakery.in', 'bakery.in', 'in'],
    ['me.wixsite.com', 'wixsite.com', 'com'],
  ])('have their root by the public suffix list: %s', (name, root, ending) => {
    expect(domainParts(name)).toMatchObject({ root, ending });
  });

  it.each(['com.mx', 'co.uk', 'localhost', ''])('have no root if they are a suffix: %j', (name) => {
    expect(domainParts(name)).toBeUndefined();
  });
});

describe('a domain registered through Wix', () => {
  it('is in the seed: assigned, with a zone, and not among the connected ones', async () => {
    const sandbox = createSandbox();
    const { domain, assignment } = domainOf(sandbox, (one) => !isConnected(one));
    const status = async (path: string) => (await send(sandbox, 'GET', path)).status;
    expect(await status(`/domains/v1/domain-assignments/${domain}`)).toBe(200);
    expect(await status(`/domains/v1/dns-zones/${domain}`)).toBe(200);
    expect(await status(`/domains/v1/connected-domains/${domain}`)).toBe(404);
    expect(await status(`/domains/v1/connected-domain-setup-info/${domain}`)).toBe(404);
    const list = await send(sandbox, 'GET', '/domains/v1/connected-domains');
    expect(JSON.stringify(list.body)).not.toContain(domain);
    const sites = await accountCall<{ sites: { domainConnected: boolean; viewUrl: string }[] }>(
      sandbox,
      '/site-list/v2/sites/query',
      { query: { filter: { id: assignment?.siteId } } },
    );
    expect(sites.body.sites).toMatchObject([{ domainConnected: true }]);
  });

  it('cannot be connected', async () => {
    const sandbox = createSandbox();
    const { domain } = domainOf(sandbox, (one) => !isConnected(one));
    const body = { connectedDomain: { domain, connectionType: 'POINTING' } };
    expect((await send(sandbox, 'POST', '/domains/v1/connected-domains', body)).status).toBe(400);
  });

  it('is made by an admin call, as is a name registered elsewhere', async () => {
    const sandbox = createSandbox();
    const register = (body: object) => call(sandbox, '/_sandbox/registrations', { body });
    const connect = async (domain: string) => {
      const body = { connectedDomain: { domain, connectionType: 'POINTING' } };
      return (await send(sandbox, 'POST', '/domains/v1/connected-domains', body)).status;
    };
    expect(await connect('my-client.com.mx')).toBe(400);
    expect((await register({ domain: 'My-Client.com.mx', registrarName: 'GoDaddy' })).status).toBe(200);
    expect(await connect('my-client.com.mx')).toBe(200);
    expect((await register({ domain: 'my-client.com.mx' })).status).toBe(409);
    expect((await register({ domain: 'own-name.com', throughWixBy: sandbox.accountId })).status).toBe(200);
    expect((await send(sandbox, 'GET', '/domains/v1/dns-zones/own-name.com')).status).toBe(200);
    for (const wrong of [{ domain: 'www.name.com' }, { domain: 5 }, { name: 'name.com' }]) {
      expect((await register(wrong)).status).toBe(400);
    }
    const release = (name: string) => call(sandbox, `/_sandbox/registrations/${name}`, { method: 'DELETE' });
    expect((await release('my-client.com.mx')).status).toBe(200);
    expect((await send(sandbox, 'GET', '/domains/v1/connected-domains/my-client.com.mx')).status).toBe(404);
    expect((await release('my-client.com.mx')).status).toBe(404);
  });
});

describe('a site', () => {
  it('has 300 redirects at most', async () => {
    const sandbox = createSandbox();
    const primary = domainOf(sandbox, (one) => isConnected(one) && one.assignment?.type === 'PRIMARY');
    const siteId = primary.assignment?.siteId ?? '';
    const headers = {
      authorization: sandbox.keys.owner,
      'wix-account-id': sandbox.accountId,
      'wix-site-id': siteId,
    };
    const connect = async (index: number) => {
      const domain = `redirect-${index}.com`;
      sandbox.state.registrations.set(domain, { domain, registrarName: 'OTHER', nameServers: [] });
      const body = {
        connectedDomain: { domain, connectionType: 'POINTING', siteInfo: { assignmentType: 'REDIRECT' } },
      };
      return (await call(sandbox, '/domains/v1/connected-domains', { headers, body })).status;
    };
    const isRedirect = ({ assignment }: SandboxDomain) =>
      assignment?.siteId === siteId && assignment.type === 'REDIRECT';
    const redirects = () => [...sandbox.state.domains.values()].filter(isRedirect).length;
    while (redirects() < 300) expect(await connect(redirects())).toBe(200);
    expect(await connect(300)).toBe(428);
  });

  it.each([
    ['/site-actions/v1/sites/duplicate', (id: string) => ({ sourceSiteId: id, siteDisplayName: 'Copy' })],
    ['/site-folders/v2/folders/bulk/sites/move', (id: string) => ({ sites: { id: { $in: [id] } } })],
  ])('in the trash is not written through %s, unless a quirk says so', async (path, bodyFor) => {
    const write = (sandbox: Sandbox) => {
      const site = first(agencySites(sandbox).filter(({ trashedDate }) => trashedDate !== undefined));
      return accountCall<Failed>(sandbox, path, bodyFor(site.id));
    };
    expect(codeOf(await write(createSandbox()))).toEqual([428, 'SITE_IN_TRASH']);
    expect((await write(createSandbox({ quirks: { trashedSiteWrites: 'accept' } }))).status).toBe(200);
  });

  it.each([
    ['renamed', '/site-properties/v4/properties/business-profile', { businessProfile: {}, fields: 'siteDisplayName' }],
    ['invited to', '/invites/site-invite/bulk', { policyIds: ['6732588207941061632'], emails: ['a@guest.example'] }],
    ['published', '/site-publisher/v1/site/publish', {}],
  ])('in the trash is not %s', async (_what, path, body) => {
    const sandbox = createSandbox();
    const site = first(agencySites(sandbox).filter(({ trashedDate }) => trashedDate !== undefined));
    expect((await siteCall(sandbox, site.id, path, body)).status).toBe(428);
  });

  it('in the trash is not sold a plan', async () => {
    const sandbox = createSandbox();
    const site = first(agencySites(sandbox).filter(({ trashedDate }) => trashedDate !== undefined));
    const billingInfo = { type: 'RECURRING', cycleDuration: { unit: 'YEAR', count: 1 } };
    const products = [{ catalogProductId: catalog.yearlyPlan.id, siteId: site.id, countryCode: 'NO', billingInfo }];
    const reply = await accountCall<Failed>(sandbox, '/resellers/v2/packages', { products });
    expect(codeOf(reply)).toEqual([428, 'PRODUCT_NOT_SUPPORTED_ON_SITE']);
  });

  it.each(['after90Days', 'never'] as const)('in the trash is deleted for good: %s', async (trashPurge) => {
    const sandbox = createSandbox({ quirks: { trashPurge } });
    const site = first(agencySites(sandbox).filter(({ trashedDate }) => trashedDate !== undefined));
    const ageMs = sandbox.clock.now().getTime() - Date.parse(site.trashedDate ?? '');
    const isThere = async () => {
      await accountCall(sandbox, '/roles-management/roles');
      return sandbox.state.sites.has(site.id);
    };
    sandbox.clock.advance(90 * 86_400_000 - ageMs - 120_000);
    expect(await isThere()).toBe(true);
    sandbox.clock.advance(240_000);
    expect(await isThere()).toBe(trashPurge === 'never');
    const invites = [...sandbox.state.siteInvites.values()].filter(({ siteId }) => siteId === site.id);
    if (trashPurge === 'after90Days') expect(invites).toEqual([]);
  });
});

describe('requests that name something twice', () => {
  const site = (sandbox: Sandbox) => first(agencySites(sandbox)).id;
  const role = '6732588207941061632';

  it.each([
    ['Bulk Invite', '/invites/site-invite/bulk', 'POST', { policyIds: [role], emails: ['a@x.example', 'A@x.example'] }],
    [
      'Change Role',
      '/roles-management/contributor/change/role',
      'PUT',
      { accountId: '00000000-0000-4000-8000-000000000000', newRoles: [{ roleId: role }, { roleId: role }] },
    ],
  ])('are refused, or accepted by quirk: %s', async (_operation, path, method, body) => {
    const status = async (sandbox: Sandbox) => {
      const headers = { authorization: sandbox.keys.owner, 'wix-site-id': site(sandbox) };
      return (await call(sandbox, path, { method, headers, body })).status;
    };
    expect(await status(createSandbox())).toBe(400);
    expect(await status(createSandbox({ quirks: { repeatedItems: 'accept' } }))).toBe(200);
  });

  it('and too many addresses are refused', async () => {
    const sandbox = createSandbox();
    const emails = Array.from({ length: 51 }, (_, index) => `guest${index}@x.example`);
    const invite = async (some: readonly string[]) =>
      (await siteCall(sandbox, site(sandbox), '/invites/site-invite/bulk', { policyIds: [role], emails: some })).status;
    expect([await invite(emails), await invite(emails.slice(1))]).toEqual([400, 200]);
  });
});

describe('Remove Contributor', () => {
  it('is accepted as DELETE too, unless a quirk says no', async () => {
    const remove = async (sandbox: Sandbox) => {
      const site = first(agencySites(sandbox).filter(({ contributors }) => contributors.length > 0));
      const headers = { authorization: sandbox.keys.owner, 'wix-site-id': site.id };
      const body = { accountId: site.contributors[0]?.accountId };
      const reply = await call(sandbox, '/roles-management/contributor/remove', { method: 'DELETE', headers, body });
      return reply.status;
    };
    expect(await remove(createSandbox())).toBe(200);
    expect(await remove(createSandbox({ quirks: { removeContributorByDelete: 'reject' } }))).toBe(404);
  });
});

describe('a list with a lag', () => {
  it('shows connected domains and assignments as they were', async () => {
    const sandbox = createSandbox({ quirks: { domainsLagMs: 5_000 } });
    const redirect = domainOf(sandbox, (one) => isConnected(one) && one.assignment?.type === 'REDIRECT');
    const path = `/domains/v1/connected-domains/${redirect.domain}`;
    const shown = async () => JSON.stringify((await send(sandbox, 'GET', '/domains/v1/connected-domains')).body);
    const listed = async () => (await shown()).includes(`"${redirect.domain}"`);
    const assigned = async () => {
      const query = `siteIds=${redirect.assignment?.siteId}`;
      return JSON.stringify((await send(sandbox, 'GET', `/domains/v1/domain-assignments?${query}`)).body);
    };
    await send(sandbox, 'DELETE', path);
    expect((await send(sandbox, 'GET', path)).status).toBe(404);
    expect([await listed(), (await assigned()).includes(redirect.domain)]).toEqual([true, true]);
    sandbox.clock.advance(5_000);
    expect([await listed(), (await assigned()).includes(redirect.domain)]).toEqual([false, false]);
  });

  it('shows contributors as they were', async () => {
    const sandbox = createSandbox({ quirks: { contributorsLagMs: 5_000 } });
    const site = first(agencySites(sandbox).filter(({ contributors }) => contributors.length > 0));
    const { accountId } = first(site.contributors);
    const listed = async () => {
      const reply = await siteCall(sandbox, site.id, '/roles-management/v2/contributors/query');
      return JSON.stringify(reply.body).includes(accountId);
    };
    await siteCall(sandbox, site.id, '/roles-management/contributor/remove', { accountId });
    expect(await listed()).toBe(true);
    sandbox.clock.advance(5_000);
    expect(await listed()).toBe(false);
  });
});

describe('projects and namespaces', () => {
  it('take the kind VIBE', async () => {
    const sandbox = createSandbox({ quirks: { vibeNamespace: 'VIBU' } });
    const reply = await accountCall<{ project: { metaSiteId: string } }>(sandbox, '/funnel/projects/v1/create', {
      type: 'VIBE',
    });
    expect(sandbox.state.sites.get(reply.body.project.metaSiteId)?.namespace).toBe('VIBU');
  });

  it.each(['VIBU', 'BASE44', 'CODUX'])(
    'filter by %s, unless only the documented namespaces exist',
    async (namespace) => {
      const status = async (sandbox: Sandbox) => {
        const body = { query: { filter: { namespace: { $in: [namespace] } } } };
        return (await accountCall(sandbox, '/site-list/v2/sites/query', body)).status;
      };
      expect(await status(createSandbox())).toBe(200);
      expect(await status(createSandbox({ quirks: { siteNamespaces: 'documented' } }))).toBe(400);
    },
  );
});

it('role titles are in the language that is asked for', async () => {
  const sandbox = createSandbox();
  const titles = async (locale: string) => {
    const reply = await accountCall<{ predefinedRoles: { title: string }[] }>(
      sandbox,
      `/roles-management/roles?locale=${locale}`,
    );
    return reply.body.predefinedRoles.map(({ title }) => title);
  };
  expect(await titles('en')).toContain('Owner');
  expect(await titles('de-AT')).toContain('Inhaber');
  expect(await titles('tlh')).toEqual(await titles('en'));
  expect((await accountCall(sandbox, '/roles-management/roles?locale=German')).status).toBe(400);
});
