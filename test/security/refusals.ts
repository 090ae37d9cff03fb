import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isNullableType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { scopesOfField, scopesOfType } from '../../src/graph/federation/scopes.ts';

/** What the SDL says of a response: which of its places a token must not see, and which scopes all its places need. */
export interface Expectation {
  /** Paths that must be null with an error. */
  readonly refused: readonly string[];
  /** Those among them that are refused because their account is none of the token's. */
  readonly foreign: readonly string[];
  /** Paths that hold a value although the token lacks a scope for it, or is not for its account. */
  readonly leaked: readonly string[];
  /** The scopes that the selected fields need, as far as the response goes. */
  readonly needed: ReadonlySet<string>;
  /** The fields that were reached, as `Type.field`. */
  readonly reached: ReadonlySet<string>;
}

/** What limits a caller; null for one without a token. */
export type Limits = { readonly scopes: ReadonlySet<string>; readonly accountIds: readonly string[] } | null;

/** Walks a response along its document and states what the token allows of it. */
export function expectationOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  data: unknown,
  limits: Limits,
): Expectation {
  const refused: string[] = [];
  const foreign: string[] = [];
  const leaked: string[] = [];
  const needed = new Set<string>();
  const reached = new Set<string>();

  const isForeign = (type: GraphQLObjectType, { id }: Readonly<Record<string, unknown>>) =>
    limits !== null && type.name === 'Account' && typeof id === 'string' && !limits.accountIds.includes(id);

  const visitField = (
    parent: GraphQLObjectType,
    object: Readonly<Record<string, unknown>>,
    node: FieldNode,
    value: unknown,
    path: string,
  ) => {
    const field = parent.getFields()[node.name.value];
    if (field === undefined) return;
    reached.add(`${parent.name}.${field.name}`);
    const type = getNamedType(field.type);
    const own = [...scopesOfField(field), ...scopesOfType(type)];
    for (const scope of own) needed.add(scope);
    const isOther = isForeign(parent, object);
    const isRefused = isOther
      ? field.extensions['upstream'] !== undefined || field.extensions['directory'] !== undefined
      : limits !== null && own.some((scope) => !limits.scopes.has(scope));
    if (isRefused) {
      if (isOther) foreign.push(path);
      if (value !== null || !isNullableType(field.type)) leaked.push(path);
      else refused.push(path);
    }
    visitValue(type.name, node.selectionSet, value, path);
  };

  const visitValue = (typeName: string, selections: SelectionSetNode | undefined, value: unknown, path: string) => {
    if (selections === undefined || value === null || value === undefined) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visitValue(typeName, selections, item, `${path}.${index}`);
      return;
    }
    const object = value as Readonly<Record<string, unknown>>;
    const type = schema.getType(String(object['__typename'] ?? typeName));
    if (!isObjectType(type)) throw new Error(`The document does not ask for __typename at ${path}.`);
    for (const selection of selections.selections) {
      if (selection.kind === 'InlineFragment') {
        if (selection.typeCondition?.name.value === type.name)
          visitValue(type.name, selection.selectionSet, value, path);
      } else if (selection.kind === 'Field') {
        const name = selection.alias?.value ?? selection.name.value;
        visitField(type, object, selection, object[name] ?? null, path === '' ? name : `${path}.${name}`);
      }
    }
  };

  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    const root = definition.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
    visitValue(root?.name ?? '', definition.selectionSet, data, '');
  }
  return { refused: refused.sort(), foreign, leaked, needed, reached };
}
