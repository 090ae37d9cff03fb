import { type FragmentDefinitionNode, type GraphQLSchema, isObjectType, type SelectionSetNode } from 'graphql';

/** The object types that the fragments of a selection name. Ignores `@skip` and `@include`. */
export function typesNamed(
  sets: readonly (SelectionSetNode | undefined)[],
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  schema: GraphQLSchema,
): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (set: SelectionSetNode | undefined) => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === 'Field') continue;
      const fragment = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection;
      const condition = fragment?.typeCondition?.name.value;
      if (condition !== undefined && isObjectType(schema.getType(condition))) names.add(condition);
      else visit(fragment?.selectionSet);
    }
  };
  for (const set of sets) visit(set);
  return names;
}
