import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { LeaveSignal } from '../wix/stop-signal.ts';

/** Headers of a request by their lower-case names; null for an absent one. A fetch API `Headers` satisfies it. */
export interface HeaderView {
  get(name: string): string | null;
}

/** Parts of a request from which an operation's context is made. A fetch API `Request` satisfies it. */
export interface CallerRequest {
  readonly headers: HeaderView;
  /** Aborts when the caller disconnects before the response. */
  readonly signal: LeaveSignal;
}

/** The headers of a `node:http` request. */
export class NodeHeaders implements HeaderView {
  readonly #headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const value = this.#headers[name];
    return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
  }
}

/** Adapts a `node:http` request to an operation's context. */
export class NodeCallerRequest implements CallerRequest {
  readonly headers: HeaderView;
  readonly signal: LeaveSignal;

  constructor(headers: HeaderView, response: ServerResponse) {
    this.headers = headers;
    this.signal = new CallerLeaves(response);
  }
}

/** Signals that the caller disconnected before the response. Cheaper than an AbortSignal for each request. */
class CallerLeaves implements LeaveSignal {
  readonly #response: ServerResponse;
  #listeners: Set<() => void> | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get aborted(): boolean {
    return this.#response.destroyed && !this.#response.writableFinished;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.#listeners === undefined) {
      this.#listeners = new Set();
      this.#response.on('close', () => {
        if (!this.#response.writableFinished) for (const each of [...(this.#listeners ?? [])]) each();
      });
    }
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }
}
