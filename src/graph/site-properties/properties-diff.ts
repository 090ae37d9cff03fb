import type { PlannedChange } from '../write/dry-run.ts';
import type { SiteProperties } from './model.ts';

/** Properties after a write, by their names in the graph. Null properties are cleared, absent ones are unchanged. */
export type PropertiesAfter = Partial<SiteProperties>;

/**
 * Returns the effects of a write: one change per value that differs, listing the parts of an address, a policy or a
 * note one by one.
 */
export function propertiesDiff(siteId: string, before: SiteProperties, after: PropertiesAfter): PlannedChange[] {
  return Object.keys(after).flatMap((name) => {
    const old = valuesOf(name, before[name as keyof SiteProperties]);
    const fresh = valuesOf(name, after[name as keyof SiteProperties]);
    return [...new Set([...old.keys(), ...fresh.keys()])]
      .map((field) => ({ field, before: old.get(field) ?? null, after: fresh.get(field) ?? null }))
      .filter((change) => change.before !== change.after)
      .map((change) => ({ type: 'SiteProperties', id: siteId, ...change, summary: sentence(change) }));
  });
}

function sentence({ field, before, after }: { field: string; before: string | null; after: string | null }): string {
  if (after === null) return `${field} is cleared.`;
  return before === null ? `${field} is set to ${after}.` : `${field} changes from ${before} to ${after}.`;
}

/** Returns a value as texts by field path. Omits Wix's raw value of an enum, which adds nothing to the enum. */
function valuesOf(path: string, value: unknown): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (Array.isArray(value)) return value.length === 0 ? new Map() : new Map([[path, value.map(itemText).join('; ')]]);
  if (typeof value !== 'object') return new Map([[path, String(value)]]);
  const parts = Object.entries(value).filter(([name]) => !name.endsWith('Raw'));
  return new Map(parts.flatMap(([name, part]) => [...valuesOf(`${path}.${name}`, part)]));
}

function itemText(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  return Object.values(item)
    .filter((part) => part !== null)
    .join(' ');
}
