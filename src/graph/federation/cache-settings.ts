import { buildSchema, isAbstractType, isObjectType } from 'graphql';

/**
 * Prints the module that tells normalising caches about the types of a plain SDL: `possibleTypes` of unions and
 * interfaces, and `cacheKeys` for types that are values because they have no `id`.
 */
export function printCacheSettings(sdl: string): string {
  const schema = buildSchema(sdl);
  const roots = new Set<unknown>([schema.getQueryType(), schema.getMutationType()]);
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const possible = types.filter(isAbstractType).map((type) => {
    const names = schema.getPossibleTypes(type).map(({ name }) => `'${name}'`);
    return `  ${type.name}: [${names.sort().join(', ')}],`;
  });
  const values = types.filter((type) => isObjectType(type) && !roots.has(type) && !('id' in type.getFields()));
  return [
    '/** The types of unions and interfaces: `possibleTypes` of Apollo Client, relay-runtime and others. */',
    'export const possibleTypes: Record<string, string[]> = {',
    ...possible.sort(),
    '};',
    '',
    'const none = (): null => null;',
    '',
    '/** The keys of types without an `id`, which belong to their parents: `keys` of Graphcache. */',
    'export const cacheKeys: Record<string, () => null> = {',
    ...values.map(({ name }) => `  ${name}: none,`).sort(),
    '};',
    '',
  ].join('\n');
}
