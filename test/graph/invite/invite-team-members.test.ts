import { beforeEach, describe, expect, it } from 'vitest';
import { roleIds } from '../../../src/sandbox/state/role.ts';
import { useGraph } from '../../support/graph.ts';
import { bodiesOf, liveSites, lookingAtOnce, nobody, nth, roleNamed, served } from '../../support/writes.ts';

const document = `mutation ($input: InviteTeamMembersInput!) { inviteTeamMembers(input: $input) {
  results {
    email
    invite { id email status acceptUrl expiresAt account { id } assignments { id: assignmentId roleId scope { __typename ... on SiteScope { siteId } } } }
    error { code message path upstreamCode }
  }
  dryRun { isPossible changes { type id: objectId after summary } problems { code path } calls { operation count permission } }
  userErrors { code message path upstreamCode }
} }`;

const wholeAccount = { wholeAccount: true };
const asAdmin = (email: string) => ({ email, assignments: [{ roleId: roleIds.accountAdmin, scope: wholeAccount }] });
const many = (length: number) => Array.from({ length }, (_, index) => asAdmin(`guest${index}@guest.example`));

describe('inviteTeamMembers', () => {
  const graph = useGraph({ now: new Date(), server: lookingAtOnce });
  // Lost invites are told from older ones by the time, which is Wix's: its clock goes with ours.
  beforeEach(() => graph.sandbox.clock.advance(Date.now() - graph.sandbox.clock.now().getTime()));
  const invite = (input: object) => graph.ask(document, { input });
  const invitesTo = (email: string) =>
    [...graph.sandbox.state.accountInvites.values()].filter((known) => known.email === email);

  it('invites to the whole account and to sites, and answers the invites from the one call', async () => {
    const [first, second] = [nth(liveSites(graph), 0), nth(liveSites(graph), 1)];
    const { data, errors, calls } = await invite({
      invitees: [
        asAdmin('ana@guest.example'),
        {
          email: 'bo@guest.example',
          assignments: [{ roleId: roleIds.siteAdmin, scope: { siteIds: [first.id.toUpperCase(), second.id] } }],
        },
      ],
      defaultEmailLanguage: 'de',
    });
    expect(errors).toBeUndefined();
    const [ana, bo] = [nth(invitesTo('ana@guest.example'), 0), nth(invitesTo('bo@guest.example'), 0)];
    expect(data.inviteTeamMembers.results).toEqual([
      {
        email: 'ana@guest.example',
        invite: {
          id: ana.id,
          email: 'ana@guest.example',
          status: 'PENDING',
          acceptUrl: ana.acceptLink,
          expiresAt: ana.expirationDate,
          account: { id: graph.sandbox.accountId },
          assignments: [{ id: null, roleId: roleIds.accountAdmin, scope: { __typename: 'AccountScope' } }],
        },
        error: null,
      },
      {
        email: 'bo@guest.example',
        invite: expect.objectContaining({
          id: bo.id,
          assignments: [first, second].map(({ id }) => ({
            id: null,
            roleId: roleIds.siteAdmin,
            scope: { __typename: 'SiteScope', siteId: id },
          })),
        }),
        error: null,
      },
    ]);
    expect(data.inviteTeamMembers).toMatchObject({ dryRun: null, userErrors: [] });
    expect(calls).toEqual({ 'Create Invite': 1, 'Get Roles Info': 1, 'Query Sites': 1, 'Search Team': 1 });
    expect(bodiesOf(graph, 'Create Invite')).toEqual([
      {
        subjectsAssignments: [
          {
            subjectEmail: 'ana@guest.example',
            assignments: [
              {
                policyId: roleIds.accountAdmin,
                assignments: [{ fullNameResource: { accountContext: { accountId: graph.sandbox.accountId } } }],
              },
            ],
          },
          {
            subjectEmail: 'bo@guest.example',
            assignments: [
              {
                policyId: roleIds.siteAdmin,
                assignments: [first, second].map(({ id }) => ({
                  fullNameResource: { siteContext: { metasiteId: id } },
                })),
              },
            ],
          },
        ],
        defaultEmailLanguage: 'de',
      },
    ]);
  });

  it('splits more than 50 people into calls and keeps their order', async () => {
    const { data, calls } = await invite({ invitees: many(120) });
    expect(calls).toEqual({ 'Create Invite': 3, 'Get Roles Info': 1, 'Search Team': 1 });
    const { results } = data.inviteTeamMembers;
    expect(results.map(({ email }: { email: string }) => email)).toEqual(many(120).map(({ email }) => email));
    expect(
      results.every((result: { email: string; invite: { email: string } }) => result.invite.email === result.email),
    ).toBe(true);
    expect(
      bodiesOf(graph, 'Create Invite').map(
        (body) => (body as { subjectsAssignments: unknown[] }).subjectsAssignments.length,
      ),
    ).toEqual([50, 50, 20]);
  });

  it('answers for each what Wix refused and what it did not', async () => {
    const patch = (body: unknown) => {
      const { successfulInvites } = body as { successfulInvites: { email?: string }[] };
      const failedInvites = [{ subjectEmail: 'di@guest.example', errorMessage: 'Unknown site' }];
      return { successfulInvites: successfulInvites.slice(0, 1), failedInvites };
    };
    graph.sandbox.faults.inject({ kind: 'patch', operation: 'Create Invite', patch });
    const { data, errors } = await invite({ invitees: [asAdmin('cy@guest.example'), asAdmin('di@guest.example')] });
    expect(errors).toBeUndefined();
    expect(data.inviteTeamMembers).toMatchObject({
      userErrors: [],
      results: [
        { email: 'cy@guest.example', invite: { email: 'cy@guest.example' }, error: null },
        {
          email: 'di@guest.example',
          invite: null,
          error: {
            code: 'REJECTED',
            message: 'Wix rejected this: Unknown site',
            path: ['input', 'invitees', '1'],
            upstreamCode: null,
          },
        },
      ],
    });
    expect(invitesTo('cy@guest.example')).toHaveLength(1);
  });

  it.each<readonly [string, readonly object[], readonly string[]]>([
    ['nobody', [], ['invitees']],
    ['more than 500', many(501), ['invitees']],
    [
      'an address twice, in another case',
      [asAdmin('a@guest.example'), asAdmin('A@Guest.example')],
      ['invitees', '1', 'email'],
    ],
    ['no role', [{ email: 'a@guest.example', assignments: [] }], ['invitees', '0', 'assignments']],
    [
      'a role id that is none',
      [{ email: 'a@guest.example', assignments: [{ roleId: '../1', scope: wholeAccount }] }],
      ['invitees', '0', 'assignments', '0', 'roleId'],
    ],
    [
      'a role twice',
      [{ email: 'a@guest.example', assignments: [0, 1].map(() => ({ roleId: '1', scope: wholeAccount })) }],
      ['invitees', '0', 'assignments', '1', 'roleId'],
    ],
    ...(
      [
        ['no site', { siteIds: [] }, ['siteIds']],
        ['a site twice', { siteIds: [nobody, nobody] }, ['siteIds']],
        ['a site id that is none', { siteIds: [nobody, 'x'] }, ['siteIds', '1']],
        ['a whole account that is none', { wholeAccount: false }, ['wholeAccount']],
        ['a folder', { folderIds: [nobody] }, ['folderIds']],
      ] as const
    ).map(
      ([name, scope, path]) =>
        [
          name,
          [{ email: 'a@guest.example', assignments: [{ roleId: roleIds.siteAdmin, scope }] }],
          ['invitees', '0', 'assignments', '0', 'scope', ...path],
        ] as const,
    ),
  ])('refuses %s before any call, dry or not', async (_name, invitees, path) => {
    for (const dryRun of [true, false]) {
      const { data, errors, calls } = await invite({ invitees, dryRun });
      expect(errors).toBeUndefined();
      expect(data.inviteTeamMembers).toMatchObject({
        results: null,
        dryRun: null,
        userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', ...path] }],
      });
      expect(calls).toEqual({});
    }
  });

  it('refuses a language that is none, and an account id that is none', async () => {
    const invitees = [asAdmin('a@guest.example')];
    for (const [field, value] of [
      ['defaultEmailLanguage', 'Deutsch'],
      ['accountId', '..'],
    ] as const) {
      const { data, calls } = await invite({ invitees, [field]: value });
      expect(data.inviteTeamMembers.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['input', field] }]);
      expect(calls).toEqual({});
    }
  });

  it('refuses every role that cannot be given there, all at once, and sends nothing', async () => {
    const scope = { siteIds: [nth(liveSites(graph), 0).id] };
    const invitees = [
      asAdmin('good@guest.example'),
      {
        email: 'bad@guest.example',
        assignments: [
          { roleId: roleIds.siteAdmin, scope: wholeAccount },
          { roleId: roleIds.accountAdmin, scope },
          { roleId: roleIds.owner, scope: wholeAccount },
          { roleId: roleNamed(graph, 'Client Designer').id, scope },
        ],
      },
    ];
    const problems = [
      ['NOT_ALLOWED', '0'],
      ['NOT_ALLOWED', '1'],
      ['NOT_ALLOWED', '2'],
    ].map(([code, index]) => ({ code, path: ['input', 'invitees', '1', 'assignments', index, 'roleId'] }));
    const real = await invite({ invitees });
    expect(real.data.inviteTeamMembers).toMatchObject({ results: null, userErrors: problems });
    expect(real.calls).toEqual({ 'Get Roles Info': 1, 'Query Sites': 1, 'Search Team': 3 });
    const dry = await invite({ invitees, dryRun: true });
    expect(dry.data.inviteTeamMembers).toMatchObject({ dryRun: { isPossible: false, problems }, userErrors: [] });
    expect(dry.calls['Get Roles Info']).toBe(1);
  });

  it('says in a dry run what would be sent, to whom, and who is there already', async () => {
    const { state, accountId } = graph.sandbox;
    const member = [...state.teamMembers.values()].find((known) => known.accountId === accountId);
    const pending = [...state.accountInvites.values()].find(({ status }) => status === 'Pending');
    const site = nth(liveSites(graph), 0);
    const before = state.accountInvites.size;
    const { data, errors, calls } = await invite({
      invitees: [
        asAdmin(String(member?.email).toUpperCase()),
        asAdmin(String(pending?.email)),
        {
          email: 'new@guest.example',
          assignments: [{ roleId: roleIds.siteAdmin, scope: { siteIds: [site.id, nobody] } }],
        },
      ],
      dryRun: true,
    });
    expect(errors).toBeUndefined();
    const { results, dryRun } = data.inviteTeamMembers;
    expect(results).toBeNull();
    expect(dryRun.changes.map(({ summary }: { summary: string }) => summary)).toEqual([
      `${String(member?.email).toUpperCase()} gets an e-mail with an invite: Account Admin (Co-Owner) on the whole account. A team member already has this address.`,
      `${pending?.email} gets an e-mail with an invite: Account Admin (Co-Owner) on the whole account. An invite to this address is already pending; this creates another one.`,
      `new@guest.example gets an e-mail with an invite: Admin (Co-Owner) on the sites ${site.displayName}, ${nobody}.`,
    ]);
    expect(dryRun).toMatchObject({
      isPossible: false,
      problems: [{ code: 'NOT_FOUND', path: ['input', 'invitees', '2', 'assignments', '0', 'scope', 'siteIds', '1'] }],
      calls: [{ operation: 'Create Invite', count: 1, permission: 'team.send-invite' }],
    });
    expect(calls).toEqual({ 'Get Roles Info': 1, 'Query Sites': 1, 'Search Team': expect.any(Number) });
    expect(state.accountInvites.size).toBe(before);
  });

  it('finds the invites when the answer is lost, and does not send them again', async () => {
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Create Invite' });
    const { data, errors, calls } = await invite({
      invitees: [asAdmin('lost@guest.example'), asAdmin('Lost2@guest.example')],
    });
    expect(errors).toBeUndefined();
    expect(data.inviteTeamMembers.results).toMatchObject([
      { invite: { id: nth(invitesTo('lost@guest.example'), 0).id }, error: null },
      { invite: { id: nth(invitesTo('Lost2@guest.example'), 0).id }, error: null },
    ]);
    expect(calls['Create Invite']).toBe(1);
  });

  it('does not take an older invite, or one with other roles, for the lost one', async () => {
    await invite({ invitees: [asAdmin('older@guest.example')] });
    const older = nth(invitesTo('older@guest.example'), 0);
    Object.assign(older, { dateCreated: new Date(Date.now() - 3_600_000).toISOString() });
    await invite({
      invitees: [
        {
          email: 'other@guest.example',
          assignments: [{ roleId: roleNamed(graph, 'Billing Desk').id, scope: wholeAccount }],
        },
      ],
    });
    graph.sandbox.faults.inject({ kind: 'reset', operation: 'Create Invite' });
    const counted = (await graph.ask('{ account { invites(first: 1, statuses: [PENDING]) { totalCount } } }')).data;
    const count = counted.account.invites.totalCount;
    const { data, errors, calls } = await invite({
      invitees: [asAdmin('older@guest.example'), asAdmin('other@guest.example')],
    });
    expect(data).toEqual({ inviteTeamMembers: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'unknown' });
    expect(calls['Create Invite']).toBe(1);
    expect(errors?.[0]?.extensions['verify']).toMatch(new RegExp(` # ${count} before the write$`));
    const verified = await graph.ask(String(errors?.[0]?.extensions['verify']));
    expect(verified.errors).toBeUndefined();
    expect(verified.data.account.invites.totalCount).toBe(count);
    expect(verified.data.account.invites.nodes).toContainEqual(
      expect.objectContaining({ id: older.id, createdAt: older.dateCreated }),
    );
  });

  it('says of one part of a long list that it is not known, and of the others what became of them', async () => {
    graph.sandbox.faults.inject({
      kind: 'reset',
      operation: 'Create Invite',
      match: ({ body }) => JSON.stringify(body).includes('part50@'),
    });
    const invitees = Array.from({ length: 51 }, (_, index) => asAdmin(`part${index}@guest.example`));
    const { data, errors, extensions } = await invite({ invitees, idempotencyKey: 'k-part' });
    expect(errors).toBeUndefined();
    expect(extensions?.['verify']).toEqual([expect.stringMatching(/ # \d+ before the write$/)]);
    const again = await invite({ invitees, idempotencyKey: 'k-part' });
    expect(again.data).toEqual(data);
    expect(again.extensions?.['verify']).toEqual(extensions?.['verify']);
    const { results } = data.inviteTeamMembers;
    expect(results[49]).toMatchObject({ invite: { email: 'part49@guest.example' }, error: null });
    expect(results[50]).toMatchObject({
      invite: null,
      error: { code: 'OUTCOME_UNKNOWN', path: ['input', 'invitees', '50'] },
    });
  });

  it('says that it does not know when Wix names somebody neither among the invited nor among the refused', async () => {
    graph.sandbox.faults.inject({ kind: 'body', body: {}, operation: 'Create Invite' });
    const { errors } = await invite({ invitees: [asAdmin('forgotten@guest.example')] });
    expect(errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
  });

  it('sends once for three requests with one key, and refuses the key for another input', async () => {
    const input = { invitees: [asAdmin('keyed@guest.example')], idempotencyKey: 'k-1' };
    const answers = await Promise.all([invite(input), invite(input), invite(input)]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(invitesTo('keyed@guest.example')).toHaveLength(1);
    expect(answers[0]?.data.inviteTeamMembers.results[0].invite.id).toBe(nth(invitesTo('keyed@guest.example'), 0).id);
    const { errors, calls } = await invite({ ...input, invitees: [asAdmin('another@guest.example')] });
    expect(errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(calls).toEqual({});
  });

  it('looks again when a key comes back after an outcome that was not known', async () => {
    const input = { invitees: [asAdmin('late@guest.example')], idempotencyKey: 'k-2' };
    graph.sandbox.faults.inject({ kind: 'truncated', operation: 'Create Invite' });
    const match = () => served(graph, 'Create Invite').length > 0;
    graph.sandbox.faults.inject({ kind: 'status', status: 500, operation: 'Search Team', times: 9, match });
    const first = await invite(input);
    expect(first.errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    graph.sandbox.faults.clear();
    const second = await invite(input);
    expect(second.errors).toBeUndefined();
    expect(second.data.inviteTeamMembers.results[0].invite.id).toBe(nth(invitesTo('late@guest.example'), 0).id);
    expect(Object.keys(second.calls)).toEqual(['Search Team']);
    expect(invitesTo('late@guest.example')).toHaveLength(1);
  });

  it('fails as a whole when the roles cannot be read, and sends nothing', async () => {
    graph.sandbox.faults.inject({ kind: 'status', status: 500, operation: 'Get Roles Info' });
    const { data, errors, calls } = await invite({ invitees: [asAdmin('noroles@guest.example')] });
    expect(data).toEqual({ inviteTeamMembers: null });
    expect(errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(calls).toEqual({ 'Get Roles Info': 1, 'Search Team': 1 });
  });
});

describe('inviteTeamMembers with a client that repeats what it may', () => {
  const graph = useGraph({
    now: new Date(),
    server: lookingAtOnce,
    client: { retry: { maxRetries: 2, baseDelayMs: 1, maxDelayMs: 1 } },
  });

  it.each([
    ['too many requests', { kind: 'status', status: 429 }, 'RATE_LIMITED'],
    [
      'a failure that asks to come back',
      { kind: 'status', status: 503, headers: { 'retry-after': '0' } },
      'OUTCOME_UNKNOWN',
    ],
    ['a connection that breaks', { kind: 'reset' }, 'OUTCOME_UNKNOWN'],
  ] as const)('sends once all the same: %s', async (_name, fault, code) => {
    graph.sandbox.faults.inject({ ...fault, operation: 'Create Invite' });
    const { errors } = await graph.ask(document, { input: { invitees: [asAdmin('once@guest.example')] } });
    expect(errors?.[0]?.extensions.code).toBe(code);
    expect(served(graph, 'Create Invite')).toHaveLength(1);
  });
});

describe('an invite that Search Team does not list yet', () => {
  const graph = useGraph({ quirks: { teamLagMs: 60_000 }, server: lookingAtOnce });

  it('is named as pending beside the list, until the list shows it', async () => {
    const { data } = await graph.ask(document, { input: { invitees: [asAdmin('fresh@guest.example')] } });
    const { id } = data.inviteTeamMembers.results[0].invite;
    const list = async () => {
      const response = await graph.fetch(
        new Request('http://graph/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: '{ account { invites(first: 100) { nodes { id } } } }' }),
        }),
      );
      const body = (await response.json()) as {
        data: { account: { invites: { nodes: { id: string }[] } } };
        extensions?: { consistency?: unknown };
      };
      return { ids: body.data.account.invites.nodes.map((node) => node.id), consistency: body.extensions?.consistency };
    };
    const early = await list();
    expect(early.ids).not.toContain(id);
    expect(early.consistency).toEqual({ pending: [{ type: 'AccountInvite', id }] });
    graph.sandbox.clock.advance(60_000);
    const late = await list();
    expect(late.ids).toContain(id);
    // Told before the page was looked through; from now on it is forgotten.
    expect((await list()).consistency).toBeUndefined();
  });
});

describe('a key that may not invite', () => {
  const graph = useGraph({ key: 'siteListOnly', server: lookingAtOnce });

  it('is told so at the mutation, and which permission is missing', async () => {
    const { data, errors } = await graph.ask(document, { input: { invitees: [asAdmin('a@guest.example')] } });
    expect(data).toEqual({ inviteTeamMembers: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['inviteTeamMembers'], 'FORBIDDEN'],
    ]);
    expect(errors?.[0]?.message).toContain('ACCOUNT_ROLES.GET_ROLES');
  });

  it('is told so also where only the write is not permitted', async () => {
    graph.sandbox.faults.inject({
      kind: 'body',
      operation: 'Get Roles Info',
      body: { predefinedRoles: [{ id: roleIds.accountAdmin, title: 'Account Admin' }] },
    });
    const { errors } = await graph.ask(document, { input: { invitees: [asAdmin('a@guest.example')] } });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect(errors?.[0]?.message).toContain('team.send-invite');
  });
});
