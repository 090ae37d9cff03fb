import {
  defaultFieldResolver,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  locatedError,
  type OperationDefinitionNode,
  responsePathAsArray,
} from 'graphql';
import type { Completer, Items, Place } from './complete.ts';
import { addPath, argumentsOf, isPromise, type PassedVariables, type Path } from './graphql-js.ts';
import type { FieldPlan, ObjectPlan } from './plan.ts';

type Data = Record<string, unknown>;

/** Info that graphql-js passes to a resolver. Packages of gateways merge more members into graphql-js's type. */
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

/** Position of a pending value: its completer, and the distance to the nearest nullable position. */
interface Awaited {
  readonly completer: Completer;
  readonly nodes: readonly FieldNode[];
  readonly rise: number;
  readonly path: Path;
  /** The object or list of the response that contains it; null at its position until it arrives. */
  readonly holder: Data | unknown[];
}

/**
 * One execution of a planned operation. Objects and lists of the response are created immediately, and pending values are filled in when
 * they arrive. Only pending values need a promise, not the objects around them. The response is complete when none is pending.
 */
export class Run {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: PassedVariables;
  readonly contextValue: unknown;
  readonly #errors: GraphQLError[] = [];
  /** Positions of the response that are null because of an error. Errors below them are not reported. */
  readonly #nulled = new Set<Path | undefined>();
  #data: Data | null = null;
  #underWay = 0;
  #whenWhole: () => void = () => {};

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Readonly<Record<string, FragmentDefinitionNode>>,
    variableValues: PassedVariables,
    contextValue: unknown,
  ) {
    this.schema = schema;
    this.operation = operation;
    this.fragments = fragments;
    this.variableValues = variableValues;
    this.contextValue = contextValue;
  }

  /** Returns the same result as graphql-js, once all of it has arrived. Never rejects, not even if `makePlan` throws. */
  async answer(makePlan: () => ObjectPlan): Promise<ExecutionResult> {
    try {
      const plan = makePlan();
      if (this.operation.operation === 'mutation') await this.#serially(plan);
      else this.#data = this.fields(plan, undefined, undefined);
    } catch (error) {
      this.#raise(locatedError(error, undefined), undefined);
    }
    await this.#whole();
    return this.#errors.length === 0 ? { data: this.#data } : { errors: this.#errors, data: this.#data };
  }

  /** Returns the fields of an object; pending ones are null. */
  fields(plan: ObjectPlan, source: unknown, path: Path | undefined): Data {
    const read = plan.read(source);
    const data: Data = read ?? { ...plan.template };
    for (const field of read === undefined ? plan.fields : plan.others) {
      data[field.responseName] = this.#field(field, source, path, data);
    }
    return data;
  }

  /** Returns an item of a list; null while it is pending. */
  item({ completer, rise, place: { nodes } }: Items, item: unknown, path: Path, list: unknown[], at: number): unknown {
    if (typeof item === 'object' && isPromise(item)) {
      return this.#later(item, at, { completer, nodes, rise, path, holder: list });
    }
    try {
      return completer.complete(this, item, path);
    } catch (error) {
      return this.#fail(error, nodes, path, rise);
    }
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

  /** Resolves the fields of a mutation one after the other. */
  async #serially(plan: ObjectPlan): Promise<void> {
    const data: Data = { ...plan.template };
    this.#data = data;
    for (const field of plan.fields) {
      data[field.responseName] = this.#field(field, undefined, undefined, data);
      await this.#whole();
      if (this.#data === null) return;
    }
  }

  async #whole(): Promise<void> {
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenWhole = resolve;
    });
  }

  #field(plan: FieldPlan, source: unknown, parentPath: Path | undefined, holder: Data): unknown {
    if (!plan.isProperty || typeof source !== 'object' || source === null) {
      return this.#resolved(plan, source, parentPath, holder);
    }
    let value: unknown;
    try {
      value = (source as Data)[plan.field.name];
    } catch (error) {
      return this.#fail(error, plan.nodes, pathOf(plan, parentPath), plan.rise);
    }
    const quick = plan.completer.quick(value);
    if (quick !== undefined) return quick;
    if (typeof value === 'function') return this.#resolved(plan, source, parentPath, holder);
    return this.#completed(plan, value, pathOf(plan, parentPath), holder);
  }

  #resolved(plan: FieldPlan, source: unknown, parentPath: Path | undefined, holder: Data): unknown {
    const path = pathOf(plan, parentPath);
    let value: unknown;
    try {
      const { field } = plan;
      const args = plan.args ?? argumentsOf(field, plan.nodes[0] as FieldNode, this.variableValues);
      const { resolve = defaultFieldResolver } = field;
      value = resolve(source, args, this.contextValue, this.info(plan, path));
    } catch (error) {
      return this.#fail(error, plan.nodes, path, plan.rise);
    }
    return plan.completer.quick(value) ?? this.#completed(plan, value, path, holder);
  }

  #completed(plan: FieldPlan, value: unknown, path: Path, holder: Data): unknown {
    const { completer, nodes, rise } = plan;
    if (typeof value === 'object' && isPromise(value)) {
      return this.#later(value, plan.responseName, { completer, nodes, rise, path, holder });
    }
    try {
      return completer.complete(this, value, path);
    } catch (error) {
      return this.#fail(error, nodes, path, rise);
    }
  }

  /** Fills in the value of a promise when it arrives. Returns null, the value until then. */
  #later(promise: Promise<unknown>, key: string | number, awaited: Awaited): null {
    this.#underWay += 1;
    const arrived = promise instanceof Promise ? promise : Promise.resolve(promise);
    arrived.then(
      (value) => {
        const { completer, path, holder } = awaited;
        try {
          (holder as Data)[key] = completer.quick(value) ?? completer.complete(this, value, path);
        } catch (error) {
          this.#failLate(error, awaited);
        }
        this.#landed();
      },
      (error: unknown) => {
        this.#failLate(error, awaited);
        this.#landed();
      },
    );
    return null;
  }

  #landed(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#whenWhole();
  }

  /** Records an error and returns null or, at a non-null position, throws the error to the parent. */
  #fail(error: unknown, nodes: readonly FieldNode[], path: Path, rise: number): null {
    const located = locatedError(error, nodes, responsePathAsArray(path));
    if (rise > 0) throw located;
    this.#note(located, path);
    return null;
  }

  /** Records the error and nulls the nearest nullable ancestor, which is already part of the response. */
  #failLate(error: unknown, { nodes, path, rise }: Awaited): void {
    const located = locatedError(error, nodes, responsePathAsArray(path));
    let place: Path | undefined = path;
    for (let steps = rise; steps > 0 && place !== undefined; steps -= 1) place = place.prev;
    this.#raise(located, place);
  }

  #raise(error: GraphQLError, place: Path | undefined): void {
    this.#note(error, place);
    if (place === undefined) {
      this.#data = null;
      return;
    }
    let holder: unknown = this.#data;
    for (const key of responsePathAsArray(place.prev)) holder = (holder as Data | null)?.[key];
    if (typeof holder === 'object' && holder !== null) (holder as Data)[place.key] = null;
  }

  #note(error: GraphQLError, path: Path | undefined): void {
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return;
    if (this.#nulled.has(undefined)) return;
    this.#nulled.add(path);
    this.#errors.push(error);
  }
}

function pathOf({ responseName, parentType }: FieldPlan, parentPath: Path | undefined): Path {
  return addPath(parentPath, responseName, parentType.name);
}
