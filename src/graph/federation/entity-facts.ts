import type { AnyEndpoint } from '../../wix/endpoint.ts';

/** The facts about an entity that the SDL states, besides its keys. */
export interface EntityFacts {
  readonly cacheTag: string;
  /** The fields that every key has, so that whoever refers to the entity knows them. */
  readonly keyFields: ReadonlySet<string>;
  /** The endpoint that reads the entity. Its permission guards the type. */
  readonly upstream: AnyEndpoint | undefined;
  /** Resolves many representations with one promise. Absent if that has no advantage. */
  readonly resolveAll?: ResolveReferences;
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
