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

/** More estimates than page sizes in use, and the longest key of one: with more variables than that, each is made anew. */
const maxEstimates = 200;
const maxEstimateKey = 500;
const estimateBytes = 2 * maxEstimateKey + 100;

/** The bytes of an operation without its plans, and of each of its variables and fragments, at most. */
const operationBytes = 2_000;
const partBytes = 400;

interface PlannedOperation {
  readonly planner: Planner;
  readonly root: ObjectPlan;
}

/** An operation of a valid document, and what was found out about it. */
export class KnownOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  readonly name: string | null;
  /** As much of {@link bytes} as the cache of documents knows of. */
  countedBytes = 0;
  readonly #variables: VariableReader;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly #conditions: readonly string[];
  readonly #plans = new Map<string, PlannedOperation>();
  readonly #estimates = new Map<string, number>();
  readonly #ownBytes: number;

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
    const variables = node.variableDefinitions?.length ?? 0;
    this.#ownBytes =
      operationBytes + partBytes * (variables + Object.keys(this.#fragments).length + this.#conditions.length);
  }

  /** The bytes that are kept for the operation at most, its document apart. */
  get bytes(): number {
    let bytes = this.#ownBytes + estimateBytes * this.#estimates.size;
    for (const [key, { planner }] of this.#plans) bytes += planner.bytes + 2 * key.length;
    return bytes;
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
    if (key.length > maxEstimateKey) return made;
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
    if (known !== undefined) return known.root;
    const type = this.schema.getRootType(this.node.operation) as GraphQLObjectType;
    const planner = new Planner(this.schema, this.#fragments, conditions);
    const root = planner.root(type, this.node.selectionSet);
    if (this.#plans.size >= maxPlans) this.#plans.clear();
    this.#plans.set(key, { planner, root });
    return root;
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
