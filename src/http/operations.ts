import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import type { PassedVariables } from '../execution/graphql-js.ts';
import type { MistakeOptions } from '../execution/input-mistake.ts';
import { isPlannableDocument, isPlannableSchema } from '../execution/plannable.ts';
import { type OperationObserver, outcomeOf } from '../observe/observer.ts';
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
  /** The most REST calls that an operation may need. */
  readonly maxCalls: number;
  /** Settings for errors of variables. @default no suggestions */
  readonly mistakes?: MistakeOptions;
  /** Counts what is kept of an operation while its document is. @default nothing does */
  readonly retained?: RetainedBytes;
}

/** Response data and callbacks that an operation's context can have. */
interface OperationContext {
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly watch?: OperationObserver | null;
}

/** An operation with variables that fit it. */
export interface ReadyOperation {
  readonly operation: KnownOperation;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly variables: PassedVariables;
}

/** Everything that happens to an operation between its valid document and its answer, however it was sent. */
export class Operations {
  readonly #options: OperationsOptions;
  readonly #isPlannable: boolean;
  readonly #known = new WeakMap<DocumentNode, Map<string | null, KnownOperation>>();
  readonly #planned = new WeakMap<DocumentNode, boolean>();

  constructor(options: OperationsOptions) {
    this.#options = options;
    this.#isPlannable = options.mode === 'compiled' && isPlannableSchema(options.schema);
  }

  /** The operation of a valid document; null where the name chooses none. */
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
   * Checks the variables and how many REST calls the operation may need. Stops at the fifth mistake in the variables: a small request
   * can have thousands.
   */
  prepare(operation: KnownOperation, raw: Readonly<Record<string, unknown>>): ReadyOperation | readonly GraphQLError[] {
    const { mask, maxCalls } = this.#options;
    const coerced = operation.coerce(raw);
    if (coerced.errors !== undefined) return coerced.errors.map(mask);
    const { variables } = coerced;
    const { calls, dearest } = operation.estimate(variables);
    if (calls > maxCalls) return [tooManyCalls(calls, maxCalls, dearest)];
    return { operation, raw, variables };
  }

  /** Runs the operation and makes its result what the caller may see. Never rejects. */
  async run(ready: ReadyOperation, contextValue: object): Promise<ExecutionResult> {
    const { node, name } = ready.operation;
    const { extensions, watch } = contextValue as OperationContext;
    watch?.began({ name, type: node.operation });
    const result = finishedResult(await this.#execute(ready, contextValue), extensions, this.#options.mask);
    this.#weigh(ready.operation);
    watch?.ended(outcomeOf(result));
    return result;
  }

  /** Counts what has been made of the operation since it was counted last. */
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
