import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { isConnected, type SandboxDomain } from '../../src/sandbox/state/domain.ts';
import { accountCall, childIds, first } from './support.ts';

interface DomainsPage {
  readonly pagingMetadata: {
    readonly count: number;
    readonly cursors: { readonly next?: string | null; readonly prev?: string | null };
    readonly hasNext: boolean;
  };
  readonly connectedDomains: readonly { readonly id: string; readonly dnsPropagationStatus: string }[];
}

function list(sandbox: Sandbox, query = '', accountId?: string) {
  return accountCall<DomainsPage>(sandbox, `/domains/v1/connected-domains${query}`, undefined, accountId);
}

function get(sandbox: Sandbox, name: string, accountId?: string) {
  return accountCall(sandbox, `/domains/v1/connected-domains/${name}`, undefined, accountId);
}

function agencyDomains({ state, accountId }: Sandbox): readonly SandboxDomain[] {
  return [...state.domains.values()]
    .filter((domain) => domain.accountId === accountId && isConnected(domain))
    .toSorted((a, b) => (a.createdDate < b.createdDate ? 1 : -1));
}

describe('List Connected Domains', () => {
  it('lists all domains of the account, newest first, with null cursors on a single page', async () => {
    const sandbox = createSandbox({ quirks: { unknownParameters: 'ignore' } });
    const { body } = await list(sandbox, '?siteId=ignored');
    expect(body.connectedDomains.map(({ id }) => id)).toEqual(agencyDomains(sandbox).map(({ domain }) => domain));
    expect(body.pagingMetadata).toEqual({ count: 26, cursors: { next: null, prev: null }, hasNext: false });
  });

  it('walks forward and back by cursors', async () => {
    const large = createSandbox({ size: 'large' });
    const expected = agencyDomains(large).map(({ domain }) => domain);
    const one = (await list(large, '?paging.limit=100')).body;
    const two = (await list(large, `?paging.limit=100&paging.cursor=${one.pagingMetadata.cursors.next}`)).body;
    const three = (await list(large, `?paging.limit=100&paging.cursor=${two.pagingMetadata.cursors.next}`)).body;
    expect([one, two, three].flatMap((page) => page.connectedDomains.map(({ id }) => id))).toEqual(expected);
    expect(three.pagingMetadata).toMatchObject({ count: 40, cursors: { next: null }, hasNext: false });
    const back = (await list(large, `?paging.limit=100&paging.cursor=${three.pagingMetadata.cursors.prev}`)).body;
    expect(back.connectedDomains).toEqual(two.connectedDomains);
    const start = (await list(large, `?paging.limit=100&paging.cursor=${back.pagingMetadata.cursors.prev}`)).body;
    expect(start).toEqual(one);
  });

  it('refuses a limit above 100 and a foreign cursor', async () => {
    const sandbox = createSandbox();
    expect(await list(sandbox, '?paging.limit=101')).toMatchObject({ status: 400 });
    expect(await list(sandbox, '?paging.cursor=garbage')).toMatchObject({ status: 400 });
    const cursor = (await list(sandbox, '?paging.limit=2')).body.pagingMetadata.cursors.next;
    const child = first(childIds(sandbox));
    expect(await list(sandbox, `?paging.cursor=${cursor}`, child)).toMatchObject({ status: 400 });
  });

  it('follows its quirks', async () => {
    const sandbox = createSandbox({
      quirks: {
        domainsDefaultLimit: 10,
        domainsAboveMaximum: 'clamp',
        domainsLastCursor: 'absent',
        unassignedSiteInfo: 'empty',
      },
    });
    expect((await list(sandbox)).body.pagingMetadata).toMatchObject({ count: 10, hasNext: true });
    const all = (await list(sandbox, '?paging.limit=500')).body;
    expect(all.pagingMetadata).toEqual({ count: 26, cursors: {}, hasNext: false });
    for (const domain of all.connectedDomains) expect(domain).toHaveProperty('siteInfo');
  });

  it('moves propagation on with the clock', async () => {
    const sandbox = createSandbox();
    const statuses = async () =>
      new Set((await list(sandbox)).body.connectedDomains.map((it) => it.dnsPropagationStatus));
    expect(await statuses()).toEqual(new Set(['COMPLETED', 'FAILED', 'IN_PROGRESS', 'UNKNOWN_DNS_PROPAGATION_STATUS']));
    sandbox.clock.advance(3 * 86_400_000);
    expect(await statuses()).toEqual(new Set(['COMPLETED', 'FAILED']));
  });
});

describe('Get Connected Domain', () => {
  const sandbox = createSandbox();
  const domains = agencyDomains(sandbox);

  it('prints a primary domain, a redirect with its target, and an unassigned domain', async () => {
    const redirect = first(domains.filter(({ assignment }) => assignment?.type === 'REDIRECT'));
    const primary = first(
      domains.filter(
        ({ assignment }) => assignment?.type === 'PRIMARY' && assignment.siteId === redirect.assignment?.siteId,
      ),
    );
    const unassigned = first(domains.filter(({ assignment }) => assignment === undefined));
    const siteId = redirect.assignment?.siteId;
    expect((await get(sandbox, primary.domain)).body).toEqual({
      connectedDomain: {
        id: primary.domain,
        domain: primary.domain,
        connectionType: primary.connectionType,
        siteInfo: { id: siteId, assignmentType: 'PRIMARY' },
        suppressNotifications: primary.suppressNotifications,
        dnsPropagationStatus: expect.any(String),
        createdDate: primary.createdDate,
        updatedDate: primary.updatedDate,
      },
    });
    expect((await get(sandbox, redirect.domain)).body).toMatchObject({
      connectedDomain: {
        siteInfo: { id: siteId, assignmentType: 'REDIRECT', redirectInfo: { primaryDomain: primary.domain } },
      },
    });
    expect((await get(sandbox, unassigned.domain)).body).not.toHaveProperty('connectedDomain.siteInfo');
  });

  it('answers an unknown domain with 404 and a domain of another account with 403', async () => {
    expect(await get(sandbox, 'nobody.example')).toMatchObject({
      status: 404,
      body: {
        message: "Domain name nobody.example wasn't found.",
        details: { applicationError: { code: 'NOT_FOUND' } },
      },
    });
    const { domain } = first(domains);
    expect(await get(sandbox, domain, first(childIds(sandbox)))).toMatchObject({
      status: 403,
      body: { details: { applicationError: { code: 'DOMAINS_DOMAIN_NOT_PERMITTED' } } },
    });
  });
});
