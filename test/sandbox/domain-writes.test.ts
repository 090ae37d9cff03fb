import { describe, expect, it } from 'vitest';
import type { SandboxQuirks } from '../../src/sandbox/quirks.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { agencyDomain, connectedBy } from '../support/domains.ts';
import { agencySites, call, first } from './support.ts';

interface Outcome {
  readonly status: number;
  readonly code: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests state the shape of each answer in their expectations.
  readonly body: any;
}

async function send(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Outcome> {
  const asOwner = { authorization: sandbox.keys.owner, 'wix-account-id': sandbox.accountId };
  const { status, body: answer } = await call<Record<string, unknown>>(sandbox, path, {
    method,
    body,
    headers: { ...asOwner, ...headers },
  });
  const details = answer['details'] as { applicationError?: { code: string } } | undefined;
  return { status, code: details?.applicationError?.code, body: answer };
}

const connect = (sandbox: Sandbox, connectedDomain: unknown, siteId?: string) =>
  send(
    sandbox,
    'POST',
    '/domains/v1/connected-domains',
    { connectedDomain },
    siteId === undefined ? {} : { 'wix-site-id': siteId },
  );
const disconnect = (sandbox: Sandbox, name: string) => send(sandbox, 'DELETE', `/domains/v1/connected-domains/${name}`);
const patch = (sandbox: Sandbox, name: string, body: unknown) =>
  send(sandbox, 'PATCH', `/domains/v1/dns-zones/${name}`, body);
const withQuirks = (quirks: Partial<SandboxQuirks>) => createSandbox({ quirks });

const root = { domain: 'bakery.com', connectionType: 'POINTING' };
const hours = (count: number) => count * 3_600_000;

function premiumSite(sandbox: Sandbox, isWanted: (hasDomain: boolean) => boolean = () => true) {
  const taken = new Set([...sandbox.state.domains.values()].map(({ assignment }) => assignment?.siteId));
  return first(agencySites(sandbox).filter(({ id, premium }) => premium && isWanted(taken.has(id))));
}

describe('Create Connected Domain', () => {
  it('answers the whole domain, whose propagation moves with the clock', async () => {
    const sandbox = createSandbox({ tickMs: 0 });
    const { id } = premiumSite(sandbox);
    const siteInfo = { assignmentType: 'PRIMARY' };
    const { status, body } = await connect(sandbox, { ...root, siteInfo }, id);
    expect(status).toBe(200);
    const now = sandbox.clock.now().toISOString();
    expect(body).toEqual({
      connectedDomain: {
        id: 'bakery.com',
        domain: 'bakery.com',
        connectionType: 'POINTING',
        siteInfo: { id, assignmentType: 'PRIMARY' },
        suppressNotifications: false,
        dnsPropagationStatus: 'UNKNOWN_DNS_PROPAGATION_STATUS',
        createdDate: now,
        updatedDate: now,
      },
    });
    const propagation = async () => {
      const answer = await send(sandbox, 'GET', '/domains/v1/connected-domains/bakery.com');
      return answer.body.connectedDomain.dnsPropagationStatus;
    };
    sandbox.clock.advance(hours(1));
    expect(await propagation()).toBe('IN_PROGRESS');
    sandbox.clock.advance(hours(48));
    expect(await propagation()).toBe('COMPLETED');
  });

  it.each([
    ['no domain', {}, 400, undefined],
    ['a root domain without a type', { domain: 'bakery.com' }, 400, 'Invalid connection type'],
    ['a hidden root domain', { ...root, connectionType: 'HIDDEN' }, 400, 'Invalid connection type'],
    ['a subdomain with a type', { ...root, domain: 'a.bakery.com' }, 400, 'Invalid connection type'],
    ['a type that does not exist', { ...root, connectionType: 'SIGNPOST' }, 400, undefined],
    ['a name that is no domain', { ...root, domain: 'bakery' }, 400, 'Invalid domain'],
    ['a name that can be bought', { ...root, domain: 'nobody-has-this.com' }, 400, 'Invalid domain'],
  ])('refuses %s', async (_name, domain, status, code) => {
    const sandbox = createSandbox();
    expect(await connect(sandbox, domain)).toMatchObject({ status, code });
    expect(sandbox.state.domains.has('bakery.com')).toBe(false);
  });

  it('takes the site from its header only, and checks it', async () => {
    const sandbox = createSandbox();
    expect(await connect(sandbox, root, 'no-guid')).toMatchObject({ status: 400, code: 'DOMAINS_GUID_NOT_VALID' });
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await connect(sandbox, root, unknown)).toMatchObject({ status: 403, code: 'DOMAINS_SITE_NOT_PERMITTED' });
    const other = withQuirks({ connectToForeignSiteCode: 'DOMAINS_GUID_NOT_FOUND' });
    expect(await connect(other, root, unknown)).toMatchObject({ status: 403, code: 'DOMAINS_GUID_NOT_FOUND' });
    const free = first(agencySites(sandbox).filter(({ premium }) => !premium));
    expect(await connect(sandbox, root, free.id)).toMatchObject({ status: 403, code: 'NON_PREMIUM_SITE' });
  });

  it('makes a subdomain the primary one where nothing else is said, and names its host in a zone that Wix hosts', async () => {
    const sandbox = createSandbox();
    const { domain: parent } = agencyDomain(sandbox, connectedBy('NAMESERVERS'));
    const { id } = premiumSite(sandbox);
    const name = `blog.${parent}`;
    const { body } = await connect(sandbox, { domain: name }, id);
    expect(body.connectedDomain).toMatchObject({
      connectionType: 'UNKNOWN_CONNECTION_TYPE',
      siteInfo: { id, assignmentType: 'PRIMARY' },
    });
    const hosts = () => sandbox.state.dnsZones.get(parent)?.records.map(({ hostName }) => hostName);
    expect(hosts()).toContain(name);
    await disconnect(sandbox, name);
    expect(hosts()).not.toContain(name);
  });

  it('answers an identical repetition, and refuses one with other settings', async () => {
    const sandbox = createSandbox();
    const { id } = premiumSite(sandbox);
    await connect(sandbox, root);
    expect(await connect(sandbox, root)).toMatchObject({ status: 200 });
    const conflict = { status: 409, code: 'DOMAINS_ALREADY_EXISTS' };
    expect(await connect(sandbox, root, id)).toMatchObject(conflict);
    expect(await connect(sandbox, { ...root, connectionType: 'NAMESERVERS' })).toMatchObject(conflict);
    const strict = withQuirks({ repeatedConnect: 'reject' });
    await connect(strict, root);
    expect(await connect(strict, root)).toMatchObject(conflict);
  });

  it('has switches for what is not documented', async () => {
    const redirect = { ...root, siteInfo: { assignmentType: 'REDIRECT' } };
    const role = async (quirks: Partial<SandboxQuirks>) => {
      const sandbox = withQuirks(quirks);
      const { body } = await connect(sandbox, redirect, premiumSite(sandbox, (hasDomain) => !hasDomain).id);
      return body.connectedDomain.siteInfo.assignmentType;
    };
    expect(await role({})).toBe('PRIMARY');
    expect(await role({ firstDomainAsRedirect: 'redirect' })).toBe('REDIRECT');
    expect((await connect(createSandbox(), redirect)).body.connectedDomain.siteInfo).toBeUndefined();
    const strict = withQuirks({ assignmentWithoutSite: 'reject' });
    expect(await connect(strict, redirect)).toMatchObject({ code: 'DOMAINS_MISSING_SITE_ID_FOR_ASSIGN_AS' });
  });
});

describe('Delete Connected Domain', () => {
  it.each([
    ['unassigned', undefined],
    ['kept', 'REDIRECT'],
  ] as const)('leaves the redirects of a primary domain %s', async (redirectsOfDeletedPrimary, type) => {
    const sandbox = withQuirks({ redirectsOfDeletedPrimary });
    const redirect = agencyDomain(sandbox, ({ assignment }) => assignment?.type === 'REDIRECT');
    const siteId = redirect.assignment?.siteId;
    const primary = agencyDomain(
      sandbox,
      ({ assignment }) => assignment?.siteId === siteId && assignment?.type === 'PRIMARY',
    );
    expect(await disconnect(sandbox, primary.domain)).toMatchObject({ status: 200, body: {} });
    expect(sandbox.state.domains.get(redirect.domain)?.assignment?.type).toBe(type);
    expect(await disconnect(sandbox, primary.domain)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('Update DNS Zone', () => {
  const sandbox = createSandbox();
  const { domain } = agencyDomain(sandbox, connectedBy('NAMESERVERS'));
  const record = (part: object) => ({ type: 'TXT', hostName: `x.${domain}`, ttl: 60, values: ['x'], ...part });
  const host = (index: number) => record({ hostName: `h${index}.${domain}` });
  const eleven = Array.from({ length: 11 }, (_value, index) => host(index));

  it.each([
    ['11 additions', { additions: eleven }, 400, undefined],
    ['11 deletions', { deletions: eleven }, 400, undefined],
    ['51 values', { additions: [record({ values: Array(51).fill('x') })] }, 400, undefined],
    ['the type UNKNOWN', { additions: [record({ type: 'UNKNOWN' })] }, 400, undefined],
    ['a value that is no list', { additions: [record({ values: 'x' })] }, 400, undefined],
    ['no host', { additions: [record({ hostName: '' })] }, 400, undefined],
    ['no values', { additions: [record({ values: [] })] }, 428, 'DOMAIN_DNS_EMPTY_RECORD_VALUE'],
    ['an empty value', { additions: [record({ values: [''] })] }, 428, 'DOMAIN_DNS_EMPTY_RECORD_VALUE'],
    [
      'a mail server alone',
      { additions: [record({ type: 'MX', values: ['mx.a.com'] })] },
      428,
      'DOMAIN_MX_RECORD_VALUE_INVALID',
    ],
    [
      'a CNAME at the domain',
      { additions: [record({ type: 'CNAME', hostName: domain })] },
      428,
      'DOMAIN_CNAME_RECORD_HOSTNAME_INVALID',
    ],
    [
      'a CNAME elsewhere',
      { additions: [record({ type: 'CNAME', hostName: 'w.b.com' })] },
      428,
      'DOMAIN_CNAME_RECORD_HOSTNAME_INVALID',
    ],
    ['a record twice', { additions: [record({}), record({ values: ['y'] })] }, 428, 'DOMAIN_MX_RECORD_VALUE_INVALID'],
    ['a deletion of nothing', { deletions: [record({})] }, 400, undefined],
  ])('refuses %s and changes nothing', async (_name, body, status, code) => {
    const before = structuredClone(sandbox.state.dnsZones.get(domain));
    expect(await patch(sandbox, domain, body)).toMatchObject({ status, code });
    expect(sandbox.state.dnsZones.get(domain)).toEqual(before);
  });

  it('deletes first, needs no lifetime for that, and answers the whole zone', async () => {
    const world = createSandbox();
    const before = world.state.dnsZones.get(domain)?.records ?? [];
    await patch(world, domain, { domainName: domain, additions: [record({})] });
    const deletions = [{ type: 'TXT', hostName: `x.${domain}`, values: ['x'] }];
    const { status, body } = await patch(world, domain, {
      deletions,
      additions: [record({ values: ['y'], ttl: undefined })],
    });
    expect(status).toBe(200);
    expect(body.dnsZone).toMatchObject({ id: domain, domainName: domain });
    expect(body.dnsZone.records).toEqual([...before, { ...record({ values: ['y'] }), ttl: 3_600 }]);
  });

  it('has switches for what is not documented', async () => {
    const twice = { additions: [record({}), record({ values: ['y'] })] };
    expect(await patch(withQuirks({ duplicateRecordsCode: 'DOMAIN_DUPLICATE_RECORDS' }), domain, twice)).toMatchObject({
      code: 'DOMAIN_DUPLICATE_RECORDS',
    });
    const nothing = { deletions: [record({})] };
    expect(await patch(withQuirks({ deletedRecordMissing: 'accept' }), domain, nothing)).toMatchObject({ status: 200 });
    expect(await patch(createSandbox(), domain, {})).toMatchObject({ status: 200 });
    expect(await patch(withQuirks({ emptyZoneUpdate: 'reject' }), domain, {})).toMatchObject({
      code: 'DOMAIN_UPDATE_EMPTY_UPDATE_REQUEST',
    });
    const some = await patch(withQuirks({ zoneUpdateAnswer: 'additions' }), domain, { additions: [record({})] });
    expect(some.body.dnsZone.records).toEqual([record({})]);
    const none = await patch(withQuirks({ zoneUpdateAnswer: 'additions' }), domain, { dnssecEnabled: true });
    expect(none.body.dnsZone.records).toEqual([]);
    const exact = withQuirks({ deletedRecordTtl: 'mustMatch' });
    await patch(exact, domain, { additions: [record({})] });
    expect(await patch(exact, domain, { deletions: [record({ ttl: 61 })] })).toMatchObject({ status: 400 });
    expect(await patch(exact, domain, { deletions: [record({})] })).toMatchObject({ status: 200 });
  });

  it.each([
    [{}, 404, 'DNS_ZONE_NOT_FOUND'],
    [{ changedZoneMissing: 'notPermitted' }, 428, 'DOMAIN_NOT_PERMITTED'],
  ] as const)('has no zone to change for a pointing domain: %j', async (quirks, status, code) => {
    const world = withQuirks(quirks);
    const pointing = agencyDomain(world, connectedBy('POINTING')).domain;
    expect(await patch(world, pointing, {})).toMatchObject({ status, code });
  });

  it('needs the account and the permission', async () => {
    const path = `/domains/v1/dns-zones/${domain}`;
    const { status, body } = await call<Record<string, unknown>>(sandbox, path, {
      method: 'PATCH',
      body: {},
      headers: { authorization: sandbox.keys.owner },
    });
    expect([status, body]).toMatchObject([
      404,
      { details: { applicationError: { code: 'TARGET_ACCOUNT_NOT_FOUND' } } },
    ]);
    expect(await send(sandbox, 'PATCH', path, {}, { authorization: sandbox.keys.noDomains })).toMatchObject({
      status: 403,
      code: 'DOMAINS_PERMISSION_DENIED',
    });
  });
});

describe('the propagation of a domain whose records change', () => {
  const status = async (sandbox: Sandbox, name: string) => {
    const { body } = await send(sandbox, 'GET', `/premium/domains/v1/dns-propagations/${name}`);
    return [body.dnsPropagation.status, Number(body.dnsPropagation.revision)];
  };

  it('begins anew, and ends after two days', async () => {
    const sandbox = createSandbox();
    const { domain } = agencyDomain(
      sandbox,
      (one) => one.connectionType === 'NAMESERVERS' && one.propagation.at(-1)?.status === 'COMPLETED',
    );
    sandbox.clock.advance(hours(72));
    const [before, revision] = await status(sandbox, domain);
    expect(before).toBe('SUCCEEDED');
    await patch(sandbox, domain, { additions: [{ type: 'TXT', hostName: `x.${domain}`, values: ['x'] }] });
    expect(await status(sandbox, domain)).toEqual(['IN_PROGRESS', Number(revision) + 1]);
    sandbox.clock.advance(hours(48));
    expect(await status(sandbox, domain)).toEqual(['SUCCEEDED', Number(revision) + 2]);
  });

  it('fails in the end when the zone is gone', async () => {
    const sandbox = createSandbox();
    const { domain } = agencyDomain(sandbox, connectedBy('NAMESERVERS'));
    expect(await send(sandbox, 'DELETE', `/domains/v1/dns-zones/${domain}`)).toMatchObject({ status: 200, body: {} });
    expect((await status(sandbox, domain))[0]).toBe('IN_PROGRESS');
    sandbox.clock.advance(hours(48));
    expect((await status(sandbox, domain))[0]).toBe('FAILED');
  });
});
