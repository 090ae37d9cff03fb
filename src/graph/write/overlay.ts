import type { GraphContext } from '../context.ts';

/**
 * What reads of Wix look like in the light of this tenant's recent writes: changed fields as written, removed objects gone. A read
 * that already shows a write ends its remembrance. Objects keep their order.
 */
export function withRecentWrites<T extends object>(
  context: GraphContext,
  type: string,
  idOf: (object: T) => string,
  objects: readonly T[],
): T[] {
  const { recent } = context.write;
  if (recent.isEmpty) return objects as T[];
  return objects.flatMap((object) => {
    const id = idOf(object);
    const write = recent.find(type, id);
    if (write === undefined) return [object];
    if (write.did === 'remove') {
      notePending(context, type, id);
      return [];
    }
    if (write.change !== undefined && !write.change.isShownBy(object)) {
      notePending(context, type, id);
      return [changed(object, write.change.fields)];
    }
    if (write.change?.isRewritten !== true) recent.forget(type, id);
    return [object];
  });
}

/** The object with other values of some fields, and of the same class. */
function changed<T extends object>(object: T, fields: object): T {
  return Object.create(Object.getPrototypeOf(object), Object.getOwnPropertyDescriptors({ ...object, ...fields }));
}

/** An object that this tenant has just created and that Wix's list does not show yet; null for any other. */
export function justCreated<T extends object>(context: GraphContext, type: string, id: string): T | null {
  const { recent } = context.write;
  if (recent.isEmpty) return null;
  const write = recent.find(type, id);
  if (write?.did !== 'create') return null;
  notePending(context, type, id);
  return write.object as T;
}

/**
 * Says in the answer that a list of this type may not hold this tenant's latest writes yet, where that is so. `isNarrowed` is for
 * lists and counts that a change can bring an object into or out of.
 */
export function reportPending(context: GraphContext, type: string, isNarrowed = false): void {
  const { recent } = context.write;
  if (recent.isEmpty) return;
  for (const { id, did } of recent.pending(type)) {
    if (isNarrowed || did !== 'change') notePending(context, type, id);
  }
}

/** Says of one object that its latest writes are not shown yet, where that is so. */
export function reportPendingOf(context: GraphContext, type: string, id: string): void {
  const { recent } = context.write;
  if (!recent.isEmpty && recent.find(type, id) !== undefined) notePending(context, type, id);
}

/**
 * True if a lost write to this object is a few seconds old: what a lagging list shows of it may be older still, and proves nothing
 * about a later write.
 */
export function isInDoubt(context: GraphContext, type: string, id: string): boolean {
  const { recent } = context.write;
  return !recent.isEmpty && recent.find(type, id)?.change?.isDoubted === true;
}

/** `extensions.consistency`: objects whose latest writes Wix does not show yet. */
function notePending(context: GraphContext, type: string, id: string): void {
  const known = context.extensions['consistency'] as { pending: { type: string; id: string }[] } | undefined;
  const consistency = known ?? { pending: [] };
  context.extensions['consistency'] = consistency;
  if (!consistency.pending.some((entry) => entry.type === type && entry.id === id))
    consistency.pending.push({ type, id });
}
