import { object } from '../../lib/read.ts';

/**
 * Returns a part of the properties; null if Wix omitted it or sent it empty, which both mean that it has not been
 * entered.
 */
export function part(value: unknown): Readonly<Record<string, unknown>> | null {
  const fields = object(value);
  return Object.keys(fields).length === 0 ? null : fields;
}

/** Returns the value of a setting; null if it is not set. */
export function setting(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
