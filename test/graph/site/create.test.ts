import { describe, expect, it } from 'vitest';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import { type TestGraph, useGraph } from '../../support/graph.ts';
import { noId, siteNow, soon } from '../../support/sites.ts';

const document = `mutation ($input: CreateSiteInput!) { createSite(input: $input) {
  site { id displayName kind editor isPublished isPremium createdAt account { id } }
  templateId installedAppIds
  userErrors { code message path upstreamCode }
} }`;

const blank = 'b55bdf43-95e0-4cef-b9bb-92dcc7af2742';
const studio = 'fe86a14e-ef67-49b4-a409-d086f3abaa1a';
const app = '13d21c63-b5ec-5912-8397-c3a5ddb27a97';

function named({ sandbox }: TestGraph, name: string): SandboxSite[] {
  return [...sandbox.state.sites.values()].filter(({ displayName }) => displayName === name);
}

/** The sandbox stands in the future, so that its new sites are younger than the writes that made them. */
const now = new Date(Date.now() + 3_600_000);

describe('createSite', () => {
  const graph = useGraph({ now, server: soon });
  const { sandbox } = graph;
  const create = (input: object) => graph.ask(document, { input });

  it('creates a site with one call, and one more to read it', async () => {
    const { data, errors, calls } = await create({ name: 'Sunset Boutique Hotel' });
    expect(errors).toBeUndefined();
    const [site] = named(graph, 'Sunset Boutique Hotel');
    expect(data.createSite).toEqual({
      site: {
        id: site?.id,
        displayName: 'Sunset Boutique Hotel',
        kind: 'WIX',
        editor: 'EDITOR',
        isPublished: false,
        isPremium: false,
        createdAt: site?.createdDate,
        account: { id: sandbox.accountId },
      },
      templateId: blank,
      installedAppIds: [],
      userErrors: [],
    });
    expect(calls).toEqual({ 'Create Project': 1, 'Query Sites': 2 });
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Create Project')).toMatchObject({
      accountId: sandbox.accountId,
      body: { type: 'WIX', name: 'Sunset Boutique Hotel' },
    });
  });

  it('passes on template, folder and apps', async () => {
    const [folder] = [...sandbox.state.folders.values()].filter(({ accountId }) => accountId === sandbox.accountId);
    const { data } = await create({
      name: 'With everything',
      templateId: studio,
      folderId: folder?.id,
      appIds: [app],
      kind: 'WIX',
    });
    expect(data.createSite).toMatchObject({
      site: { editor: 'STUDIO' },
      templateId: studio,
      installedAppIds: [app],
      userErrors: [],
    });
    expect(sandbox.calls.entries().find(({ operation }) => operation === 'Create Project')?.body).toEqual({
      type: 'WIX',
      name: 'With everything',
      templateId: studio,
      folderId: folder?.id,
      apps: [{ appDefId: app }],
    });
    expect(named(graph, 'With everything')[0]?.folderId).toBe(folder?.id);
  });

  it.each([
    ['HEADLESS', 'HEADLESS', 'NONE'],
    ['BRANDED_APP', 'BRANDED_FIRST', 'NONE'],
  ])('creates other kinds: %s', async (kind, shown, editor) => {
    const { data } = await create({ name: `A ${kind}`, kind });
    expect(data.createSite).toMatchObject({ site: { kind: shown, editor }, userErrors: [] });
  });

  it('creates it in a child account', async () => {
    const child = [...sandbox.state.accounts.values()].find(
      ({ parentAccountId }) => parentAccountId === sandbox.accountId,
    );
    const { data } = await create({ name: 'For the child', accountId: child?.id });
    expect(data.createSite.site.account.id).toBe(child?.id);
  });

  it('answers the refusal of a folder that the account does not have', async () => {
    const { data, errors } = await create({ name: 'Nowhere', folderId: noId });
    expect(errors).toBeUndefined();
    expect(data.createSite).toMatchObject({
      site: null,
      templateId: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', 'folderId'] }],
    });
    expect(named(graph, 'Nowhere')).toEqual([]);
  });

  it.each([
    ['a blank name', { name: ' ' }, ['name']],
    ['a long name', { name: 'x'.repeat(256) }, ['name']],
    ['a template that is no GUID', { name: 'x', templateId: 'blank' }, ['templateId']],
    ['a folder that is no GUID', { name: 'x', folderId: 'root' }, ['folderId']],
    ['an app that is no GUID', { name: 'x', appIds: [app, 'stores'] }, ['appIds', '1']],
    ['an app twice', { name: 'x', appIds: [app, app.toUpperCase()] }, ['appIds']],
    [
      'too many apps',
      { name: 'x', appIds: Array.from({ length: 101 }, (_, i) => noId.slice(0, -3) + (100 + i)) },
      ['appIds'],
    ],
    ['a key that is no key', { name: 'x', idempotencyKey: 'ключ' }, ['idempotencyKey']],
  ])('refuses %s without a call', async (_name, input, path) => {
    const { data, errors, calls } = await create(input);
    expect(errors).toBeUndefined();
    expect(data.createSite.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', ...path] }]);
    expect(calls).toEqual({});
  });

  it.each([
    ['truncated', { kind: 'truncated' }],
    ['status', { kind: 'status', status: 500, afterCommit: true }],
    ['malformed', { kind: 'patch', patch: () => ({ project: {} }) }],
  ] as const)('finds the site when its answer is lost: %s', async (name, fault) => {
    sandbox.faults.inject({ ...fault, operation: 'Create Project' });
    const { data, errors, calls } = await create({ name: `Lost ${name}` });
    expect(errors).toBeUndefined();
    expect(named(graph, `Lost ${name}`)).toHaveLength(1);
    expect(data.createSite).toMatchObject({
      site: { id: named(graph, `Lost ${name}`)[0]?.id, displayName: `Lost ${name}` },
      templateId: null,
      installedAppIds: null,
      userErrors: [],
    });
    expect(calls['Create Project']).toBe(1);
  });

  it('does not take an older site of the same name for the new one', async () => {
    await create({ name: 'Twin' });
    const [older] = named(graph, 'Twin');
    sandbox.state.sites.set(older?.id ?? '', {
      ...siteNow(sandbox, older?.id ?? ''),
      createdDate: '2026-01-01T00:00:00.000Z',
    });
    sandbox.faults.inject({ kind: 'reset', operation: 'Create Project' });
    const { errors, calls } = await create({ name: 'Twin' });
    expect(errors).toMatchObject([
      {
        path: ['createSite'],
        extensions: {
          code: 'OUTCOME_UNKNOWN',
          outcome: 'unknown',
          verify: expect.stringContaining('sites(first: 20)'),
        },
      },
    ]);
    expect(calls).toEqual({ 'Create Project': 1, 'Query Sites': 4 });
    expect(named(graph, 'Twin')).toHaveLength(1);
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.errors).toBeUndefined();
  });

  it('has one effect and equal answers under one idempotency key', async () => {
    const input = { name: 'Once', idempotencyKey: 'create-1' };
    const answers = await Promise.all([create(input), create(input), create(input)]);
    expect(named(graph, 'Once')).toHaveLength(1);
    for (const { data } of answers) expect(data).toEqual(answers[0]?.data);
    expect(answers[0]?.data.createSite.userErrors).toEqual([]);
    const other = await create({ ...input, name: 'Other' });
    expect(other.errors).toMatchObject([{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
    expect(named(graph, 'Other')).toEqual([]);
  });

  it('looks once more when an unknown write is asked for again with its key', async () => {
    const input = { name: 'Seen later', idempotencyKey: 'create-2' };
    sandbox.faults.inject({ kind: 'truncated', operation: 'Create Project' });
    let looks = 0;
    const match = () => {
      looks += 1;
      return looks > 1;
    };
    sandbox.faults.inject({ kind: 'status', status: 503, operation: 'Query Sites', times: 99, match });
    const first = await create(input);
    expect(first.errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    sandbox.faults.clear();
    const second = await create(input);
    expect(second.errors).toBeUndefined();
    expect(second.data.createSite.site.id).toBe(named(graph, 'Seen later')[0]?.id);
    expect(second.calls['Create Project']).toBeUndefined();
    expect(named(graph, 'Seen later')).toHaveLength(1);
  });

  it('tries again under the same key after a refusal', async () => {
    const input = { name: 'Second try', idempotencyKey: 'create-3' };
    sandbox.faults.inject({ kind: 'status', status: 429, operation: 'Create Project' });
    expect((await create(input)).errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect((await create(input)).data.createSite.userErrors).toEqual([]);
    expect(named(graph, 'Second try')).toHaveLength(1);
  });
});

describe('createSite without the permission', () => {
  const graph = useGraph({ key: 'siteListOnly' });

  it('is forbidden', async () => {
    const { errors } = await graph.ask(document, { input: { name: 'x' } });
    expect(errors).toMatchObject([{ path: ['createSite'], extensions: { code: 'FORBIDDEN' } }]);
    expect(errors?.[0]?.message).toContain('META_SITE_PROVISION.PROVISION');
  });
});

describe('a site that was just created, while Wix does not list it', () => {
  const graph = useGraph({ quirks: { indexLagMs: 10_000 }, server: soon });

  it('is found by its id, as far as it is known', async () => {
    const { data, extensions } = await graph.ask(document, { input: { name: 'Fresh', kind: 'HEADLESS' } });
    const [{ id } = { id: '' }] = named(graph, 'Fresh');
    const known = { id, displayName: 'Fresh', kind: 'HEADLESS', editor: 'NONE', isPublished: false, createdAt: null };
    expect(data.createSite.site).toMatchObject(known);
    expect(extensions).toEqual({ consistency: { pending: [{ type: 'Site', id }] } });
    const fields = 'id displayName kind editor isPublished createdAt';
    expect((await graph.ask(`{ site(id: "${id}") { ${fields} } }`)).data.site).toEqual(known);

    const count = await graph.ask('{ account { sites { totalCount } } }');
    expect(count.extensions).toMatchObject({ consistency: { pending: [{ id }] } });
    graph.sandbox.clock.advance(10_000);
    const shown = await graph.ask(`{ site(id: "${id}") { createdAt } }`);
    expect(shown.data.site.createdAt).not.toBeNull();
    expect(shown.extensions).toBeUndefined();
  });
});
