import { type ExecutionArgs, type FieldNode, type GraphQLNamedType, getNamedType, isObjectType } from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import { maxPageSize } from '../connection.ts';
import type { Upstream } from './upstream-plugin.ts';

/** What the schema notes about a field for counting. */
interface Counted {
  readonly upstream?: Upstream;
  readonly assumedSize?: number;
}

/**
 * How many REST calls an operation may make, estimated from the same declarations as `@cost` and `@listSize`: a call for
 * each field that makes its own, times the size of the lists around it.
 */
export function callsOf({ schema, document, variableValues, operationName }: ExecutionArgs): number {
  try {
    return getComplexity({
      schema,
      query: document,
      variables: { ...variableValues },
      ...(operationName ? { operationName } : {}),
      estimators: [estimate],
    });
  } catch {
    // The library throws for values that execution refuses as well, with a better message.
    return 0;
  }
}

function estimate({ field, args, childComplexity, node }: ComplexityEstimatorArgs): number {
  const { upstream, assumedSize } = field.extensions as Counted;
  // A count belongs to its list, not to each item of it, and a list is read at most once more for it.
  const own = upstream?.per === 'field' && field.name !== 'totalCount' ? 1 : 0;
  const ofObject = asksForOwnFields(node, getNamedType(field.type)) ? 1 : 0;
  return own + sizeOf(args, assumedSize) * (ofObject + childComplexity);
}

/** True if one call for the object itself is needed; several of its fields share it. */
function asksForOwnFields({ selectionSet }: FieldNode, type: GraphQLNamedType): boolean {
  if (selectionSet === undefined || !isObjectType(type)) return false;
  const fields = type.getFields();
  const isOwn = (name: string) => (fields[name]?.extensions as Counted | undefined)?.upstream?.per === 'object';
  // What a fragment asks for is not looked up: it counts as asking, where there is something to ask for.
  return selectionSet.selections.some((selection) =>
    selection.kind === 'Field' ? isOwn(selection.name.value) : Object.keys(fields).some(isOwn),
  );
}

function sizeOf(args: Readonly<Record<string, unknown>>, assumedSize: number | undefined): number {
  const { first, ids, representations } = args as { first?: unknown; ids?: unknown; representations?: unknown };
  // A larger page is refused by its field.
  if (typeof first === 'number') return Math.min(maxPageSize, Math.max(1, first));
  if (Array.isArray(ids)) return Math.max(1, ids.length);
  if (Array.isArray(representations)) return Math.max(1, representations.length);
  return assumedSize ?? 1;
}
