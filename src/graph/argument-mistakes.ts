import {
  type ArgumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import {
  addPath,
  argumentsOf,
  isIncluded,
  type PassedVariables,
  type Path,
  type Values,
  valuesOf,
} from '../execution/graphql-js.ts';
import { type InputMistake, missing, mistakeError } from '../execution/input-mistake.ts';
import type { InputError } from '../lib/input-error.ts';
import { argumentMistake } from './checked-arguments.ts';
import { withDefaults } from './null-defaults.ts';

/** An operation of a valid document whose arguments are to be checked. */
export interface CheckedOperation {
  readonly schema: GraphQLSchema;
  readonly node: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** A field with arguments. `isListed`: it is resolved for the items of a list. */
interface Place {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly isListed: boolean;
}

/** Whether values of variables can be wrong in a place of the operation although they fit their own types. */
export function hasCheckedArguments(operation: CheckedOperation): boolean {
  return placesOf(operation, null).some(
    ({ node, isListed }) => isListed || node.arguments?.some(({ value }) => holdsVariable(value)),
  );
}

/**
 * Returns an error for each of the first mistakes in arguments that coerced variables leave: a null in a place that takes none, and a value
 * that a field would refuse for each item of a list. Each is located once, at the variable or literal.
 */
export function argumentMistakes(
  operation: CheckedOperation,
  variables: PassedVariables,
  maximum: number,
): readonly GraphQLError[] {
  const found = new Map<string, GraphQLError>();
  const values = valuesOf(variables);
  for (const { field, node, isListed } of placesOf(operation, values)) {
    const nulls = (node.arguments ?? []).flatMap((argument) => nullsIn(field, argument, values));
    const refused = isListed && nulls.length === 0 ? refusedBy(field, node, variables) : null;
    const errors = refused === null ? nulls : [locate(operation, node, refused)];
    for (const error of errors) {
      const key = JSON.stringify([error.locations, error.extensions['field'], error.message]);
      if (found.size < maximum && !found.has(key)) found.set(key, error);
    }
  }
  return [...found.values()];
}

/** Lists the fields with arguments that the operation selects. `values` are those of variables in `@skip` and `@include`; null selects all. */
function placesOf({ schema, node, fragments }: CheckedOperation, values: Values | null): readonly Place[] {
  const places: Place[] = [];
  const spread = new Set<string>();
  const collect = (type: GraphQLNamedType | undefined, { selections }: SelectionSetNode, isListed: boolean): void => {
    for (const selection of selections) {
      if (values !== null && !isIncluded(selection, values)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const key = `${selection.name.value} ${isListed}`;
        const fragment = fragments[selection.name.value];
        if (fragment === undefined || spread.has(key)) continue;
        spread.add(key);
        collect(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet, isListed);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        collect(condition === undefined ? type : schema.getType(condition), selection.selectionSet, isListed);
      } else {
        const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
        const field = fields[selection.name.value];
        if (field === undefined) continue;
        if (selection.arguments?.length) places.push({ field, node: selection, isListed });
        if (selection.selectionSet === undefined) continue;
        const isList = isListType(getNullableType(field.type));
        collect(getNamedType(field.type), selection.selectionSet, isListed || isList);
      }
    }
  };
  collect(schema.getRootType(node.operation) ?? undefined, node.selectionSet, false);
  return places;
}

function holdsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(holdsVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => holdsVariable(field.value));
  return value.kind === Kind.VARIABLE;
}

/** Returns an error for each variable in an argument that is null or absent where its place takes no null. */
function nullsIn(
  field: GraphQLField<unknown, unknown>,
  { name, value }: ArgumentNode,
  values: Values,
): readonly GraphQLError[] {
  const argument = field.args.find((one) => one.name === name.value);
  if (argument === undefined) return [];
  const mistakes: InputMistake[] = [];
  const look = (type: GraphQLInputType, node: ValueNode, path: Path, hasDefault: boolean): void => {
    const named = getNullableType(type);
    if (node.kind === Kind.VARIABLE) {
      const given = Object.hasOwn(values, node.name.value) ? values[node.name.value] : undefined;
      const isMissing = given === null || (given === undefined && !hasDefault);
      if (isMissing && isNonNullType(type)) mistakes.push({ ...missing(path, type, true), node });
    } else if (isListType(named)) {
      const items = node.kind === Kind.LIST ? node.values : null;
      if (items === null) look(named.ofType, node, path, false);
      for (const [at, item] of items?.entries() ?? []) look(named.ofType, item, addPath(path, at, undefined), false);
    } else if (isInputObjectType(named) && node.kind === Kind.OBJECT) {
      for (const inner of node.fields) {
        const known = named.getFields()[inner.name.value];
        const at = addPath(path, inner.name.value, undefined);
        if (known !== undefined) look(known.type, inner.value, at, known.defaultValue !== undefined);
      }
    }
  };
  look(argument.type, value, addPath(undefined, name.value, undefined), argument.defaultValue !== undefined);
  return mistakes.map((mistake) => mistakeError('BAD_USER_INPUT', `Argument "${name.value}"`, mistake, value));
}

function refusedBy(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: PassedVariables) {
  try {
    return argumentMistake(field, withDefaults(field.args, argumentsOf(field, node, variables)));
  } catch (error) {
    // Arguments that don't fit their types are left to the execution.
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

/** Makes the error of an argument at the variable that holds the value, or else at the literal. */
function locate({ node: operation }: CheckedOperation, node: FieldNode, { field, message }: InputError): GraphQLError {
  const [first = '', ...rest] = field.split('.');
  const argument = node.arguments?.find(({ name }) => name.value === first);
  let value = argument?.value;
  for (const [at, key] of rest.entries()) {
    if (value?.kind === Kind.VARIABLE) return variableError(operation, value.name.value, rest.slice(at), message, node);
    const inner: ValueNode | undefined =
      value?.kind === Kind.OBJECT
        ? value.fields.find(({ name }) => name.value === key)?.value
        : value?.kind === Kind.LIST
          ? value.values[Number(key)]
          : undefined;
    if (inner === undefined) break;
    value = inner;
  }
  if (value?.kind === Kind.VARIABLE) return variableError(operation, value.name.value, [], message, node);
  const mistake = { path: pathOf([first, ...rest]), expected: null, reason: message };
  return mistakeError('BAD_USER_INPUT', `Argument "${first}"`, mistake, value ?? node);
}

function variableError(
  { variableDefinitions = [] }: OperationDefinitionNode,
  name: string,
  rest: readonly string[],
  reason: string,
  node: FieldNode,
): GraphQLError {
  const definition = variableDefinitions.find(({ variable }) => variable.name.value === name) ?? node;
  const mistake = { path: pathOf([name, ...rest]), expected: null, reason };
  return mistakeError('BAD_USER_INPUT', `Variable "$${name}"`, mistake, definition);
}

function pathOf(keys: readonly string[]): Path {
  const [first = '', ...rest] = keys;
  return rest.reduce((path, key) => addPath(path, key, undefined), addPath(undefined, first, undefined));
}
