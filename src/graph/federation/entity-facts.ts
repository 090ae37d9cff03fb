import type { GraphQLResolveInfo } from 'graphql';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import type { GraphContext } from '../context.ts';

/** The facts about an entity that the SDL states, besides its keys. */
export interface EntityFacts {
  readonly cacheTag: string;
  /** The fields that every key has, so that whoever refers to the entity knows them. */
  readonly keyFields: ReadonlySet<string>;
  /** The endpoint that reads the entity. Its permission guards the type. */
  readonly upstream: AnyEndpoint | undefined;
  /** Resolves many representations with one promise. Absent if that has no advantage. */
  readonly resolveAll?: ResolveReferences;
  /** Reads the entity by its `id`. Absent if it can't be read so: then it is no `Node`. */
  readonly node?: NodeFacts;
}

/** The way from an entity's `id` to the entity. */
export interface NodeFacts {
  /** `guid`: Wix's GUID, which doesn't name the type. `objectId`: an id of ours, which holds type and account. */
  readonly form: 'guid' | 'objectId';
  /** Whether Wix finds the object by its id alone, in whichever account. Otherwise it is read in one account. */
  readonly isGlobal: boolean;
  /** Returns the entity, null if it doesn't exist. `id` is the GUID, or the last part of an id of ours. */
  readonly load: (id: string, accountId: string, context: GraphContext, info: GraphQLResolveInfo) => unknown;
  /** Does the same where `load` would leave it to the fields of the entity to find out that it doesn't exist. */
  readonly confirm: NodeFacts['load'];
}

/** Resolves representations in their order. A failed one resolves to an Error at its position. Never rejects. */
export type ResolveReferences = (representations: readonly object[], context: never) => Promise<unknown[]>;

const facts = new WeakMap<object, Map<string, EntityFacts>>();

/** Returns the facts of a builder's entities by type name. */
export function entityFactsOf(builder: object): Map<string, EntityFacts> {
  const known = facts.get(builder) ?? new Map<string, EntityFacts>();
  facts.set(builder, known);
  return known;
}
