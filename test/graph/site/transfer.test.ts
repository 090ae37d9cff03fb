import { describe, expect, it } from 'vitest';
import { useGraph } from '../../support/graph.ts';
import { agencySites, childAccountIds, isFree, noId, siteNow, soon } from '../../support/sites.ts';

const document = `mutation ($input: TransferSiteInput!) { transferSite(input: $input) {
  site { id account { id } }
  dryRun { isPossible changes { field before after summary } problems { code path } calls { operation count permission } }
  userErrors { code path upstreamCode }
} }`;

describe('transferSite', () => {
  const graph = useGraph({ server: soon });
  const { sandbox } = graph;
  const [target = ''] = childAccountIds(sandbox);
  const served = new Set([...sandbox.state.domains.values()].map(({ assignment }) => assignment?.siteId));
  const sold = new Set(
    [...sandbox.state.packages.values()].flatMap(({ instances }) => instances.map((one) => one.siteId)),
  );
  const free = agencySites(
    sandbox,
    (site) =>
      !site.premium &&
      site.namespace === 'WIX' &&
      site.trashedDate === undefined &&
      !served.has(site.id) &&
      !sold.has(site.id),
  ).map(({ id }) => id);
  const [premium] = agencySites(sandbox, (site) => site.premium);
  const transfer = (input: object) => graph.ask(document, { input: { targetAccountId: target, ...input } });

  it('gives a site to the account that the header names', async () => {
    const [siteId = ''] = free;
    const { data, errors, calls } = await transfer({ siteId, notifyOwner: true });
    expect(errors).toBeUndefined();
    expect(data.transferSite).toEqual({ site: { id: siteId, account: { id: target } }, dryRun: null, userErrors: [] });
    expect(siteNow(sandbox, siteId).accountId).toBe(target);
    expect(calls).toEqual({ 'Get Account': 1, 'Query Packages': 1, 'Query Sites': 2, 'Transfer Site': 1 });
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Transfer Site')).toMatchObject({
      accountId: target,
      body: { siteTransfer: { siteId, sourceAccountId: sandbox.accountId, enableNotifications: true } },
    });
    const back = await transfer({ siteId, sourceAccountId: target, targetAccountId: sandbox.accountId });
    expect(back.data.transferSite.site.account.id).toBe(sandbox.accountId);
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Transfer Site')?.body).toMatchObject({
      siteTransfer: { enableNotifications: false },
    });
  });

  it.each([
    ['an unknown target', { siteId: free[0], targetAccountId: noId }, 'NOT_ALLOWED', 'targetAccountId'],
    ['a site that the source does not have', { siteId: noId }, 'NOT_FOUND', 'siteId'],
    ['a site with paid services', { siteId: premium.id }, 'FAILED_PRECONDITION', 'siteId'],
  ])('refuses %s, dry or not, and sends nothing', async (_name, input, code, field) => {
    const { data, errors, calls } = await transfer(input);
    expect(errors).toBeUndefined();
    const problem = { code, path: ['input', field], upstreamCode: null };
    expect(data.transferSite).toEqual({ site: null, dryRun: null, userErrors: [problem] });
    expect(calls['Transfer Site']).toBeUndefined();
    const dry = await transfer({ ...input, dryRun: true });
    expect(dry.data.transferSite.dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code, path: ['input', field] }],
    });
  });

  it('is refused for an account of somebody else, as Wix refuses it', async () => {
    const body = { message: 'No', details: { applicationError: { code: 'SITE_TRANSFER_NOT_ALLOWED' } } };
    sandbox.faults.inject({ kind: 'status', status: 403, body, operation: 'Transfer Site' });
    const { data } = await transfer({ siteId: free[0] });
    expect(data.transferSite.userErrors).toEqual([
      { code: 'NOT_ALLOWED', path: ['input', 'targetAccountId'], upstreamCode: 'SITE_TRANSFER_NOT_ALLOWED' },
    ]);
  });

  it('tells in a dry run what would change, and writes nothing', async () => {
    const [, siteId = ''] = free;
    const { data, calls } = await transfer({ siteId, notifyOwner: true, dryRun: true });
    expect(data.transferSite.dryRun).toMatchObject({
      isPossible: true,
      changes: expect.arrayContaining([
        {
          field: 'account',
          before: sandbox.accountId,
          after: target,
          summary: expect.stringContaining('mails the owner'),
        },
      ]),
      problems: [],
      calls: [{ operation: 'Transfer Site', count: 1, permission: 'PREMIUM.BUSINESS_SITE_TRANSFER' }],
    });
    expect(calls['Transfer Site']).toBeUndefined();
    expect(siteNow(sandbox, siteId).accountId).toBe(sandbox.accountId);
  });

  it.each([
    ['a Premium plan', premium.id, 'FAILED_PRECONDITION'],
    ['a site that the source does not have', noId, 'NOT_FOUND'],
  ])('tells in a dry run what stands in the way: %s', async (_name, siteId, code) => {
    const { data } = await transfer({ siteId, dryRun: true });
    expect(data.transferSite.dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code, path: ['input', 'siteId'] }],
    });
  });

  it.each([
    ['siteId', { siteId: 'mine' }],
    ['sourceAccountId', { siteId: noId, sourceAccountId: 'mine' }],
    ['targetAccountId', { siteId: noId, targetAccountId: 'mine' }],
    ['targetAccountId', { siteId: noId, sourceAccountId: target.toUpperCase() }],
  ])('refuses a bad value without a call: %s', async (field, input) => {
    const { data, calls } = await transfer(input);
    expect(data.transferSite.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it('finds the site in its new account when the answer is lost', async () => {
    const [, , siteId = ''] = free;
    sandbox.faults.inject({ kind: 'truncated', operation: 'Transfer Site' });
    const { data, calls } = await transfer({ siteId });
    expect(data.transferSite).toMatchObject({ site: { account: { id: target } }, userErrors: [] });
    expect(calls['Transfer Site']).toBe(1);
  });

  it('says that it does not know when the answer is lost and the site is not seen there', async () => {
    const [, , , siteId = ''] = free;
    sandbox.faults.inject({ kind: 'reset', operation: 'Transfer Site' });
    const { errors, calls } = await transfer({ siteId });
    expect(errors).toMatchObject([{ path: ['transferSite'], extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(calls['Transfer Site']).toBe(1);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.data.site).toBeNull();
  });

  it('has one effect under one idempotency key, which a second call would refuse', async () => {
    const input = { siteId: free[4], idempotencyKey: 'transfer-1' };
    const answers = await Promise.all([transfer(input), transfer(input), transfer(input)]);
    for (const { data } of answers) expect(data.transferSite.userErrors).toEqual([]);
    const other = await transfer({ ...input, siteId: free[5] });
    expect(other.errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });
});

describe('transferSite where Wix rejects some kinds of sites', () => {
  const graph = useGraph({
    quirks: { siteNamespaces: 'documented' },
    server: { writes: { reconcileDelaysMs: [1], settledAfterMs: 0 } },
  });
  const { sandbox } = graph;

  it('sends again under a key what the source still lists', async () => {
    const [target = ''] = childAccountIds(sandbox);
    const [{ id: siteId }] = agencySites(sandbox, isFree);
    const input = { siteId, targetAccountId: target, idempotencyKey: 'kinds-1' };
    sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Transfer Site' });
    const lost = await graph.ask(document, { input });
    expect(lost.errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    const again = await graph.ask(document, { input });
    expect(again.errors).toBeUndefined();
    expect(again.data.transferSite.userErrors).toEqual([]);
    expect(siteNow(sandbox, siteId).accountId).toBe(target);
  });

  it('does not know when neither account lists the site', async () => {
    const [target = ''] = childAccountIds(sandbox);
    const [{ id: siteId }] = agencySites(sandbox, isFree);
    const input = { siteId, targetAccountId: target, idempotencyKey: 'kinds-2' };
    sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Transfer Site' });
    await graph.ask(document, { input });
    const site = siteNow(sandbox, siteId);
    sandbox.state.sites.delete(siteId);
    const again = await graph.ask(document, { input });
    sandbox.state.sites.set(siteId, site);
    expect(again.errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(again.calls['Transfer Site']).toBeUndefined();
  });
});

describe('transferSite without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const [target] = childAccountIds(graph.sandbox);
    const [{ id: siteId }] = agencySites(graph.sandbox, isFree);
    const { errors } = await graph.ask(document, { input: { siteId, targetAccountId: target } });
    expect(errors).toMatchObject([{ path: ['transferSite'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('a site that was just transferred, while Wix lists it where it was', () => {
  const graph = useGraph({ quirks: { indexLagMs: 10_000 }, server: soon });
  const { sandbox } = graph;

  it('is no longer in its old account, and soon in its new one', async () => {
    const [target] = childAccountIds(sandbox);
    const served = new Set([...sandbox.state.domains.values()].map(({ assignment }) => assignment?.siteId));
    const [{ id }] = agencySites(sandbox, (site) => !site.premium && site.namespace === 'WIX' && !served.has(site.id));
    const pending = { consistency: { pending: [{ type: 'Site', id }] } };
    const moved = await graph.ask(document, { input: { siteId: id, targetAccountId: target } });
    expect(moved.data.transferSite).toMatchObject({ site: { account: { id: target } }, userErrors: [] });
    expect(moved.extensions).toEqual(pending);
    const old = await graph.ask(`{ site(id: "${id}") { id } account { sites(first: 100) { nodes { id } } } }`);
    expect(old.data.site).toBeNull();
    expect(old.data.account.sites.nodes).not.toContainEqual({ id });
    expect(old.extensions).toEqual(pending);
    sandbox.clock.advance(10_000);
    const shown = await graph.ask(`{ site(id: "${id}", accountId: "${target}") { account { id } } }`);
    expect(shown.data.site.account.id).toBe(target);
    expect(shown.extensions).toBeUndefined();
  });
});
