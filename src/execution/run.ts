import {
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  locatedError,
  type OperationDefinitionNode,
  responsePathAsArray,
} from 'graphql';
import { isPromise } from 'graphql/jsutils/isPromise.js';
import { addPath, type Path } from 'graphql/jsutils/Path.js';
import type { Place } from './complete.ts';
import type { FieldPlan, ObjectPlan } from './plan.ts';

type Data = Record<string, unknown>;

/** What graphql-js tells a resolver. Beside a gateway the type has more members, which the gateway's packages merge into it. */
type ResolveInfo = Pick<
  GraphQLResolveInfo,
  | 'fieldName'
  | 'fieldNodes'
  | 'returnType'
  | 'parentType'
  | 'path'
  | 'schema'
  | 'fragments'
  | 'rootValue'
  | 'operation'
  | 'variableValues'
>;

const noArguments: Readonly<Record<string, unknown>> = Object.freeze({});

/** One execution of a planned operation. */
export class Run {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Record<string, unknown>;
  readonly contextValue: unknown;
  readonly errors: GraphQLError[] = [];
  /** The places of the answer that are null because of an error: what fails below them is not told. */
  readonly #nulled = new Set<Path | undefined>();

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Readonly<Record<string, FragmentDefinitionNode>>,
    variableValues: Record<string, unknown>,
    contextValue: unknown,
  ) {
    this.schema = schema;
    this.operation = operation;
    this.fragments = fragments;
    this.variableValues = variableValues;
    this.contextValue = contextValue;
  }

  /** The fields of an object: its data, or the promise of it. */
  fields(plan: ObjectPlan, source: unknown, path: Path | undefined): Data | Promise<Data> {
    const data: Data = { ...plan.template };
    let pending: string[] | undefined;
    try {
      for (const field of plan.fields) {
        const value = this.#field(field, source, path);
        data[field.responseName] = value;
        if (typeof value === 'object' && isPromise(value)) {
          pending ??= [];
          pending.push(field.responseName);
        }
      }
    } catch (error) {
      if (pending === undefined) throw error;
      // The other fields end first: none is left running when the answer is written, none rejects unheard.
      return settle(data, pending).finally(() => {
        throw error;
      });
    }
    return pending === undefined ? data : settle(data, pending);
  }

  /** The fields of the root of a mutation, each after the one before it has ended. */
  async serially(plan: ObjectPlan): Promise<Data> {
    const data: Data = { ...plan.template };
    for (const field of plan.fields) data[field.responseName] = await this.#field(field, undefined, undefined);
    return data;
  }

  info({ field, nodes, parentType }: Place, path: Path): GraphQLResolveInfo {
    const info: ResolveInfo = {
      fieldName: field.name,
      fieldNodes: nodes,
      returnType: field.type,
      parentType,
      path,
      schema: this.schema,
      fragments: this.fragments,
      rootValue: undefined,
      operation: this.operation,
      variableValues: this.variableValues,
    };
    return info as GraphQLResolveInfo;
  }

  /** Notes an error and answers null or, where the place cannot be null, throws it to the one around. */
  fail(error: unknown, nodes: readonly FieldNode[], path: Path, isNonNull: boolean): null {
    const located = locatedError(error, nodes, responsePathAsArray(path));
    if (isNonNull) throw located;
    this.note(located, path);
    return null;
  }

  note(error: GraphQLError, path: Path | undefined): void {
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return;
    if (this.#nulled.has(undefined)) return;
    this.#nulled.add(path);
    this.errors.push(error);
  }

  #field(plan: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
    if (!plan.isProperty || typeof source !== 'object' || source === null)
      return this.#resolved(plan, source, parentPath);
    let value: unknown;
    try {
      value = (source as Data)[plan.field.name];
    } catch (error) {
      return this.fail(error, plan.nodes, this.#pathOf(plan, parentPath), plan.isNonNull);
    }
    if (typeof value === plan.plain) return value;
    if ((value === null || value === undefined) && !plan.isNonNull) return null;
    if (typeof value === 'function') return this.#resolved(plan, source, parentPath);
    return this.#completed(plan, value, this.#pathOf(plan, parentPath));
  }

  #resolved(plan: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
    const path = this.#pathOf(plan, parentPath);
    let value: unknown;
    try {
      const { field } = plan;
      const args = plan.hasArguments
        ? getArgumentValues(field, plan.nodes[0] as FieldNode, this.variableValues)
        : noArguments;
      const { resolve = defaultFieldResolver } = field;
      value = resolve(source, args, this.contextValue, this.info(plan, path));
    } catch (error) {
      return this.fail(error, plan.nodes, path, plan.isNonNull);
    }
    return this.#completed(plan, value, path);
  }

  #completed(plan: FieldPlan, value: unknown, path: Path): unknown {
    try {
      if (typeof value === 'object' && isPromise(value)) {
        return value.then(
          (settled) => this.#completed(plan, settled, path),
          (error) => this.fail(error, plan.nodes, path, plan.isNonNull),
        );
      }
      const completed = plan.complete(this, value, path);
      return typeof completed === 'object' && isPromise(completed)
        ? completed.then(undefined, (error) => this.fail(error, plan.nodes, path, plan.isNonNull))
        : completed;
    } catch (error) {
      return this.fail(error, plan.nodes, path, plan.isNonNull);
    }
  }

  #pathOf({ responseName, parentType }: FieldPlan, parentPath: Path | undefined): Path {
    return addPath(parentPath, responseName, parentType.name);
  }
}

/** Puts into the data what its promises answer; each has its place already, so that the fields keep their order. */
function settle(data: Data, names: readonly string[]): Promise<Data> {
  const [first] = names;
  if (names.length === 1 && first !== undefined) {
    return (data[first] as Promise<unknown>).then((value) => {
      data[first] = value;
      return data;
    });
  }
  return Promise.all(names.map((name) => data[name])).then((values) => {
    for (let index = 0; index < values.length; index += 1) data[names[index] as string] = values[index];
    return data;
  });
}
