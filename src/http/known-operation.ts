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
import { type ObjectPlan, Planner } from '../execution/plan.ts';
import { Run } from '../execution/run.ts';
import { type CoercedVariables, VariableReader } from '../execution/variables.ts';

/** More plans than any client needs of one operation: each `@include` with a variable can double their number. */
const maxPlans = 16;

/** More estimates than page sizes in use. */
const maxEstimates = 200;

/** An operation of a valid document, and what was found out about it. */
export class KnownOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  readonly name: string | null;
  readonly #variables: VariableReader;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly #conditions: readonly string[];
  readonly #plans = new Map<string, ObjectPlan>();
  readonly #estimates = new Map<string, number>();

  constructor(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode) {
    this.schema = schema;
    this.document = document;
    this.node = node;
    this.name = node.name?.value ?? null;
    this.#variables = new VariableReader(schema, node.variableDefinitions ?? []);
    this.#fragments = Object.fromEntries(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    );
    this.#conditions = conditionVariables(document);
  }

  /** The variables as the operation takes them, or at most five errors of theirs. */
  coerce(raw: Readonly<Record<string, unknown>>): CoercedVariables {
    return this.#variables.read(raw);
  }

  /** An estimate that depends on no more of the variables than numbers, flags and how long lists are. */
  estimate(variables: Readonly<Record<string, unknown>>, make: () => number): number {
    const key = JSON.stringify(Object.entries(variables).map(([name, value]) => [name, sizeOf(value)]));
    const known = this.#estimates.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (this.#estimates.size >= maxEstimates) this.#estimates.clear();
    this.#estimates.set(key, made);
    return made;
  }

  /** Runs the operation by its plan. Answers what graphql-js would, and never rejects. */
  run(variables: Record<string, unknown>, contextValue: unknown): Promise<ExecutionResult> {
    const run = new Run(this.schema, this.node, this.#fragments, variables, contextValue);
    return run.answer(this.#planFor(variables));
  }

  #planFor(variables: Readonly<Record<string, unknown>>): ObjectPlan {
    const given = this.#conditions.filter((name) => Object.hasOwn(variables, name));
    const conditions = Object.fromEntries(given.map((name) => [name, variables[name]]));
    const key = given.length === 0 ? '' : JSON.stringify(conditions);
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const type = this.schema.getRootType(this.node.operation) as GraphQLObjectType;
    const plan = new Planner(this.schema, this.#fragments, conditions).root(type, this.node.selectionSet);
    if (this.#plans.size >= maxPlans) this.#plans.clear();
    this.#plans.set(key, plan);
    return plan;
  }
}

function sizeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [value.length];
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : typeof value;
}

/** The variables in `@skip` and `@include`. */
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
