import { describe, expect, it } from 'vitest';
import { roleIds } from '../../../src/sandbox/state/role.ts';
import { useGraph } from '../../support/graph.ts';
import { bodiesOf, liveSites, lookingAtOnce, nobody, nth, roleNamed, served } from '../../support/writes.ts';

const document = `mutation ($input: InviteSiteContributorsInput!) { inviteSiteContributors(input: $input) {
  results {
    email
    invite {
      id siteId email status statusRaw acceptUrl createdAt expiresAt roleIds locationIds
      site { displayName } roles { title } inviterAccount { id } acceptedByAccount { id }
    }
    error { code message path upstreamCode }
  }
  dryRun { isPossible changes { type id: objectId after summary } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }
} }`;

const emails = (length: number) => Array.from({ length }, (_, index) => `guest${index}@guest.example`);

describe('inviteSiteContributors', () => {
  const graph = useGraph({ server: lookingAtOnce });
  const invite = (input: object) => graph.ask(document, { input });
  const invitesTo = (email: string) =>
    [...graph.sandbox.state.siteInvites.values()].filter((known) => known.email === email);

  it('invites each address with all the roles, and answers the invites whose ids have to be kept', async () => {
    const site = nth(liveSites(graph), 0);
    const editor = roleNamed(graph, 'Content Editor');
    const { data, errors, calls } = await invite({
      siteId: site.id.toUpperCase(),
      emails: ['ana@guest.example', 'Bo@guest.example'],
      roleIds: [roleIds.siteAdmin, editor.id],
      purpose: 'Spring sale',
      defaultEmailLanguage: 'pt-BR',
    });
    expect(errors).toBeUndefined();
    const ana = nth(invitesTo('ana@guest.example'), 0);
    expect(data.inviteSiteContributors.results).toEqual([
      {
        email: 'ana@guest.example',
        invite: {
          id: ana.id,
          siteId: site.id,
          email: 'ana@guest.example',
          status: 'PENDING',
          statusRaw: 'Pending',
          acceptUrl: ana.acceptLink,
          createdAt: ana.dateCreated,
          expiresAt: ana.expirationDate,
          roleIds: [roleIds.siteAdmin, editor.id],
          locationIds: [],
          site: { displayName: site.displayName },
          roles: [{ title: 'Admin (Co-Owner)' }, { title: 'Content Editor' }],
          inviterAccount: { id: graph.sandbox.accountId },
          acceptedByAccount: null,
        },
        error: null,
      },
      { email: 'Bo@guest.example', invite: expect.objectContaining({ email: 'Bo@guest.example' }), error: null },
    ]);
    // The roles once before the write and once for the answer.
    expect(calls).toEqual({ 'Bulk Invite': 1, 'Get Roles Info': 2, 'Query Sites': 2 });
    expect(served(graph, 'Bulk Invite')).toMatchObject([
      {
        siteId: site.id,
        body: {
          policyIds: [roleIds.siteAdmin, editor.id],
          emails: ['ana@guest.example', 'Bo@guest.example'],
          invitePurpose: 'Spring sale',
          defaultEmailLanguage: 'pt-BR',
        },
      },
    ]);
    expect(served(graph, 'Bulk Invite')[0]).not.toHaveProperty('accountId');
  });

  it('puts 50 addresses into one call', async () => {
    const { data } = await invite({
      siteId: nth(liveSites(graph), 1).id,
      emails: emails(101),
      roleIds: [roleIds.siteAdmin],
    });
    expect(bodiesOf(graph, 'Bulk Invite').map((body) => (body as { emails: unknown[] }).emails.length)).toEqual([
      50, 50, 1,
    ]);
    expect(data.inviteSiteContributors.results.map(({ email }: { email: string }) => email)).toEqual(emails(101));
  });

  it.each([
    ['a site id that is none', { siteId: 'x' }, ['siteId']],
    ['an account id that is none', { accountId: 'x' }, ['accountId']],
    ['no address', { emails: [] }, ['emails']],
    ['more than 200 addresses', { emails: emails(201) }, ['emails']],
    ['an address twice', { emails: ['a@guest.example', 'A@GUEST.example'] }, ['emails', '1']],
    ['no role', { roleIds: [] }, ['roleIds']],
    ['more than 20 roles', { roleIds: Array.from({ length: 21 }, (_, index) => String(index)) }, ['roleIds']],
    ['a role twice', { roleIds: ['1', '1'] }, ['roleIds']],
    ['a role id that is none', { roleIds: ['1', 'owner'] }, ['roleIds', '1']],
    ['a purpose that is too long', { purpose: 'x'.repeat(1_001) }, ['purpose']],
    ['a language that is none', { defaultEmailLanguage: '../en' }, ['defaultEmailLanguage']],
  ])('refuses %s before any call', async (_name, part, path) => {
    const { data, calls } = await invite({ siteId: nobody, emails: ['a@guest.example'], roleIds: ['1'], ...part });
    expect(data.inviteSiteContributors).toMatchObject({
      results: null,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', ...path] }],
    });
    expect(calls).toEqual({});
  });

  it('refuses roles that no site gives, all at once, and sends nothing', async () => {
    const input = {
      siteId: nth(liveSites(graph), 0).id,
      emails: ['a@guest.example'],
      roleIds: [roleIds.accountAdmin, roleIds.siteAdmin, roleIds.owner],
    };
    const problems = [
      { code: 'NOT_ALLOWED', path: ['input', 'roleIds', '0'] },
      { code: 'NOT_ALLOWED', path: ['input', 'roleIds', '2'] },
    ];
    const real = await invite(input);
    expect(real.data.inviteSiteContributors).toMatchObject({ results: null, userErrors: problems });
    expect(real.calls).toEqual({ 'Get Roles Info': 1, 'Query Sites': 1 });
    const dry = await invite({ ...input, dryRun: true });
    expect(dry.data.inviteSiteContributors.dryRun).toMatchObject({ isPossible: false, problems });
    expect(dry.calls).toEqual({ 'Get Roles Info': 1, 'Query Sites': 1 });
  });

  it('says in a dry run what would be mailed, and whether the site is there', async () => {
    const site = nth(liveSites(graph), 0);
    const before = graph.sandbox.state.siteInvites.size;
    const { data } = await invite({
      siteId: site.id,
      emails: ['a@guest.example', 'b@guest.example'],
      roleIds: [roleIds.siteAdmin],
      dryRun: true,
    });
    expect(data.inviteSiteContributors).toEqual({
      results: null,
      userErrors: [],
      dryRun: {
        isPossible: true,
        changes: ['a', 'b'].map((name) => ({
          type: 'SiteInvite',
          id: null,
          after: `${name}@guest.example`,
          summary: `${name}@guest.example gets an e-mail with an invite to the site ${site.displayName}: Admin (Co-Owner).`,
        })),
        problems: [],
        calls: [{ operation: 'Bulk Invite', count: 1, permission: 'site-users.send-invite' }],
      },
    });
    expect(graph.sandbox.state.siteInvites.size).toBe(before);
    const missing = await invite({
      siteId: nobody,
      emails: ['a@guest.example'],
      roleIds: [roleIds.siteAdmin],
      dryRun: true,
    });
    expect(missing.data.inviteSiteContributors.dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code: 'NOT_FOUND', path: ['input', 'siteId'] }],
    });
  });

  it.each([
    ['with an effect', { kind: 'truncated' }],
    ['without one', { kind: 'reset' }],
  ] as const)(
    'does not know after a lost answer %s, since Wix lists no site invites, and sends once',
    async (_name, fault) => {
      graph.sandbox.faults.inject({ ...fault, operation: 'Bulk Invite' });
      const { data, errors, calls } = await invite({
        siteId: nth(liveSites(graph), 0).id,
        emails: ['lost@guest.example'],
        roleIds: [roleIds.siteAdmin],
      });
      expect(data).toEqual({ inviteSiteContributors: null });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'unknown', verify: null });
      expect(calls['Bulk Invite']).toBe(1);
    },
  );

  it('sends once for one key, also after an outcome that was not known', async () => {
    const input = {
      siteId: nth(liveSites(graph), 2).id,
      emails: ['keyed@guest.example'],
      roleIds: [roleIds.siteAdmin],
      idempotencyKey: 'k-1',
    };
    const answers = await Promise.all([invite(input), invite(input), invite(input)]);
    expect(new Set(answers.map(({ data }) => data.inviteSiteContributors.results[0].invite.id)).size).toBe(1);
    expect(invitesTo('keyed@guest.example')).toHaveLength(1);
    const reused = await invite({ ...input, emails: ['b@guest.example'] });
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');

    const lost = { ...input, emails: ['lost2@guest.example'], idempotencyKey: 'k-2' };
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Bulk Invite' });
    await invite(lost);
    const again = await invite(lost);
    expect(again.errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    expect(again.calls).toEqual({});
    expect(invitesTo('lost2@guest.example')).toHaveLength(1);
  });
});

describe('inviteSiteContributors to a site without enough seats', () => {
  const graph = useGraph({ quirks: { collaboratorSeats: 'limited' }, server: lookingAtOnce });

  it('answers which addresses Wix refused, without a reason, and which it did not', async () => {
    const { state, accountId } = graph.sandbox;
    const taken = new Set([...state.siteInvites.values()].map(({ siteId }) => siteId));
    const site = nth(
      liveSites(graph).filter(
        ({ id, premium, editorType, contributors }) =>
          !premium && editorType !== 'STUDIO' && contributors.length === 0 && !taken.has(id),
      ),
      0,
    );
    expect(site.accountId).toBe(accountId);
    const { data, errors } = await graph.ask(document, {
      input: { siteId: site.id, emails: ['first@guest.example', 'second@guest.example'], roleIds: [roleIds.siteAdmin] },
    });
    expect(errors).toBeUndefined();
    expect(data.inviteSiteContributors).toMatchObject({
      userErrors: [],
      results: [
        { email: 'first@guest.example', invite: { status: 'PENDING' }, error: null },
        {
          email: 'second@guest.example',
          invite: null,
          error: {
            code: 'REJECTED',
            message: 'Wix rejected this address and gave no reason.',
            path: ['input', 'emails', '1'],
            upstreamCode: null,
          },
        },
      ],
    });
  });
});

describe('a key that may not invite contributors', () => {
  const graph = useGraph({ key: 'siteListOnly', server: lookingAtOnce });

  it('is told so, and which permission is missing', async () => {
    graph.sandbox.faults.inject({
      kind: 'body',
      operation: 'Get Roles Info',
      body: { predefinedRoles: [{ id: roleIds.siteAdmin, title: 'Admin' }] },
    });
    const { data, errors } = await graph.ask(document, {
      input: { siteId: nth(liveSites(graph), 0).id, emails: ['a@guest.example'], roleIds: [roleIds.siteAdmin] },
    });
    expect(data).toEqual({ inviteSiteContributors: null });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(errors?.[0]?.message).toContain('site-users.send-invite');
  });
});
