import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

/** Fields of an account that read the directory, which is off unless a test turns it on. */
export const ofDirectory = /^(all[A-Z]|(attention|changes|search|directory)$)/;

/** A field with values for its arguments, as text: `roles(assignableTo: SITE)`. */
export interface FieldCall {
  readonly field: GraphQLField<unknown, unknown>;
  readonly text: string;
}

/**
 * Selects everything under a type that needs no argument, `depth` objects deep, with `__typename` in each. Accounts below
 * the first level show only themselves, because everything hangs off them.
 */
export function selectionOf(type: GraphQLOutputType, depth: number, isRoot = true): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) {
    const parts = named.getTypes().map((member) => `... on ${member.name} ${selectionOf(member, depth, false)}`);
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(named)) throw new Error(`No selection for ${named.name}`);
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    const target = getNamedType(field.type);
    if (isLeafType(target)) return [field.name];
    // The pages of a list cost no depth; `nodes` has all of its items.
    const isPage = named.name.endsWith('Connection');
    if (isPage && field.name !== 'nodes') return [];
    if (depth === 0 && !isPage && !isUnionType(target)) return [];
    if (named.name === 'Account' && !isRoot) return [];
    return [`${field.name} ${selectionOf(field.type, isPage || isUnionType(target) ? depth : depth - 1, false)}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** The field as it is, and once with each value that an optional argument of an enum, number or boolean could have. */
export function callsOfField(field: GraphQLField<unknown, unknown>): readonly FieldCall[] {
  if (field.args.some(isRequiredArgument)) return [];
  const variants = field.args.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    const isList = String(type).includes('[');
    const values = isEnumType(named)
      ? named.getValues().map((value) => value.name)
      : ({ Boolean: ['true', 'false'], Int: ['3'], String: name === 'after' ? [] : ['"de"'] }[named.name] ?? []);
    return values.map((value) => `(${name}: ${isList ? `[${value}]` : value})`);
  });
  return ['', ...variants].map((args) => ({ field, text: `${field.name}${args}` }));
}
