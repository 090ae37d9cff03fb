import { type ExecutionArgs, type FieldNode, type GraphQLNamedType, getNamedType, isObjectType } from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import { maxPageSize } from '../connection.ts';
import type { Upstream } from './upstream-plugin.ts';

/** The facts for counting calls that the schema records about a field. */
interface Counted {
  readonly upstream?: Upstream;
  readonly assumedSize?: number;
}

/**
 * Estimates the maximum number of REST calls of an operation from the declarations behind `@cost` and `@listSize`: one
 * call per field that makes its own, times the size of the lists around it.
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
    // The library also throws for values that execution rejects with a better message.
    return 0;
  }
}

function estimate({ field, args, childComplexity, node }: ComplexityEstimatorArgs): number {
  const { upstream, assumedSize } = field.extensions as Counted;
  // A count belongs to its list, not to each of its items, and costs at most one more read of the list.
  const own = upstream?.per === 'field' && field.name !== 'totalCount' ? 1 : 0;
  const ofObject = asksForOwnFields(node, getNamedType(field.type)) ? 1 : 0;
  return own + sizeOf(args, assumedSize) * (ofObject + childComplexity);
}

/** Whether the selection needs a REST call for the object itself. Several of its fields share that call. */
function asksForOwnFields({ selectionSet }: FieldNode, type: GraphQLNamedType): boolean {
  if (selectionSet === undefined || !isObjectType(type)) return false;
  const fields = type.getFields();
  const isOwn = (name: string) => (fields[name]?.extensions as Counted | undefined)?.upstream?.per === 'object';
  // Fragments are not resolved: each one counts as needing the call, if the type has such fields.
  return selectionSet.selections.some((selection) =>
    selection.kind === 'Field' ? isOwn(selection.name.value) : Object.keys(fields).some(isOwn),
  );
}

function sizeOf(args: Readonly<Record<string, unknown>>, assumedSize: number | undefined): number {
  const { first, ids, representations } = args as { first?: unknown; ids?: unknown; representations?: unknown };
  // The field itself rejects a larger page.
  if (typeof first === 'number') return Math.min(maxPageSize, Math.max(1, first));
  if (Array.isArray(ids)) return Math.max(1, ids.length);
  if (Array.isArray(representations)) return Math.max(1, representations.length);
  return assumedSize ?? 1;
}
