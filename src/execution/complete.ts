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
import { isPromise } from 'graphql/jsutils/isPromise.js';
import { addPath, type Path } from 'graphql/jsutils/Path.js';
import type { ObjectPlan, Planner } from './plan.ts';
import type { Run } from './run.ts';

/** Turns what a resolver returned into what the answer holds: a value, or the promise of one. Throws where that is an error. */
export type Complete = (run: Run, value: unknown, path: Path) => unknown;

/** Where in the document and schema a value belongs. */
export interface Place {
  readonly nodes: readonly FieldNode[];
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** The completion of values as graphql-js does it, with the questions that the type answers asked once. */
export function completerOf(planner: Planner, type: GraphQLOutputType, place: Place): Complete {
  if (isNonNullType(type)) return nonNull(completerOf(planner, type.ofType, place), place);
  if (isListType(type)) return list(completerOf(planner, type.ofType, place), isNonNullType(type.ofType), place);
  if (isLeafType(type)) return leaf(type);
  if (isObjectType(type)) return object(planner, type, place);
  return abstract(planner, type, place);
}

function nonNull(complete: Complete, { parentType, field }: Place): Complete {
  return (run, value, path) => {
    const completed = complete(run, value, path);
    if (completed === null)
      throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${field.name}.`);
    return completed;
  };
}

function leaf(type: GraphQLLeafType): Complete {
  return (_run, value) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined) {
      throw new Error(`Expected \`${type.name}.serialize()\` to return a value, returned: ${serialized}`);
    }
    return serialized;
  };
}

function list(complete: Complete, isItemNonNull: boolean, { nodes, parentType, field }: Place): Complete {
  const completeItem = (run: Run, item: unknown, path: Path): unknown => {
    try {
      if (typeof item === 'object' && isPromise(item)) {
        return item.then(
          (settled) => completeItem(run, settled, path),
          (error) => run.fail(error, nodes, path, isItemNonNull),
        );
      }
      const completed = complete(run, item, path);
      return typeof completed === 'object' && isPromise(completed)
        ? completed.then(undefined, (error) => run.fail(error, nodes, path, isItemNonNull))
        : completed;
    } catch (error) {
      return run.fail(error, nodes, path, isItemNonNull);
    }
  };
  return (run, value, path) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    if (typeof value !== 'object' || typeof (value as Iterable<unknown>)[Symbol.iterator] !== 'function') {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${parentType.name}.${field.name}".`);
    }
    let hasPromise = false;
    const items: unknown[] = [];
    for (const item of value as Iterable<unknown>) {
      const completed = completeItem(run, item, addPath(path, items.length, undefined));
      if (typeof completed === 'object' && isPromise(completed)) hasPromise = true;
      items.push(completed);
    }
    return hasPromise ? Promise.all(items) : items;
  };
}

function object(planner: Planner, type: GraphQLObjectType, { nodes }: Place): Complete {
  let plan: ObjectPlan | undefined;
  return (run, value, path) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    plan ??= planner.object(type, nodes);
    return run.fields(plan, value, path);
  };
}

function abstract(planner: Planner, type: GraphQLAbstractType, place: Place): Complete {
  const { resolveType } = type;
  if (!resolveType) throw new TypeError(`${type.name} does not tell the types of its objects.`);
  const completers = new Map<string, Complete>();
  return (run, value, path) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    const name: unknown = resolveType(value, run.contextValue, run.info(place, path), type);
    if (typeof name !== 'string') {
      throw new GraphQLError(`"${type.name}" must resolve to the name of an Object type.`, { nodes: place.nodes });
    }
    let complete = completers.get(name);
    if (complete === undefined) {
      const runtimeType = planner.schema.getType(name);
      if (!isObjectType(runtimeType) || !planner.schema.isSubType(type, runtimeType)) {
        throw new GraphQLError(`Runtime Object type "${name}" is not a possible type for "${type.name}".`, {
          nodes: place.nodes,
        });
      }
      complete = object(planner, runtimeType, place);
      completers.set(name, complete);
    }
    return complete(run, value, path);
  };
}
