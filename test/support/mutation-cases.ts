import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { SandboxDomain } from '../../src/sandbox/state/domain.ts';
import { agencyDomain, connectedBy } from './domains.ts';
import { mutationExamples } from './mutation-examples.ts';
import { agencySites } from './sites.ts';

type Input = Readonly<Record<string, unknown>>;

/** Writes that change more than one object, beside the examples. */
const others: Readonly<Record<string, [mutation: string, (sandbox: Sandbox) => Input]>> = {
  'connecting a primary domain': [
    'connectDomain',
    (sandbox) => ({
      name: 'bakery.com',
      connectionMethod: 'POINTING',
      siteId: primaryOf(sandbox).assignment?.siteId,
      assignAs: 'PRIMARY',
    }),
  ],
  'disconnecting a primary domain': ['disconnectDomain', (sandbox) => ({ name: primaryOf(sandbox).domain })],
  'disconnecting a hosted domain': [
    'disconnectDomain',
    (sandbox) => ({ name: agencyDomain(sandbox, connectedBy('NAMESERVERS')).domain }),
  ],
  'unassigning a primary domain': ['unassignDomain', (sandbox) => ({ name: primaryOf(sandbox).domain })],
  'deleting a folder with sites and folders': ['deleteFolder', (sandbox) => ({ folderId: fullFolder(sandbox) })],
  'moving sites out of a folder': [
    'moveSitesToFolder',
    (sandbox) => ({ siteIds: [agencySites(sandbox, ({ folderId }) => folderId !== undefined)[0].id] }),
  ],
  'moving a nested folder to the root': [
    'moveFolders',
    ({ state, accountId }) => ({
      folderIds: [...state.folders.values()]
        .filter((folder) => folder.accountId === accountId && state.folders.has(folder.parentId ?? ''))
        .slice(0, 1)
        .map(({ id }) => id),
    }),
  ],
  'taking a role': [
    'updateTeamMemberAssignments',
    ({ state, accountId }) => {
      const owner = state.accounts.get(accountId)?.ownerUserId;
      const member = [...state.teamMembers.values()].find(
        (one) => one.accountId === accountId && one.userId !== owner && one.assignments.length > 1,
      );
      return { userId: member?.userId, removeAssignmentIds: [member?.assignments[0]?.assignmentId] };
    },
  ],
};

function primaryOf(sandbox: Sandbox): SandboxDomain {
  const all = [...sandbox.state.domains.values()];
  return agencyDomain(
    sandbox,
    ({ assignment }) =>
      assignment?.type === 'PRIMARY' &&
      all.some((one) => one.assignment?.type === 'REDIRECT' && one.assignment.siteId === assignment.siteId),
  );
}

function fullFolder({ state, accountId }: Sandbox): string | undefined {
  const folders = [...state.folders.values()].filter((folder) => folder.accountId === accountId);
  const sites = [...state.sites.values()];
  return folders.find(
    ({ id }) => folders.some(({ parentId }) => parentId === id) && sites.some(({ folderId }) => folderId === id),
  )?.id;
}

/** A write that Wix accepts on a fresh sandbox. */
export interface MutationCase {
  readonly title: string;
  readonly mutation: string;
  readonly input: (sandbox: Sandbox) => Input;
}

/** The example of each of these mutations, and writes that change more. */
export function mutationCases(names: readonly string[]): readonly MutationCase[] {
  return [
    ...names.map((name) => ({
      title: `the example of ${name}`,
      mutation: name,
      input: (sandbox: Sandbox) => mutationExamples(sandbox)[name] ?? {},
    })),
    ...Object.entries(others).map(([title, [mutation, input]]) => ({ title, mutation, input })),
  ];
}
