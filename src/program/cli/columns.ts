import { type ItemsPlan, itemsOf, type SelectedField, type Selections } from './list-plan.ts';

/** A column of a table: the response keys from the item to the value. */
export interface Column {
  readonly name: string;
  readonly path: readonly string[];
  /** Plan for the items of a list in a cell; null for a plain value. */
  readonly items: ItemsPlan | null;
}

/**
 * Returns the columns of a list: one for each field without subfields, named by its path (`primaryDomain.name`), and one for each list.
 * They are derived from the document, so they do not depend on the items.
 */
export function columnsOf(fields: readonly SelectedField[], selections: Selections): Column[] {
  const columns = new Map<string, Column>();
  const collect = (below: readonly SelectedField[], above: readonly string[]) => {
    for (const field of below) {
      const path = [...above, field.key];
      if (field.kind === 'object') {
        collect(selections.below(field), path);
        continue;
      }
      const name = path.join('.');
      const items = field.kind === 'leaf' ? null : itemsOf(field, selections);
      if (!columns.has(name)) columns.set(name, { name, path, items });
    }
  };
  collect(fields, []);
  return [...columns.values()];
}

/** Returns the text of a cell. Several plain values are separated by semicolons; objects are JSON. */
export function cellOf(item: unknown, { path, items }: Column): string {
  const value = valueAt(item, path);
  if (items === null || value === null) return textOf(value);
  return textOf(itemsAt(value, items.keys));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    return value.every((one) => typeof one !== 'object') ? value.map(textOf).join('; ') : JSON.stringify(value);
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (typeof value !== 'object' || value === null) return null;
  return valueAt((value as Record<string, unknown>)[key], rest);
}

function itemsAt(value: unknown, keys: readonly string[]): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(value)) return value.map((one) => itemsAt(one, keys));
  return typeof value === 'object' && value !== null ? itemsAt((value as Record<string, unknown>)[key], rest) : null;
}
