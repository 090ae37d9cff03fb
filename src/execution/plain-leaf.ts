import { type GraphQLLeafType, isEnumType } from 'graphql';

/**
 * Values of a leaf type that need no serialization: all that have this `typeof`, 32-bit integers, or the values of an enum with their
 * names.
 */
export type PlainLeaf = 'string' | 'boolean' | 'int32' | ReadonlyMap<unknown, string>;

const ownScalars: Readonly<Record<string, PlainLeaf>> = {
  String: 'string',
  ID: 'string',
  Boolean: 'boolean',
  Int: 'int32',
};

/** Returns null if all values of the type must be serialized. Our scalars set `extensions.isText` if texts need no serialization. */
export function plainLeafOf(type: GraphQLLeafType): PlainLeaf | null {
  if (isEnumType(type)) return new Map(type.getValues().map(({ name, value }) => [value, name]));
  return ownScalars[type.name] ?? (type.extensions['isText'] === true ? 'string' : null);
}

/** Returns the value as the response contains it; undefined if it must be serialized. */
export function takesPlain(plain: PlainLeaf, value: unknown): unknown {
  if (typeof plain !== 'string') return plain.get(value);
  if (plain !== 'int32') return typeof value === plain ? value : undefined;
  return typeof value === 'number' && (value | 0) === value ? value : undefined;
}
