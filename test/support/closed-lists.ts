import type { z } from 'zod';
import type { ServedCall } from '../../src/sandbox/calls.ts';
import type { FilterFields } from '../../src/sandbox/query/filter.ts';
import { chooseQuirks } from '../../src/sandbox/quirks.ts';
import type { Route } from '../../src/sandbox/route.ts';

/** A place in a request that takes only the values of a list. */
export interface ClosedList {
  readonly operation: string;
  /** The place, without the operators of a filter and without marks for lists: `body.query.filter.namespace`. */
  readonly place: string;
  readonly values: readonly string[];
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}

type Found = readonly (readonly [place: string, values: readonly string[]])[];

const never = '!! no such value';

/** The closed list that a query parameter reads, by the violation for a value outside. */
function listOfParameter(schema: z.ZodType): readonly string[] {
  const parsed = schema.safeParse([never]);
  const issue = parsed.error?.issues.find(({ code }) => code === 'invalid_value');
  return issue?.code === 'invalid_value' ? issue.values.map(String) : [];
}

function listsIn(schema: z.ZodType, place: string): Found {
  const declared = schema.meta()?.['declared'] as FilterFields<never> | undefined;
  if (declared !== undefined) {
    return Object.entries(declared).flatMap(([name, { type }]) =>
      Array.isArray(type) ? [[`${place}.${name}`, type as readonly string[]] as const] : [],
    );
  }
  const definition = schema.def as unknown as Definition;
  const { shape, element, innerType, in: input, options, entries, values } = definition;
  if (entries !== undefined) return [[place, Object.values(entries)]];
  if (values?.every((value) => typeof value === 'string')) return [[place, values.map(String)]];
  if (shape !== undefined) {
    return Object.entries(shape).flatMap(([name, child]) => {
      const at = `${place}.${name}`;
      if (place !== 'query') return listsIn(child, at);
      const list = listOfParameter(child);
      return list.length === 0 ? [] : [[at, list] as const];
    });
  }
  return [element, innerType, input, ...(options ?? [])].flatMap((part) =>
    part === undefined ? [] : listsIn(part, place),
  );
}

/** Returns every closed list in the requests of some routes, found in their schemas. */
export function closedLists(routes: readonly Route[]): readonly ClosedList[] {
  const quirks = chooseQuirks();
  return routes.flatMap(({ operation, body, query }) => {
    // Alternatives of one body can hold the same list.
    const found = new Map([...listsIn(body(quirks), 'body'), ...listsIn(query(quirks), 'query')]);
    return [...found].map(([place, values]) => ({ operation, place, values }));
  });
}

function textsIn(value: unknown, place: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[place, value]];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, place));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    textsIn(child, name.startsWith('$') ? place : `${place}.${name}`),
  );
}

/** Returns the values that a call sent at a place. */
export function sentAt({ body, query }: ServedCall, place: string): readonly string[] {
  return [...textsIn(body, 'body'), ...textsIn(query, 'query')].flatMap(([at, text]) => (at === place ? [text] : []));
}
