/** Returns a copy of the value with another one at the end of the keys. */
export function replaceAt<T>(value: T, path: readonly string[], by: unknown): T {
  const replaced = (at: unknown, depth: number): unknown => {
    const key = path[depth];
    return key === undefined ? by : { ...(at as object), [key]: replaced((at as never)[key], depth + 1) };
  };
  return replaced(value, 0) as T;
}

/** Returns the values at the end of the keys. With `through`, follows the items of lists on the way. */
export function valuesAt(value: unknown, path: readonly string[], through: boolean): unknown[] {
  let found = [value];
  for (const key of path) {
    found = found.flatMap((one) => {
      if (typeof one !== 'object' || one === null || !Object.hasOwn(one, key)) return [];
      const next = (one as Record<string, unknown>)[key];
      return through && Array.isArray(next) ? next : [next];
    });
  }
  return found;
}
