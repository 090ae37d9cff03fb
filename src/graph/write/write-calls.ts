import type { AnyEndpoint } from '../../wix/endpoint.ts';
import type { CallEnd, CallObserver } from '../../wix/observer.ts';

/** A write call that left. */
export interface SentWrite {
  readonly endpoint: AnyEndpoint;
  /** Counts from 1; above that, the call repeats one that cannot have taken effect. */
  readonly tries: number;
  /** Null while the call is in progress. */
  readonly end: CallEnd | null;
}

interface NotedWrite extends SentWrite {
  end: CallEnd | null;
}

/** Notes the write calls of one operation, in the order in which they left. */
export class WriteCalls implements CallObserver {
  readonly #sent: NotedWrite[] = [];
  #succeeded = 0;

  sent(endpoint: AnyEndpoint, tries: number): (end: CallEnd) => void {
    if (endpoint.retry === 'read') return ignore;
    const call: NotedWrite = { endpoint, tries, end: null };
    this.#sent.push(call);
    return (end) => {
      call.end = end;
      if (end.failure === null) this.#succeeded += 1;
    };
  }

  saved(): void {}

  /** The calls that left so far. */
  get all(): readonly SentWrite[] {
    return this.#sent;
  }

  /** How many of them Wix answered with success. */
  get succeeded(): number {
    return this.#succeeded;
  }
}

function ignore(): void {}
