import { isGuid } from '../wix/values.ts';
import { InputError } from './input-error.ts';

/** Returns the caller's GUID in lower case, as Wix writes it. Throws an {@link InputError} on `field` for anything else. */
export function guidInput(field: string, value: string, noun: string): string {
  if (!isGuid(value)) throw new InputError(field, `${field} must be the GUID of ${noun}.`);
  return value.toLowerCase();
}

/** Returns the caller's list of GUIDs in lower case. Errors contain the position in the list. */
export function guidInputs(field: string, values: readonly string[], noun: string): string[] {
  return values.map((value, index) =>
    isGuid(value) ? value.toLowerCase() : guidInput(`${field}.${index}`, value, noun),
  );
}
