/** What a normalising cache with default settings holds: the fields of each object by `__typename:id`. */
export class NormalisedStore {
  readonly objects = new Map<string, Map<string, { readonly value: string; readonly at: string }>>();
  /** Fields that two answers gave different values, with both. */
  readonly conflicts: string[] = [];

  /** Adds a response, in which a field's name stands for itself. `at` names it in conflicts. */
  add(value: unknown, at: string): void {
    if (Array.isArray(value)) {
      for (const item of value) this.add(item, at);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const { __typename: type, id } = value as { __typename?: string; id?: unknown };
    const key = typeof id === 'string' ? `${type}:${id}` : null;
    if (key !== null && !this.objects.has(key)) this.objects.set(key, new Map());
    for (const [name, field] of Object.entries(value)) {
      this.add(field, at);
      if (key !== null) this.#set(key, name, reference(field), at);
    }
  }

  #set(key: string, name: string, value: string, at: string): void {
    const fields = this.objects.get(key);
    const known = fields?.get(name);
    if (known === undefined) fields?.set(name, { value, at });
    else if (known.value !== value && known.value !== 'null' && value !== 'null') {
      this.conflicts.push(`${key}.${name}: ${known.value} in ${known.at}, ${value} in ${at}`);
    }
  }
}

/** A value as a cache keeps it: of an object with an id only the reference; what lists hold depends on their arguments. */
function reference(value: unknown): string {
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object') ? JSON.stringify(value) : 'list';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { __typename: type, id } = value as { __typename?: string; id?: unknown };
  return typeof id === 'string' ? `${type}:${id}` : 'object';
}
