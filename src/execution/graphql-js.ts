/**
 * The parts of graphql-js that differ between its majors, or that it doesn't export. Everything else in this folder uses
 * graphql's public interface, so another major is a change to this file.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getVariableValues,
  isAbstractType,
  Kind,
  type ResponsePath,
  responsePathAsArray,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  typeFromAST,
  type ValueNode,
  type VariableDefinitionNode,
  versionInfo,
} from 'graphql';

export type Path = ResponsePath;
export type Values = Readonly<Record<string, unknown>>;

/** Coerced variables in the form that this major of graphql passes around: a map in 16, an object that holds it in 17. */
export type PassedVariables = GraphQLResolveInfo['variableValues'];

const isNewer = versionInfo.major >= 17;

/** Whether graphql takes variables as a map of plain values. Since 17 it also needs the source of each. */
export const takesPlainVariables = !isNewer;

/** Returns the coerced variables by name. */
export function valuesOf(variables: PassedVariables): Values {
  return isNewer ? (variables['coerced'] as Values) : variables;
}

/** Returns the variables in graphql's own form, for conditions and constants that need no more than values. */
function passed(values: Values): PassedVariables {
  return (isNewer ? { sources: {}, coerced: values } : values) as PassedVariables;
}

export type CoercedVariables =
  | { readonly variables: PassedVariables; readonly errors?: undefined }
  | { readonly errors: NonNullable<ReturnType<typeof getVariableValues>['errors']> };

/** Coerces the variables of an operation and stops at the given number of errors. */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  raw: Values,
  maxErrors: number,
): CoercedVariables {
  const result = getVariableValues(schema, definitions, raw, { maxErrors });
  if (result.errors !== undefined) return { errors: result.errors };
  return { variables: (isNewer ? (result as unknown as Values)['variableValues'] : result.coerced) as PassedVariables };
}

/** Returns the arguments of a field. Throws a GraphQLError if they don't fit. */
export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables?: PassedVariables,
): Values {
  return getArgumentValues(field, node, variables);
}

/** Returns what the response holds for a value of a leaf type. */
export function serialize(type: GraphQLLeafType, value: unknown): unknown {
  const { coerceOutputValue } = type as { coerceOutputValue?: (value: unknown) => unknown };
  return coerceOutputValue === undefined ? type.serialize(value) : coerceOutputValue.call(type, value);
}

/** Coerces a JSON value to a scalar or enum. Throws, or returns undefined, if the type rejects it. */
export function parseLeafValue(type: GraphQLLeafType, value: unknown): unknown {
  const { coerceInputValue } = type as { coerceInputValue?: (value: unknown) => unknown };
  return coerceInputValue === undefined ? type.parseValue(value) : coerceInputValue.call(type, value);
}

/** Coerces a literal to a scalar or enum. Throws, or returns undefined, if the type rejects it. */
export function parseLeafLiteral(type: GraphQLLeafType, node: ValueNode): unknown {
  const { coerceInputLiteral } = type as { coerceInputLiteral?: (node: ValueNode) => unknown };
  return coerceInputLiteral === undefined ? type.parseLiteral(node, {}) : coerceInputLiteral.call(type, node);
}

const takeAsIs = new GraphQLScalarType({ name: 'AnyValue' }).parseValue;

/** Whether the scalar accepts every input value unchanged, as scalars without their own functions do. */
export function takesAnything(type: GraphQLScalarType): boolean {
  const { coerceInputValue = type.parseValue } = type as { coerceInputValue?: unknown };
  return coerceInputValue === takeAsIs;
}

/** Returns the definition of a field, introspection fields included; undefined if the type has no such field. */
export function fieldOf(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  { name }: FieldNode,
): GraphQLField<unknown, unknown> | undefined {
  if (name.value === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (parentType === schema.getQueryType()) {
    if (name.value === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name.value === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return parentType.getFields()[name.value];
}

export function addPath(prev: Path | undefined, key: string | number, typename: string | undefined): Path {
  return { prev, key, typename };
}

/** Returns the keys of a path, from the root down. */
export function pathKeys(path: Path): (string | number)[] {
  return responsePathAsArray(path);
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

/** The selections for an object, and the values that decide which of them apply. */
export interface Selection {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Values of the variables in `@skip` and `@include`. */
  readonly conditions: Values;
}

/** Returns the fields that the selection sets select on an object type, by response name, in document order. */
export function collectFields(
  selection: Selection,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const { schema, fragments, conditions } = selection;
  const collect = ({ selections }: SelectionSetNode) => {
    for (const node of selections) {
      if (!isIncluded(node, conditions)) continue;
      if (node.kind === Kind.FIELD) {
        const name = node.alias?.value ?? node.name.value;
        const known = fields.get(name);
        if (known === undefined) fields.set(name, [node]);
        else known.push(node);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(node.name.value)) continue;
        spread.add(node.name.value);
      }
      if (fragment !== undefined && appliesTo(schema, fragment, type)) collect(fragment.selectionSet);
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet);
  return fields;
}

/** Whether `@skip` and `@include` select the node. */
export function isIncluded(node: SelectionNode, conditions: Values): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  const variables = passed(conditions);
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}

function appliesTo(
  schema: GraphQLSchema,
  { typeCondition }: Pick<FragmentDefinitionNode, 'typeCondition'> | { readonly typeCondition?: undefined },
  type: GraphQLObjectType,
): boolean {
  if (typeCondition === undefined) return true;
  const condition = typeFromAST(schema, typeCondition);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}
