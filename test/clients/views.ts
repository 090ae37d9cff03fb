import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import type { Upstream } from '../../src/graph/federation/upstream-plugin.ts';
import { ofDirectory } from '../support/selections.ts';

/** Identified types that have lists or queries of their own. The others are shown inside the object that they belong to. */
const shownElsewhere: ReadonlySet<string> = new Set([
  'Account',
  'AccountInvite',
  'Domain',
  'Folder',
  'Package',
  'Role',
  'Site',
  'TeamMember',
]);

/** Writes what a page shows of objects: everything that takes no required argument. */
export class Views {
  readonly #schema: GraphQLSchema;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** All of an object. With `cheap`, without what takes a REST call for each object. */
  of(typeName: string, { cheap = false } = {}): string {
    const type = this.#schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type.`);
    return this.#object(type, cheap, [typeName]);
  }

  /** All lists of an account, with what comes with their items. */
  listsOfAccount(): string {
    const type = this.#schema.getType('Account');
    if (!isObjectType(type)) throw new Error('The schema has no Account.');
    const lists = Object.values(type.getFields()).flatMap((field) => {
      const item = isShown(field) ? itemOf(field) : null;
      if (item === null) return [];
      const view = this.of(item.name, { cheap: true });
      return isConnection(field)
        ? `${field.name}(first: 100) { __typename totalCount nodes ${view} }`
        : `${field.name} ${view}`;
    });
    return `{ __typename id ${lists.join(' ')} }`;
  }

  /** The payload of a mutation, with all of the objects in it. */
  payload(type: GraphQLObjectType): string {
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const named = getNamedType(field.type);
      if (field.name === 'dryRun') return [];
      if (isLeafType(named)) return field.name;
      if (!isObjectType(named)) return [];
      if (named.name.endsWith('Edge')) return `${field.name} { __typename cursor node ${this.of(nodeOf(named).name)} }`;
      return `${field.name} ${isIdentified(named) ? this.#withNeighbours(named) : this.payload(named)}`;
    });
    return `{ __typename ${fields.join(' ')} }`;
  }

  /** All of an object, and of the single objects that it refers to: the folder of a site, the site of a product. */
  #withNeighbours(type: GraphQLObjectType): string {
    const neighbours = Object.values(type.getFields()).flatMap((field) => {
      const named = getNamedType(field.type);
      const isNeighbour =
        isObjectType(named) && ['Folder', 'Site'].includes(named.name) && !String(field.type).includes('[');
      return isNeighbour && isShown(field) ? `${field.name} ${this.of(named.name)}` : [];
    });
    return this.of(type.name).replace(/}$/, `${neighbours.join(' ')} }`);
  }

  #object(type: GraphQLObjectType, cheap: boolean, around: readonly string[]): string {
    const fields = Object.values(type.getFields()).flatMap((field) => {
      if (!isShown(field)) return [];
      const upstream = field.extensions['upstream'] as Upstream | undefined;
      if (cheap && (upstream?.per === 'field' || upstream?.per === 'object')) return [];
      return this.#field(field, cheap, around);
    });
    return `{ __typename ${fields.join(' ')} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, cheap: boolean, around: readonly string[]): string | string[] {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.name;
    if (isConnection(field)) return `${field.name}(first: 100) { __typename totalCount nodes { __typename id } }`;
    if (isUnionType(named)) {
      const parts = named.getTypes().map((member) => `... on ${member.name} ${this.#object(member, cheap, around)}`);
      return `${field.name} { __typename ${parts.join(' ')} }`;
    }
    if (!isObjectType(named)) return [];
    if (around.includes(named.name) && !isIdentified(named)) return [];
    return isIdentified(named) && (shownElsewhere.has(named.name) || around.includes(named.name))
      ? `${field.name} { __typename id }`
      : `${field.name} ${this.#object(named, cheap, [...around, named.name])}`;
  }
}

function isShown(field: GraphQLField<unknown, unknown>): boolean {
  return !field.name.startsWith('_') && !field.args.some(isRequiredArgument) && !ofDirectory.test(field.name);
}

function isIdentified(type: GraphQLObjectType): boolean {
  return 'id' in type.getFields();
}

function isConnection(field: GraphQLField<unknown, unknown>): boolean {
  return getNamedType(field.type).name.endsWith('Connection');
}

/** The type of the items of a list with identified items, whether it comes in pages or as a whole. */
function itemOf(field: GraphQLField<unknown, unknown>): GraphQLObjectType | null {
  const named = getNamedType(field.type);
  if (!isObjectType(named)) return null;
  if (isConnection(field)) return nodeOf(named);
  return String(field.type).startsWith('[') && isIdentified(named) ? named : null;
}

function nodeOf(type: GraphQLObjectType): GraphQLObjectType {
  const { node, nodes } = type.getFields() as Readonly<
    Record<string, { readonly type: GraphQLOutputType } | undefined>
  >;
  const named = (node ?? nodes) && getNamedType((node ?? nodes)?.type);
  if (!isObjectType(named)) throw new Error(`${type.name} has no nodes.`);
  return named;
}
