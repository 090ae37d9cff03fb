import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { SandboxPackage, SandboxProductInstance } from '../../../src/sandbox/state/package.ts';
import { type TestError, useGraph } from '../../support/graph.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

const packageFields = `id externalId createdAt updatedAt account { id } productInstances {
  id siteId catalogProductId status statusRaw failure { code codeRaw message }
  billing { type typeRaw cycle { unit unitRaw count } }
  countryCode createdAt updatedAt expiresAt discountCode referencedInstanceId package { id }
}`;

function instanceAnswer(instance: SandboxProductInstance, packageId: string) {
  const { billing, failure } = instance;
  return {
    id: instance.instanceId,
    siteId: instance.siteId ?? null,
    catalogProductId: instance.catalogProductId,
    status: instance.status,
    statusRaw: instance.status,
    failure: failure === undefined ? null : { ...failure, codeRaw: failure.code },
    billing: {
      type: billing.type,
      typeRaw: billing.type,
      cycle: billing.type === 'ONE_TIME' ? null : { unit: billing.unit, unitRaw: billing.unit, count: billing.count },
    },
    countryCode: instance.countryCode,
    createdAt: instance.createdDate,
    updatedAt: instance.updatedDate,
    expiresAt: instance.expirationDate ?? null,
    discountCode: instance.discountCode ?? null,
    referencedInstanceId: instance.referenceProductInstanceId ?? null,
    package: { id: packageId },
  };
}

function packageAnswer(item: SandboxPackage) {
  return {
    id: item.id,
    externalId: item.externalId ?? null,
    createdAt: item.createdDate,
    updatedAt: item.updatedDate,
    account: { id: item.accountId },
    productInstances: item.instances.map((instance) => instanceAnswer(instance, item.id)),
  };
}

/** The packages of an account, newest first. */
function packagesOf({ state }: Sandbox, accountId: string): SandboxPackage[] {
  return [...state.packages.values()]
    .filter((item) => item.accountId === accountId)
    .sort((a, b) => (a.createdDate < b.createdDate ? 1 : -1));
}

function childrenOf({ state, accountId }: Sandbox): string[] {
  return [...state.accounts.values()].filter((account) => account.parentAccountId === accountId).map(({ id }) => id);
}

function outcome(errors: readonly TestError[] | undefined) {
  return (errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions.code]);
}

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe('the packages of an account', () => {
  const graph = useGraph();
  const own = () => packagesOf(graph.sandbox, graph.sandbox.accountId);

  it('are those that it has, newest first, with every detail, at one call', async () => {
    const { data, errors, calls } = await graph.ask(
      `{ account { packages(first: 100) { nodes { ${packageFields} } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.account.packages.nodes).toEqual(own().map(packageAnswer));
    expect(new Set(own().flatMap(({ instances }) => instances.map(({ status }) => status))).size).toBe(5);
    expect(calls).toEqual({ 'Query Packages': 1 });
  });

  it('are its own alone, for a parent and for each of its children', async () => {
    const children = childrenOf(graph.sandbox);
    for (const accountId of [graph.sandbox.accountId, ...children]) {
      const { data, errors } = await graph.ask(
        `{ account(id: "${accountId}") { packages(first: 100) { nodes { id account { id } } } } }`,
      );
      expect(errors).toBeUndefined();
      expect(ids(data.account.packages.nodes)).toEqual(ids(packagesOf(graph.sandbox, accountId)));
      expect(data.account.packages.nodes.length).toBeGreaterThan(0);
    }
    expect(children.length).toBeGreaterThan(1);
  });

  it('are not answered when Wix ignores whose they should be', async () => {
    const [child] = childrenOf(graph.sandbox);
    graph.sandbox.faults.inject({
      operation: 'Query Packages',
      kind: 'patch',
      patch: (body) => ({
        ...(body as object),
        packages: (body as { packages: object[] }).packages.map((item) => ({ ...item, accountId: child })),
      }),
    });
    const { data, errors } = await graph.ask('{ account { id packages { nodes { id } } } }');
    expect(data.account).toEqual({ id: graph.sandbox.accountId, packages: null });
    expect(outcome(errors)).toEqual([['account.packages.nodes', 'UPSTREAM_INVALID_RESPONSE']]);
  });

  it('are counted by reading them', async () => {
    const { data, calls } = await graph.ask('{ account { packages { totalCount } } }');
    expect(data.account.packages.totalCount).toBe(own().length);
    expect(calls).toEqual({ 'Query Packages': 1 });
  });

  it('are ordered as asked', async () => {
    const { data } = await graph.ask(`{ account {
      oldest: packages(first: 100, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { id } }
      changed: packages(first: 100, orderBy: { field: UPDATED_AT }) { nodes { id } }
    } }`);
    expect(ids(data.account.oldest.nodes)).toEqual(ids(own().reverse()));
    const changed = own().sort((a, b) => (a.updatedDate < b.updatedDate ? 1 : -1));
    expect(ids(data.account.changed.nodes)).toEqual(ids(changed));
  });

  it.each<[string, (all: SandboxPackage[]) => [string, (item: SandboxPackage) => boolean]]>([
    [
      'external ids',
      (all) => {
        const wanted = all.flatMap(({ externalId }) => externalId ?? []).slice(0, 2);
        return [`externalIds: ${JSON.stringify(wanted)}`, ({ externalId }) => wanted.includes(externalId ?? '')];
      },
    ],
    ['an external id', () => ['hasExternalId: true', ({ externalId }) => externalId !== undefined]],
    ['no external id', () => ['hasExternalId: false', ({ externalId }) => externalId === undefined]],
    [
      'a span of time',
      (all) => {
        const [newest = '', oldest = ''] = [all[2]?.createdDate, all[8]?.createdDate];
        return [
          `createdFrom: "${oldest}", createdBefore: "${newest}"`,
          ({ createdDate }) => createdDate >= oldest && createdDate < newest,
        ];
      },
    ],
    [
      'changes since',
      (all) => {
        const since = all[5]?.updatedDate ?? '';
        return [`updatedFrom: "${since}"`, ({ updatedDate }) => updatedDate >= since];
      },
    ],
    [
      'sites',
      (all) => {
        const wanted = all.flatMap(({ instances }) => instances.flatMap(({ siteId }) => siteId ?? [])).slice(0, 3);
        return [
          `siteIds: ${JSON.stringify(wanted)}`,
          ({ instances }) => instances.some(({ siteId }) => wanted.includes(siteId ?? '')),
        ];
      },
    ],
    [
      'products',
      (all) => {
        const [wanted = ''] = all.flatMap(({ instances }) => instances.map(({ catalogProductId }) => catalogProductId));
        return [
          `catalogProductIds: ["${wanted}"]`,
          ({ instances }) => instances.some(({ catalogProductId }) => catalogProductId === wanted),
        ];
      },
    ],
    [
      'countries',
      () => ['countryCodes: ["gb"]', ({ instances }) => instances.some(({ countryCode }) => countryCode === 'GB')],
    ],
    [
      'statuses',
      () => [
        'statuses: [FAILED, AWAITING_ACTION]',
        ({ instances }) => instances.some(({ status }) => status === 'FAILED' || status === 'AWAITING_ACTION'),
      ],
    ],
  ])('are narrowed by %s, count included', async (_name, choose) => {
    const [filter, fits] = choose(own());
    const { data, errors } = await graph.ask(
      `{ account { packages(first: 100, filter: { ${filter} }) { totalCount nodes { id } } } }`,
    );
    const expected = own().filter(fits);
    expect(errors).toBeUndefined();
    expect(ids(data.account.packages.nodes)).toEqual(ids(expected));
    expect(data.account.packages.totalCount).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(own().length);
  });

  it('are not answered when Wix ignores a filter', async () => {
    graph.sandbox.faults.inject({
      operation: 'Query Packages',
      kind: 'patch',
      patch: (body) => ({
        ...(body as object),
        packages: (body as { packages: object[] }).packages.map((item) => ({ ...item, externalId: 'another' })),
      }),
    });
    const { errors } = await graph.ask('{ account { packages(filter: { hasExternalId: false }) { nodes { id } } } }');
    expect(outcome(errors)).toEqual([['account.packages.nodes', 'UPSTREAM_INVALID_RESPONSE']]);
  });

  it('lead to their sites at one call for all', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { packages(first: 100) { nodes { productInstances { siteId site { id isPremium } status } } } } }',
    );
    expect(errors).toBeUndefined();
    const instances = data.account.packages.nodes.flatMap(
      (item: { productInstances: { siteId: string | null; site: { id: string } | null }[] }) => item.productInstances,
    );
    for (const { siteId, site } of instances) expect(site?.id ?? null).toBe(siteId);
    expect(instances.some(({ siteId }: { siteId: string | null }) => siteId === null)).toBe(true);
    expect(calls).toEqual({ 'Query Packages': 1, 'Query Sites': 1 });
  });

  it('are null alone when their call fails', async () => {
    graph.sandbox.faults.inject({ operation: 'Query Packages', kind: 'status', status: 500 });
    const { data, errors } = await graph.ask('{ account { name packages { nodes { id } } } }');
    expect(data.account).toEqual({ name: 'Northwind Studio', packages: null });
    expect(outcome(errors)).toEqual([['account.packages.nodes', 'UPSTREAM_UNAVAILABLE']]);
  });
});

describe('a package by its id', () => {
  const graph = useGraph();
  const own = () => packagesOf(graph.sandbox, graph.sandbox.accountId);

  it('is one Get Package', async () => {
    const [item] = own() as [SandboxPackage];
    const { data, errors, calls } = await graph.ask(`{ package(id: "${item.id.toUpperCase()}") { ${packageFields} } }`);
    expect(errors).toBeUndefined();
    expect(data.package).toEqual(packageAnswer(item));
    expect(calls).toEqual({ 'Get Package': 1 });
  });

  it('is found in a child account when that is named', async () => {
    const child = childrenOf(graph.sandbox)[1] as string;
    const [item] = packagesOf(graph.sandbox, child) as [SandboxPackage];
    const { data, errors } = await graph.ask(`{
      asked: package(id: "${item.id}", accountId: "${child}") { account { id } }
      nested: account(id: "${child}") { package(id: "${item.id}") { id } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ asked: { account: { id: child } }, nested: { package: { id: item.id } } });
  });

  it('is one Query Packages where several are asked for, each null that the account does not have', async () => {
    const [one, two] = own() as [SandboxPackage, SandboxPackage];
    const [foreign] = packagesOf(graph.sandbox, childrenOf(graph.sandbox)[0] as string) as [SandboxPackage];
    const { data, errors, calls } = await graph.ask(`{
      one: package(id: "${one.id}") { id } two: package(id: "${two.id}") { id } again: package(id: "${one.id}") { id }
      none: package(id: "${nobody}") { id } foreign: package(id: "${foreign.id}") { id }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      one: { id: one.id },
      two: { id: two.id },
      again: { id: one.id },
      none: null,
      foreign: null,
    });
    expect(calls).toEqual({ 'Query Packages': 1 });
  });

  it('is an entity, by its id and by its account as well', async () => {
    const child = childrenOf(graph.sandbox)[1] as string;
    const [foreign] = packagesOf(graph.sandbox, child) as [SandboxPackage];
    const [item] = own() as [SandboxPackage];
    const { data, errors, calls } = await graph.ask(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Package { id account { id } } } }',
      {
        representations: [
          { __typename: 'Package', id: item.id },
          { __typename: 'Package', id: foreign.id, account: { id: child } },
          { __typename: 'Package', id: foreign.id },
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([
      { id: item.id, account: { id: graph.sandbox.accountId } },
      { id: foreign.id, account: { id: child } },
      null,
    ]);
    expect(calls).toEqual({ 'Query Packages': 1, 'Get Package': 1 });
  });

  it.each([
    ['another package', { id: nobody }, 'UPSTREAM_INVALID_RESPONSE'],
    ['no account', { accountId: undefined }, 'UPSTREAM_INVALID_RESPONSE'],
  ])('is an error when Wix answers %s', async (_name, change, code) => {
    graph.sandbox.faults.inject({
      operation: 'Get Package',
      kind: 'patch',
      patch: (body) => ({ package: { ...(body as { package: object }).package, ...change } }),
    });
    const { data, errors } = await graph.ask(`{ package(id: "${own()[0]?.id}") { id } }`);
    expect(data.package).toBeNull();
    expect(outcome(errors)).toEqual([['package', code]]);
  });

  it('is null when Wix answers that of another account', async () => {
    graph.sandbox.faults.inject({
      operation: 'Get Package',
      kind: 'patch',
      patch: (body) => ({ package: { ...(body as { package: object }).package, accountId: nobody } }),
    });
    const { data, errors } = await graph.ask(`{ package(id: "${own()[0]?.id}") { id } }`);
    expect([data.package, errors]).toEqual([null, undefined]);
  });

  it('is refused without a call when the id is none', async () => {
    const { errors, calls } = await graph.ask('{ package(id: "query") { id } account { package(id: "..") { id } } }');
    expect(outcome(errors)).toEqual([
      ['package', 'BAD_USER_INPUT'],
      ['account.package', 'BAD_USER_INPUT'],
    ]);
    expect(calls).toEqual({});
  });
});

describe.each([404, 400, 403, 428] as const)(
  'a package of another account, where Wix refuses it with %i,',
  (status) => {
    const graph = useGraph({ quirks: { foreignPackage: status } });

    it('is null without an error', async () => {
      const [foreign] = packagesOf(graph.sandbox, childrenOf(graph.sandbox)[0] as string) as [SandboxPackage];
      const { data, errors, calls } = await graph.ask(`{ package(id: "${foreign.id}") { id } }`);
      expect([data.package, errors]).toEqual([null, undefined]);
      expect(calls).toEqual({ 'Get Package': 1, ...(status === 404 ? {} : { 'Query Packages': 1 }) });
    });
  },
);

describe('the products of sites', () => {
  const graph = useGraph();

  it('cost one Query Packages for 20 sites', async () => {
    const { data, errors, calls } = await graph.ask(
      '{ account { sites(first: 20) { nodes { id productInstances { id siteId package { id } } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.account.sites.nodes).toHaveLength(20);
    expect(
      data.account.sites.nodes.flatMap((site: { productInstances: unknown[] }) => site.productInstances).length,
    ).toBeGreaterThan(3);
    expect(calls).toEqual({ 'Query Sites': 1, 'Query Packages': 1 });
  });

  it('are those on the site and no others of their packages, newest package first', async () => {
    const { data } = await graph.ask('{ account { sites(first: 100) { nodes { id productInstances { id } } } } }');
    const expected = (siteId: string) =>
      packagesOf(graph.sandbox, graph.sandbox.accountId)
        .flatMap(({ instances }) => instances)
        .filter((instance) => instance.siteId === siteId)
        .map((instance) => instance.instanceId);
    for (const site of data.account.sites.nodes) expect(ids(site.productInstances)).toEqual(expected(site.id));
    const counts = data.account.sites.nodes.map(
      (site: { productInstances: unknown[] }) => site.productInstances.length,
    );
    expect([Math.min(...counts), Math.max(...counts) > 1]).toEqual([0, true]);
  });

  it('make a site with a plan that works a Premium site', async () => {
    const { data } = await graph.ask(
      '{ account { sites(first: 100) { nodes { isPremium productInstances { status billing { type } } } } } }',
    );
    const withPlan = data.account.sites.nodes.filter((site: { productInstances: { status: string }[] }) =>
      site.productInstances.some(({ status }) => status === 'ENABLED'),
    );
    expect(withPlan.length).toBeGreaterThan(3);
    expect(withPlan.every(({ isPremium }: { isPremium: boolean }) => isPremium)).toBe(true);
  });

  it('are asked for in each account that has such a site, by the site’s owner', async () => {
    const [child] = childrenOf(graph.sandbox) as [string];
    const { data, errors, calls } = await graph.ask(`{
      account { sites(first: 5) { nodes { productInstances { package { account { id } } } } } }
      child: account(id: "${child}") { sites(first: 5) { nodes { productInstances { package { account { id } } } } } }
    }`);
    expect(errors).toBeUndefined();
    const owners = (sites: { productInstances: { package: { account: { id: string } } }[] }[]) =>
      new Set(sites.flatMap(({ productInstances }) => productInstances.map((instance) => instance.package.account.id)));
    expect(owners(data.child.sites.nodes)).toEqual(new Set([child]));
    expect(owners(data.account.sites.nodes)).toEqual(new Set([graph.sandbox.accountId]));
    expect(calls).toEqual({ 'Query Sites': 2, 'Query Packages': 2 });
  });

  it.each([
    ['fails', { kind: 'status', status: 503 }, 'UPSTREAM_UNAVAILABLE'],
    ['is malformed', { kind: 'body', body: { packages: [{}] } }, 'UPSTREAM_INVALID_RESPONSE'],
  ] as const)('are null when their call %s, and the sites stay', async (_name, fault, code) => {
    graph.sandbox.faults.inject({ operation: 'Query Packages', ...fault });
    const { data, errors } = await graph.ask(
      '{ account { sites(first: 2) { nodes { displayName productInstances { id } } } } }',
    );
    expect(data.account.sites.nodes).toEqual([
      { displayName: expect.any(String), productInstances: null },
      { displayName: expect.any(String), productInstances: null },
    ]);
    expect(outcome(errors)).toEqual([
      ['account.sites.nodes.0.productInstances', code],
      ['account.sites.nodes.1.productInstances', code],
    ]);
  });

  it('are not answered when Wix ignores which sites they should be on', async () => {
    const [one, two] = [...graph.sandbox.state.sites.values()].filter(({ id }) =>
      packagesOf(graph.sandbox, graph.sandbox.accountId).some(({ instances }) =>
        instances.some(({ siteId }) => siteId === id),
      ),
    );
    graph.sandbox.faults.inject({
      operation: 'Query Packages',
      kind: 'patch',
      patch: (body) => JSON.parse(JSON.stringify(body).replaceAll(one?.id ?? '', two?.id ?? '')),
    });
    const { errors } = await graph.ask(`{ site(id: "${one?.id}") { productInstances { id } } }`);
    expect(outcome(errors)).toEqual([['site.productInstances', 'UPSTREAM_INVALID_RESPONSE']]);
  });
});

describe.each([
  { name: 'as the sandbox answers by default', quirks: {} },
  {
    name: 'where the parent’s packages are listed without those of its children',
    quirks: { packagesOfParent: 'alone' },
  },
  {
    name: 'where the last page has a null cursor and hasNext',
    quirks: { packagesLastCursor: 'null', packagesHasNext: 'included' },
  },
  { name: 'where the last page has an empty cursor', quirks: { packagesLastCursor: 'empty' } },
  { name: 'where the index has ENABLED', quirks: { packageStatusIndex: 'ENABLED' } },
] as const)('the packages of a large account, $name,', ({ quirks }) => {
  const graph = useGraph({ size: 'large', quirks });

  it('are whole over all pages, sifted ones too', async () => {
    const own = packagesOf(graph.sandbox, graph.sandbox.accountId);
    const failed = own.filter(({ instances }) => instances.some(({ status }) => status === 'FAILED'));
    for (const [filter, expected] of [
      ['{}', own],
      ['{ statuses: [FAILED] }', failed],
    ] as const) {
      const listed: string[] = [];
      for (let after: string | null = null; ; ) {
        const { data, errors } = await graph.ask(
          `query ($after: String) { account { packages(first: 30, after: $after, filter: ${filter}) { nodes { id } pageInfo { hasNextPage endCursor } } } }`,
          { after },
        );
        expect(errors).toBeUndefined();
        listed.push(...ids(data.account.packages.nodes));
        if (!data.account.packages.pageInfo.hasNextPage) break;
        after = data.account.packages.pageInfo.endCursor;
      }
      expect(listed).toEqual(ids(expected));
    }
    expect(own.length).toBeGreaterThan(200);
  });

  it('are found for a child, and for its sites', async () => {
    const child = childrenOf(graph.sandbox)[2] as string;
    const { data, errors } = await graph.ask(
      `{ account(id: "${child}") { packages { totalCount } sites { nodes { id productInstances { id } } } } }`,
    );
    expect(errors).toBeUndefined();
    const packages = packagesOf(graph.sandbox, child);
    const onSites = packages.flatMap(({ instances }) => instances).filter(({ siteId }) => siteId !== undefined);
    const found = data.account.sites.nodes.flatMap((site: { productInstances: { id: string }[] }) =>
      ids(site.productInstances),
    );
    expect(data.account.packages.totalCount).toBe(packages.length);
    expect(found.sort()).toEqual(onSites.map(({ instanceId }) => instanceId).sort());
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('the products of many sites', () => {
  const graph = useGraph({ size: 'large' });

  it('cost one Query Packages for each 100 sites', async () => {
    const siteIds = [...graph.sandbox.state.sites.values()]
      .filter(({ accountId }) => accountId === graph.sandbox.accountId)
      .slice(0, 250)
      .map(({ id }) => id);
    const { data, errors, calls } = await graph.ask(
      'query ($ids: [ID!]!) { sites(ids: $ids) { id productInstances { id } } }',
      { ids: siteIds },
    );
    expect(errors).toBeUndefined();
    expect(ids(data.sites)).toEqual(siteIds);
    const pagesOf = (batch: readonly string[]) => {
      const found = packagesOf(graph.sandbox, graph.sandbox.accountId).filter(({ instances }) =>
        instances.some(({ siteId }) => siteId !== undefined && batch.includes(siteId)),
      );
      return Math.max(1, Math.ceil(found.length / 100));
    };
    const batches = [siteIds.slice(0, 100), siteIds.slice(100, 200), siteIds.slice(200)];
    const pages = batches.map(pagesOf).reduce((sum, count) => sum + count);
    expect(calls).toEqual({ 'Query Sites': 3, 'Query Packages': pages });
  });

  it('are whole where 100 sites have more than 100 packages', async () => {
    const { state, accountId } = graph.sandbox;
    const [site] = [...state.sites.values()].filter((candidate) => candidate.accountId === accountId);
    const [sample] = packagesOf(graph.sandbox, accountId);
    const template = sample?.instances[0];
    if (site === undefined || sample === undefined || template === undefined) throw new Error('no sample');
    for (let index = 0; index < 205; index += 1) {
      const id = `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
      state.packages.set(id, { ...sample, id, instances: [{ ...template, instanceId: id, siteId: site.id }] });
    }
    const { data, calls } = await graph.ask(`{ site(id: "${site.id}") { productInstances { id } } }`);
    expect(data.site.productInstances.length).toBeGreaterThanOrEqual(205);
    expect(new Set(ids(data.site.productInstances)).size).toBe(data.site.productInstances.length);
    expect(calls).toEqual({ 'Query Sites': 1, 'Query Packages': 3 });
  });
});

describe('a key that may not read packages', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('gets the rest, and the name of what it lacks', async () => {
    const { data, errors } = await graph.ask(`{
      account { id packages { nodes { id } } package(id: "${nobody}") { id } sites(first: 1) { nodes { displayName productInstances { id } } } }
    }`);
    expect(data.account).toEqual({
      id: graph.sandbox.accountId,
      packages: null,
      package: null,
      sites: { nodes: [{ displayName: expect.any(String), productInstances: null }] },
    });
    expect(outcome(errors).sort()).toEqual([
      ['account.package', 'FORBIDDEN'],
      ['account.packages.nodes', 'FORBIDDEN'],
      ['account.sites.nodes.0.productInstances', 'FORBIDDEN'],
    ]);
    for (const { message } of errors ?? []) expect(message).toContain('premium.reseller-package.read');
  });
});
