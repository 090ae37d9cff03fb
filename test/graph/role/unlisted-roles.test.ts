import { describe, expect, it } from 'vitest';
import { roleIds } from '../../../src/sandbox/state/role.ts';
import { useGraph } from '../../support/graph.ts';
import { mutationExamples } from '../../support/mutation-examples.ts';
import { soon } from '../../support/sites.ts';

/** The mutations that assign roles, with the place of a role's id in their example. */
const assigning = [
  ['createChildAccount', (id: string) => ({ roleIds: [id] }), 'roleIds'],
  ['updateTeamMemberAssignments', (id: string) => ({ add: [{ roleId: id, scope: { wholeAccount: true } }] }), 'add'],
  [
    'inviteTeamMembers',
    (id: string) => ({
      invitees: [{ email: 'ana@guest.example', assignments: [{ roleId: id, scope: { wholeAccount: true } }] }],
    }),
    null,
  ],
  ['changeContributorRoles', (id: string) => ({ roleIds: [id] }), 'roleIds'],
  ['inviteSiteContributors', (id: string) => ({ roleIds: [id] }), 'roleIds'],
] as const;

describe.each(assigning)('%s with a role that the account does not list', (name, given, field) => {
  const graph = useGraph({ server: soon });
  const run = async (id: string, more: object = {}) => {
    const results = name.startsWith('invite') ? 'results { __typename }' : '';
    const { data, errors } = await graph.ask(
      `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
        ${results} dryRun { isPossible problems { code } warnings } userErrors { code path } } }`,
      { input: { ...mutationExamples(graph.sandbox)[name], ...given(id), ...more } },
    );
    expect(errors).toBeUndefined();
    return data[name];
  };

  it('lets Wix reject it', async () => {
    graph.sandbox.setQuirks({ unlistedRoles: 'reject' });
    const { userErrors } = await run(roleIds.unlisted);
    graph.sandbox.setQuirks(null);
    // Wix answers 200 to invites, and each fails by itself.
    if (field !== null) {
      expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', path: expect.arrayContaining(['input', field]) }]);
    }
  });

  it('warns in a dry run, and lets Wix accept it', async () => {
    const { dryRun } = await run(roleIds.unlisted, { dryRun: true });
    expect(dryRun).toMatchObject({ isPossible: true, problems: [] });
    expect(dryRun.warnings.filter((text: string) => text.includes(roleIds.unlisted))).toHaveLength(1);
    expect(await run(roleIds.unlisted)).toMatchObject({ dryRun: null, userErrors: [] });
  });

  it('does not warn of a listed one', async () => {
    const listed = [...graph.sandbox.state.roles.values()].find(
      (role) => role.accountId === graph.sandbox.accountId && role.restrictFromLevel === 'NoRestriction',
    );
    const { dryRun } = await run(listed?.id ?? '', { dryRun: true });
    expect(JSON.stringify(dryRun.warnings)).not.toContain('does not list');
  });
});
