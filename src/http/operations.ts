import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  print,
} from 'graphql';
import type { PassedVariables } from '../execution/graphql-js.ts';
import type { MistakeOptions } from '../execution/input-mistake.ts';
import { isPlannableDocument, isPlannableSchema } from '../execution/plannable.ts';
import { type OperationObserver, outcomeOf } from '../observe/observer.ts';
import type { OperationShare } from '../wix/operation-share.ts';
import type { RetainedBytes } from './checked-documents.ts';
import { tooManyCalls } from './errors.ts';
import { finishedResult, type MaskError } from './finished-result.ts';
import { KnownOperation } from './known-operation.ts';

/** Engine for operations: plans compiled once per document, or graphql-js. Their responses are equal. */
export type ExecutionMode = 'compiled' | 'interpreted';

export interface OperationsOptions {
  readonly schema: GraphQLSchema;
  readonly mode: ExecutionMode;
  readonly mask: MaskError;
  /** Maximum estimated REST calls of an operation. */
  readonly maxCalls: number;
  /** Settings for errors of variables. @default no suggestions */
  readonly mistakes?: MistakeOptions;
  /** Counts the memory that an operation retains with its document. @default not counted */
  readonly retained?: RetainedBytes;
}

/** Response data and callbacks that an operation's context can have. */
interface OperationContext {
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly watch?: OperationObserver | null;
  readonly share?: OperationShare;
}

/** An operation with its coerced variables. */
export interface ReadyOperation {
  readonly operation: KnownOperation;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly variables: PassedVariables;
  /** The estimated REST calls. */
  readonly calls: number;
}

/** The steps from a valid document to the response, the same for all ways of sending an operation. */
export class Operations {
  readonly #options: OperationsOptions;
  readonly #isPlannable: boolean;
  readonly #known = new WeakMap<DocumentNode, Map<string | null, KnownOperation>>();
  readonly #planned = new WeakMap<DocumentNode, boolean>();

  constructor(options: OperationsOptions) {
    this.#options = options;
    this.#isPlannable = options.mode === 'compiled' && isPlannableSchema(options.schema);
  }

  /** Returns an operation of a valid document; null if the name selects none. */
  find(document: DocumentNode, name: string | null | undefined): KnownOperation | null {
    const key = name ?? null;
    const known = this.#known.get(document)?.get(key);
    if (known !== undefined) return known;
    const node = getOperationAST(document, name);
    if (!node) return null;
    const operation = new KnownOperation(this.#options.schema, document, node, this.#options.mistakes);
    const operations = this.#known.get(document) ?? new Map<string | null, KnownOperation>();
    this.#known.set(document, operations.set(key, operation));
    this.#weigh(operation);
    return operation;
  }

  /**
   * Checks the variables, arguments and the estimated REST calls. Stops at the fifth mistake in the variables, because a small request can have
   * thousands.
   */
  prepare(operation: KnownOperation, raw: Readonly<Record<string, unknown>>): ReadyOperation | readonly GraphQLError[] {
    const { maxCalls } = this.#options;
    const checked = this.#checked(operation, raw);
    if (checked.mistakes !== null) return checked.mistakes;
    const { variables } = checked;
    const { calls, dearest } = operation.estimate(variables);
    if (calls > maxCalls) return [tooManyCalls(calls, maxCalls, dearest)];
    return { operation, raw, variables, calls };
  }

  /** Coerces the variables, and returns them or the mistakes in them and in arguments. */
  #checked(operation: KnownOperation, raw: Readonly<Record<string, unknown>>) {
    const { mask } = this.#options;
    const coerced = operation.coerce(raw);
    if (coerced.errors !== undefined) return { mistakes: coerced.errors.map(mask) } as const;
    const { variables } = coerced;
    const mistakes = operation.argumentMistakes(variables);
    return mistakes.length > 0 ? ({ mistakes: mistakes.map(mask) } as const) : ({ variables, mistakes: null } as const);
  }

  /** Estimates the REST calls of the operation without running it. */
  plan(operation: KnownOperation, raw: Readonly<Record<string, unknown>>): ExecutionResult {
    const { maxCalls } = this.#options;
    const checked = this.#checked(operation, raw);
    if (checked.mistakes !== null) return { errors: checked.mistakes };
    const { variables } = checked;
    const { calls } = operation.estimate(variables);
    const fields = operation.callers(variables);
    return { data: null, extensions: { plan: { calls, maximum: maxCalls, isAllowed: calls <= maxCalls, fields } } };
  }

  /** Runs the operation and masks its errors. Never rejects. */
  async run(ready: ReadyOperation, contextValue: object): Promise<ExecutionResult> {
    const { node, name, document } = ready.operation;
    const { extensions, watch, share } = contextValue as OperationContext;
    watch?.began({ name, type: node.operation });
    if (node.operation === 'query') share?.begin(ready.calls, () => JSON.stringify([print(document), name, ready.raw]));
    const executed = await this.#execute(ready, contextValue);
    share?.end();
    const result = finishedResult(executed, extensions, this.#options.mask);
    this.#weigh(ready.operation);
    watch?.ended(outcomeOf(result));
    return result;
  }

  /** Counts the memory that has been added for the operation since the last call. */
  #weigh(operation: KnownOperation): void {
    const bytes = operation.bytes;
    if (bytes === operation.countedBytes) return;
    this.#options.retained?.grew(operation.document, bytes - operation.countedBytes);
    operation.countedBytes = bytes;
  }

  #execute({ operation, raw, variables }: ReadyOperation, contextValue: object) {
    const { schema, document, name } = operation;
    if (this.#isPlannable && this.#isPlanned(document)) return operation.run(variables, contextValue);
    return execute({ schema, document, contextValue, variableValues: raw, operationName: name });
  }

  #isPlanned(document: DocumentNode): boolean {
    const known = this.#planned.get(document) ?? isPlannableDocument(document);
    this.#planned.set(document, known);
    return known;
  }
}
