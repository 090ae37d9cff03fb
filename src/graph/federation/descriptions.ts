import { type GraphQLSchema, isObjectType } from 'graphql';

const types: Readonly<Record<string, string>> = {
  _Any: "The key of an entity, with its type's name as `__typename`.",
  _Entity: 'All types that other subgraphs can refer to.',
  _Service: "The subgraph's SDL, for composers.",
};

const fields: readonly (readonly [type: string, field: string, description: string])[] = [
  [
    'Query',
    '_entities',
    'Entities by the keys that other subgraphs know, for routers. In the order of the keys, null for an entity ' +
      "that doesn't exist. Takes at most 1,000 keys.",
  ],
  ['Query', '_service', "The subgraph's SDL, for composers."],
  ['_Service', 'sdl', "The SDL, with federation's directives."],
];

/**
 * Adds descriptions to the types and fields that federation adds, because they appear in the documentation too. Changes
 * the schema in place.
 */
export function describeFederation(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, description] of Object.entries(types)) {
    const type = schema.getType(name);
    if (type !== undefined) type.description = description;
  }
  for (const [name, fieldName, description] of fields) {
    const type = schema.getType(name);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field === undefined) continue;
    field.description = description;
    for (const keys of field.args) keys.description = 'The keys of the entities.';
  }
  return schema;
}
