import {
  type FieldNode,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { addPath, isPromise, type Path, serialize } from './graphql-js.ts';
import { type PlainLeaf, plainLeafOf, takesPlain } from './plain-leaf.ts';
import type { ObjectPlan, Planner } from './plan.ts';
import type { Run } from './run.ts';

/** Completes the value that a resolver returned into its part of the response. */
export interface Completer {
  /** Throws if the value is an error. Parts that are still pending are filled in by the run later. */
  complete(run: Run, value: unknown, path: Path): unknown;
  /** Completes a value that needs no more than a check, as most do; returns undefined for all others. */
  quick(value: unknown): unknown;
}

/** Position of a value in the document and the schema. */
export interface Place {
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/**
 * Returns the completer of a type. It behaves as in graphql-js, but inspects the type only once. `rise` is the number of path steps
 * from the value up to the nearest nullable position: 0 if the value itself is nullable.
 */
export function completerOf(planner: Planner, type: GraphQLOutputType, place: Place, rise: number): Completer {
  if (isNonNullType(type)) return new NonNull(completerOf(planner, type.ofType, place, rise), place);
  if (isListType(type)) {
    const itemRise = isNonNullType(type.ofType) ? rise + 1 : 0;
    return new List({ completer: completerOf(planner, type.ofType, place, itemRise), rise: itemRise, place });
  }
  if (isLeafType(type)) return new Leaf(type);
  if (isObjectType(type)) return new ObjectOf(planner, type, place, rise);
  return new Abstract(planner, type, place, rise);
}

class NonNull implements Completer {
  readonly #inner: Completer;
  readonly #place: Place;

  constructor(inner: Completer, place: Place) {
    this.#inner = inner;
    this.#place = place;
  }

  complete(run: Run, value: unknown, path: Path): unknown {
    const completed = this.#inner.complete(run, value, path);
    if (completed !== null) return completed;
    const { parentType, field } = this.#place;
    throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${field.name}.`);
  }

  quick(value: unknown): unknown {
    return this.#inner.quick(value) ?? undefined;
  }
}

class Leaf implements Completer {
  readonly #type: GraphQLLeafType;
  readonly #plain: PlainLeaf | null;

  constructor(type: GraphQLLeafType) {
    this.#type = type;
    this.#plain = plainLeafOf(type);
  }

  complete(_run: Run, value: unknown): unknown {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    const serialized = serialize(this.#type, value);
    if (serialized === null || serialized === undefined) {
      throw new Error(`Expected \`${this.#type.name}.serialize()\` to return a value, returned: ${serialized}`);
    }
    return serialized;
  }

  quick(value: unknown): unknown {
    if (value === null || value === undefined) return null;
    return this.#plain === null ? undefined : takesPlain(this.#plain, value);
  }
}

/** The items of a list, each of which can be pending. */
export interface Items {
  readonly completer: Completer;
  readonly rise: number;
  readonly place: Place;
}

class List implements Completer {
  readonly #items: Items;

  constructor(items: Items) {
    this.#items = items;
  }

  complete(run: Run, value: unknown, path: Path): unknown {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    if (typeof value !== 'object' || typeof (value as Iterable<unknown>)[Symbol.iterator] !== 'function') {
      const { parentType, field } = this.#items.place;
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${parentType.name}.${field.name}".`);
    }
    const { completer } = this.#items;
    const items = Array.isArray(value) ? value : [...(value as Iterable<unknown>)];
    const completed: unknown[] = [];
    for (let at = 0; at < items.length; at += 1) {
      const quick = completer.quick(items[at]);
      completed.push(quick);
      if (quick === undefined) {
        completed[at] = run.item(this.#items, items[at], addPath(path, at, undefined), completed, at);
      }
    }
    return completed;
  }

  quick(value: unknown): unknown {
    return value === null || value === undefined ? null : undefined;
  }
}

class ObjectOf implements Completer {
  readonly #planner: Planner;
  readonly #type: GraphQLObjectType;
  readonly #place: Place;
  readonly #rise: number;
  #plan: ObjectPlan | undefined;

  constructor(planner: Planner, type: GraphQLObjectType, place: Place, rise: number) {
    this.#planner = planner;
    this.#type = type;
    this.#place = place;
    this.#rise = rise;
  }

  complete(run: Run, value: unknown, path: Path): unknown {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    this.#plan ??= this.#planner.object(this.#type, this.#place.nodes, this.#rise);
    return run.fields(this.#plan, value, path);
  }

  quick(value: unknown): unknown {
    if (value === null || value === undefined) return null;
    if (this.#plan === undefined || this.#plan.others.length > 0) return undefined;
    return value instanceof Error || isPromise(value) ? undefined : this.#plan.read(value);
  }
}

class Abstract implements Completer {
  readonly #planner: Planner;
  readonly #type: GraphQLAbstractType;
  readonly #place: Place;
  readonly #rise: number;
  readonly #completers = new Map<string, Completer>();

  constructor(planner: Planner, type: GraphQLAbstractType, place: Place, rise: number) {
    if (!type.resolveType) throw new TypeError(`${type.name} has no resolveType. Add one to run its objects.`);
    this.#planner = planner;
    this.#type = type;
    this.#place = place;
    this.#rise = rise;
  }

  complete(run: Run, value: unknown, path: Path): unknown {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    const name: unknown = this.#type.resolveType?.(value, run.contextValue, run.info(this.#place, path), this.#type);
    if (typeof name !== 'string') {
      throw new GraphQLError(`"${this.#type.name}" must resolve to the name of an Object type.`, {
        nodes: this.#place.nodes,
      });
    }
    const completer = this.#completerOf(name);
    return completer.quick(value) ?? completer.complete(run, value, path);
  }

  quick(value: unknown): unknown {
    return value === null || value === undefined ? null : undefined;
  }

  #completerOf(name: string): Completer {
    const known = this.#completers.get(name);
    if (known !== undefined) return known;
    const type = this.#planner.schema.getType(name);
    if (!isObjectType(type) || !this.#planner.schema.isSubType(this.#type, type)) {
      throw new GraphQLError(`Runtime Object type "${name}" is not a possible type for "${this.#type.name}".`, {
        nodes: this.#place.nodes,
      });
    }
    const made = new ObjectOf(this.#planner, type, this.#place, this.#rise);
    this.#completers.set(name, made);
    return made;
  }
}
