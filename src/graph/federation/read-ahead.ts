import {
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  isObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GraphContext } from '../context.ts';
import type { Upstream } from './upstream-plugin.ts';

/**
 * Starts the account-level reads that the fields of a connection's nodes need, before the nodes are known. This saves a
 * round trip, and is wasted only if the connection is empty.
 */
export function readAhead(info: GraphQLResolveInfo, nodeType: string, context: GraphContext, accountId: string): void {
  const type = info.schema.getType(nodeType);
  if (!isObjectType(type)) return;
  const fields = type.getFields();
  const started = new Set<unknown>();
  for (const name of nodeFields(info)) {
    const upstream = fields[name]?.extensions['upstream'] as Upstream | undefined;
    if (upstream?.ahead === undefined || started.has(upstream.ahead)) continue;
    started.add(upstream.ahead);
    // The failure is reported by the fields that need the read.
    upstream.ahead(context, accountId).catch(() => {});
  }
}

/** Returns whether the operation selects this field of the current one. */
export function selects(info: GraphQLResolveInfo, name: string): boolean {
  return info.fieldNodes.some(({ selectionSet }) => {
    for (const field of fieldsIn(selectionSet, info)) if (field.name.value === name) return true;
    return false;
  });
}

/** Returns the fields that the operation selects on the nodes of the current connection. */
function nodeFields(info: GraphQLResolveInfo): Set<string> {
  const names = new Set<string>();
  for (const { selectionSet } of info.fieldNodes) {
    for (const field of fieldsIn(selectionSet, info)) {
      if (field.name.value === 'nodes') addNames(names, field.selectionSet, info);
      if (field.name.value !== 'edges') continue;
      for (const inner of fieldsIn(field.selectionSet, info)) {
        if (inner.name.value === 'node') addNames(names, inner.selectionSet, info);
      }
    }
  }
  return names;
}

function addNames(names: Set<string>, selectionSet: SelectionSetNode | undefined, info: GraphQLResolveInfo): void {
  for (const { name } of fieldsIn(selectionSet, info)) names.add(name.value);
}

/**
 * Yields the fields of a selection, including those in fragments and without those that @skip and @include leave out.
 */
function* fieldsIn(
  selectionSet: SelectionSetNode | undefined,
  info: Pick<GraphQLResolveInfo, 'variableValues'> & {
    readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  },
): Generator<Extract<SelectionNode, { kind: 'Field' }>> {
  for (const selection of selectionSet?.selections ?? []) {
    if (!isIncluded(selection, info.variableValues)) continue;
    if (selection.kind === 'Field') yield selection;
    else if (selection.kind === 'InlineFragment') yield* fieldsIn(selection.selectionSet, info);
    else yield* fieldsIn(info.fragments[selection.name.value]?.selectionSet, info);
  }
}

function isIncluded(selection: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
