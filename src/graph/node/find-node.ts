import { type GraphQLResolveInfo, isObjectType } from 'graphql';
import { InputError } from '../../lib/input-error.ts';
import { selects } from '../../lib/selection.ts';
import { WixError } from '../../wix/error.ts';
import { scopeOf } from '../../wix/scope.ts';
import { isGuid } from '../../wix/values.ts';
import { allChildIds } from '../account/loader.ts';
import { ownerOf } from '../account/owner-argument.ts';
import { listChildAccounts } from '../account/rest.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { type EntityFacts, entityFactsOf, type NodeFacts } from '../federation/entity-facts.ts';
import { typesNamed } from '../federation/named-types.ts';
import { lackingScope, lacks, scopesOfType } from '../federation/scopes.ts';
import { withTypeName } from '../federation/type-name.ts';
import { readObjectId, typeOfObjectId } from '../object-id.ts';

const maxIds = 1_000;

interface Candidate {
  readonly typeName: string;
  readonly facts: EntityFacts;
  readonly node: NodeFacts;
}

/** Returns the objects with these ids in their order, as {@link findNode} does each. */
export function findNodes(
  ids: readonly string[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<object | null>[] {
  if (ids.length > maxIds) throw new InputError('ids', 'ids must contain at most 1,000 ids.');
  return ids.map((id, index) => findNode(id, `ids.${index}`, context, info));
}

/** Returns the object with this id, null if there is none that the caller can see. `field` names the id in errors. */
export async function findNode(
  id: string,
  field: string,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<object | null> {
  const candidates = [...entityFactsOf(builder)].flatMap(([typeName, facts]) =>
    facts.node === undefined ? [] : { typeName, facts, node: facts.node },
  );
  if (!isGuid(id)) {
    const type = typeOfObjectId(id);
    const named = candidates.find(({ typeName, node }) => typeName === type && node.form === 'objectId');
    if (named === undefined)
      throw new InputError(field, `${field} must be the id of an object, as returned by its id.`);
    const { accountId, parts } = readObjectId(field, named.typeName, 1, id);
    if (!isGuid(accountId)) throw new InputError(field, `${field} must be as returned by ${named.typeName}.id.`);
    return read(named, parts.join(), ownerOf(context, accountId), context, info, named.node.load);
  }
  const guid = id.toLowerCase();
  const withGuid = candidates.filter(({ node }) => node.form === 'guid');
  const names = typesNamed(
    info.fieldNodes.map(({ selectionSet }) => selectionSet),
    info.fragments,
    info.schema,
  );
  const [only, ...others] = names.size === 0 ? withGuid : withGuid.filter(({ typeName }) => names.has(typeName));
  if (only === undefined) return null;
  return others.length === 0 && names.size === 1
    ? findInAccounts(only, guid, context, info)
    : firstFound([only, ...others], guid, context, info);
}

/** Searches an object of a type in the request's account and then in its child accounts. */
async function findInAccounts(type: Candidate, id: string, context: GraphContext, info: GraphQLResolveInfo) {
  const { node } = type;
  const reads = selects(info, type.typeName, fieldsWithCalls(info, type.typeName)) ? node.load : node.confirm;
  const own = await read(type, id, context.accountId, context, info, reads);
  if (own !== null || node.isGlobal) return own;
  const children = await childrenOf(context);
  const answers = await Promise.allSettled(children.map((child) => read(type, id, child, context, info, reads)));
  const found = answers.find((answer) => answer.status === 'fulfilled' && answer.value !== null);
  if (found?.status === 'fulfilled') return found.value;
  // An object must not be reported as missing if an account could not be read.
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
  return null;
}

/**
 * Searches an object of several types: in the request's account, and last by its id alone, which takes a call for each id. A type that can't
 * be read fails the search only if no other has the id.
 */
async function firstFound(
  types: readonly Candidate[],
  id: string,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<object | null> {
  const isGlobal = ({ node }: Candidate) => node.isGlobal;
  const own = id === context.accountId ? types.filter(isGlobal) : [];
  const order = [...own, ...types.filter((type) => !isGlobal(type)), ...types.filter(isGlobal)];
  let failure: unknown;
  for (const type of order) {
    try {
      const found = await read(type, id, context.accountId, context, info, type.node.confirm);
      if (found !== null) return found;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return null;
}

/** Reads an object of a type, under the rules that hold for the type wherever it is returned. */
async function read(
  { typeName, facts }: Candidate,
  id: string,
  accountId: string,
  context: GraphContext,
  info: GraphQLResolveInfo,
  load: NodeFacts['load'],
): Promise<object | null> {
  const type = info.schema.getType(typeName);
  const scope = type === undefined ? null : lackingScope(context, scopesOfType(type));
  if (scope !== null) throw lacks(scope, typeName);
  if (facts.upstream !== undefined) context.trace?.needed(facts.upstream.name);
  const found = (await load(id, accountId, context, info)) as object | null;
  return withTypeName(found, typeName);
}

/** The child accounts that the caller can search. */
async function childrenOf(context: GraphContext): Promise<readonly string[]> {
  const { caller } = context;
  const isCovered = (id: string) => caller === null || caller.accountIds.has(id);
  if (caller !== null && [...caller.accountIds].every((id) => id === context.accountId)) return [];
  if (lackingScope(context, [scopeOf(listChildAccounts)]) !== null) return [];
  try {
    return (await allChildIds(context, context.accountId)).filter(isCovered);
  } catch (error) {
    if (error instanceof WixError && error.failure === 'forbidden') return [];
    throw error;
  }
}

/** The fields of a type that make calls, so that they find out whether the object exists. */
function fieldsWithCalls({ schema }: GraphQLResolveInfo, typeName: string): ReadonlySet<string> {
  const type = schema.getType(typeName);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return new Set(fields.filter(({ extensions }) => extensions['upstream'] !== undefined).map(({ name }) => name));
}
