import { InputError } from './input-error.ts';

/** Returns the caller's language code, null for none. Throws an {@link InputError} on `field` if it is not a code. */
export function languageInput(field: string, value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/.test(value)) {
    throw new InputError(field, `${field} must be an ISO 639 language code such as en.`);
  }
  return value;
}
