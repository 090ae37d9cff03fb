import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { type CoercedVariables, type PassedVariables, valuesOf } from './graphql-js.ts';
import type { MistakeOptions } from './input-mistake.ts';
import { type ObjectPlan, Planner } from './plan.ts';
import { Run } from './run.ts';
import { VariableReader } from './variables.ts';

/** Maximum number of plans of an operation. Each `@include` with a variable can double it. */
const maxPlans = 16;

/** Maximum bytes of an operation without its plans, and of each variable and fragment. */
const operationBytes = 2_000;
const partBytes = 400;

interface Planned {
  readonly planner: Planner;
  readonly root: ObjectPlan;
}

/** An operation of a valid document with its plans, one for each combination of its `@skip` and `@include`. */
export class PlannedOperation {
  readonly schema: GraphQLSchema;
  readonly node: OperationDefinitionNode;
  readonly #variables: VariableReader;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly #conditions: readonly string[];
  readonly #plans = new Map<string, Planned>();
  readonly #ownBytes: number;

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    node: OperationDefinitionNode,
    mistakes: MistakeOptions = {},
  ) {
    this.schema = schema;
    this.node = node;
    this.#variables = new VariableReader(schema, node.variableDefinitions ?? [], mistakes);
    this.#fragments = Object.fromEntries(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    );
    this.#conditions = conditionVariables(document);
    const variables = node.variableDefinitions?.length ?? 0;
    this.#ownBytes =
      operationBytes + partBytes * (variables + Object.keys(this.#fragments).length + this.#conditions.length);
  }

  /** Maximum retained bytes, without the document. Grows while operations run. */
  get bytes(): number {
    let bytes = this.#ownBytes;
    for (const [key, { planner }] of this.#plans) bytes += planner.bytes + 2 * key.length;
    return bytes;
  }

  /** Returns the coerced variables, or at most five errors. */
  coerce(raw: Readonly<Record<string, unknown>>): CoercedVariables {
    return this.#variables.read(raw);
  }

  /** Runs the operation by its plan. Returns the same result as graphql-js, and never rejects. */
  run(variables: PassedVariables, contextValue: unknown): Promise<ExecutionResult> {
    const run = new Run(this.schema, this.node, this.#fragments, variables, contextValue);
    return run.answer(() => this.#planFor(valuesOf(variables)));
  }

  #planFor(values: Readonly<Record<string, unknown>>): ObjectPlan {
    const given = this.#conditions.filter((name) => Object.hasOwn(values, name));
    const conditions = Object.fromEntries(given.map((name) => [name, values[name]]));
    const key = given.length === 0 ? '' : JSON.stringify(conditions);
    const known = this.#plans.get(key);
    if (known !== undefined) return known.root;
    const type = this.schema.getRootType(this.node.operation) as GraphQLObjectType;
    const planner = new Planner(this.schema, this.#fragments, conditions);
    const root = planner.root(type, this.node.selectionSet);
    if (this.#plans.size >= maxPlans) this.#plans.clear();
    this.#plans.set(key, { planner, root });
    return root;
  }
}

/** Returns the names of the variables in `@skip` and `@include`. */
function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      for (const { value } of directive.arguments ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}
