import { BREAK, type DocumentNode, type GraphQLSchema, isAbstractType, isObjectType, visit } from 'graphql';

/** Whether plans can run operations of this schema: they support only `resolveType`, not `isTypeOf`. */
export function isPlannableSchema(schema: GraphQLSchema): boolean {
  return Object.values(schema.getTypeMap()).every(
    (type) => !(isObjectType(type) && type.isTypeOf) && !(isAbstractType(type) && !type.resolveType),
  );
}

/** Directives that plans execute. */
const plannedDirectives = new Set(['skip', 'include']);

/**
 * Whether plans can run this document: it has no directives other than `@skip` and `@include`, and no alias `__proto__`, which would set the
 * prototype of an ordinary object.
 */
export function isPlannableDocument(document: DocumentNode): boolean {
  let isPlannable = true;
  const refuse = () => {
    isPlannable = false;
    return BREAK;
  };
  visit(document, {
    Field: ({ alias }) => (alias?.value === '__proto__' ? refuse() : undefined),
    Directive: ({ name }) => (plannedDirectives.has(name.value) ? undefined : refuse()),
  });
  return isPlannable;
}
