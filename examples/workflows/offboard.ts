import { readCommand, runAsProgram } from './command.ts';
import { accepted, type Graph, ItemsRefused, type Refusal, Refused } from './graph.ts';
import { type Row, readRows } from './rows.ts';
import { Workflow } from './workflow.ts';

const columns = ['who', 'kind'] as const;

const teamPage = `query Team($after: String) {
  account { teamMembers(first: 100, after: $after) { nodes { userId email } pageInfo { hasNextPage endCursor } } }
}`;

const sitesPage = `query Outside($after: String) {
  account { sites(first: 100, after: $after, filter: { isTrashed: false }) { nodes { id contributorAccounts { id } } pageInfo { hasNextPage endCursor } } }
}`;

const memberRemoval = `mutation RemoveMembers($input: RemoveTeamMembersInput!) {
  removeTeamMembers(input: $input) { results { index status userErrors { code message } } userErrors { code message } }
}`;

const contributorRemoval = `mutation RemoveContributors($input: RemoveContributorsInput!) {
  removeContributors(input: $input) { results { index status userErrors { code message } } userErrors { code message } }
}`;

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface AccountWith<Node> {
  readonly account: Readonly<Record<string, Page<Node> | null>>;
}

/** Reads a list of the account to its end. */
async function readAll<Node>(graph: Graph, document: string, list: string): Promise<Node[]> {
  const all: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const { account }: AccountWith<Node> = await graph.ask(document, { after });
    const page: Page<Node> | null | undefined = account[list];
    if (!page) throw new Refused(`The ${list} of the account cannot be read.`);
    all.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

/** The most people that one mutation removes from a team, and contributors from sites. */
const maxMembers = 50;
const maxContributors = 100;

/**
 * Reviews who has access, and removes those whom the CSV file lists: members by e-mail address, outside accounts by id from all sites. Reads
 * the team once, a page of members per REST call, and the outside accounts of a hundred sites per call.
 */
async function offboard(args: readonly string[], print: (line: string) => void): Promise<number> {
  const command = readCommand('offboard', args);
  const { csv, graph } = command;
  const rows = readRows(csv, 'who', columns);
  for (const { who, kind } of rows) {
    if (!['member', 'outsider'].includes(kind)) throw new Error(`${csv}, ${who}: kind must be member or outsider.`);
  }
  const work = new Workflow({ ...command, name: 'offboard', print });
  const plan = await work.plan(async () => {
    const team = await readAll<{ userId: string; email: string | null }>(graph, teamPage, 'teamMembers');
    const sites = await readAll<Shared>(graph, sitesPage, 'sites');
    return planned(rows, team, sites);
  });
  print(plan.summary);
  for (const who of plan.absent) print(`${who} has no access.`);

  await work.each(
    batched(plan.userIds, maxMembers),
    (userIds) => `members ${userIds[0]} and ${userIds.length - 1} more`,
    async (userIds, step) => {
      await step('remove the members', { userIds }, async (input, idempotencyKey) => {
        type Removed = { removeTeamMembers: Batch | null };
        const { removeTeamMembers } = await graph.ask<Removed>(memberRemoval, { input: { ...input, idempotencyKey } });
        return appliedAll(removeTeamMembers, userIds);
      });
    },
  );
  await work.each(
    batched(plan.contributors, maxContributors),
    (contributors) => `contributors of ${contributors[0]?.siteId} and ${contributors.length - 1} more`,
    async (contributors, step) => {
      await step('remove the contributors', { contributors }, async (input, idempotencyKey) => {
        type Removed = { removeContributors: Batch | null };
        const variables = { input: { ...input, idempotencyKey } };
        const { removeContributors } = await graph.ask<Removed>(contributorRemoval, variables);
        const names = contributors.map(({ siteId, contributorAccountId }) => `${contributorAccountId} on ${siteId}`);
        return appliedAll(removeContributors, names);
      });
    },
  );
  return work.end();
}

interface Shared {
  readonly id: string;
  readonly contributorAccounts: readonly { readonly id: string }[];
}

/** The removals of a file. They are in the journal, so that another run removes the same ones with the same keys. */
interface Plan {
  readonly summary: string;
  readonly userIds: readonly string[];
  readonly contributors: readonly { readonly siteId: string; readonly contributorAccountId: string }[];
  readonly absent: readonly string[];
}

function planned(
  rows: readonly Row<'who' | 'kind'>[],
  team: readonly { readonly userId: string; readonly email: string | null }[],
  sites: readonly Shared[],
): Plan {
  const userIds = new Map(team.map(({ userId, email }) => [email?.toLowerCase(), userId]));
  const shared = sites.filter(({ contributorAccounts }) => contributorAccounts.length > 0);
  const outside = new Set(shared.flatMap(({ contributorAccounts }) => contributorAccounts.map(({ id }) => id)));
  const isOnSite = (who: string) => (site: Shared) => site.contributorAccounts.some(({ id }) => id === who);
  const members = rows.filter(({ kind }) => kind === 'member');
  const outsiders = rows.filter(({ kind }) => kind === 'outsider');
  return {
    summary: `${team.length} members reach ${sites.length} sites; ${outside.size} outside accounts contribute to ${shared.length} of them.`,
    userIds: members.flatMap(({ who }) => userIds.get(who.toLowerCase()) ?? []),
    contributors: outsiders.flatMap(({ who }) =>
      shared.filter(isOnSite(who)).map(({ id }) => ({ siteId: id, contributorAccountId: who })),
    ),
    absent: [
      ...members.filter(({ who }) => !userIds.has(who.toLowerCase())),
      ...outsiders.filter(({ who }) => !outside.has(who)),
    ].map(({ who }) => who),
  };
}

interface Batch {
  readonly results: readonly { readonly index: number; readonly userErrors: readonly Refusal[] }[] | null;
  readonly userErrors: readonly Refusal[];
}

/** Accepts a batch. Somebody who does not exist any more was removed by others. Throws {@link ItemsRefused} with every other item that failed. */
function appliedAll(payload: Batch | null, names: readonly string[]): null {
  const { results } = accepted(payload);
  const failed = (results ?? []).flatMap(({ index, userErrors }) =>
    userErrors.filter(({ code }) => code !== 'NOT_FOUND').map(({ message }) => `${names[index]}: ${message}`),
  );
  if (failed.length > 0) throw new ItemsRefused(failed.join(' '));
  return null;
}

function batched<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}

await runAsProgram(offboard);
