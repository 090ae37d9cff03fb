import type { AnyEndpoint } from '../../wix/endpoint.ts';
import type { CallEnd, CallObserver } from '../../wix/observer.ts';

/** A write call that was sent. */
export interface SentWrite {
  readonly endpoint: AnyEndpoint;
  /** Attempt number, from 1. Above 1, the call retries one that cannot have taken effect. */
  readonly tries: number;
  /** Null while the call is in progress. */
  readonly end: CallEnd | null;
}

interface NotedWrite extends SentWrite {
  end: CallEnd | null;
}

/** Collects the write calls of one operation, in the order in which they were sent. */
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

  /** The calls sent so far. */
  get all(): readonly SentWrite[] {
    return this.#sent;
  }

  /** Number of calls to which Wix responded with success. */
  get succeeded(): number {
    return this.#succeeded;
  }
}

function ignore(): void {}
