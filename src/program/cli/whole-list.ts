import { type FieldNode, getOperationAST, Kind, parse, type SelectionSetNode } from 'graphql';
import { UsageError } from './usage-error.ts';

/** A GraphQL answer, as far as reading a list goes. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** A page of a list. `nodes` is null when there is none: `errors` may tell why. */
export interface ListPage {
  readonly nodes: readonly unknown[] | null;
  readonly errors: readonly unknown[];
  /** The cursor that this page was read with; null for the first one. */
  readonly after: string | null;
}

interface Connection {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads the one list of a document whose `after` is the variable `$after`, page by page, to its end or to a page that cannot be read. */
export async function* wholeList(
  document: string,
  variables: Readonly<Record<string, unknown>>,
  ask: (variables: Readonly<Record<string, unknown>>) => Promise<Answer>,
): AsyncGenerator<ListPage> {
  const path = pathOfList(document);
  let after = typeof variables['after'] === 'string' ? variables['after'] : null;
  do {
    const { data, errors = [] } = await ask({ ...variables, after });
    const connection = path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], data);
    const { nodes = null, pageInfo = null } = (connection ?? {}) as Partial<Connection>;
    yield { nodes, errors, after };
    after = pageInfo?.hasNextPage === true ? pageInfo.endCursor : null;
  } while (after !== null);
}

/** The response keys that lead to the list. Throws a {@link UsageError} unless there is exactly one that can be read on. */
function pathOfList(document: string): readonly string[] {
  const operation = getOperationAST(parseDocument(document));
  const [list, ...others] = operation == null ? [] : listsIn(operation.selectionSet, []);
  if (list === undefined || others.length > 0 || !canBeReadOn(list.field)) {
    throw new UsageError(
      '--all needs an operation with one list that is asked for `after: $after`, `nodes` and `pageInfo { hasNextPage endCursor }`.',
    );
  }
  return list.path;
}

function parseDocument(document: string) {
  try {
    return parse(document);
  } catch (error) {
    throw new UsageError(`The document is not GraphQL: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
}

interface List {
  readonly field: FieldNode;
  readonly path: readonly string[];
}

/** Lists inside the items of another list have a cursor for each item: they cannot be read on together, and are left out. */
function listsIn(selections: SelectionSetNode, path: readonly string[]): List[] {
  return fieldsOf(selections).flatMap((field) => {
    const key = field.alias?.value ?? field.name.value;
    const here = [...path, key];
    const isList = field.arguments?.some(
      ({ name, value }) => name.value === 'after' && value.kind === Kind.VARIABLE && value.name.value === 'after',
    );
    if (isList) return [{ field, path: here }];
    return field.selectionSet === undefined || ['nodes', 'edges'].includes(field.name.value)
      ? []
      : listsIn(field.selectionSet, here);
  });
}

function canBeReadOn({ selectionSet }: FieldNode): boolean {
  const parts = selectionSet === undefined ? [] : fieldsOf(selectionSet);
  const pageInfo = parts.find((part) => nameOf(part) === 'pageInfo')?.selectionSet;
  const known = pageInfo === undefined ? [] : fieldsOf(pageInfo).map(nameOf);
  return parts.map(nameOf).includes('nodes') && known.includes('hasNextPage') && known.includes('endCursor');
}

function fieldsOf({ selections }: SelectionSetNode): FieldNode[] {
  return selections.filter((selection) => selection.kind === Kind.FIELD);
}

/** A field that goes by another name is not found by its own. */
function nameOf({ name, alias }: FieldNode): string | null {
  return alias === undefined ? name.value : null;
}
