import { BREAK, type DocumentNode, type GraphQLSchema, isAbstractType, isObjectType, visit } from 'graphql';

/** Whether plans can run operations of this schema: its types are told by `resolveType` of unions and interfaces only. */
export function isPlannableSchema(schema: GraphQLSchema): boolean {
  return Object.values(schema.getTypeMap()).every(
    (type) => !(isObjectType(type) && type.isTypeOf) && !(isAbstractType(type) && !type.resolveType),
  );
}

/** Whether plans can run this document. As a property of an ordinary object, `__proto__` would set its prototype. */
export function isPlannableDocument(document: DocumentNode): boolean {
  let isPlannable = true;
  visit(document, {
    Field({ alias }) {
      if (alias?.value !== '__proto__') return undefined;
      isPlannable = false;
      return BREAK;
    },
  });
  return isPlannable;
}
