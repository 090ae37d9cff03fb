import { contextCacheSymbol, createContextCache } from '@pothos/core';

/**
 * Remembers what `create` returns, once for each GraphQL operation and argument list: one loader for an account, one promise
 * for a list. Nothing is created before a field asks for it, and nothing outlives the operation.
 */
export function perOperation<Context extends object, Args extends readonly string[], T>(
  create: (context: Context, ...args: Args) => T,
): (context: Context, ...args: Args) => T {
  const cache = createContextCache((_context: Context) => new Map<string, T>());
  return (context, ...args) => {
    const entries = cache(context);
    const key = args.length === 1 ? args[0] : JSON.stringify(args);
    const known = entries.get(key as string);
    if (known !== undefined) return known;
    const made = create(context, ...args);
    entries.set(key as string, made);
    return made;
  };
}

/** Forgets everything that this operation has read, so that later fields read anew: after a write nothing of it holds. */
export function forgetReads(context: { readonly wix: { forgetReads(): void } }): void {
  context.wix.forgetReads();
  // Pothos keeps its caches under this object instead of the context, where there is one.
  Object.assign(context, { [contextCacheSymbol]: {} });
}
