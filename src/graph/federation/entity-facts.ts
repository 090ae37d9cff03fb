import type { AnyEndpoint } from '../../wix/endpoint.ts';

/** What the SDL says of an entity beside its keys. */
export interface EntityFacts {
  readonly cacheTag: string;
  /** The call that reads it, whose permission guards the type. */
  readonly upstream: AnyEndpoint | undefined;
  /** Resolves many representations with one promise; absent where nothing is won by that. */
  readonly resolveAll?: ResolveReferences;
}

/** What each representation leads to, in their order; an Error in the place of one that leads nowhere because it failed. Never rejects. */
export type ResolveReferences = (representations: readonly object[], context: never) => Promise<unknown[]>;

const facts = new WeakMap<object, Map<string, EntityFacts>>();

/** The facts of a builder's entities by type name. */
export function entityFactsOf(builder: object): Map<string, EntityFacts> {
  const known = facts.get(builder) ?? new Map<string, EntityFacts>();
  facts.set(builder, known);
  return known;
}
