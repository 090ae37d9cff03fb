import type { FragmentDefinitionNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/**
 * Whether the field being resolved selects one of these fields on the type, fragments included. Ignores `@skip` and `@include`, so reading
 * ahead can read too much, never too little.
 */
export function selects(info: GraphQLResolveInfo, typeName: string, fields: ReadonlySet<string>): boolean {
  return info.fieldNodes.some(
    ({ selectionSet }) => selectionSet !== undefined && within(selectionSet, typeName, fields, info.fragments),
  );
}

function within(
  { selections }: SelectionSetNode,
  typeName: string,
  fields: ReadonlySet<string>,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): boolean {
  return selections.some((selection) => {
    if (selection.kind === 'Field') return fields.has(selection.name.value);
    const fragment = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection;
    const condition = fragment?.typeCondition?.name.value;
    return (
      fragment !== undefined &&
      (condition === undefined || condition === typeName) &&
      within(fragment.selectionSet, typeName, fields, fragments)
    );
  });
}
