import type { ServedCall } from '../../../src/sandbox/calls.ts';

/** A path into a request: its part, then names and indexes. */
export type Path = readonly (string | number)[];

/** A request with one fault in it. */
export interface Mutant {
  /** The faulty place without indexes, `body.ids[]`. */
  readonly field: string;
  /** The faulty place as a violation names it, `ids[0]`. */
  readonly named: string;
  readonly fault: 'misspelt' | 'wrong type' | 'wrong value';
  readonly request: ServedCall;
}

type Json = unknown;

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A path as the report prints it: `body.query.filter.id.$in[]`. */
export function fieldOf(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

/** A path as Wix's violations name it: `newAssignments[0].policyId`. */
function namedOf(path: Path): string {
  return path
    .slice(1)
    .reduce<string>(
      (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
      '',
    );
}

/** Every place in a value, itself excluded. Of a list only the first item is visited. */
function placesIn(value: Json, path: Path): readonly Path[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [[...path, 0], ...placesIn(value[0], [...path, 0])];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => [[...path, name], ...placesIn(child, [...path, name])]);
}

/** Every place in the body and the query of a request. */
export function placesOf({ body, query }: ServedCall): readonly Path[] {
  return [...placesIn(body, ['body']), ...Object.keys(query).map((name): Path => ['query', name])];
}

function valueAt(root: Json, path: Path): Json {
  return path.reduce<Json>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    root,
  );
}

/** A copy of a request with another value at a place, or with another name for it. */
function changed(request: ServedCall, path: Path, change: { value: Json } | { name: string }): ServedCall {
  const copy = structuredClone(request);
  const holder = valueAt(copy, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof holder !== 'object' || holder === null || last === undefined) throw new Error('No such place');
  if ('value' in change) Reflect.set(holder, last, change.value);
  else {
    // In its old place among the others.
    const renamed = Object.entries(holder).map(([name, value]) => [name === last ? change.name : name, value]);
    for (const name of Object.keys(holder)) Reflect.deleteProperty(holder, name);
    Object.assign(holder, Object.fromEntries(renamed));
  }
  return copy;
}

/** A value of another JSON type. */
function otherType(value: Json): Json {
  if (Array.isArray(value)) return 'not a list';
  switch (typeof value) {
    case 'string':
      return 42;
    case 'number':
      return 'not a number';
    case 'boolean':
      return 'not a switch';
    default:
      // No text: in a filter that would be short for an equality.
      return 42;
  }
}

/** A value of the same type that no format, list of names or range takes; undefined where there is none. */
function otherValue(value: Json): Json {
  switch (typeof value) {
    case 'string':
      return '!! no such value';
    case 'number':
      return -1_000_000;
    default:
      return undefined;
  }
}

/** All requests with one fault at a place: its name misspelt, its value of another type, its value wrong. */
export function mutantsAt(request: ServedCall, path: Path): readonly Mutant[] {
  const place = { field: fieldOf(path), named: namedOf(path) };
  const last = path.at(-1);
  const value = valueAt(request, path);
  const mutants: Mutant[] = [];
  if (typeof last === 'string') {
    const name = `${last}${last.at(-1)}`;
    const named = namedOf([...path.slice(0, -1), name]);
    mutants.push({ ...place, named, fault: 'misspelt', request: changed(request, path, { name }) });
  }
  if (path[0] === 'query') {
    // All that a query string holds is text.
    const wrong = changed(request, path, { value: ['!! no such value'] });
    return [...mutants, { ...place, fault: 'wrong value', request: wrong }];
  }
  mutants.push({ ...place, fault: 'wrong type', request: changed(request, path, { value: otherType(value) }) });
  const wrong = otherValue(value);
  if (wrong !== undefined) {
    mutants.push({ ...place, fault: 'wrong value', request: changed(request, path, { value: wrong }) });
  }
  return mutants;
}
