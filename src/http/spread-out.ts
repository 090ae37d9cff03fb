import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

/** Number of fields with every fragment expanded: on the first level, and in total. */
export interface FieldCount {
  readonly root: number;
  readonly all: number;
}

const none: FieldCount = { root: 0, all: 0 };

/**
 * Counts the fields of each operation with all fragments expanded. Each fragment is counted once and its count reused, so the time is
 * linear in the document's length. A fragment inside itself counts as zero; validation rejects it.
 */
export function spreadOut({ definitions }: DocumentNode): FieldCount[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, FieldCount>();

  const ofFragment = (name: string): FieldCount => {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, none);
    const fragment = fragments.get(name);
    const count = fragment === undefined ? none : ofSelections(fragment.selectionSet);
    known.set(name, count);
    return count;
  };

  const ofSelections = ({ selections }: SelectionSetNode): FieldCount => {
    let root = 0;
    let all = 0;
    for (const selection of selections) {
      if (selection.kind === 'Field') {
        root += 1;
        all += 1 + (selection.selectionSet === undefined ? 0 : ofSelections(selection.selectionSet).all);
      } else {
        const part =
          selection.kind === 'FragmentSpread' ? ofFragment(selection.name.value) : ofSelections(selection.selectionSet);
        root += part.root;
        all += part.all;
      }
    }
    return { root, all };
  };

  return definitions.flatMap((definition) =>
    definition.kind === 'OperationDefinition' ? [ofSelections(definition.selectionSet)] : [],
  );
}
