import type { TypedDocumentString } from '../../schema/typed/graphql.ts';
import type { ErrorCode } from '../../src/http/error-code.ts';

/** An error of an answer. `path` names the field that is null because of it. */
export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: ErrorCode; readonly field?: string; readonly retryAfterMs?: number };
}

/** `data` is null when nothing ran; otherwise it holds all that could be read, beside the errors of what could not. */
export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors: readonly GraphError[];
}

/** Documents without variables are called without them. */
type Variables<V> = V extends Record<string, never> ? [] : Record<string, never> extends V ? [V?] : [V];

export interface GraphClient {
  run<Data, V>(document: TypedDocumentString<Data, V>, ...variables: Variables<V>): Promise<Answer<Data>>;
}

export interface GraphClientOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends the document's id instead of its text, for a graph that takes trusted documents only. @default false */
  readonly byId?: boolean;
  /** @default the global one */
  readonly fetch?: typeof fetch;
}

/** A client of some forty lines over fetch: what a document asks for is the type of what it answers. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { url, headers, byId = false, fetch = globalThis.fetch } = options;
  return {
    async run(document, ...[variables]) {
      const { hash } = (document.__meta__ ?? {}) as { hash?: string };
      const operation = byId ? { documentId: hash } : { query: document.toString() };
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ ...operation, variables }),
      });
      const { data = null, errors = [] } = await response.json();
      return { data, errors };
    },
  };
}
