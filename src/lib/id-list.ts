import { InputError } from './input-error.ts';

/** Throws an {@link InputError} on `field` if there are no ids, more than `maximum`, or duplicates. */
export function checkIds(field: string, ids: readonly string[], maximum: number, noun = 'one'): void {
  if (ids.length < 1 || ids.length > maximum) {
    throw new InputError(field, `${field} takes 1 to ${maximum.toLocaleString('en')} ids.`);
  }
  if (new Set(ids).size < ids.length) throw new InputError(field, `${field} must not name ${noun} twice.`);
}
