/** Keys the values that an operation's context keeps. */
const memory = Symbol('made for this operation');

interface Remembering {
  [memory]?: Map<symbol, Map<string, unknown>>;
}

/**
 * Remembers what `create` returns, once for each GraphQL operation and argument list: one loader for an account, one promise
 * for a list. Nothing is created before a field asks for it, and nothing outlives the operation.
 *
 * It is kept by the context itself. A WeakMap from contexts would do the same, but the garbage of one operation would then outlive many
 * others: only the rare large collections empty a WeakMap.
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

/** Forgets everything that this operation has read, so that later fields read anew: after a write nothing of it holds. */
export function forgetReads(context: { readonly wix: { forgetReads(): void } }): void {
  context.wix.forgetReads();
  (context as Remembering)[memory] = new Map();
}
