import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';

const head = `
"""
Wix accounts with their sites, domains, teams and packages, as one graph over Wix's account-level REST APIs.
"""
schema {
  query: Query
  mutation: Mutation
}

"""
Marks a field that is null only if an error says why, so that clients that handle errors can treat it as non-null.
"""
directive @semanticNonNull(
  """The depths of the lists at which this holds. 0 is the field itself."""
  levels: [Int!]! = [0]
) on FIELD_DEFINITION
`;

/** Prints the plain SDL for clients and their tools: without the types and directives of federation. */
export function printApiSdl(schema: GraphQLSchema): string {
  const definitions = parse(printSchema(schema)).definitions.filter((definition) => !isOfFederation(definition));
  const all = [...parse(head).definitions, ...definitions.map((definition) => clientsView(schema, definition))];
  return print({ kind: Kind.DOCUMENT, definitions: all });
}

/** Returns the SDL in which fields that `@semanticNonNull` marks are non-null, for code that fails on every error. */
export function withStrictNullability(sdl: string): string {
  const strict = visit(parse(sdl), {
    FieldDefinition: (field) =>
      isMarked(field) && field.type.kind !== Kind.NON_NULL_TYPE
        ? { ...field, type: { kind: Kind.NON_NULL_TYPE, type: field.type } }
        : undefined,
  });
  return print(strict);
}

function isMarked({ directives = [] }: FieldDefinitionNode): boolean {
  return directives.some(({ name }) => name.value === 'semanticNonNull');
}

/** Whether the definition is one that federation adds, such as `_Any` and `Query._entities`. */
function isOfFederation(definition: DefinitionNode | FieldDefinitionNode): boolean {
  return 'name' in definition && definition.name?.value.startsWith('_') === true;
}

/** Returns a definition without fields of federation, with the marks of its other fields. */
function clientsView(schema: GraphQLSchema, definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  const type = schema.getType(definition.name.value);
  const fields = isObjectType(type) ? type.getFields() : {};
  const mark = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'semanticNonNull' } } as const;
  return {
    ...definition,
    fields: (definition.fields ?? [])
      .filter((field) => !isOfFederation(field))
      .map((field) =>
        fields[field.name.value]?.extensions['semanticNonNull'] === true
          ? { ...field, directives: [...(field.directives ?? []), mark] }
          : field,
      ),
  };
}
