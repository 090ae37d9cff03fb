import { GraphQLError, type GraphQLObjectType, type GraphQLSchema, isUnionType } from 'graphql';
import { InputError } from '../../lib/input-error.ts';
import type { GraphContext } from '../context.ts';
import type { ResolveReferences } from './entity-facts.ts';

import { representationKey } from './representation-key.ts';
import { lackingScope, lacks, scopesOfType } from './scopes.ts';
import { typeNameOf, withTypeName } from './type-name.ts';

/** Maximum number of different representations in one `_entities` field: a hundred full batches. */
const maxRepresentations = 10_000;

type ResolveReference = (representation: object, context: unknown, info: unknown) => unknown;

/**
 * Replaces the resolver of `_entities`. Representations are resolved independently and in order: a failure is an error
 * at its position and doesn't affect the others. (The resolver of the federation library fails the whole list instead.)
 */
export function isolateEntities(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  if (field === undefined || !isUnionType(union)) return schema;
  const references = new Map(union.getTypes().map((type) => [type.name, referenceOf(type)]));
  const lists = new Map(union.getTypes().map((type) => [type.name, listOf(type)]));
  const scopes = new Map(union.getTypes().map((type) => [type.name, scopesOfType(type)]));
  const lacking = (context: unknown, typeName: string) =>
    lackingScope(context as GraphContext, scopes.get(typeName) ?? []);

  const resolveEach = (representations: readonly unknown[], context: unknown, info: unknown): unknown[] =>
    representations.map((representation) => {
      try {
        const typeName = typeNamedBy(representation);
        const scope = lacking(context, typeName);
        if (scope !== null) throw lacks(scope, typeName);
        const resolve = references.get(typeName);
        if (resolve === undefined)
          throw new InputError(
            '__typename',
            'The __typename of this representation must name an entity type of this subgraph.',
          );
        return withTypeName(resolve(representation as object, context, info), typeName);
      } catch (error) {
        return error;
      }
    });

  field.resolve = (_root, args: { representations: readonly unknown[] }, context, info) => {
    const { different, places } = withoutRepeated(args.representations);
    if (different.length > maxRepresentations) throw tooManyEntities(different.length);
    const typeName = onlyTypeOf(different);
    const resolveAll = typeName === null ? undefined : lists.get(typeName);
    if (typeName !== null && resolveAll !== undefined && lacking(context, typeName) === null) {
      return resolveAll(different as readonly object[], context as never).then((values) => {
        for (const value of values) withTypeName(value, typeName);
        return places.map((place) => values[place]);
      });
    }
    const values = resolveEach(different, context, info);
    return places.map((place) => values[place]);
  };
  // The representation has already determined the type of the value.
  union.resolveType = (value: object) => typeNameOf(value);
  return schema;
}

/** Returns the representations without repeated ones, and for each given one its place among them. */
function withoutRepeated(representations: readonly unknown[]) {
  const known = new Map<unknown, number>();
  const different: unknown[] = [];
  const places = representations.map((representation) => {
    const key = representationKey(representation);
    const place = known.get(key) ?? different.push(representation) - 1;
    known.set(key, place);
    return place;
  });
  return { different, places };
}

function tooManyEntities(estimate: number): GraphQLError {
  return new GraphQLError(
    '_entities has more different representations than this graph allows. Split them into several requests.',
    {
      extensions: { code: 'TOO_MANY_ENTITIES', limit: 'representations', maximum: maxRepresentations, estimate },
    },
  );
}

/**
 * Returns the common type of these representations, as a router requests them. Null if their types differ or one is
 * malformed.
 */
function onlyTypeOf(representations: readonly unknown[]): string | null {
  try {
    const [typeName = null, ...others] = new Set(representations.map(typeNamedBy));
    return others.length === 0 ? typeName : null;
  } catch {
    return null;
  }
}

function typeNamedBy(representation: unknown): string {
  if (typeof representation === 'object' && representation !== null && Object.hasOwn(representation, '__typename')) {
    const { __typename: typeName } = representation as { __typename: unknown };
    if (typeof typeName === 'string') return typeName;
  }
  throw new InputError('__typename', 'A representation must be an object with a __typename.');
}

function referenceOf(type: GraphQLObjectType): ResolveReference {
  const { apollo } = type.extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };
  const resolve = apollo?.subgraph?.resolveReference;
  if (resolve === undefined) throw new TypeError(`The entity ${type.name} cannot be resolved.`);
  return resolve;
}

function listOf({ extensions }: GraphQLObjectType): ResolveReferences | undefined {
  return extensions['resolveAll'] as ResolveReferences | undefined;
}
