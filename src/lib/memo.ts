/** Key of the values in an operation's context. */
const memory = Symbol('made for this operation');

interface Remembering {
  [memory]?: Map<symbol, Map<string, unknown>>;
}

/**
 * Memoizes `create` for each GraphQL operation and argument list: one loader per account, one promise per list. Nothing is created before
 * a field needs it, and nothing outlives the operation.
 *
 * The values are stored in the context itself and not in a WeakMap, because only rare major garbage collections empty a WeakMap.
 */
export function perOperation<Context extends object, Args extends readonly string[], T>(
  create: (context: Context, ...args: Args) => T,
): (context: Context, ...args: Args) => T {
  const owner = Symbol(create.name);
  return (context, ...args) => {
    const entries = entriesOf(context, owner);
    const key = args.length === 1 ? (args[0] as string) : JSON.stringify(args);
    const known = entries.get(key);
    if (known !== undefined) return known as T;
    const made = create(context, ...args);
    entries.set(key, made);
    return made;
  };
}

function entriesOf(context: Remembering, owner: symbol): Map<string, unknown> {
  context[memory] ??= new Map();
  const known = context[memory].get(owner);
  if (known !== undefined) return known;
  const entries = new Map<string, unknown>();
  context[memory].set(owner, entries);
  return entries;
}

/** Discards everything that this operation has read, so that later fields read again. After a write, earlier reads may be outdated. */
export function forgetReads(context: { readonly wix: { forgetReads(): void } }): void {
  context.wix.forgetReads();
  (context as Remembering)[memory] = new Map();
}
