import { type GraphQLSchema, isObjectType } from 'graphql';

const types: Readonly<Record<string, string>> = {
  _Any: 'The key of an entity, with the name of its type as `__typename`.',
  _Entity: 'Every type that other subgraphs can refer to.',
  _Service: 'What a composer reads.',
};

const fields: readonly (readonly [type: string, field: string, description: string])[] = [
  [
    'Query',
    '_entities',
    'For routers: objects by the keys that other subgraphs know, in the order of the keys, null for one that does not exist. ' +
      'Takes at most 1,000.',
  ],
  ['Query', '_service', 'For composers: the SDL of this subgraph.'],
  ['_Service', 'sdl', 'The SDL, with the directives of federation.'],
];

/** Describes what federation adds: whoever reads the documentation meets it too. Changes the schema in place. */
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
    for (const keys of field.args) keys.description = 'The keys of the objects.';
  }
  return schema;
}
