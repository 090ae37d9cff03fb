import type { FieldViolation } from './answer.ts';
import { plainError, Refusal, validationError } from './answer.ts';

/** A JSON object whose fields have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object, arrays excluded. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Refuses the call with 400 and one field violation. */
export function refuseField(violation: FieldViolation): never {
  throw new Refusal(validationError([violation]));
}

function refuseType(expected: string): never {
  // INFERRED: only "Expected an object" was seen; the other wordings follow it.
  throw new Refusal(plainError(400, `Expected ${expected}`));
}

/** Missing and null both read as undefined, as in proto JSON. A value of another type is refused with 400. */
export function objectAt(source: JsonObject, field: string): JsonObject | undefined {
  const value = source[field] ?? undefined;
  return value === undefined || isObject(value) ? value : refuseType('an object');
}

/** As `objectAt`, for arrays of anything. */
export function listAt(source: JsonObject, field: string): readonly unknown[] | undefined {
  const value = source[field] ?? undefined;
  return value === undefined || Array.isArray(value) ? value : refuseType('an array');
}

/** As `objectAt`, for text. */
export function stringAt(source: JsonObject, field: string): string | undefined {
  const value = source[field] ?? undefined;
  return value === undefined || typeof value === 'string' ? value : refuseType('a string');
}

/** As `objectAt`, for whole numbers. UNKNOWN: whether Wix takes numbers written as text; here they are refused. */
export function integerAt(source: JsonObject, field: string): number | undefined {
  const value = source[field] ?? undefined;
  if (value === undefined) return undefined;
  return typeof value === 'number' && Number.isInteger(value) ? value : refuseType('an integer');
}

/** As `objectAt`, for true and false. */
export function booleanAt(source: JsonObject, field: string): boolean | undefined {
  const value = source[field] ?? undefined;
  return value === undefined || typeof value === 'boolean' ? value : refuseType('a boolean');
}

/** As `objectAt`, for arrays of text. */
export function stringsAt(source: JsonObject, field: string): readonly string[] | undefined {
  return listAt(source, field)?.map((value) => (typeof value === 'string' ? value : refuseType('a string')));
}

/** As `objectAt`, for arrays of objects. */
export function objectsAt(source: JsonObject, field: string): readonly JsonObject[] | undefined {
  return listAt(source, field)?.map((value) => (isObject(value) ? value : refuseType('an object')));
}

/** One of the allowed names, or undefined. Anything else is refused the way Wix words unknown enum values. */
export function enumAt<T extends string>(source: JsonObject, field: string, allowed: readonly T[]): T | undefined {
  return checkEnum(stringAt(source, field), field, allowed);
}

/** The value when it is one of the allowed names, undefined when missing; refused as in `enumAt` otherwise. */
export function checkEnum<T extends string>(
  value: string | undefined,
  field: string,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const known = allowed.find((name) => name === value);
  if (known !== undefined) return known;
  const names = allowed.map((name, ordinal) => `${name}(${ordinal})`).join(', ');
  throw new Refusal(plainError(400, `${field} enum must be in [${names}]`));
}
