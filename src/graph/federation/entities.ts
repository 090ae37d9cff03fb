import { GraphQLError, type GraphQLObjectType, type GraphQLSchema, isUnionType } from 'graphql';
import { InputError } from '../../lib/input-error.ts';
import type { GraphContext } from '../context.ts';
import type { ResolveReferences } from './entity-facts.ts';
import { lackingScope, lacks, scopesOfType } from './scopes.ts';

/** Maximum number of representations in one `_entities` field: ten full batches. */
const maxRepresentations = 1_000;

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

  field.resolve = (_root, args: { representations: readonly unknown[] }, context, info) => {
    if (args.representations.length > maxRepresentations) {
      throw new GraphQLError(
        `_entities takes at most ${maxRepresentations} representations. Split them into several requests.`,
        {
          extensions: { code: 'TOO_MANY_ENTITIES' },
        },
      );
    }
    const typeName = onlyTypeOf(args.representations);
    const resolveAll = typeName === null ? undefined : lists.get(typeName);
    if (typeName !== null && resolveAll !== undefined && lacking(context, typeName) === null) {
      return resolveAll(args.representations as readonly object[], context as never).then((values) => {
        for (const value of values) withTypeName(value, typeName);
        return values;
      });
    }
    return args.representations.map((representation) => {
      try {
        const typeName = typeNameOf(representation);
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
  };
  // The representation has already determined the type of the value.
  union.resolveType = (value: Named) => value[typeNameKey];
  return schema;
}

const typeNameKey = Symbol('type name');

interface Named {
  [typeNameKey]?: string;
}

function withTypeName(entity: unknown, typeName: string): unknown {
  if (entity instanceof Promise) return entity.then((settled) => withTypeName(settled, typeName));
  if (typeof entity === 'object' && entity !== null) (entity as Named)[typeNameKey] = typeName;
  return entity;
}

/**
 * Returns the common type of these representations, as a router requests them. Null if their types differ or one is
 * malformed.
 */
function onlyTypeOf(representations: readonly unknown[]): string | null {
  try {
    const [typeName = null, ...others] = new Set(representations.map(typeNameOf));
    return others.length === 0 ? typeName : null;
  } catch {
    return null;
  }
}

function typeNameOf(representation: unknown): string {
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
