/** The earlier version that a list still shows of something that was written, or null for none. */
export interface Shadow<T> {
  readonly shown: T | null;
  readonly until: string;
}

/** Stores a new version, or removes it for null. Lists show the old one until the lag has passed. */
export function writeShadowed<T>(
  items: Map<string, T>,
  shadows: Map<string, Shadow<T>>,
  id: string,
  item: T | null,
  { now, lagMs }: { now: Date; lagMs: number },
): void {
  const moment = now.toISOString();
  for (const [key, { until }] of shadows) {
    if (until > moment) break;
    shadows.delete(key);
  }
  if (lagMs > 0) {
    const before = shadows.get(id);
    const isShadowed = before !== undefined && before.until > moment;
    // Set anew at the end, so that shadows stay in the order in which they end.
    shadows.delete(id);
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
  if (shadows.size === 0) return [...items.values()];
  const moment = now.toISOString();
  const shown = new Map(items);
  for (const [id, shadow] of shadows) {
    if (shadow.until <= moment) continue;
    if (shadow.shown === null) shown.delete(id);
    else shown.set(id, shadow.shown);
  }
  return [...shown.values()];
}
