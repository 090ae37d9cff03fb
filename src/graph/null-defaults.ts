import {
  defaultFieldResolver,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from 'graphql';

type Input = GraphQLArgument | GraphQLInputField;
type Values = Readonly<Record<string, unknown>>;

/**
 * Makes null mean the default wherever an argument has one and can be null: clients send null for what they leave out, and generated
 * types allow it.
 */
export function nullMeansDefault(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.args.some(hasDefault)) continue;
      const { resolve = defaultFieldResolver } = field;
      field.resolve = (parent, args: Values, context, info) =>
        resolve(parent, withDefaults(field.args, args), context, info);
    }
  }
  return schema;
}

/** Returns the values with defaults in place of nulls. Returns the same object if there is nothing to replace. */
export function withDefaults(inputs: readonly Input[], values: Values): Values {
  let replaced: Record<string, unknown> | undefined;
  for (const input of inputs) {
    const value = values[input.name];
    const type = getNullableType(input.type);
    const isNull = value === null && input.defaultValue !== undefined && !isNonNullType(input.type);
    const known = typeof value === 'object' && value !== null && isInputObjectType(type);
    const wanted = isNull
      ? input.defaultValue
      : known
        ? withDefaults(Object.values(type.getFields()), value as Values)
        : value;
    if (wanted === value) continue;
    replaced ??= { ...values };
    replaced[input.name] = wanted;
  }
  return replaced ?? values;
}

/** Whether the argument, or a field of it, has a default and can be null. */
function hasDefault(input: Input): boolean {
  const type = getNullableType(input.type);
  if (input.defaultValue !== undefined && !isNonNullType(input.type)) return true;
  return (
    isInputObjectType(type) &&
    Object.values(type.getFields()).some(
      (field) => !isInputObjectType(getNullableType(field.type)) && hasDefault(field),
    )
  );
}
