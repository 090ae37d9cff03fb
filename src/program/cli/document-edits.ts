import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
  visit,
} from 'graphql';
import type { SelectedField } from './list-plan.ts';
import type { NamedOperation } from './operation.ts';

/** Selections that the command adds to a document, by field. */
export interface Additions {
  readonly selections: ReadonlyMap<FieldNode, readonly SelectionNode[]>;
  readonly arguments: ReadonlyMap<FieldNode, readonly ArgumentNode[]>;
}

/** Prefix of the response keys that the command adds. They are removed before printing. */
export const hiddenPrefix = '__added_';
export const hiddenPage = `${hiddenPrefix}page`;
export const hiddenType = `${hiddenPrefix}type`;
export const hiddenKey = `${hiddenPrefix}key_`;
export const hiddenEdges = `${hiddenPrefix}edges`;

/** Parses the fields of a selection, for instance `id account { id }`. */
export function selectionsOf(text: string): readonly SelectionNode[] {
  const [operation] = parse(`{ ${text} }`).definitions;
  return (operation as OperationDefinitionNode).selectionSet.selections;
}

export function argument(name: string, value: string): ArgumentNode {
  const field = selectionsOf(`field(${name}: ${value})`)[0] as FieldNode;
  return (field.arguments ?? [])[0] as ArgumentNode;
}

/** Returns a selection of only the fields on the path to a list. */
export function wayTo(steps: readonly SelectedField[]): SelectionSetNode {
  const [step, ...rest] = steps;
  if (step === undefined) return { kind: Kind.SELECTION_SET, selections: [] };
  const field = rest.length === 0 ? step.node : { ...step.node, selectionSet: wayTo(rest) };
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: step.parent.name } } as const;
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [field] } as const;
  return { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet }] };
}

/**
 * Prints an operation with the additions, and with only the fragments and variables that it uses. Variables in `declared` are declared
 * if they are used.
 */
export function printEdited(
  { document, definition }: NamedOperation,
  additions: Additions,
  declared: Readonly<Record<string, string>>,
): string {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const edited: DocumentNode = visit(
    { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] },
    {
      Field: (node: FieldNode) => {
        const selections = additions.selections.get(node);
        const given = additions.arguments.get(node);
        if (selections === undefined && given === undefined) return undefined;
        const names = new Set((given ?? []).map(({ name }) => name.value));
        const kept = (node.arguments ?? []).filter(({ name }) => !names.has(name.value));
        const { selectionSet } = node;
        return {
          ...node,
          arguments: [...kept, ...(given ?? [])],
          ...(selectionSet === undefined
            ? {}
            : { selectionSet: { ...selectionSet, selections: [...selectionSet.selections, ...(selections ?? [])] } }),
        };
      },
    },
  );
  const [only = edited] = Object.values(separateOperations(edited));
  return print(withVariables(only, declared));
}

function withVariables(document: DocumentNode, declared: Readonly<Record<string, string>>): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => {
      used.add(node.name.value);
    },
  });
  return visit(document, {
    OperationDefinition: (node) => {
      const kept = (node.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
      const known = new Set(kept.map(({ variable }) => variable.name.value));
      const added = Object.entries(declared).filter(([name]) => used.has(name) && !known.has(name));
      const text = added.map(([name, type]) => `$${name}: ${type}`).join(', ');
      const [parsed] = added.length === 0 ? [] : parse(`query (${text}) { __typename }`).definitions;
      const definitions = parsed?.kind === Kind.OPERATION_DEFINITION ? (parsed.variableDefinitions ?? []) : [];
      return { ...node, variableDefinitions: [...kept, ...definitions] };
    },
  });
}

/** Returns a copy of a response value without the keys that the command added. */
export function withoutHidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutHidden);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.startsWith(hiddenPrefix))
      .map(([key, child]) => [key, withoutHidden(child)]),
  );
}
