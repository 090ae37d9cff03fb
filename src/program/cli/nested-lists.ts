import { type FieldNode, Kind, type ObjectTypeDefinitionNode, parse, type SelectionNode } from 'graphql';
import { argument, hiddenKey, hiddenPage, hiddenType, printEdited, selectionsOf, wayTo } from './document-edits.ts';
import { follow, type ItemsPlan, itemsOf, type SelectedField, type Selections } from './list-plan.ts';
import type { NamedOperation, Variables } from './operation.ts';
import type { Answer, AskPaced } from './paced-asking.ts';

/** Key fields of each entity type: its longest key, which includes the owning account if any key does. */
export type EntityKeys = ReadonlyMap<string, string>;

/** Reads the keys of the entities from the SDL of the subgraph. */
export function entityKeysOf(sdl: string): EntityKeys {
  const types = parse(sdl).definitions.filter(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
  );
  return new Map(
    types.flatMap(({ name, directives = [] }) => {
      const keys = directives
        .filter((directive) => directive.name.value === 'key')
        .flatMap((directive) => directive.arguments ?? [])
        .flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value] : []))
        .sort((one, other) => other.length - one.length);
      return keys[0] === undefined ? [] : [[name.value, keys[0]] as const];
    }),
  );
}

/** Entity from which a nested list is continued. */
interface Entity {
  readonly type: string;
  /** Number of steps from the item to the entity. */
  readonly depth: number;
  readonly field: FieldNode;
}

/** A list inside the items of another list. */
export interface NestedList {
  /** The fields from the item to the list. */
  readonly steps: readonly SelectedField[];
  /** Null if there is no entity on the path. Such a list cannot be continued. */
  readonly entity: Entity | null;
  readonly items: ItemsPlan;
  readonly nested: readonly NestedList[];
}

/** Finds the lists inside the items of a list, to any depth. */
export function nestedListsOf(items: ItemsPlan, selections: Selections, keys: EntityKeys): NestedList[] {
  const entityOf = (field: SelectedField, depth: number): Entity | null => {
    const type = selections.typeOf(field);
    return keys.has(type) ? { type, depth, field: field.node } : null;
  };
  const find = (
    fields: readonly SelectedField[],
    steps: readonly SelectedField[],
    entity: Entity | null,
  ): NestedList[] =>
    fields.flatMap((field) => {
      if (field.kind === 'leaf') return [];
      const here = [...steps, field];
      if (field.kind !== 'connection') {
        // Objects in a plain list can be identified only if they are entities.
        const above = field.kind === 'list' ? null : entity;
        return find(selections.below(field), here, entityOf(field, here.length) ?? above);
      }
      const inner = itemsOf(field, selections);
      if (inner === null) return [];
      return [{ steps: here, entity, items: inner, nested: nestedListsOf(inner, selections, keys) }];
    });
  return find(items.fields, [], entityOf(items.field, 0));
}

/** Returns the selections needed to continue nested lists: their positions, and the keys of the entities that they belong to. */
export function additionsFor(lists: readonly NestedList[], keys: EntityKeys): Map<FieldNode, readonly SelectionNode[]> {
  const additions = new Map<FieldNode, readonly SelectionNode[]>();
  for (const { steps, entity, nested } of lists) {
    const list = steps.at(-1);
    if (list !== undefined) additions.set(list.node, pagePosition);
    if (entity !== null) additions.set(entity.field, keySelection(keys.get(entity.type) ?? ''));
    for (const [field, selections] of additionsFor(nested, keys)) additions.set(field, selections);
  }
  return additions;
}

/** Selection of a page's end. */
export const pagePosition = selectionsOf(`${hiddenPage}: pageInfo { hasNextPage endCursor }`);

function keySelection(key: string): readonly SelectionNode[] {
  const fields = selectionsOf(key).map((node) =>
    node.kind === Kind.FIELD
      ? { ...node, alias: { kind: Kind.NAME, value: `${hiddenKey}${node.name.value}` } as const }
      : node,
  );
  return [...selectionsOf(`${hiddenType}: __typename`), ...fields];
}

export interface NestedReader {
  readonly operation: NamedOperation;
  readonly variables: Variables;
  readonly keys: EntityKeys;
  readonly ask: AskPaced;
}

/** Details of a list that could not be read to its end. */
export interface Shortfall {
  readonly list: string;
  readonly errors: readonly unknown[];
}

/** Reads the lists inside an item to their ends and adds their items to it. Yields the lists that could not be completed. */
export async function* completeItem(
  item: unknown,
  lists: readonly NestedList[],
  reader: NestedReader,
): AsyncGenerator<Shortfall> {
  for (const list of lists) {
    for (const found of placesOf(item, list)) {
      const shortfall = await readOn(found, list, reader);
      if (shortfall !== null) yield shortfall;
      for (const inner of itemsIn(found.connection, list.items)) yield* completeItem(inner, list.nested, reader);
    }
  }
}

type ResponseObject = Record<string, unknown>;

interface Place {
  readonly connection: ResponseObject;
  readonly entity: ResponseObject | null;
}

/** Returns the places of a nested list in an item: several if its path leads through plain lists. */
function placesOf(item: unknown, { steps, entity }: NestedList): Place[] {
  const find = (value: unknown, at: number, above: ResponseObject | null): Place[] => {
    if (Array.isArray(value)) return value.flatMap((one) => find(one, at, above));
    if (typeof value !== 'object' || value === null) return [];
    const object = value as ResponseObject;
    const known = entity?.depth === at ? object : above;
    const step = steps[at];
    return step === undefined ? [{ connection: object, entity: known }] : find(object[step.key], at + 1, known);
  };
  return find(item, 0, null);
}

export function itemsIn(connection: unknown, { keys }: ItemsPlan): readonly unknown[] {
  const items = follow(connection, keys);
  return Array.isArray(items) ? items : [];
}

async function readOn(
  { connection, entity }: Place,
  list: NestedList,
  reader: NestedReader,
): Promise<Shortfall | null> {
  const name = list.steps.map(({ key }) => key).join('.');
  for (let position = positionOf(connection); position.hasNextPage; ) {
    if (entity === null || list.entity === null || position.endCursor === null) return { list: name, errors: [] };
    const { text, variables } = nestedPage(list, list.entity, entity, position.endCursor, reader);
    const answer: Answer = await reader.ask(text, variables);
    const path = list.steps.slice(list.entity.depth).map(({ key }) => key);
    const entities = (answer.data as { _entities?: readonly unknown[] } | null | undefined)?._entities;
    const page = follow(entities?.[0], path);
    if (typeof page !== 'object' || page === null || Array.isArray(page))
      return { list: name, errors: answer.errors ?? [] };
    append(connection, page as ResponseObject);
    if (answer.errors !== undefined) return { list: name, errors: answer.errors };
    position = positionOf(connection);
  }
  return null;
}

interface PagePosition {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** Returns the end of a connection's page, from the selections that the command added. */
export function positionOf(connection: unknown): PagePosition {
  const { [hiddenPage]: position } = connection as { readonly [hiddenPage]?: PagePosition | null };
  return position ?? { hasNextPage: false, endCursor: null };
}

/** Appends a page to a connection: extends its lists and updates its position. */
function append(connection: ResponseObject, page: ResponseObject): void {
  for (const [key, value] of Object.entries(page)) {
    const known = connection[key];
    if (Array.isArray(value) && Array.isArray(known)) known.push(...value);
    else if (isPosition(value) && isPosition(known)) {
      known['hasNextPage'] = value['hasNextPage'];
      known['endCursor'] = value['endCursor'];
    }
  }
}

function isPosition(value: unknown): value is ResponseObject {
  return typeof value === 'object' && value !== null && 'hasNextPage' in value && 'endCursor' in value;
}

/** Returns the query for the next page of a nested list: only the path from the entity to the list. */
function nestedPage(
  list: NestedList,
  entity: Entity,
  object: ResponseObject,
  after: string,
  { operation, variables, keys }: NestedReader,
): { text: string; variables: Variables } {
  const [root] = selectionsOf('_entities(representations: $__representations) { __typename }') as readonly [FieldNode];
  const way = wayTo(list.steps.slice(entity.depth));
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [{ ...root, selectionSet: way }] } as const;
  const last = list.steps.at(-1);
  const text = printEdited(
    { ...operation, definition: { ...operation.definition, selectionSet } },
    {
      selections: additionsFor([list], keys),
      arguments: new Map(last === undefined ? [] : [[last.node, [argument('after', '$__after')]]]),
    },
    { __representations: '[_Any!]!', __after: 'String' },
  );
  const key = Object.entries(object)
    .filter(([name]) => name.startsWith(hiddenKey))
    .map(([name, value]) => [name.slice(hiddenKey.length), value]);
  const representation = { __typename: object[hiddenType], ...Object.fromEntries(key) };
  return { text, variables: { ...variables, __representations: [representation], __after: after } };
}
