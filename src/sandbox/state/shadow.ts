/** What a list goes on showing of something that was written: its version of before, or null for none. */
export interface Shadow<T> {
  readonly shown: T | null;
  readonly until: string;
}

/** Stores a new version, or removes it for null; lists go on showing the old one until the lag has passed. */
export function writeShadowed<T>(
  items: Map<string, T>,
  shadows: Map<string, Shadow<T>>,
  id: string,
  item: T | null,
  { now, lagMs }: { now: Date; lagMs: number },
): void {
  if (lagMs > 0) {
    const before = shadows.get(id);
    const isShadowed = before !== undefined && before.until > now.toISOString();
    shadows.set(id, {
      shown: isShadowed ? before.shown : (items.get(id) ?? null),
      until: new Date(now.getTime() + lagMs).toISOString(),
    });
  }
  if (item === null) items.delete(id);
  else items.set(id, item);
}

/** Everything as lists show it, in no order. */
export function shownItems<T>(items: ReadonlyMap<string, T>, shadows: ReadonlyMap<string, Shadow<T>>, now: Date): T[] {
  const moment = now.toISOString();
  const shown = new Map(items);
  for (const [id, shadow] of shadows) {
    if (shadow.until <= moment) continue;
    if (shadow.shown === null) shown.delete(id);
    else shown.set(id, shadow.shown);
  }
  return [...shown.values()];
}
