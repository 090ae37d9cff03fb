import { getNamedType, isInputObjectType } from 'graphql';
import { buildSchema } from '../../src/graph/schema.ts';
import { teamEntries } from '../../src/sandbox/rules/team-entry.ts';
import type { SandboxSize } from '../../src/sandbox/seed/sizes.ts';
import { catalog } from '../../src/sandbox/state/product-catalog.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { mutationDocument } from '../support/writes.ts';
import { writeEndpoints } from './write-endpoints.ts';
import { openWriteWorld, restore, snapshotOf, type WriteWorld } from './write-world.ts';

const mutations = Object.values(buildSchema().getMutationType()?.getFields() ?? {});

/** The most REST calls that a query of `verify` may cost, whatever the size of the account. */
const mostCalls = 15;

/** Mutations of a team member. Wix finds none by user id, so their `verify` reads the whole team. */
const ofWholeTeam = new Set(['removeTeamMember', 'removeTeamMembers', 'updateTeamMemberAssignments']);

/** Rows of a page of Search Team that the page before did not have: pages of 50 overlap by a row. */
const newRowsPerPage = 49;

/** The `verify` of a mutation, and its answers where the write happened and where it did not. */
export interface Verified {
  readonly name: string;
  /** Undefined: the write was not unknown. */
  readonly verify: string | null | undefined;
  readonly done: unknown;
  readonly absent: unknown;
  readonly calls: number;
  /** The most REST calls that it may cost. */
  readonly maximum: number;
}

/** Loses the answer of each mutation once with and once without its effect, and runs `verify` in both worlds. */
export async function verifyAll(size: SandboxSize): Promise<Verified[]> {
  const world = await openWriteWorld({ size });
  const start = snapshotOf(world.sandbox.state);
  const maximumOfTeam = Math.ceil(teamRows(world) / newRowsPerPage);
  const inputs = changingExamples(world);
  const found: Verified[] = [];
  for (const { name, args } of mutations) {
    const type = getNamedType(args[0]?.type);
    const takesKey = isInputObjectType(type) && Object.hasOwn(type.getFields(), 'idempotencyKey');
    const input = { ...inputs[name], ...(takesKey ? { idempotencyKey: 'lost' } : {}) };
    const done = await lose(world, name, input, true);
    restore(world.sandbox.state, start);
    const absent = await lose(world, name, input, false);
    restore(world.sandbox.state, start);
    const calls = Math.max(done.calls, absent.calls);
    const maximum = ofWholeTeam.has(name) ? Math.max(mostCalls, maximumOfTeam) : mostCalls;
    found.push({ name, verify: done.verify, done: done.answer, absent: absent.answer, calls, maximum });
  }
  await world.close();
  return found;
}

/** The number of members of the account's team and of invites to it. */
function teamRows({ sandbox }: WriteWorld): number {
  return teamEntries(sandbox.state, sandbox.accountId, sandbox.clock.now()).length;
}

/** The examples, with other values where those of the seed are the same. */
function changingExamples({ sandbox }: WriteWorld): Readonly<Record<string, object>> {
  const examples = mutationExamples(sandbox);
  const { roleIds, ...contributor } = examples['changeContributorRoles'] ?? {};
  const other = [...sandbox.state.roles.values()].find(
    ({ id, accountId, restrictFromLevel }) =>
      accountId === sandbox.accountId && restrictFromLevel === 'NoRestriction' && !(roleIds as string[]).includes(id),
  );
  return {
    ...examples,
    changeContributorRoles: { ...contributor, roleIds: [...(roleIds as string[]), other?.id] },
    adjustProductInstance: { ...examples['adjustProductInstance'], catalogProductId: catalog.flexiblePlan.id },
  };
}

async function lose(world: WriteWorld, name: string, input: object, afterCommit: boolean) {
  const { sandbox } = world;
  world.restart();
  sandbox.faults.clear();
  let isSent = false;
  const isWrite = ({ operation }: { operation: string }) => writeEndpoints.has(operation);
  // The write is lost, and so are all reads after it: nothing is found.
  const match = (call: { operation: string }) => {
    if (isSent) return true;
    isSent = isWrite(call);
    return isSent;
  };
  sandbox.faults.inject({ kind: 'status', status: 503, afterCommit, match: (call) => !isSent && match(call) });
  sandbox.faults.inject({ kind: 'status', status: 503, match: () => isSent, times: Number.POSITIVE_INFINITY });
  const { errors, extensions } = await world.ask(mutationDocument(name), { input });
  sandbox.faults.clear();
  const [ofItems] = (extensions?.['verify'] ?? []) as readonly string[];
  const verify = (errors === undefined ? ofItems : errors[0]?.extensions['verify']) as string | null | undefined;
  world.restart();
  sandbox.calls.clear();
  const answer = typeof verify === 'string' ? await world.ask(verify) : null;
  return { verify, answer: answer?.data, calls: sandbox.calls.entries().length };
}

/** Returns the mutations whose `verify` does not tell the two worlds apart within the limit of calls. */
export function faultsOf(verified: readonly Verified[]): string[] {
  return verified.flatMap(({ name, verify, done, absent, calls, maximum }) => {
    if (verify === null) return [];
    if (verify === undefined) return [`${name}: not unknown`];
    if (calls > maximum) return [`${name}: ${calls} calls, not ${maximum}`];
    return JSON.stringify(done) === JSON.stringify(absent)
      ? [`${name}: ${verify} answers ${JSON.stringify(done)}`]
      : [];
  });
}
