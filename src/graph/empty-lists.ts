import {
  defaultFieldResolver,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { InputError } from '../lib/input-error.ts';
import type { GraphContext } from './context.ts';
import type { Payload } from './write/run-write.ts';
import { toUserErrors } from './write/user-error.ts';

const extension = 'mayBeEmpty';

/** Options of an input field whose empty list has a meaning: nothing to do, or nothing left. All other lists must not be empty. */
export const mayBeEmpty = { extensions: { [extension]: true } } as const;

type Input = GraphQLArgument | GraphQLInputField;

/**
 * Makes every field of the schema refuse empty lists in its arguments, unless {@link mayBeEmpty} says otherwise: an empty filter would
 * list everything, and a program that builds one has usually lost something. Mutations refuse it in `userErrors`.
 */
export function refuseEmptyLists(schema: GraphQLSchema): GraphQLSchema {
  const mutation = schema.getMutationType();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_') || !field.args.some(({ type: input }) => holdsLists(input, []))) continue;
      guard(field, type === mutation);
    }
  }
  return schema;
}

/** Returns the mistake of an empty list in the arguments of a field; null if there is none. */
export function emptyList(
  { args: inputs }: Pick<GraphQLField<unknown, unknown>, 'args'>,
  args: Readonly<Record<string, unknown>>,
): InputError | null {
  const empty = firstEmpty(inputs, args, []);
  if (empty === null) return null;
  const name = empty.join('.');
  return new InputError(name, `${name} must not be empty.`);
}

function guard(field: GraphQLField<unknown, GraphContext>, isWrite: boolean): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (parent, args: Readonly<Record<string, unknown>>, context, info) => {
    const error = emptyList(field, args);
    if (error === null) return resolve(parent, args, context, info);
    if (!isWrite) throw error;
    const refused: Payload<never> = { result: null, dryRun: null, userErrors: toUserErrors(error) ?? [] };
    return refused;
  };
}

function holdsLists(type: GraphQLInputType, around: readonly GraphQLInputType[]): boolean {
  const named = getNullableType(type);
  if (isListType(named)) return true;
  if (!isInputObjectType(named) || around.includes(named)) return false;
  return Object.values(named.getFields()).some((field) => holdsLists(field.type, [...around, named]));
}

/** Returns the path to the first empty list that must not be empty; null if there is none. */
function firstEmpty(
  inputs: readonly Input[],
  values: Readonly<Record<string, unknown>>,
  at: readonly (string | number)[],
): readonly (string | number)[] | null {
  for (const input of inputs) {
    const found = emptyIn(input.type, values[input.name], [...at, input.name], input.extensions[extension] === true);
    if (found !== null) return found;
  }
  return null;
}

function emptyIn(
  type: GraphQLInputType,
  value: unknown,
  at: readonly (string | number)[],
  isAllowed: boolean,
): readonly (string | number)[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const named = getNullableType(type);
  if (isInputObjectType(named)) {
    return firstEmpty(Object.values(named.getFields()), value as Readonly<Record<string, unknown>>, at);
  }
  if (!isListType(named) || !Array.isArray(value)) return null;
  if (value.length === 0) return isAllowed ? null : at;
  // Items without lists in them need no look each.
  if (!holdsLists(named.ofType, [])) return null;
  for (const [index, item] of value.entries()) {
    const found = emptyIn(named.ofType, item, [...at, index], false);
    if (found !== null) return found;
  }
  return null;
}
