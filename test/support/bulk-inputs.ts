import { getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { buildSchema } from '../../src/graph/schema.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { connectedBy } from './domains.ts';
import { mutationExamples } from './mutation-examples.ts';
import { agencySites, isFree } from './sites.ts';

/** A mutation of many items, with a result for each. */
export interface BulkMutation {
  readonly name: string;
  readonly inputType: string;
  /** Fields of an item that hold its errors. */
  readonly errors: string;
  readonly takesKey: boolean;
}

/** All mutations whose payload has `results`. */
export const bulkMutations: readonly BulkMutation[] = Object.values(
  buildSchema().getMutationType()?.getFields() ?? {},
).flatMap(({ name, type, args }) => {
  const payload = getNamedType(type);
  const input = getNamedType(args[0]?.type);
  if (!isObjectType(payload) || !isInputObjectType(input)) return [];
  const item = getNamedType(payload.getFields()['results']?.type);
  if (!isObjectType(item)) return [];
  const isBatch = Object.hasOwn(item.getFields(), 'userErrors');
  const errors = isBatch ? 'status verify userErrors { code path }' : 'error { code path }';
  const takesKey = Object.hasOwn(input.getFields(), 'idempotencyKey');
  return [{ name, inputType: input.name, errors, takesKey }];
});

/** A valid input of each bulk mutation with so many items that it takes at least two REST calls where Wix takes them in parts; `most` of those that it takes one by one. */
export function bulkInput(sandbox: Sandbox, name: string, most = 4): Readonly<Record<string, unknown>> {
  const { state, accountId } = sandbox;
  const example = mutationExamples(sandbox)[name] ?? {};
  const ownerId = state.accounts.get(accountId)?.ownerUserId;
  const live = agencySites(sandbox, (site) => site.trashedDate === undefined);
  const inAgency = <T extends { readonly accountId: string }>(items: Iterable<T>) =>
    [...items].filter((item) => item.accountId === accountId);
  const people = (count: number) => Array.from({ length: count }, (_, n) => `guest${n}@guest.example`);
  const inputs: Readonly<Record<string, () => object>> = {
    moveSitesToTrash: () => ({
      siteIds: agencySites(sandbox, isFree)
        .slice(0, 25)
        .map(({ id }) => id),
    }),
    moveSitesToFolder: () => ({ siteIds: live.slice(0, 510).map(({ id }) => id) }),
    moveFolders: () => ({}),
    inviteTeamMembers: () => {
      const [invitee] = example['invitees'] as { assignments: unknown }[];
      return { invitees: people(60).map((email) => ({ ...invitee, email })) };
    },
    inviteSiteContributors: () => ({ emails: people(60) }),
    removeTeamMembers: () => ({
      userIds: inAgency(state.teamMembers.values())
        .filter(({ userId }) => userId !== ownerId)
        .slice(0, most)
        .map(({ userId }) => userId),
    }),
    removeContributors: () => ({
      contributors: live
        .flatMap(({ id, contributors }) =>
          contributors.map((one) => ({ siteId: id, contributorAccountId: one.accountId })),
        )
        .slice(0, most),
    }),
    applyDnsRecordsToDomains: () => ({
      domains: inAgency(state.domains.values())
        .filter(connectedBy('NAMESERVERS'))
        .slice(0, most)
        .map(({ domain }) => ({
          domainName: domain,
          records: [{ type: 'TXT', hostName: `_verify.${domain}`, ttlSeconds: 300, values: ['token=1234'] }],
        })),
    }),
  };
  const more = inputs[name];
  if (more === undefined) throw new Error(`${name} has no input of many items: add one in test/support/bulk-inputs.ts`);
  return { ...example, ...more() };
}

/** The list of the items in an input. */
export function itemsOf(input: Readonly<Record<string, unknown>>): readonly unknown[] {
  const lists = Object.values(input).filter((value) => Array.isArray(value));
  return lists.toSorted((a, b) => b.length - a.length)[0] ?? [];
}
