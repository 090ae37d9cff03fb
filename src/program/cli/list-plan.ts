import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { NamedOperation } from './operation.ts';

/** A field of a selection, with its parent type and its response key. */
export interface SelectedField {
  readonly key: string;
  readonly node: FieldNode;
  readonly parent: GraphQLObjectType;
  readonly kind: 'leaf' | 'object' | 'list' | 'connection';
}

/** Resolves selections, including fragments. */
export class Selections {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, { document }: NamedOperation) {
    this.#schema = schema;
    this.#fragments = new Map(
      document.definitions
        .filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
        .map((node) => [node.name.value, node]),
    );
  }

  /** Returns the fields of a selection on a type. Omits unknown fields, which the graph rejects later. */
  fields(parent: string, selections: SelectionSetNode): SelectedField[] {
    return selections.selections.flatMap((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return this.fields(selection.typeCondition?.name.value ?? parent, selection.selectionSet);
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = this.#fragments.get(selection.name.value);
        return fragment === undefined ? [] : this.fields(fragment.typeCondition.name.value, fragment.selectionSet);
      }
      const type = this.#schema.getType(parent);
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
      if (field === undefined) return [];
      const key = selection.alias?.value ?? selection.name.value;
      return [{ key, node: selection, parent: type as GraphQLObjectType, kind: kindOf(field.type) }];
    });
  }

  /** Returns the name of a field's type. */
  typeOf({ parent, node }: SelectedField): string {
    const field = parent.getFields()[node.name.value];
    return field === undefined ? '' : getNamedType(field.type).name;
  }

  /** Returns the subfields of a field. */
  below(field: SelectedField): SelectedField[] {
    return field.node.selectionSet === undefined ? [] : this.fields(this.typeOf(field), field.node.selectionSet);
  }
}

function kindOf(type: Parameters<typeof getNamedType>[0]): SelectedField['kind'] {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return 'leaf';
  if (isListType(isNonNullType(type) ? type.ofType : type)) return 'list';
  return isObjectType(named) && isConnection(named) ? 'connection' : 'object';
}

function isConnection(type: GraphQLObjectType): boolean {
  const fields = type.getFields();
  return type.name.endsWith('Connection') && fields['pageInfo'] !== undefined && fields['edges'] !== undefined;
}

/** A list in the response of an operation. */
export interface ListPlan {
  /** Fields on the path to the list; the last one is the list itself. */
  readonly steps: readonly SelectedField[];
  readonly field: SelectedField;
  readonly items: ItemsPlan;
}

/** Location of a list's items: `nodes` of a connection, or else the `node` of its `edges`; a plain list contains them itself. */
export interface ItemsPlan {
  readonly keys: readonly string[];
  /** Field that has the type of the items. */
  readonly field: SelectedField;
  readonly fields: readonly SelectedField[];
}

/** Returns the outermost lists of an operation: connections and plain lists of objects. */
export function outermostLists(operation: NamedOperation, selections: Selections): ListPlan[] {
  const root = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[operation.definition.operation];
  const find = (fields: readonly SelectedField[], above: readonly SelectedField[]): ListPlan[] =>
    fields.flatMap((field) => {
      const here = [...above, field];
      if (field.kind === 'leaf') return [];
      if (field.kind === 'object') return find(selections.below(field), here);
      const items = itemsOf(field, selections);
      return items === null ? [] : [{ steps: here, field, items }];
    });
  return find(selections.fields(root, operation.definition.selectionSet), []);
}

/** Returns the plan for a list's items; null for a connection whose nodes and edges are both not selected. */
export function itemsOf(field: SelectedField, selections: Selections): ItemsPlan | null {
  const below = selections.below(field);
  if (field.kind === 'list') return { keys: [], field, fields: below };
  const nodes = below.find(({ node }) => node.name.value === 'nodes');
  if (nodes !== undefined) return { keys: [nodes.key], field: nodes, fields: selections.below(nodes) };
  const edges = below.find(({ node }) => node.name.value === 'edges');
  const node = edges === undefined ? undefined : selections.below(edges).find((one) => one.node.name.value === 'node');
  if (edges === undefined || node === undefined) return null;
  return { keys: [edges.key, node.key], field: node, fields: selections.below(node) };
}

/** Follows a path of response keys; null if nothing is there. Lists on the path are followed item by item, into one flat list. */
export function follow(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (Array.isArray(value)) return value.flatMap((item) => follow(item, path) ?? []);
  if (typeof value !== 'object' || value === null) return null;
  return follow((value as Record<string, unknown>)[key], rest);
}
