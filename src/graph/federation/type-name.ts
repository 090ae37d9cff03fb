const typeNameKey = Symbol('type name');

interface Named {
  [typeNameKey]?: string;
}

/** Notes the type of an object for fields that return several types, or the type of the object that a promise resolves to. */
export function withTypeName<T>(value: T, typeName: string): T {
  if (value instanceof Promise) return value.then((settled) => withTypeName(settled, typeName)) as T;
  if (typeof value === 'object' && value !== null) (value as Named)[typeNameKey] = typeName;
  return value;
}

/** Returns the type that {@link withTypeName} noted. */
export function typeNameOf(value: object): string | undefined {
  return (value as Named)[typeNameKey];
}
