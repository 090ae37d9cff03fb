import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { scopesOfField, scopesOfType } from '../../src/graph/federation/scopes.ts';

type Field = GraphQLField<unknown, unknown>;

/** A document that leads to one field. */
export interface FieldDocument {
  /** `Type.field`. */
  readonly name: string;
  readonly document: string;
}

/** Literals for arguments, by `Type.field.argument`; arguments without one are left out. */
export type Arguments = Readonly<Record<string, string>>;

/** A document for each field that queries reach, by the shortest way there. Throws if a required argument has no literal. */
export function fieldDocuments(schema: GraphQLSchema, literals: Arguments): FieldDocument[] {
  const query = schema.getQueryType();
  if (!query) return [];
  const ways = waysFrom(query, literals);
  return [...ways].flatMap(([type, wrap]) =>
    fieldsOf(type).map((field) => ({
      name: `${type.name}.${field.name}`,
      document: `{ ${wrap(`${callOf(type, field, literals)}${selectionOf(getNamedType(field.type))}`)} }`,
    })),
  );
}

/** A document that selects something of a type, by the shortest way there. Throws for a type that queries do not reach. */
export function wayTo(schema: GraphQLSchema, typeName: string, selection: string, literals: Arguments): string {
  const query = schema.getQueryType();
  const type = schema.getType(typeName);
  const wrap = query && isObjectType(type) ? waysFrom(query, literals).get(type) : undefined;
  if (wrap === undefined) throw new Error(`No query leads to ${typeName}.`);
  return `{ ${wrap(selection)} }`;
}

/** The fields of a type, without those of federation. */
function fieldsOf(type: GraphQLObjectType): Field[] {
  return Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
}

/** Fields that are no way to a type, because they find less of it than the ways through a domain. */
const shortcuts: ReadonlySet<string> = new Set(['Query.dnsPreview', 'Query.siteCertificate']);

/** What leads to each type: a function that puts a selection of the type into a selection of the root. */
function waysFrom(root: GraphQLObjectType, literals: Arguments) {
  const ways = new Map<GraphQLObjectType, (selection: string) => string>([[root, (selection) => selection]]);
  // Fields that name an object come first: which one it is can be varied.
  const isNamed = (type: GraphQLObjectType, field: Field) =>
    field.args.some((arg) => literals[`${type.name}.${field.name}.${arg.name}`] !== undefined);
  for (const [type, wrap] of ways) {
    for (const field of fieldsOf(type).sort((a, b) => Number(isNamed(type, b)) - Number(isNamed(type, a)))) {
      if (shortcuts.has(`${type.name}.${field.name}`)) continue;
      const named = getNamedType(field.type);
      const members = isUnionType(named) ? named.getTypes() : isObjectType(named) ? [named] : [];
      for (const member of members) {
        if (ways.has(member)) continue;
        const call = callOf(type, field, literals);
        const inner = (selection: string) =>
          isUnionType(named) ? `__typename ... on ${member.name} { ${selection} }` : `__typename ${selection}`;
        ways.set(member, (selection) => wrap(`${call} { ${inner(selection)} }`));
      }
    }
  }
  return ways;
}

function callOf(type: GraphQLObjectType, field: Field, literals: Arguments): string {
  const args = field.args.flatMap((arg) => {
    const literal = literals[`${type.name}.${field.name}.${arg.name}`];
    if (literal !== undefined) return `${arg.name}: ${literal}`;
    // A response has so many errors at most: each place of a longer list may be refused.
    if (arg.name === 'first') return 'first: 3';
    if (isNonNullType(arg.type) && arg.defaultValue === undefined) {
      throw new Error(`No literal for the argument ${type.name}.${field.name}.${arg.name}`);
    }
    return [];
  });
  return args.length === 0 ? field.name : `${field.name}(${args.join(', ')})`;
}

/** Enough of a type for its calls to be made: its leaves, and those of a list's items. */
export function selectionOf(type: GraphQLNamedType, depth = 1): string {
  if (isLeafType(type)) return '';
  if (!isObjectType(type)) return ' { __typename }';
  const parts = fieldsOf(type).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.name;
    return depth > 0 && field.name === 'nodes' ? `${field.name}${selectionOf(named, depth - 1)}` : [];
  });
  return ` { __typename ${parts.join(' ')} }`;
}

/**
 * What a mutation answers: its leaves, those of its objects and of what they hold, as far as no further scope is needed. Without the
 * fields of the directory, which reads on its own account and not for one caller.
 */
export function payloadSelection(type: GraphQLNamedType, depth = 3): string {
  if (!isObjectType(type)) return isLeafType(type) ? '' : ' { __typename }';
  const parts = fieldsOf(type).flatMap((field) => {
    if (field.extensions['directory'] !== undefined) return [];
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
    const named = getNamedType(field.type);
    const isGuarded = scopesOfField(field).length > 0 || scopesOfType(named).length > 0;
    if (isLeafType(named)) return field.name;
    return depth > 0 ? `${field.name}${payloadSelection(named, isGuarded ? 0 : depth - 1)}` : [];
  });
  return ` { __typename ${parts.join(' ')} }`;
}
