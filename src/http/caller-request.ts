import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { LeaveSignal } from '../wix/stop-signal.ts';

/** The headers of a request by their name in lower case; null for one that is not there. A fetch API `Headers` is one. */
export interface HeaderView {
  get(name: string): string | null;
}

/** The parts of a request that an operation's context is made from. A fetch API `Request` is one. */
export interface CallerRequest {
  readonly headers: HeaderView;
  /** Aborts when the caller leaves before the answer. */
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

/** A `node:http` request as the context of an operation sees it. */
export class NodeCallerRequest implements CallerRequest {
  readonly headers: HeaderView;
  readonly signal: LeaveSignal;

  constructor(headers: HeaderView, response: ServerResponse) {
    this.headers = headers;
    this.signal = new CallerLeaves(response);
  }
}

/** Tells when the caller leaves before the answer. An AbortSignal would do; making one for each request takes several times as long. */
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
