import { describe, expect, it } from 'vitest';
import { roleIds } from '../../../src/sandbox/state/role.ts';
import type { SandboxSite } from '../../../src/sandbox/state/site.ts';
import type { TestGraph } from '../../support/graph.ts';
import { useGraph } from '../../support/graph.ts';
import { liveSites, lookingAtOnce, nobody, nth, roleNamed, served } from '../../support/writes.ts';

const common = `
  dryRun { isPossible changes { type id: objectId field before after summary } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }`;
const rolesDocument = `mutation ($input: ChangeContributorRolesInput!) { changeContributorRoles(input: $input) {
  contributor { accountId ownerUserId }
  assignments { id: assignmentId roleId role { title } scope { ... on SiteScope { siteId } } }
  ${common}
} }`;
const locationsDocument = `mutation ($input: ChangeContributorLocationsInput!) { changeContributorLocations(input: $input) {
  contributor { accountId }
  locations { locationIds assignmentIds }
  ${common}
} }`;
const removeDocument = `mutation ($input: RemoveContributorInput!) { removeContributor(input: $input) {
  removedAccountId
  site { id contributors { accountId } }
  ${common}
} }`;

const newcomer = '11111111-1111-4111-8111-111111111111';

/** A site of the agency with at least two contributors. */
function siteWithGuests(graph: TestGraph, turn = 0): SandboxSite {
  return nth(
    liveSites(graph).filter(({ contributors }) => contributors.length > 1),
    turn,
  );
}

const contributorsOf = ({ sandbox }: TestGraph, { id }: SandboxSite) => sandbox.state.sites.get(id)?.contributors ?? [];

/** What the two documents of one mutation have in common: input that is refused before any call. */
const inputs: readonly [string, object, string][] = [
  ['a site id that is none', { siteId: '..' }, 'siteId'],
  ['an account id that is none', { accountId: '1' }, 'accountId'],
  ['a contributor that is no account id', { contributorAccountId: 'me' }, 'contributorAccountId'],
];

describe('changeContributorRoles', () => {
  const graph = useGraph({ server: lookingAtOnce });
  const change = (input: object) => graph.ask(rolesDocument, { input });

  it('replaces all roles of a contributor', async () => {
    const site = siteWithGuests(graph);
    const guest = nth(site.contributors, 0);
    const editor = roleNamed(graph, 'Content Editor');
    const { data, errors, calls } = await change({
      siteId: site.id,
      contributorAccountId: guest.accountId.toUpperCase(),
      roleIds: [editor.id, roleIds.siteAdmin],
    });
    expect(errors).toBeUndefined();
    const now = contributorsOf(graph, site).find(({ accountId }) => accountId === guest.accountId);
    expect(now?.roles.map(({ roleId }) => roleId)).toEqual([editor.id, roleIds.siteAdmin]);
    expect(data.changeContributorRoles).toEqual({
      contributor: { accountId: guest.accountId, ownerUserId: guest.accountOwnerId },
      assignments: [
        {
          id: now?.roles[0]?.assignmentId,
          roleId: editor.id,
          role: { title: 'Content Editor' },
          scope: { siteId: site.id },
        },
        {
          id: now?.roles[1]?.assignmentId,
          roleId: roleIds.siteAdmin,
          role: { title: 'Admin (Co-Owner)' },
          scope: { siteId: site.id },
        },
      ],
      dryRun: null,
      userErrors: [],
    });
    expect(calls).toEqual({ 'Change Role': 1, 'Get Roles Info': 2, 'Query Site Contributors': 1, 'Query Sites': 2 });
    expect(served(graph, 'Change Role')).toMatchObject([
      {
        method: 'PUT',
        siteId: site.id,
        body: { accountId: guest.accountId, newRoles: [{ roleId: editor.id }, { roleId: roleIds.siteAdmin }] },
      },
    ]);
  });

  it('adds an account that does not contribute yet, which the dry run says', async () => {
    const site = siteWithGuests(graph);
    const input = { siteId: site.id, contributorAccountId: newcomer, roleIds: [roleIds.siteAdmin] };
    const dry = await change({ ...input, dryRun: true });
    expect(dry.data.changeContributorRoles.dryRun).toMatchObject({
      isPossible: true,
      changes: [
        {
          type: 'SiteContributor',
          id: newcomer,
          field: 'roles',
          before: null,
          after: 'Admin (Co-Owner)',
          summary: `The account ${newcomer} is not a contributor of the site ${site.displayName} yet: it is added with Admin (Co-Owner).`,
        },
      ],
      calls: [{ operation: 'Change Role', count: 1, permission: 'SITE_ROLES.CHANGE_ROLE' }],
    });
    expect(dry.calls['Change Role']).toBeUndefined();
    expect(contributorsOf(graph, site).map(({ accountId }) => accountId)).not.toContain(newcomer);
    const real = await change(input);
    expect(real.data.changeContributorRoles.contributor).toMatchObject({ accountId: newcomer });
    expect(contributorsOf(graph, site).map(({ accountId }) => accountId)).toContain(newcomer);
  });

  it('says in a dry run which roles would be replaced', async () => {
    const site = siteWithGuests(graph, 1);
    const guest = nth(site.contributors, 0);
    const titles = guest.roles.map(({ roleId }) => graph.sandbox.state.roles.get(roleId)?.title).join(', ');
    const { data } = await change({
      siteId: site.id,
      contributorAccountId: guest.accountId,
      roleIds: [roleNamed(graph, 'SEO Specialist').id],
      dryRun: true,
    });
    expect(data.changeContributorRoles.dryRun.changes).toMatchObject([{ before: titles, after: 'SEO Specialist' }]);
  });

  it.each([
    ...inputs,
    ['no role', { roleIds: [] }, 'roleIds'],
    ['a role twice', { roleIds: ['1', '1'] }, 'roleIds'],
    ['too many roles', { roleIds: Array.from({ length: 21 }, (_, index) => String(index)) }, 'roleIds'],
    ['a role id that is none', { roleIds: ['owner'] }, 'roleIds.0'],
  ] as const)('refuses %s before any call', async (_name, part, field) => {
    const { data, calls } = await change({ siteId: nobody, contributorAccountId: nobody, roleIds: ['1'], ...part });
    expect(data.changeContributorRoles).toMatchObject({
      contributor: null,
      assignments: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', ...field.split('.')] }],
    });
    expect(calls).toEqual({});
  });

  it('refuses the account that owns the site before any call', async () => {
    const { data, calls } = await change({
      siteId: siteWithGuests(graph).id,
      contributorAccountId: graph.sandbox.accountId,
      roleIds: [roleIds.siteAdmin],
    });
    expect(data.changeContributorRoles.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', 'contributorAccountId'] },
    ]);
    expect(calls).toEqual({});
  });

  it('refuses roles that no site gives, all at once, and sends nothing', async () => {
    const { data, calls } = await change({
      siteId: siteWithGuests(graph).id,
      contributorAccountId: newcomer,
      roleIds: [roleIds.siteAdmin, roleIds.accountAdmin, roleIds.owner],
    });
    expect(data.changeContributorRoles.userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', path: ['input', 'roleIds', '1'] },
      { code: 'NOT_ALLOWED', path: ['input', 'roleIds', '2'] },
    ]);
    expect(calls).toEqual({ 'Get Roles Info': 1, 'Query Sites': 1 });
  });

  it('reads the roles back when the answer is lost', async () => {
    const site = siteWithGuests(graph, 1);
    const guest = nth(site.contributors, 1);
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Change Role' });
    const { data, errors, calls } = await change({
      siteId: site.id,
      contributorAccountId: guest.accountId,
      roleIds: [roleNamed(graph, 'Content Editor').id],
    });
    expect(errors).toBeUndefined();
    expect(data.changeContributorRoles.assignments).toMatchObject([
      { id: null, roleId: roleNamed(graph, 'Content Editor').id },
    ]);
    expect(calls['Change Role']).toBe(1);
  });

  it('sets the roles again, which is harmless, when the call had no effect', async () => {
    const site = siteWithGuests(graph, 2);
    const guest = nth(site.contributors, 1);
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Change Role' });
    const { data, errors, calls } = await change({
      siteId: site.id,
      contributorAccountId: guest.accountId,
      roleIds: [roleNamed(graph, 'Content Editor').id],
    });
    expect(errors).toBeUndefined();
    expect(data.changeContributorRoles.assignments).toMatchObject([{ id: expect.any(String) }]);
    expect(calls['Change Role']).toBe(2);
  });
});

describe('changed roles that Wix does not list yet', () => {
  const graph = useGraph({ server: lookingAtOnce });

  it('are shown to whoever changed them', async () => {
    const site = siteWithGuests(graph);
    const editor = roleNamed(graph, 'Content Editor');
    const [guest, leaver] = [nth(site.contributors, 0), nth(site.contributors, 1)];
    const stale = new Map<string, readonly object[]>();
    const read = (policyIds: readonly string[]) =>
      site.contributors.filter(
        ({ roles }) => policyIds.length === 0 || roles.some((role) => policyIds.includes(role.roleId)),
      );
    // Query Site Contributors goes on answering what was before.
    graph.sandbox.faults.inject({
      kind: 'patch',
      operation: 'Query Site Contributors',
      times: Number.POSITIVE_INFINITY,
      match: (call) => stale.set('now', read(call.query['filter.policyIds'] ?? [])) !== undefined,
      patch: () => ({ contributors: stale.get('now') }),
    });
    for (const accountId of [guest.accountId, newcomer]) {
      await graph.ask(rolesDocument, {
        input: { siteId: site.id, contributorAccountId: accountId, roleIds: [editor.id] },
      });
    }
    await graph.ask(removeDocument, { input: { siteId: site.id, contributorAccountId: leaver.accountId } });
    const { data, errors } = await graph.ask(
      `{ site(id: "${site.id}") { contributors { accountId roles { title } } editors: contributors(roleIds: ["${editor.id}"]) { accountId } } }`,
    );
    expect(errors).toBeUndefined();
    const { contributors, editors } = data.site;
    const accountIds = contributors.map(({ accountId }: { accountId: string }) => accountId);
    expect(accountIds).toContain(newcomer);
    expect(accountIds).not.toContain(leaver.accountId);
    const roles = new Map(
      contributors.map((it: { accountId: string; roles: { title: string }[] }) => [it.accountId, it.roles]),
    );
    expect(roles.get(guest.accountId)).toEqual([{ title: 'Content Editor' }]);
    expect(roles.get(newcomer)).toEqual([{ title: 'Content Editor' }]);
    expect(editors.map(({ accountId }: { accountId: string }) => accountId).sort()).toEqual(
      [guest.accountId, newcomer].sort(),
    );
  });
});

describe('changeContributorLocations', () => {
  const graph = useGraph({ server: lookingAtOnce });
  const change = (input: object) => graph.ask(locationsDocument, { input });
  const locationIds = [newcomer, nobody];

  it('limits all roles of a contributor to the locations', async () => {
    const site = siteWithGuests(graph);
    const guest = nth(site.contributors, 0);
    const { data, errors, calls } = await change({
      siteId: site.id,
      contributorAccountId: guest.accountId,
      locationIds,
    });
    expect(errors).toBeUndefined();
    expect(data.changeContributorLocations).toEqual({
      contributor: { accountId: guest.accountId },
      locations: [{ locationIds, assignmentIds: guest.roles.map(({ assignmentId }) => assignmentId) }],
      dryRun: null,
      userErrors: [],
    });
    expect(calls).toEqual({ 'Change Contributor Location': 1, 'Query Site Contributors': 2, 'Query Sites': 2 });
    expect(served(graph, 'Change Contributor Location')).toMatchObject([
      { method: 'PUT', siteId: site.id, body: { accountId: guest.accountId, newLocations: locationIds } },
    ]);
  });

  it.each([
    ...inputs,
    ['no location', { locationIds: [] }, 'locationIds'],
    ['more than 20 locations', { locationIds: Array.from({ length: 21 }, () => nobody) }, 'locationIds'],
    ['a location twice', { locationIds: [nobody, nobody] }, 'locationIds'],
    ['a location id that is none', { locationIds: [nobody, 'Lyon'] }, 'locationIds.1'],
  ] as const)('refuses %s before any call', async (_name, part, field) => {
    const { data, calls } = await change({ siteId: nobody, contributorAccountId: nobody, locationIds, ...part });
    expect(data.changeContributorLocations.userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', path: ['input', ...field.split('.')] },
    ]);
    expect(calls).toEqual({});
  });

  it('answers that an account does not contribute, dry or not', async () => {
    const input = { siteId: siteWithGuests(graph).id, contributorAccountId: newcomer, locationIds };
    const real = await change(input);
    expect(real.data.changeContributorLocations).toMatchObject({
      contributor: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    });
    const dry = await change({ ...input, dryRun: true });
    expect(dry.data.changeContributorLocations.dryRun).toMatchObject({
      isPossible: false,
      changes: [],
      problems: [{ code: 'NOT_FOUND', path: ['input', 'contributorAccountId'] }],
    });
    expect(dry.calls).toEqual({ 'Query Sites': 1, 'Query Site Contributors': 1 });
  });

  it.each(['truncated', 'reset'] as const)(
    'sets them again, which is harmless, after a lost answer: %s',
    async (kind) => {
      const site = siteWithGuests(graph);
      graph.sandbox.faults.inject({ kind, operation: 'Change Contributor Location' });
      const { data, errors, calls } = await change({
        siteId: site.id,
        contributorAccountId: nth(site.contributors, 1).accountId,
        locationIds,
      });
      expect(errors).toBeUndefined();
      expect(data.changeContributorLocations.locations).toMatchObject([{ locationIds }]);
      expect(calls['Change Contributor Location']).toBe(2);
    },
  );
});

describe('removeContributor', () => {
  const graph = useGraph({ server: lookingAtOnce });
  const remove = (input: object) => graph.ask(removeDocument, { input });

  it('says in a dry run which roles end, then ends them', async () => {
    const site = siteWithGuests(graph);
    const guest = nth(site.contributors, 0);
    const titles = guest.roles.map(({ roleId }) => graph.sandbox.state.roles.get(roleId)?.title).join(', ');
    const input = { siteId: site.id, contributorAccountId: guest.accountId };
    const dry = await remove({ ...input, dryRun: true });
    expect(dry.data.removeContributor.dryRun).toEqual({
      isPossible: true,
      changes: [
        {
          type: 'SiteContributor',
          id: guest.accountId,
          field: 'roles',
          before: titles,
          after: null,
          summary: `The account ${guest.accountId} loses ${titles} on the site ${site.displayName}.`,
        },
      ],
      problems: [],
      calls: [{ operation: 'Remove Contributor', count: 1, permission: 'site-users.remove-user' }],
    });
    expect(dry.calls['Remove Contributor']).toBeUndefined();
    const others = site.contributors.slice(1).map(({ accountId }) => ({ accountId }));
    const { data, errors, calls } = await remove(input);
    expect(errors).toBeUndefined();
    expect(data.removeContributor).toEqual({
      removedAccountId: guest.accountId,
      site: { id: site.id, contributors: others },
      dryRun: null,
      userErrors: [],
    });
    expect(contributorsOf(graph, site)).toHaveLength(others.length);
    expect(calls).toEqual({ 'Query Site Contributors': 2, 'Query Sites': 2, 'Remove Contributor': 1 });
    expect(served(graph, 'Remove Contributor')).toMatchObject([
      { method: 'POST', siteId: site.id, body: { accountId: guest.accountId } },
    ]);
  });

  it('answers that an account does not contribute, dry or not', async () => {
    const input = { siteId: siteWithGuests(graph).id, contributorAccountId: newcomer };
    const real = await remove(input);
    expect(real.data.removeContributor).toMatchObject({ removedAccountId: null, userErrors: [{ code: 'NOT_FOUND' }] });
    const dry = await remove({ ...input, dryRun: true });
    expect(dry.data.removeContributor.dryRun).toMatchObject({ isPossible: false, problems: [{ code: 'NOT_FOUND' }] });
  });

  it('says in a dry run that the account does not have the site', async () => {
    const { data } = await remove({ siteId: nobody, contributorAccountId: newcomer, dryRun: true });
    expect(data.removeContributor.dryRun.problems).toEqual([{ code: 'NOT_FOUND', path: ['input', 'siteId'] }]);
  });

  it.each(inputs)('refuses %s before any call', async (_name, part, field) => {
    const { data, calls } = await remove({ siteId: nobody, contributorAccountId: nobody, ...part });
    expect(data.removeContributor.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it('finds out that the contributor is gone when the answer is lost', async () => {
    const site = siteWithGuests(graph, 1);
    const guest = nth(site.contributors, 0);
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Remove Contributor' });
    const { data, errors, calls } = await remove({ siteId: site.id, contributorAccountId: guest.accountId });
    expect(errors).toBeUndefined();
    expect(data.removeContributor.removedAccountId).toBe(guest.accountId);
    expect(calls['Remove Contributor']).toBe(1);
  });

  it('removes again, which is harmless, when the call had no effect', async () => {
    const site = siteWithGuests(graph, 1);
    const guest = nth(site.contributors, 0);
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Remove Contributor' });
    const { data, errors, calls } = await remove({ siteId: site.id, contributorAccountId: guest.accountId });
    expect(errors).toBeUndefined();
    expect(data.removeContributor.removedAccountId).toBe(guest.accountId);
    expect(calls['Remove Contributor']).toBe(2);
  });
});

describe('a key that may not touch contributors', () => {
  const graph = useGraph({ key: 'siteListOnly', server: lookingAtOnce });

  it('is told so at each mutation, and which permission is missing', async () => {
    const site = siteWithGuests(graph);
    const input = { siteId: site.id, contributorAccountId: nth(site.contributors, 0).accountId };
    graph.sandbox.faults.inject({
      kind: 'body',
      operation: 'Get Roles Info',
      body: { predefinedRoles: [{ id: roleIds.siteAdmin }] },
    });
    const answers = [
      await graph.ask(rolesDocument, { input: { ...input, roleIds: [roleIds.siteAdmin] } }),
      await graph.ask(locationsDocument, { input: { ...input, locationIds: [nobody] } }),
      await graph.ask(removeDocument, { input }),
    ];
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect(answers.map(({ errors }) => errors?.[0]?.message)).toEqual([
      expect.stringContaining('SITE_ROLES.CHANGE_ROLE'),
      expect.stringContaining('Query Site Contributors'),
      expect.stringContaining('Query Site Contributors'),
    ]);
    expect(contributorsOf(graph, site)).toEqual(site.contributors);
  });
});
