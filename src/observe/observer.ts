import type { CallObserver } from '../wix/observer.ts';

/** An operation that is about to run, after its document was accepted. */
export interface BegunOperation {
  /** Its name in the document; null if it has none. */
  readonly name: string | null;
  readonly type: 'query' | 'mutation' | 'subscription';
}

/** Result of an operation. */
export interface OperationOutcome {
  /** `partial`: with data and errors. */
  readonly result: 'ok' | 'partial' | 'failed';
  /** The codes of its errors, each once. */
  readonly codes: readonly string[];
}

/** Notified of one operation and of its REST calls. It must not throw. */
export interface OperationObserver extends CallObserver {
  began(operation: BegunOperation): void;
  ended(outcome: OperationOutcome): void;
}

/** Creates the observer of an operation from the headers of its request. */
export type Observe = (headers: { get(name: string): string | null }) => OperationObserver;

/** Combines several observers into one; null if there are none. */
export function observeWith(all: readonly Observe[]): Observe | null {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return first ?? null;
  return (headers) => {
    const each = all.map((observe) => observe(headers));
    return {
      began: (operation) => {
        for (const one of each) one.began(operation);
      },
      ended: (outcome) => {
        for (const one of each) one.ended(outcome);
      },
      sent: (operation, tries, operations, batchSize) => {
        const ended = each.map((one) => one.sent(operation, tries, operations, batchSize));
        return (end) => {
          for (const one of ended) one(end);
        };
      },
      saved: (operation, by) => {
        for (const one of each) one.saved(operation, by);
      },
    };
  };
}

const fine: OperationOutcome = { result: 'ok', codes: [] };

/** Returns the outcome of a GraphQL result. */
export function outcomeOf({
  data,
  errors = [],
}: {
  data?: unknown;
  errors?: readonly { extensions: object }[];
}): OperationOutcome {
  if (errors.length === 0) return fine;
  const codes = new Set(errors.map(({ extensions }) => String((extensions as { code?: unknown }).code)));
  const hasData = typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null);
  return { result: hasData ? 'partial' : 'failed', codes: [...codes] };
}
