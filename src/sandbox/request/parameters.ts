import { z } from 'zod';
import type { SandboxQuirks } from '../quirks.ts';
import { offset, pageSize } from './values.ts';

// Each parameter reads the list of all values that were sent under its name.

/** Reads the text of a parameter by a schema of what it stands for. */
function reading<Value>(decode: (text: string) => unknown, schema: z.ZodType<Value>) {
  return (values: readonly string[] | undefined, context: z.core.ParsePayload): Value | undefined => {
    const text = values?.[0] ?? '';
    if (text === '') return undefined;
    const parsed = schema.safeParse(decode(text));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: text } as z.core.$ZodRawIssue);
    return undefined;
  };
}

const once = z.array(z.string()).max(1).optional();

/** A parameter with one value. Missing and empty both read as undefined. */
export function textParameter<Value>(schema: z.ZodType<Value, string>): z.ZodType<Value | undefined> {
  return once.transform(reading((text) => text, schema));
}

/** A parameter that must be present, with one value. */
export function neededParameter<Value>(schema: z.ZodType<Value, string>): z.ZodType<Value> {
  return z
    .array(z.string().min(1))
    .min(1)
    .max(1)
    .transform(reading((text) => text, schema))
    .transform((value) => value as Value);
}

/** A parameter that holds a decimal integer. */
export function integerParameter(schema: z.ZodType<number, number>): z.ZodType<number | undefined> {
  return once.transform(reading((text) => (/^-?\d{1,9}$/.test(text) ? Number(text) : text), schema));
}

/** A parameter that holds a page size. */
export function pageSizeParameter(maximum: number, clampedBy: keyof SandboxQuirks): z.ZodType<number | undefined> {
  return integerParameter(pageSize(maximum, clampedBy));
}

export const offsetParameter = integerParameter(offset);

/** A parameter that holds `true` or `false`. */
export const booleanParameter: z.ZodType<boolean | undefined> = once.transform(
  reading((text) => (text === 'true' || text === 'false' ? text === 'true' : text), z.boolean()),
);

/** A parameter that can be repeated. Missing reads as an empty list. */
export function listParameter<Value>(item: z.ZodType<Value, string>, maximum = 1_000): z.ZodType<readonly Value[]> {
  return z
    .array(item)
    .max(maximum)
    .optional()
    .transform((values) => values ?? []);
}
