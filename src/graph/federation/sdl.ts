import { printSubgraphSchema } from '@apollo/subgraph';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';

/** Prints the SDL of a subgraph's schema, as it is published. */
export function printSdl(schema: GraphQLSchema, { exactKeys = false }: { readonly exactKeys?: boolean } = {}): string {
  // Printing it again gives every profile the same layout.
  const sdl = print(withOneOf(schema, parse(printSubgraphSchema(schema))));
  return exactKeys ? withExactKeys(sdl) : sdl;
}

/** Adds `@oneOf` to the inputs of the schema that have it: the printer of `@apollo/subgraph` leaves it out. */
function withOneOf(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const oneOf = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'oneOf' } } as const;
  return visit(document, {
    InputObjectTypeDefinition(definition) {
      const type = schema.getType(definition.name.value);
      return isInputObjectType(type) && type.isOneOf
        ? { ...definition, directives: [...(definition.directives ?? []), oneOf] }
        : undefined;
    },
  });
}

/**
 * Removes the shorter keys of types whose longer key starts with them: `id` beside `id account { id }`. Gateways use
 * the shortest key they can, so only without it do they send a site's owning account.
 */
export function withExactKeys(sdl: string): string {
  const document = visit(parse(sdl), {
    ObjectTypeDefinition(type) {
      const keys = (type.directives ?? []).map(fieldsOf);
      const isShort = (fields: string | null) => fields !== null && keys.some((key) => key?.startsWith(`${fields} `));
      return { ...type, directives: type.directives?.filter((directive) => !isShort(fieldsOf(directive))) };
    },
  });
  return print(document);
}

/** Returns the field set of a `@key`, or null for any other directive. */
function fieldsOf({ name, arguments: args }: ConstDirectiveNode): string | null {
  const fields = args?.find((argument) => argument.name.value === 'fields')?.value;
  return name.value === 'key' && fields?.kind === Kind.STRING ? fields.value : null;
}
