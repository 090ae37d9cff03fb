import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentsOf, collectFields, type PassedVariables, type Values, valuesOf } from '../../execution/graphql-js.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import { maxPageSize } from '../connection.ts';
import { withDefaults } from '../null-defaults.ts';
import { typesNamed } from './named-types.ts';
import { representationKey } from './representation-key.ts';
import type { Upstream } from './upstream-plugin.ts';

/** An operation whose calls are to be estimated, with coerced variables. */
export interface EstimatedOperation {
  readonly schema: GraphQLSchema;
  readonly node: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: PassedVariables;
}

export interface CallEstimate {
  readonly calls: number;
  /** The field whose own calls are the most; null where no field makes any. */
  readonly dearest: DearestField | null;
}

export interface DearestField {
  /** Type and field, for instance `Account.children`. */
  readonly field: string;
  /** The names in the response that lead to it. */
  readonly path: readonly string[];
  readonly calls: number;
}

/** The number of objects that a selection applies to, of their accounts, and of items in a page or in the results of a write. */
interface Scope {
  readonly objects: number;
  readonly accounts: number;
  readonly page: number;
}

/** The part of a schema's extensions that counts. */
interface Counted {
  readonly upstream?: Upstream;
  readonly assumedSize?: number;
  readonly entityEndpoint?: AnyEndpoint;
}

/** The child accounts that `inChildAccounts` is assumed to search: how many there are is known only once they are listed. */
const assumedChildren = 20;

/** The length that a list without a declared one is assumed to have. */
const assumedLength = 3;

/** The number of parents that a call of `per: 'batch'` serves. */
const batchSize = 100;

/**
 * Estimates the REST calls of an operation from the calls that fields declare (`upstream`): a call of its own for each parent, one for all
 * parents of an account, or one for each hundred. Lengths are those of pages, input lists and representations. `note` is told of each field
 * that makes calls.
 */
export function estimateCalls(operation: EstimatedOperation, note?: (field: DearestField) => void): CallEstimate {
  const type = operation.schema.getRootType(operation.node.operation);
  if (!isObjectType(type)) return { calls: 0, dearest: null };
  const estimate = new Estimate(operation, note);
  const calls = estimate.of(type, [operation.node.selectionSet], { objects: 1, accounts: 1, page: 1 }, []);
  return { calls, dearest: estimate.dearest };
}

class Estimate {
  readonly #operation: EstimatedOperation;
  readonly #tell: ((field: DearestField) => void) | undefined;
  dearest: DearestField | null = null;

  constructor(operation: EstimatedOperation, note: ((field: DearestField) => void) | undefined) {
    this.#operation = operation;
    this.#tell = note;
  }

  /** The calls of all fields that are selected on objects of a type. */
  of(type: GraphQLObjectType, sets: readonly SelectionSetNode[], scope: Scope, path: readonly string[]): number {
    let calls = 0;
    const shared = new Map<string, number>();
    const isEmpty = scope.objects === 0;
    for (const [name, nodes] of isEmpty ? [] : this.#fieldsOf(type, sets)) {
      const [node] = nodes;
      const field = node === undefined ? undefined : type.getFields()[node.name.value];
      if (node === undefined || field === undefined) continue;
      const at = [...path, name];
      const args = this.#argsOf(field, node);
      let own = ownCalls(field, args, scope);
      const { upstream } = field.extensions as Counted;
      if (upstream !== undefined && upstream.per !== 'field') {
        const before = shared.get(upstream.endpoint.name) ?? 0;
        shared.set(upstream.endpoint.name, Math.max(before, own));
        own = Math.max(0, own - before);
      }
      calls += own;
      this.#note(type, field, at, own);
      calls += this.#below(type, field, args, nodes, scope, at);
    }
    return calls;
  }

  #below(
    parent: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    args: Values,
    nodes: readonly FieldNode[],
    scope: Scope,
    path: readonly string[],
  ): number {
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return 0;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (Array.isArray(args['representations'])) return this.#ofEntities(field, args['representations'], sets, path);
    const inner = innerScope(parent, field, args, scope);
    const { schema, fragments } = this.#operation;
    const named = isInterfaceType(type) ? typesNamed(sets, fragments, schema) : new Set();
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const types = named.size === 0 ? possible : possible.filter(({ name }) => named.has(name));
    // Objects of an interface are read by their ids, for the field that returns them.
    const reads = (one: GraphQLObjectType) => (isInterfaceType(type) ? this.#readsOf(one, field, inner, path) : 0);
    // An abstract field has objects of several types; all of the dearest one is the most that it can cost.
    return Math.max(0, ...types.map((one) => (isObjectType(one) ? reads(one) + this.of(one, sets, inner, path) : 0)));
  }

  #ofEntities(
    field: GraphQLField<unknown, unknown>,
    representations: readonly unknown[],
    sets: readonly SelectionSetNode[],
    path: readonly string[],
  ): number {
    let calls = 0;
    for (const [name, { objects, accounts }] of countEntities(representations)) {
      const type = this.#operation.schema.getType(name);
      if (!isObjectType(type)) continue;
      calls += this.#readsOf(type, field, { objects, accounts }, path);
      calls += this.of(type, sets, { objects, accounts: name === 'Account' ? objects : accounts, page: 1 }, path);
    }
    return calls;
  }

  /** The calls that read entities of a type for a field that returns them by their keys. */
  #readsOf(
    type: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    { objects, accounts }: Pick<Scope, 'objects' | 'accounts'>,
    path: readonly string[],
  ): number {
    const { entityEndpoint } = type.extensions as Counted;
    const isReadByFields = Object.values(type.getFields()).some(
      ({ extensions }) => (extensions as Counted).upstream?.per === 'object',
    );
    const own =
      entityEndpoint === undefined || isReadByFields ? 0 : batches(objects, accounts, entityEndpoint.maxItems ?? 1);
    this.#note(type, field, path, own);
    return own;
  }

  #note(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, path: readonly string[], calls: number): void {
    if (calls > 0) this.#tell?.({ field: `${type.name}.${field.name}`, path, calls });
    if (calls <= (this.dearest?.calls ?? 0)) return;
    this.dearest = { field: `${type.name}.${field.name}`, path, calls };
  }

  /** The arguments of a field; none where they do not fit, which execution refuses. */
  #argsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Values {
    try {
      return withDefaults(field.args, argumentsOf(field, node, this.#operation.variables));
    } catch {
      return {};
    }
  }

  #fieldsOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ReadonlyMap<string, readonly FieldNode[]> {
    const { schema, fragments, variables } = this.#operation;
    return collectFields({ schema, fragments, conditions: valuesOf(variables) }, type, sets);
  }
}

function ownCalls(field: GraphQLField<unknown, unknown>, args: Values, { objects, accounts }: Scope): number {
  const { upstream } = field.extensions as Counted;
  if (upstream === undefined) return 0;
  const { per, endpoint, callsPerItem } = upstream;
  const searched = args['inChildAccounts'] === true ? 1 + assumedChildren : 1;
  // The children themselves are listed first.
  const listing = searched === 1 ? 0 : 1;
  if (callsPerItem !== undefined) return objects * batchCalls(field, args, endpoint.maxItems ?? 1, callsPerItem);
  if (per === 'field') return objects * (chunksOf(field, args, endpoint.maxItems ?? batchSize) * searched + listing);
  if (per === 'object') return objects;
  if (per === 'account') return Math.min(objects, accounts);
  return batches(objects, accounts, batchSize) * searched + listing;
}

/** The calls that read objects of several accounts in batches: none holds objects of two accounts. */
function batches(objects: number, accounts: number, size: number): number {
  return Math.min(objects, accounts - 1 + Math.ceil(objects / size));
}

/** The number of items in each list of a field's arguments, by the path of the list. Texts that an item lists are a part of it. */
function listsOf(field: GraphQLField<unknown, unknown>, args: Values): ReadonlyMap<string, number> {
  const items = new Map<string, number>();
  const count = (value: unknown, type: GraphQLInputType, path: string) => {
    const named = getNamedType(type);
    if (Array.isArray(value)) {
      if (path.includes('[]') && !isInputObjectType(named) && named.name !== 'ID') return;
      items.set(path, (items.get(path) ?? 0) + value.length);
      for (const item of value) if (typeof item === 'object') count(item, named, `${path}[]`);
    } else if (typeof value === 'object' && value !== null && isInputObjectType(named)) {
      for (const [name, part] of Object.entries(value)) {
        const inner = named.getFields()[name];
        if (inner !== undefined && typeof part === 'object') count(part, inner.type, `${path}.${name}`);
      }
    }
  };
  for (const { name, type } of field.args) if (name === 'ids' || name === 'input') count(args[name], type, name);
  return items;
}

/**
 * The calls that the lists in a field's arguments take, one at least: those on top are sent in calls of `size` items, what their items
 * list is read in batches. Filters are no items.
 */
function chunksOf(field: GraphQLField<unknown, unknown>, args: Values, size: number): number {
  let calls = 0;
  for (const [path, length] of listsOf(field, args)) {
    calls += Math.ceil(length / (path.includes('[]') ? Math.max(size, batchSize) : size));
  }
  return Math.max(1, calls);
}

/** The calls of a batch, one at least: so many for each item on top, and one for every `size` of what the items list. */
function batchCalls(field: GraphQLField<unknown, unknown>, args: Values, size: number, callsPerItem: number): number {
  let calls = 0;
  for (const [path, length] of listsOf(field, args)) {
    calls += path.includes('[]') ? Math.ceil(length / size) : length * callsPerItem;
  }
  return Math.max(1, calls);
}

/** The items that the results of a write stand for: those of its longest list. */
function resultsOf(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, args: Values): number | null {
  if (parent.name !== 'Mutation') return null;
  const lengths = [...listsOf(field, args)].filter(([path]) => !path.includes('[]')).map(([, length]) => length);
  return lengths.length === 0 ? null : Math.max(...lengths);
}

function innerScope(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  args: Values,
  { objects, accounts, page }: Scope,
): Scope {
  const count = objects * sizeOf(field, args, page);
  const paged = typeof args['first'] === 'number' ? Math.min(maxPageSize, Math.max(1, args['first'])) : 1;
  const first = resultsOf(parent, field, args) ?? paged;
  if (getNamedType(field.type).name === 'Account') {
    // The account of something is the one that it was found in.
    const distinct = field.name === 'account' && parent.name !== 'Query' ? Math.min(count, accounts) : count;
    return { objects: distinct, accounts: distinct, page: first };
  }
  const searched = args['inChildAccounts'] === true ? accounts * (1 + assumedChildren) : accounts;
  return { objects: count, accounts: Math.max(1, Math.min(count, searched)), page: first };
}

/** Returns the number of objects that a field has for each parent. */
function sizeOf(field: GraphQLField<unknown, unknown>, args: Values, page: number): number {
  if (!isListType(getNullableType(field.type))) return 1;
  if (Array.isArray(args['ids'])) return args['ids'].length;
  // The items of a connection, whose page size was given to the connection, and the results of a write.
  if (['nodes', 'edges', 'results'].includes(field.name)) return page;
  return (field.extensions as Counted).assumedSize ?? assumedLength;
}

/** Returns the number of different representations of each type, and of their accounts. What is nested too deep to compare is different. */
function countEntities(representations: readonly unknown[]): Map<string, { objects: number; accounts: number }> {
  const found = new Map<string, { keys: Set<unknown>; accounts: Set<unknown> }>();
  for (const one of representations) {
    if (typeof one !== 'object' || one === null) continue;
    const { __typename: name, ...key } = one as { __typename?: unknown; account?: unknown };
    if (typeof name !== 'string') continue;
    const of = found.get(name) ?? { keys: new Set(), accounts: new Set() };
    found.set(name, of);
    of.keys.add(representationKey(key));
    of.accounts.add(representationKey(key.account ?? null));
  }
  return new Map(
    [...found].map(([name, { keys, accounts }]) => [name, { objects: keys.size, accounts: accounts.size }]),
  );
}
