import {
  extendSchema,
  type GraphQLField,
  GraphQLNonNull,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';
import { builder } from '../builder.ts';
import { entityFactsOf } from '../federation/entity-facts.ts';
import { typeNameOf } from '../federation/type-name.ts';
import { findNode, findNodes } from './find-node.ts';

const additions = `
"""
An object that can be read again by its id.
"""
interface Node {
  """Identifies the object. Unique over all types and accounts."""
  id: ID!
}

extend type Query {
  """
  An object by its id, whatever its type. Null if it doesn't exist. An opaque id names type and account and costs the read of that type. A
  GUID is searched in the types that the fragments of the selection name, in the request's account; if they name one type, also in the
  child accounts, at one REST call each. Without a fragment on a type, it is searched in all types, one after the other.
  """
  node(
    """The \`id\` of the object."""
    id: ID!
  ): Node

  """
  Objects by their ids, in the order of the ids, with null for one that doesn't exist. Each is found as by \`node\`; those of a type are read
  in batches.
  """
  nodes(
    """The ids of up to 1,000 objects."""
    ids: [ID!]!
  ): [Node]
}
`;

/**
 * Returns a copy of the schema with Relay's object identification: the entities with an `id` that leads to them implement `Node`, and `Query.node` reads them by id. There
 * the graph stands alone, so `id` is non-null even where it is not a key.
 */
export function withNodes(schema: GraphQLSchema): GraphQLSchema {
  const names = [...entityFactsOf(builder)].flatMap(([name, { node }]) => (node === undefined ? [] : name));
  const implementing = names.map((name) => `extend type ${name} implements Node`);
  const extended = extendSchema(schema, parse(additions + implementing.join('\n')));
  for (const name of names) makeNonNull(fieldOf(extended, name, 'id'));
  const node = extended.getType('Node');
  if (isInterfaceType(node)) node.resolveType = (value: object) => typeNameOf(value);
  fieldOf(extended, 'Query', 'node').resolve = (_root, { id }, context, info) => findNode(id, 'id', context, info);
  fieldOf(extended, 'Query', 'nodes').resolve = (_root, { ids }, context, info) => findNodes(ids, context, info);
  return extended;
}

function makeNonNull(field: GraphQLField<unknown, unknown>): void {
  if (!(field.type instanceof GraphQLNonNull)) field.type = new GraphQLNonNull(field.type);
  field.extensions = { ...field.extensions, semanticNonNull: false };
}

// biome-ignore lint/suspicious/noExplicitAny: graphql-js types contexts and arguments of a schema as any.
function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, any> {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) throw new TypeError(`${typeName} has no field ${name}.`);
  return field;
}
