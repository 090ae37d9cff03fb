import { plainError, Refusal } from './answer.ts';
import { checkEnum } from './input.ts';

/** The query string of a call: every name with all its values, in the order they were sent. */
export type QueryString = Readonly<Record<string, readonly string[]>>;

/** The first value of a parameter; undefined when it was not sent. */
export function queryText(query: QueryString, name: string): string | undefined {
  return query[name]?.[0];
}

/** Refuses text that is not a decimal integer with 400. */
export function queryInteger(query: QueryString, name: string): number | undefined {
  const text = queryText(query, name);
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d{1,9}$/.test(text)) throw new Refusal(plainError(400, `${name} must be an integer`));
  return Number(text);
}

/** Refuses anything but `true` and `false` with 400; undefined when it was not sent. */
export function queryBoolean(query: QueryString, name: string): boolean | undefined {
  const text = checkEnum(queryText(query, name), name, ['true', 'false']);
  return text === undefined ? undefined : text === 'true';
}

/** Refuses a name that is not allowed with 400; undefined when it was not sent. */
export function queryEnum<T extends string>(query: QueryString, name: string, allowed: readonly T[]): T | undefined {
  return checkEnum(queryText(query, name), name, allowed);
}
