import { object } from '../../lib/read.ts';

/** A part of the properties; null when Wix left it out or sent it empty, which both mean that nobody has entered it. */
export function part(value: unknown): Readonly<Record<string, unknown>> | null {
  const fields = object(value);
  return Object.keys(fields).length === 0 ? null : fields;
}

/** A switch that can also be unset: null. */
export function setting(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
