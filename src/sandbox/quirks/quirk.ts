import { z } from 'zod';

/** A point that the contract leaves open, contradicts itself about, or that is the sandbox's own decision. */
export interface Quirk<Value> {
  readonly schema: z.ZodType<Value>;
  /** The default value. */
  readonly standard: Value;
  /** The values that it accepts, for people. The default comes first. */
  readonly values: string;
  /** Description of the behavior that it decides, for people. */
  readonly about: string;
}

/** A group of quirks by name. */
export type QuirkTable = Readonly<Record<string, Quirk<unknown>>>;

type Choice = string | number | boolean | null;

/** A quirk with a fixed set of values. The first one is the default. */
export function choice<const Values extends readonly [Choice, ...Choice[]]>(
  values: Values,
  about: string,
): Quirk<Values[number]> {
  const [standard]: readonly [Values[number], ...unknown[]] = values;
  const schema = z.literal<Choice[]>([...values]) as z.ZodType<Values[number]>;
  return { schema, standard, values: values.map((value) => `\`${value}\``).join(', '), about };
}

/** A quirk that holds a whole number within bounds. */
export function number(
  standard: number,
  about: string,
  { minimum = 0, maximum = 2_147_483_647 }: { minimum?: number; maximum?: number } = {},
): Quirk<number> {
  const schema = z.int().min(minimum).max(maximum);
  return { schema, standard, values: `\`${standard}\`, any integer from ${minimum}`, about };
}

/** A quirk that holds a duration in milliseconds. */
export function milliseconds(standard: number, about: string): Quirk<number> {
  return { ...number(standard, about), values: `\`${standard}\`, any number of milliseconds` };
}

/** A quirk that holds a name, such as that of a field. */
export function name(standard: string, about: string): Quirk<string> {
  return { schema: z.string().max(100), standard, values: `\`${standard}\`, any name`, about };
}

/** A quirk that holds a name or none. None is the default. */
export function optionalName(about: string): Quirk<string | null> {
  return { schema: z.string().min(1).max(100).nullable(), standard: null, values: '`null`, any name', about };
}
