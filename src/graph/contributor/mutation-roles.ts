import { list, object, text } from '../../lib/read.ts';
import { ownerArgument } from '../account/owner-argument.ts';
import { heldBy, type RoleAssignment } from '../assignment/model.ts';
import { RoleAssignmentRef } from '../assignment/schema.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { type RoleToGive, roleProblems, roleWarnings, siteRolesToGive, titleOf } from '../role/assignable.ts';
import { rolesById } from '../role/loader.ts';
import { getRolesInfo } from '../role/rest.ts';
import { querySites } from '../site/rest.ts';
import { SiteRef } from '../site/schema.ts';
import { loadSite, siteField, siteProblems } from '../site/site-write.ts';
import type { PlanPurpose } from '../write/dry-run.ts';
import { dryRunInput, idempotencyKeyInput, payloadType } from '../write/payload.ts';
import { type Found, type Planned, runWrite, type Write } from '../write/run-write.ts';
import {
  type ContributorAt,
  type ContributorWriteInput,
  contributorAt,
  contributorField,
  contributorLane,
  findContributor,
  writtenContributor,
} from './contributor-write.ts';
import { contributorKey, rolesOfContributor } from './loader.ts';
import { changeRole, querySiteContributors } from './rest.ts';
import { SiteContributorRef } from './schema.ts';

interface ChangeRolesInput extends ContributorWriteInput {
  readonly roleIds: readonly string[];
}

interface ChangedRoles extends ContributorAt {
  readonly assignments: readonly RoleAssignment[];
}

const ChangeRolesInputRef = builder.inputRef<ChangeRolesInput>('ChangeContributorRolesInput').implement({
  description: 'The contributor, the site, and the roles to set.',
  fields: (t) => ({
    siteId: t.id(siteField),
    accountId: t.id(ownerArgument),
    contributorAccountId: t.id(contributorField),
    roleIds: t.idList({
      required: true,
      description:
        'ALL roles that the account should have on the site: 1 to 20 decimal strings. Roles that are left out ' +
        'end. To end all of them, use `removeContributor`.',
    }),
    ...dryRunInput(t),
    ...idempotencyKeyInput(t),
  }),
});

const ChangeRolesPayload = payloadType<ChangedRoles>('ChangeContributorRolesPayload', {
  description: "The result of changing a contributor's roles.",
  fields: (t) => ({
    contributor: t.field({
      upstream: { endpoint: querySiteContributors, per: 'field' },
      type: SiteContributorRef,
      nullable: true,
      description:
        "The contributor. Null after a refusal, and if the account doesn't list the site. Costs two REST calls " +
        '(Query Sites, Query Site Contributors).',
      resolve: ({ result }, _args, context) => writtenContributor(context, result),
    }),
    site: t.field({
      type: SiteRef,
      nullable: true,
      description:
        'The site. An added account joins its `contributors`. Null after a refusal or a dry run, and if the account ' +
        "doesn't list it. Costs one REST call (Query Sites).",
      resolve: ({ result }, _args, context) => loadSite(context, result),
    }),
    assignments: t.field({
      type: [RoleAssignmentRef],
      nullable: true,
      description:
        'The roles that the account now has on the site, as Wix returns them. Null after a refusal. An assignment ' +
        "has no id if Wix's response was lost and the roles were read again.",
      resolve: ({ result }) =>
        result === null ? null : heldBy(contributorKey(result.siteId, result.contributorAccountId), result.assignments),
    }),
  }),
});

builder.mutationField('changeContributorRoles', (t) =>
  t.field({
    upstream: { endpoint: changeRole, per: 'field', needs: [getRolesInfo, querySites] },
    type: ChangeRolesPayload,
    nullable: true,
    description:
      'Sets the roles that an account has on a site, replacing all current ones immediately. An account that ' +
      "isn't a contributor of the site yet is ADDED, without an invite or consent: check the id, or use a dry " +
      'run, which says so. The site and the roles are checked before anything is sent (Query Sites, Get Roles Info). ' +
      'Costs three REST calls.',
    args: {
      input: t.arg({
        type: ChangeRolesInputRef,
        required: true,
        description: 'The contributor, the site, and the roles to set.',
      }),
    },
    resolve: (_root, { input }, context) => runWrite(context, () => changing(context, input)),
  }),
);

function changing(context: GraphContext, input: ChangeRolesInput): Write<ChangedRoles> {
  const at = contributorAt(context, input);
  const wanted = siteRolesToGive(input.roleIds);
  const assignment = (roleId: string, id: string | null): RoleAssignment => ({
    id,
    accountId: at.accountId,
    roleId,
    scope: { type: 'SiteScope', accountId: at.accountId, siteId: at.siteId, siteName: null },
  });
  return {
    name: 'changeContributorRoles',
    input,
    endpoint: changeRole,
    lane: contributorLane(at),
    plan: (purpose) => planChange(context, at, wanted, purpose),
    send: async () => {
      const { newAssignedRoles } = await context.wix.call(changeRole, {
        siteId: at.siteId,
        body: { accountId: at.contributorAccountId, newRoles: input.roleIds.map((roleId) => ({ roleId })) },
      });
      const assignments = list(newAssignedRoles).flatMap((raw) => {
        const roleId = text(object(raw)['roleId']);
        return roleId === null ? [] : [assignment(roleId, text(object(raw)['assignmentId']))];
      });
      return { ...at, assignments };
    },
    find: async (): Promise<Found<ChangedRoles>> => {
      const { roleIds } = await presentRoles(context, at);
      const held = roleIds ?? [];
      const isSet = held.length === wanted.length && wanted.every(({ roleId }) => held.includes(roleId));
      if (isSet) return { is: 'done', result: { ...at, assignments: held.map((roleId) => assignment(roleId, null)) } };
      // Setting the same roles again is harmless.
      return { is: 'notSeen' };
    },
    verifyQuery: `{ site(id: "${at.siteId}", accountId: "${at.accountId}") { contributors { accountId roles { id } } } }`,
    wrote: () => [
      {
        type: 'SiteContributor',
        id: contributorKey(at.siteId, at.contributorAccountId),
        did: 'change',
        fields: { roleIds: input.roleIds },
        isShownBy: () => false,
      },
    ],
    paths: { accountId: 'contributorAccountId', newRoles: 'roleIds', 'newRoles.roleId': 'roleIds' },
  };
}

/** Returns whether the account is a contributor of the site, and the ids of its roles; null if they are unknown. */
async function presentRoles(context: GraphContext, at: ContributorAt) {
  const contributor = await findContributor(context, at);
  if (contributor === null) return { isContributor: false, roleIds: null };
  const held = await rolesOfContributor(context, contributor);
  return { isContributor: true, roleIds: held?.map(({ id }) => id) ?? null };
}

async function planChange(
  context: GraphContext,
  at: ContributorAt,
  wanted: readonly RoleToGive[],
  purpose: PlanPurpose,
): Promise<Planned<null>> {
  const [site, atRoles, roles] = await Promise.all([
    loadSite(context, at),
    roleProblems(context, at.accountId, wanted),
    rolesById(context, at.accountId),
  ]);
  const calls = [{ endpoint: changeRole, count: 1 }];
  const problems = [...siteProblems(site, ['input', 'siteId']), ...atRoles];
  if (site === null || problems.length > 0) return { changes: [], problems, calls };
  const present = purpose === 'show' ? await presentRoles(context, at) : null;
  const held = present?.roleIds ?? null;
  const titles = (ids: readonly string[]) => ids.map((id) => titleOf(roles, id)).join(', ');
  const after = titles(wanted.map(({ roleId }) => roleId));
  const place = `the site ${site.displayName}`;
  const summary =
    present?.isContributor === false
      ? `The account ${at.contributorAccountId} is not a contributor of ${place} yet: it is added with ${after}.`
      : `On ${place}, the account ${at.contributorAccountId} gets ${after} in place of ${held === null ? 'its roles' : titles(held)}.`;
  const before = held === null ? null : titles(held);
  const isSame = held !== null && held.length === wanted.length && wanted.every(({ roleId }) => held.includes(roleId));
  const change = { type: 'SiteContributor', id: at.contributorAccountId, field: 'roles', before, after, summary };
  return {
    changes: isSame ? [] : [change],
    problems,
    calls,
    warnings: await roleWarnings(context, at.accountId, wanted),
  };
}
