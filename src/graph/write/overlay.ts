import type { GraphContext } from '../context.ts';

/**
 * Applies this tenant's recent writes to objects read from Wix: changed fields as written, removed objects left out.
 * Discards a recent write that the read already shows. Keeps the order of the objects.
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

/** Returns a copy of the object, of the same class, with other values of some fields. */
function changed<T extends object>(object: T, fields: object): T {
  return Object.create(Object.getPrototypeOf(object), Object.getOwnPropertyDescriptors({ ...object, ...fields }));
}

/**
 * Returns an object that this tenant has just created and that Wix does not list yet; null for any other. `shownType` is
 * the type under which it is reported as pending.
 */
export function justCreated<T extends object>(
  context: GraphContext,
  type: string,
  id: string,
  shownType = type,
): T | null {
  const { recent } = context.write;
  if (recent.isEmpty) return null;
  const write = recent.find(type, id);
  if (write?.did !== 'create') return null;
  notePending(context, shownType, id);
  return write.object as T;
}

/**
 * Reports in the response that a list of this type may not show this tenant's latest writes yet, if there are any. Set
 * `isNarrowed` for lists and counts that a change can move an object into or out of.
 */
export function reportPending(context: GraphContext, type: string, isNarrowed = false): void {
  const { recent } = context.write;
  if (recent.isEmpty) return;
  for (const { id, did } of recent.pending(type)) {
    if (isNarrowed || did !== 'change') notePending(context, type, id);
  }
}

/** Reports that the latest writes of one object are not shown yet, if there are any. */
export function reportPendingOf(context: GraphContext, type: string, id: string): void {
  const { recent } = context.write;
  if (!recent.isEmpty && recent.find(type, id) !== undefined) notePending(context, type, id);
}

interface ObjectKey {
  readonly type: string;
  readonly id: string;
}

/** Reports an object as pending that belongs to another one, if this tenant has just removed that one or unsettled it. */
export function reportPendingBy(context: GraphContext, owner: ObjectKey, shown: ObjectKey): void {
  const { recent } = context.write;
  if (recent.isEmpty) return;
  const write = recent.find(owner.type, owner.id);
  if (write?.did === 'remove' || write?.change?.isUnsettled === true) notePending(context, shown.type, shown.id);
}

/**
 * Returns true if a write to this object was lost within the last seconds. A lagging list can then show an older state,
 * which is inconclusive about a later write.
 */
export function isInDoubt(context: GraphContext, type: string, id: string): boolean {
  const { recent } = context.write;
  return !recent.isEmpty && recent.find(type, id)?.change?.isDoubted === true;
}

/** Adds an object to `extensions.consistency`, whose latest writes Wix does not show yet. */
function notePending(context: GraphContext, type: string, id: string): void {
  const known = context.extensions['consistency'] as { pending: { type: string; id: string }[] } | undefined;
  const consistency = known ?? { pending: [] };
  context.extensions['consistency'] = consistency;
  if (!consistency.pending.some((entry) => entry.type === type && entry.id === id))
    consistency.pending.push({ type, id });
}
