import { GraphQLError, type GraphQLObjectType, type GraphQLSchema, isUnionType } from 'graphql';
import { InputError } from '../lib/input-error.ts';

/** The most representations that one `_entities` field takes: ten full batches. */
const maxRepresentations = 1_000;

type ResolveReference = (representation: object, context: unknown, info: unknown) => unknown;

/**
 * Replaces the resolver of `_entities`. Every representation is resolved for itself, in order: what is wrong with one is an
 * error in its place and touches no other. (The resolver of the federation library fails the whole list instead.)
 */
export function isolateEntities(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  if (field === undefined || !isUnionType(union)) return schema;
  const references = new Map(union.getTypes().map((type) => [type.name, referenceOf(type)]));

  field.resolve = (_root, args: { representations: readonly unknown[] }, context, info) => {
    if (args.representations.length > maxRepresentations) {
      throw new GraphQLError(`_entities takes at most ${maxRepresentations} representations.`, {
        extensions: { code: 'TOO_MANY_ENTITIES' },
      });
    }
    return args.representations.map((representation) => {
      try {
        const typeName = typeNameOf(representation);
        const resolve = references.get(typeName);
        if (resolve === undefined) throw new InputError('__typename', 'There is no entity of this type here.');
        return withTypeName(resolve(representation as object, context, info), typeName);
      } catch (error) {
        return error;
      }
    });
  };
  // Which type a value has was settled by its representation.
  union.resolveType = (value: object) => typeNames.get(value);
  return schema;
}

const typeNames = new WeakMap<object, string>();

function withTypeName(entity: unknown, typeName: string): unknown {
  if (entity instanceof Promise) return entity.then((settled) => withTypeName(settled, typeName));
  if (typeof entity === 'object' && entity !== null) typeNames.set(entity, typeName);
  return entity;
}

function typeNameOf(representation: unknown): string {
  if (typeof representation === 'object' && representation !== null && Object.hasOwn(representation, '__typename')) {
    const { __typename: typeName } = representation as { __typename: unknown };
    if (typeof typeName === 'string') return typeName;
  }
  throw new InputError('__typename', 'A representation is an object with a __typename.');
}

function referenceOf(type: GraphQLObjectType): ResolveReference {
  const { apollo } = type.extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };
  const resolve = apollo?.subgraph?.resolveReference;
  if (resolve === undefined) throw new TypeError(`The entity ${type.name} cannot be resolved.`);
  return resolve;
}
