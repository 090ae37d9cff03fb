import { printSubgraphSchema } from '@apollo/subgraph';
import { type ConstDirectiveNode, type GraphQLSchema, Kind, parse, print, visit } from 'graphql';

/** The SDL of a subgraph's schema, as it is published. */
export function printSdl(schema: GraphQLSchema, { exactKeys = false }: { readonly exactKeys?: boolean } = {}): string {
  const sdl = printSubgraphSchema(schema);
  return exactKeys ? withExactKeys(sdl) : sdl;
}

/**
 * The SDL without the short keys of types that also have a longer key beginning with them: `id` beside `id account { id }`.
 * Gateways take the shortest key that they can, so only such an SDL makes them say whose a site is.
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

/** The field set of a `@key`; null for any other directive. */
function fieldsOf({ name, arguments: args }: ConstDirectiveNode): string | null {
  const fields = args?.find((argument) => argument.name.value === 'fields')?.value;
  return name.value === 'key' && fields?.kind === Kind.STRING ? fields.value : null;
}
