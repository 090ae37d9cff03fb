import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A place in the arguments of a field that takes a value of an enum. */
export interface EnumInput {
  /** Type and field: `Account.sites`. */
  readonly field: string;
  readonly argument: string;
  /** The fields of input objects that lead to the value. */
  readonly path: readonly string[];
  readonly type: GraphQLEnumType;
}

function placesIn(type: GraphQLInputType, path: readonly string[]): readonly Pick<EnumInput, 'path' | 'type'>[] {
  const named = getNamedType(type);
  if (isEnumType(named)) return [{ path, type: named }];
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) => placesIn(field.type, [...path, field.name]));
}

/** Returns every place in the arguments of a schema that takes a value of an enum. */
export function enumInputs(schema: GraphQLSchema): readonly EnumInput[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('__')) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.flatMap((argument) =>
        placesIn(argument.type, []).map((place) => ({
          field: `${type.name}.${name}`,
          argument: argument.name,
          ...place,
        })),
      ),
    );
  });
}

/**
 * Returns a value of an argument with another value at a path. Lists on the way keep their first item; what is missing is made of `fill`, and of the
 * first values of required enums.
 */
export function valueWith(
  { type }: Pick<GraphQLArgument, 'type'>,
  value: unknown,
  path: readonly string[],
  leaf: string,
  fill: Readonly<Record<string, object>>,
): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items = Array.isArray(value) ? value : [undefined];
    return [valueWith({ type: nullable.ofType }, items[0], path, leaf, fill)];
  }
  const [name, ...rest] = path;
  if (name === undefined || !isInputObjectType(nullable)) return leaf;
  const field = nullable.getFields()[name];
  if (field === undefined) throw new Error(`${nullable.name} has no field ${name}`);
  const required = Object.values(nullable.getFields()).flatMap((one) => {
    const named = getNamedType(one.type);
    return isNonNullType(one.type) && isEnumType(named) ? [[one.name, named.getValues()[0]?.name] as const] : [];
  });
  const present: Record<string, unknown> = {
    ...Object.fromEntries(required),
    ...fill[nullable.name],
    ...(value as object | undefined),
  };
  return { ...present, [name]: valueWith(field, present[name], rest, leaf, fill) };
}
