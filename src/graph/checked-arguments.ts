import { type GraphQLField, getNamedType } from 'graphql';
import { InputError } from '../lib/input-error.ts';
import { checkFirst } from './connection.ts';
import { emptyList } from './empty-lists.ts';

const extension = 'checkArguments';

/**
 * Returns the options of a field whose arguments can be checked before it is resolved. `check` throws an {@link InputError}; its resolver
 * does as well. So a mistake in a field of many objects is found once.
 */
export function checkedBy<Args>(check: (args: Args) => unknown) {
  return { extensions: { [extension]: check } } as const;
}

/** Returns the mistake in the arguments of a field that its resolver would throw for each object; null if there is none. */
export function argumentMistake(
  field: GraphQLField<unknown, unknown>,
  args: Readonly<Record<string, unknown>>,
): InputError | null {
  const empty = emptyList(field, args);
  if (empty !== null) return empty;
  const check = field.extensions[extension];
  try {
    if (getNamedType(field.type).name.endsWith('Connection')) checkFirst(args['first']);
    if (typeof check === 'function') check(args);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  return null;
}
