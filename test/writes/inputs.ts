import { GraphQLEnumType, type GraphQLInputField, getNamedType, isInputObjectType, isListType } from 'graphql';
import { buildSchema } from '../../src/graph/schema.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { noId } from '../support/sites.ts';

const types = buildSchema().getMutationType()?.getFields() ?? {};

/** The names of all mutations. */
export const mutationNames = Object.keys(types).sort();

/** A source of numbers from 0 below 1 that a seed determines. */
export type Random = () => number;

/** Returns numbers that the seed determines (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)];
}

function fieldsOf(mutation: string): Readonly<Record<string, GraphQLInputField>> {
  const type = getNamedType(types[mutation]?.args[0]?.type);
  return isInputObjectType(type) ? type.getFields() : {};
}

/** Whether the input of a mutation has a field. */
export function hasField(mutation: string, field: string): boolean {
  return Object.hasOwn(fieldsOf(mutation), field);
}

/** Objects of a state that a field of an input can name, right and wrong ones, by the name of the field. */
function candidates({ state }: Sandbox, field: string): readonly string[] {
  const names = field.replace(/s$/, '');
  const pools: Readonly<Record<string, () => Iterable<string>>> = {
    siteId: () => state.sites.keys(),
    folderId: () => state.folders.keys(),
    targetFolderId: () => state.folders.keys(),
    parentId: () => state.folders.keys(),
    userId: () => [...state.teamMembers.values()].map(({ userId }) => userId),
    accountId: () => state.accounts.keys(),
    targetAccountId: () => state.accounts.keys(),
    sourceAccountId: () => state.accounts.keys(),
    contributorAccountId: () => [...state.sites.values()].flatMap(({ contributors }) => contributors).map(accountOf),
    packageId: () => state.packages.keys(),
    instanceId: () => [...state.packages.values()].flatMap(({ instances }) => instances.map((one) => one.instanceId)),
    inviteId: () => state.siteInvites.keys(),
    domainName: () => state.domains.keys(),
    roleId: () => state.roles.keys(),
    name: () => [...state.domains.keys(), 'nobody-has-this.com', 'wix.com'],
  };
  const pool = pools[names];
  return pool === undefined ? [] : [...pool(), ...(names === 'name' ? [] : [noId])];
}

function accountOf({ accountId }: { readonly accountId: string }): string {
  return accountId;
}

/**
 * Changes an input at random: another object of the state or one that does not exist, another account, another enum
 * value, another switch. Keeps it as it is now and then.
 */
export function varied(
  sandbox: Sandbox,
  random: Random,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...input };
  const isDomain = /Domain/.test(mutation);
  for (const [name, { type }] of Object.entries(fieldsOf(mutation))) {
    if (['dryRun', 'idempotencyKey'].includes(name) || random() > 0.25) continue;
    const named = getNamedType(type);
    const items = changed[name];
    if (isInputObjectType(named) && Array.isArray(items) && !Object.hasOwn(named.getFields(), 'email')) {
      const at = Math.floor(random() * items.length);
      const field = pick(random, Object.keys(named.getFields())) ?? '';
      const other = pick(random, candidates(sandbox, field));
      if (other !== undefined) changed[name] = items.with(at, { ...items[at], [field]: other });
    } else if (named instanceof GraphQLEnumType) {
      if (Object.hasOwn(changed, name)) changed[name] = pick(random, named.getValues())?.name;
    } else if (named.name === 'Boolean' && Object.hasOwn(changed, name)) {
      changed[name] = random() < 0.5;
    } else if (name !== 'name' || isDomain) {
      const other = pick(random, candidates(sandbox, name));
      if (other === undefined) continue;
      const isMany = /ID\]|DomainName/.test(String(type)) && String(type).includes('[');
      if (isMany)
        changed[name] = random() < 0.5 ? [other] : [...new Set([...((changed[name] as string[]) ?? []), other])];
      else if (!isListType(type)) changed[name] = other;
    }
  }
  return changed;
}
