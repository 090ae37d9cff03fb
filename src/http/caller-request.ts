import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** The headers of a request by their name in lower case; null for one that is not there. A fetch API `Headers` is one. */
export interface HeaderView {
  get(name: string): string | null;
}

/** What the context of an operation is made from. A fetch API `Request` is one. */
export interface CallerRequest {
  readonly headers: HeaderView;
  /** Aborts when the caller leaves before the answer. */
  readonly signal: AbortSignal;
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
  readonly #response: ServerResponse;
  #controller: AbortController | undefined;

  constructor(headers: HeaderView, response: ServerResponse) {
    this.headers = headers;
    this.#response = response;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      const response = this.#response;
      response.on('close', () => {
        if (!response.writableFinished) controller.abort();
      });
      this.#controller = controller;
    }
    return this.#controller.signal;
  }
}
