import { type FieldNode, type GraphQLSchema, Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { argument, hiddenEdges, printEdited, selectionsOf, wayTo } from './document-edits.ts';
import { follow, type ListPlan, outermostLists, type SelectedField, Selections } from './list-plan.ts';
import {
  additionsFor,
  type EntityKeys,
  itemsIn,
  type NestedList,
  nestedListsOf,
  pagePosition,
  positionOf,
} from './nested-lists.ts';
import type { NamedOperation, Variables } from './operation.ts';
import { type Answer, isTemporary, type PacedAsking } from './paced-asking.ts';
import { UsageError } from './usage-error.ts';

/** A list that is read page by page, to its end. */
export interface WholeList {
  readonly operation: NamedOperation;
  readonly list: ListPlan;
  readonly nested: readonly NestedList[];
}

/** A page of the list. */
export interface ListPage {
  /** Null if the page could not be read; `errors` can give the reason. */
  readonly items: readonly unknown[] | null;
  /** The cursor of each item. */
  readonly cursors: readonly string[];
  readonly errors: readonly unknown[];
  readonly hasNextPage: boolean;
  /** Index of the first item that a later attempt could read better, because Wix failed temporarily; the number of items if there is none. */
  readonly doubtfulFrom: number;
}

/** The largest page of any list. */
const maxPageSize = 100;

/** Finds the list that an operation selects. Throws a {@link UsageError} if there is none, or more than one. */
export function planWholeList(operation: NamedOperation, schema: GraphQLSchema, keys: EntityKeys): WholeList {
  const selections = new Selections(schema, operation);
  const lists = outermostLists(operation, selections).filter(({ field }) => field.kind === 'connection');
  const marked = lists.filter(({ field }) => takesCursor(field));
  const [list, ...others] = marked.length > 0 ? marked : lists;
  if (operation.definition.operation !== 'query' || list === undefined || others.length > 0) {
    throw new UsageError(
      '--all needs a query with one list (a connection with `nodes` or `edges { node }`). If it has several, mark the one to read with `after: $after`.',
    );
  }
  return { operation, list, nested: nestedListsOf(list.items, selections, keys) };
}

function takesCursor({ node }: SelectedField): boolean {
  return (node.arguments ?? []).some(
    ({ name, value }) => name.value === 'after' && value.kind === Kind.VARIABLE && value.name.value === 'after',
  );
}

/** Reads a list page by page, starting after a cursor, until its end or a page that cannot be read. */
export async function* readPages(
  whole: WholeList,
  variables: Variables,
  keys: EntityKeys,
  from: string | null,
  asking: PacedAsking,
): AsyncGenerator<ListPage> {
  const path = whole.list.steps.map(({ key }) => key);
  const textOf = pageWriter(whole, keys);
  let wanted = declaredSize(whole, variables);
  let after = from;
  for (;;) {
    const connectionOf = ({ data }: Answer) => follow(data, path);
    const answer = await asking.page(
      textOf,
      { ...variables, after },
      wanted,
      (one) => itemsIn(connectionOf(one), whole.list.items).length,
    );
    const connection = connectionOf(answer) as Record<string, unknown> | null;
    const { errors = [] } = answer;
    const isRead = connection !== null && Array.isArray(follow(connection, whole.list.items.keys));
    if (!isRead) {
      yield { items: null, cursors: [], errors, hasNextPage: true, doubtfulFrom: 0 };
      return;
    }
    const { hasNextPage, endCursor } = positionOf(connection);
    const edges = connection[hiddenEdges] as readonly { readonly cursor: string }[];
    const items = itemsIn(connection, whole.list.items);
    const doubtfulFrom = Math.min(items.length, firstTemporary(errors, path.length));
    yield { items, cursors: edges.map(({ cursor }) => cursor), errors, hasNextPage, doubtfulFrom };
    if (!hasNextPage || endCursor === null) return;
    after = endCursor;
    // Larger pages need fewer calls in total, and their maximum cost is known from here on.
    wanted = Math.min(maxPageSize, wanted * 2);
  }
}

/** Returns the index of the first item with a temporary failure, by the paths of the errors: those below the list have its index next. */
function firstTemporary(errors: readonly unknown[], depth: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (const error of errors) {
    if (!isTemporary(error)) continue;
    const { path = [] } = error as { readonly path?: readonly (string | number)[] };
    const index = path.slice(depth).find((key) => typeof key === 'number');
    first = Math.min(first, typeof index === 'number' ? index : 0);
  }
  return first;
}

/** Returns the query for the number of items in the whole list. */
export function totalQuery({ operation, list }: WholeList): string {
  const total: FieldNode = {
    ...list.field.node,
    selectionSet: { kind: Kind.SELECTION_SET, selections: selectionsOf('totalCount') },
  };
  const steps = [...list.steps.slice(0, -1), { ...list.field, node: total }];
  return printEdited(
    withSelections(operation, steps),
    { selections: new Map(), arguments: new Map() },
    { after: 'String' },
  );
}

/** Reads the response to {@link totalQuery}; null if Wix does not count the list. */
export function totalIn({ data }: Answer, { list }: WholeList): number | null {
  const total = follow(data, [...list.steps.map(({ key }) => key), 'totalCount']);
  return typeof total === 'number' ? total : null;
}

/** Returns a function that prints the document of a page: the path to the list, its size and cursor, and the fields needed to continue. */
function pageWriter({ operation, list, nested }: WholeList, keys: EntityKeys): (size: number) => string {
  const node = withoutTotal(list.field.node);
  const alone = withSelections(operation, [...list.steps.slice(0, -1), { ...list.field, node }]);
  const own: readonly SelectionNode[] = [...pagePosition, ...selectionsOf(`${hiddenEdges}: edges { cursor }`)];
  return (size) =>
    printEdited(
      alone,
      {
        selections: new Map([...additionsFor(nested, keys), [node, own]]),
        arguments: new Map([[node, [argument('first', String(size)), argument('after', '$after')]]]),
      },
      { after: 'String' },
    );
}

/** Removes `totalCount`, which can cost a REST call for each page. */
function withoutTotal(node: FieldNode): FieldNode {
  const { selectionSet } = node;
  if (selectionSet === undefined) return node;
  const selections = selectionSet.selections.filter(
    (selection) => selection.kind !== Kind.FIELD || selection.name.value !== 'totalCount',
  );
  return { ...node, selectionSet: { ...selectionSet, selections } };
}

function withSelections(operation: NamedOperation, steps: readonly SelectedField[]): NamedOperation {
  const definition: OperationDefinitionNode = { ...operation.definition, selectionSet: wayTo(steps) };
  return { ...operation, definition };
}

/** Returns the page size that the document requests, or 20, the default of every list. */
function declaredSize({ list }: WholeList, variables: Variables): number {
  const value = list.field.node.arguments?.find(({ name }) => name.value === 'first')?.value;
  const size =
    value?.kind === Kind.INT
      ? Number(value.value)
      : value?.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : undefined;
  return typeof size === 'number' && size >= 1 && size <= maxPageSize ? size : 20;
}
