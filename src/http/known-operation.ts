import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type CoercedVariables, type PassedVariables, valuesOf } from '../execution/graphql-js.ts';
import { PlannedOperation } from '../execution/planned-operation.ts';
import { type CallEstimate, estimateCalls } from '../graph/federation/calls.ts';

/** More estimates than page sizes in use. */
const maxEstimates = 200;

/** An operation of a valid document, its plans, and its estimates of REST calls. */
export class KnownOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  readonly name: string | null;
  readonly #planned: PlannedOperation;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly #estimates = new Map<string, CallEstimate>();

  constructor(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode) {
    this.schema = schema;
    this.document = document;
    this.node = node;
    this.name = node.name?.value ?? null;
    this.#fragments = Object.fromEntries(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    );
    this.#planned = new PlannedOperation(schema, document, node);
  }

  /** Returns the variables as the operation takes them, or at most five of their errors. */
  coerce(raw: Readonly<Record<string, unknown>>): CoercedVariables {
    return this.#planned.coerce(raw);
  }

  /** Returns the REST calls that the operation may make. Kept by the variables, unless they hold input whose parts count. */
  estimate(variables: PassedVariables): CallEstimate {
    const { schema, node } = this;
    const make = () => estimateCalls({ schema, node, fragments: this.#fragments, variables });
    const values = Object.entries(valuesOf(variables));
    if (values.some(([, value]) => hasParts(value))) return make();
    const key = JSON.stringify(values.map(([name, value]) => [name, sizeOf(value)]));
    const known = this.#estimates.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (this.#estimates.size >= maxEstimates) this.#estimates.clear();
    this.#estimates.set(key, made);
    return made;
  }

  /** Runs the operation by its plan. Returns the result that graphql-js would, and never rejects. */
  run(variables: PassedVariables, contextValue: unknown): Promise<ExecutionResult> {
    return this.#planned.run(variables, contextValue);
  }
}

/** Whether it takes more than a glance at a value to tell what it costs. */
function hasParts(value: unknown): boolean {
  const [first] = Array.isArray(value) ? value : [value];
  return typeof first === 'object' && first !== null;
}

function sizeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [value.length];
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : typeof value;
}
