import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type CoercedVariables, type PassedVariables, valuesOf } from '../execution/graphql-js.ts';
import type { MistakeOptions } from '../execution/input-mistake.ts';
import { PlannedOperation } from '../execution/planned-operation.ts';
import { argumentMistakes, hasCheckedArguments } from '../graph/argument-mistakes.ts';
import { type CallEstimate, type DearestField, estimateCalls } from '../graph/federation/calls.ts';

/** Most mistakes in arguments that are reported at once. */
const maxMistakes = 5;

/** Maximum number of cached estimates, more than there are page sizes in use, and maximum length of their keys. */
const maxEstimates = 200;
const maxEstimateKey = 500;
const estimateBytes = 2 * maxEstimateKey + 100;

/** An operation of a valid document, its plans, and its estimates of REST calls. */
export class KnownOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  readonly name: string | null;
  /** The part of {@link bytes} that the document cache has counted. */
  countedBytes = 0;
  readonly #planned: PlannedOperation;
  readonly #fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly #estimates = new Map<string, CallEstimate>();
  readonly #hasCheckedArguments: boolean;

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    node: OperationDefinitionNode,
    mistakes: MistakeOptions = {},
  ) {
    this.schema = schema;
    this.document = document;
    this.node = node;
    this.name = node.name?.value ?? null;
    this.#fragments = Object.fromEntries(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    );
    this.#planned = new PlannedOperation(schema, document, node, mistakes);
    this.#hasCheckedArguments = hasCheckedArguments({ schema, node, fragments: this.#fragments });
  }

  /** Maximum retained bytes, without the document. Grows while operations run. */
  get bytes(): number {
    return this.#planned.bytes + estimateBytes * this.#estimates.size;
  }

  /** Returns the coerced variables, or at most five errors. */
  coerce(raw: Readonly<Record<string, unknown>>): CoercedVariables {
    return this.#planned.coerce(raw);
  }

  /** Returns at most five errors of arguments that don't fit their places, although the variables fit their types. */
  argumentMistakes(variables: PassedVariables): readonly GraphQLError[] {
    if (!this.#hasCheckedArguments) return [];
    const { schema, node } = this;
    return argumentMistakes({ schema, node, fragments: this.#fragments }, variables, maxMistakes);
  }

  /** Returns the estimated REST calls. Cached by the variables, unless the estimate depends on the parts of an input object. */
  estimate(variables: PassedVariables): CallEstimate {
    const { schema, node } = this;
    const make = () => estimateCalls({ schema, node, fragments: this.#fragments, variables });
    const values = Object.entries(valuesOf(variables));
    if (values.some(([, value]) => hasParts(value))) return make();
    const key = JSON.stringify(values.map(([name, value]) => [name, sizeOf(value)]));
    const known = this.#estimates.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (key.length > maxEstimateKey) return made;
    if (this.#estimates.size >= maxEstimates) this.#estimates.clear();
    this.#estimates.set(key, made);
    return made;
  }

  /** Returns the fields that may make REST calls, with the calls of each. */
  callers(variables: PassedVariables): readonly DearestField[] {
    const { schema, node } = this;
    const fields: DearestField[] = [];
    estimateCalls({ schema, node, fragments: this.#fragments, variables }, (field) => fields.push(field));
    return fields;
  }

  /** Runs the operation by its plan. Returns the same result as graphql-js, and never rejects. */
  run(variables: PassedVariables, contextValue: unknown): Promise<ExecutionResult> {
    return this.#planned.run(variables, contextValue);
  }
}

/** Whether the cost of a value depends on its parts. */
function hasParts(value: unknown): boolean {
  const isObject = (one: unknown) => typeof one === 'object' && one !== null;
  return Array.isArray(value) ? value.some(isObject) : isObject(value);
}

function sizeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [value.length];
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : typeof value;
}
