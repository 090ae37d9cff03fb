import { describe, expect, it } from 'vitest';
import { inviteStatus, type SandboxInviteStatus } from '../../../src/sandbox/state/invite.ts';
import { useGraph } from '../../support/graph.ts';
import { lookingAtOnce, nobody, nth, served } from '../../support/writes.ts';

const resendDocument = `mutation ($input: ResendSiteInviteInput!) { resendSiteInvite(input: $input) {
  invite { id siteId email status expiresAt }
  dryRun { isPossible changes { type id: objectId summary } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }
} }`;
const revokeDocument = `mutation ($input: RevokeSiteInviteInput!) { revokeSiteInvite(input: $input) {
  revokedInviteId
  site { id }
  dryRun { isPossible changes { type id: objectId summary } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }
} }`;

/** A graph over a sandbox with a site invite of every status. */
function useInvites(options: Parameters<typeof useGraph>[0] = {}) {
  const graph = useGraph({ server: lookingAtOnce, ...options });
  const inviteOf = (wanted: SandboxInviteStatus, turn = 0) => {
    const now = graph.sandbox.clock.now();
    const found = [...graph.sandbox.state.siteInvites.values()].filter((it) => inviteStatus(it, now) === wanted);
    return nth(found, turn);
  };
  return {
    graph,
    inviteOf,
    resend: (input: object) => graph.ask(resendDocument, { input }),
    revoke: (input: object) => graph.ask(revokeDocument, { input }),
  };
}

const inputs: readonly [string, object, string][] = [
  ['a site id that is none', { siteId: '..', inviteId: nobody }, 'siteId'],
  ['an invite id that is none', { siteId: nobody, inviteId: 'a/b' }, 'inviteId'],
  ['an account id that is none', { siteId: nobody, inviteId: nobody, accountId: '1' }, 'accountId'],
];

describe('resendSiteInvite', () => {
  const { graph, inviteOf, resend } = useInvites();

  it.each(['Pending', 'Expired'] as const)('mails an invite once more that is %s', async (status) => {
    const invite = inviteOf(status);
    const { data, errors, calls } = await resend({
      siteId: invite.siteId,
      inviteId: invite.id.toUpperCase(),
      defaultEmailLanguage: 'fr',
    });
    expect(errors).toBeUndefined();
    expect(data.resendSiteInvite).toEqual({
      invite: {
        id: invite.id,
        siteId: invite.siteId,
        email: invite.email,
        status: 'PENDING',
        expiresAt: graph.sandbox.state.siteInvites.get(invite.id)?.expirationDate,
      },
      dryRun: null,
      userErrors: [],
    });
    expect(calls).toEqual({ 'Query Sites': 1, 'Resend Invite': 1 });
    expect(served(graph, 'Resend Invite')).toMatchObject([
      {
        path: `/invites/site-invite/${invite.id}/resend`,
        siteId: invite.siteId,
        body: { inviteId: invite.id, defaultEmailLanguage: 'fr' },
      },
    ]);
  });

  it.each(['Used', 'Declined', 'Deleted'] as const)('answers the refusal of one that is %s', async (status) => {
    const invite = inviteOf(status);
    const { data, errors } = await resend({ siteId: invite.siteId, inviteId: invite.id });
    expect(errors).toBeUndefined();
    expect(data.resendSiteInvite).toMatchObject({
      invite: null,
      userErrors: [{ code: 'BAD_USER_INPUT', upstreamCode: 'INVITE_NOT_PENDING' }],
    });
  });

  it('answers that the site has no such invite', async () => {
    const { siteId } = inviteOf('Pending');
    const { data } = await resend({ siteId, inviteId: nobody });
    expect(data.resendSiteInvite.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it.each([
    ...inputs,
    [
      'a language that is none',
      { siteId: nobody, inviteId: nobody, defaultEmailLanguage: 'x' },
      'defaultEmailLanguage',
    ],
  ] as const)('refuses %s before any call', async (_name, input, field) => {
    const { data, calls } = await resend(input);
    expect(data.resendSiteInvite.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it('says in a dry run what would be mailed and what cannot be checked, and mails nothing', async () => {
    const invite = inviteOf('Pending');
    const { data, calls } = await resend({ siteId: invite.siteId, inviteId: invite.id, dryRun: true });
    const name = graph.sandbox.state.sites.get(invite.siteId)?.displayName;
    expect(data.resendSiteInvite.dryRun).toEqual({
      isPossible: true,
      changes: [
        {
          type: 'SiteInvite',
          id: invite.id,
          summary: `The invite is e-mailed to its address again, if it is an open invite to the site ${name}. Wix can't look up invites by id.`,
        },
      ],
      problems: [],
      calls: [{ operation: 'Resend Invite', count: 1, permission: 'site-users.send-invite' }],
    });
    expect(calls).toEqual({ 'Query Sites': 1 });
    const missing = await resend({ siteId: nobody, inviteId: invite.id, dryRun: true });
    expect(missing.data.resendSiteInvite.dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code: 'NOT_FOUND', path: ['input', 'siteId'] }],
    });
  });

  it.each([
    ['with an effect', { kind: 'truncated' }],
    ['without one', { kind: 'reset' }],
    ['in an answer without the invite', { kind: 'body', body: {} }],
  ] as const)('does not know after an answer that was lost %s, and mails once', async (_name, fault) => {
    const invite = inviteOf('Pending');
    graph.sandbox.faults.inject({ ...fault, operation: 'Resend Invite' });
    const { errors, calls } = await resend({ siteId: invite.siteId, inviteId: invite.id });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      verify: null,
    });
    expect(calls['Resend Invite']).toBe(1);
  });

  it('mails once for three requests with one key, and again for another key', async () => {
    const invite = inviteOf('Pending');
    const input = { siteId: invite.siteId, inviteId: invite.id, idempotencyKey: 'k-1' };
    graph.sandbox.calls.clear();
    const answers = await Promise.all([resend(input), resend(input), resend(input)]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect((await resend(input)).calls).toEqual({});
    expect((await resend({ ...input, idempotencyKey: 'k-2' })).calls).toEqual({ 'Query Sites': 1, 'Resend Invite': 1 });
    const reused = await resend({ ...input, inviteId: nobody });
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('revokeSiteInvite', () => {
  const { graph, inviteOf, revoke } = useInvites();
  const statusOf = (id: string) => graph.sandbox.state.siteInvites.get(id)?.status;

  it('revokes a pending invite', async () => {
    const invite = inviteOf('Pending');
    const { data, errors, calls } = await revoke({ siteId: invite.siteId, inviteId: invite.id });
    expect(errors).toBeUndefined();
    expect(data.revokeSiteInvite).toEqual({
      revokedInviteId: invite.id,
      site: { id: invite.siteId },
      dryRun: null,
      userErrors: [],
    });
    expect(statusOf(invite.id)).toBe('Deleted');
    expect(calls).toEqual({ 'Query Sites': 2, 'Revoke Invite': 1 });
    expect(served(graph, 'Revoke Invite')).toMatchObject([
      { path: `/invites/site-invite/${invite.id}/revoke`, siteId: invite.siteId, body: { inviteId: invite.id } },
    ]);
  });

  it.each(['Used', 'Declined', 'Deleted', 'Expired'] as const)(
    'answers the refusal of one that is %s',
    async (status) => {
      const invite = inviteOf(status);
      const { data } = await revoke({ siteId: invite.siteId, inviteId: invite.id });
      expect(data.revokeSiteInvite).toMatchObject({
        revokedInviteId: null,
        site: null,
        userErrors: [{ code: 'BAD_USER_INPUT', upstreamCode: 'INVITE_NOT_PENDING' }],
      });
    },
  );

  it('answers that another site has no such invite', async () => {
    const invite = inviteOf('Expired');
    const other = nth(
      [...graph.sandbox.state.sites.values()].filter(
        ({ id, accountId }) => accountId === graph.sandbox.accountId && id !== invite.siteId,
      ),
      0,
    );
    const { data } = await revoke({ siteId: other.id, inviteId: invite.id });
    expect(data.revokeSiteInvite.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it.each(inputs)('refuses %s before any call', async (_name, input, field) => {
    const { data, calls } = await revoke(input);
    expect(data.revokeSiteInvite.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
    expect(calls).toEqual({});
  });

  it('writes nothing in a dry run', async () => {
    const invite = inviteOf('Expired');
    const { data, calls } = await revoke({ siteId: invite.siteId, inviteId: invite.id, dryRun: true });
    expect(data.revokeSiteInvite.dryRun).toMatchObject({
      isPossible: true,
      changes: [{ id: invite.id }],
      calls: [{ operation: 'Revoke Invite', count: 1, permission: 'site-users.delete-invite' }],
    });
    expect(calls).toEqual({ 'Query Sites': 1 });
  });
});

describe('revokeSiteInvite after a lost answer', () => {
  const { graph, inviteOf, revoke } = useInvites({ size: 'large' });

  it('revokes again, which is harmless, when the call had no effect', async () => {
    const invite = inviteOf('Pending');
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Revoke Invite' });
    const { data, errors, calls } = await revoke({ siteId: invite.siteId, inviteId: invite.id });
    expect(errors).toBeUndefined();
    expect(data.revokeSiteInvite.revokedInviteId).toBe(invite.id);
    expect(calls['Revoke Invite']).toBe(2);
  });

  it('does not know when the invite is not pending any more: it was revoked, or accepted', async () => {
    const invite = inviteOf('Pending');
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Revoke Invite' });
    const { errors, calls } = await revoke({ siteId: invite.siteId, inviteId: invite.id });
    expect(errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    expect(calls['Revoke Invite']).toBe(2);
    expect(errors?.[0]?.extensions['verify']).toBeNull();
  });
});

describe('a key that may not touch invites', () => {
  const { inviteOf, resend, revoke } = useInvites({ key: 'siteListOnly' });

  it('is told so, and which permission is missing', async () => {
    const { id, siteId } = inviteOf('Pending');
    const resent = await resend({ siteId, inviteId: id });
    expect(resent.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(resent.errors?.[0]?.message).toContain('site-users.send-invite');
    const revoked = await revoke({ siteId, inviteId: id });
    expect(revoked.errors?.[0]?.message).toContain('site-users.delete-invite');
  });
});
