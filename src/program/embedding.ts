/**
 * Types of the package's entry, separate from their implementation in `account-graph.ts`. They refer to no other module, so they mean
 * the same in every project.
 */

/** Source of the account: a configured key, each caller's own key, or the sandbox. */
export type AccountGraphSource =
  | { readonly apiKey: string; readonly accountId: string }
  | { readonly forward: true }
  | { readonly sandbox: { readonly size?: 'demo' | 'large' | 'huge' | 'partner'; readonly seed?: number } };

export interface AccountGraphSettings {
  /** Path at which the graph is served. @default '/graphql' */
  readonly endpoint?: string;
  /** Origin of the REST APIs; the sandbox has its own. @default 'https://www.wixapis.com' */
  readonly origin?: string;
  /** Timeout of one operation in milliseconds, including all its REST calls. @default 10000 */
  readonly operationTimeoutMs?: number;
  /** Timeout of one REST call in milliseconds. @default 8000 */
  readonly callTimeoutMs?: number;
  /** Maximum number of concurrent REST calls for one account. Further calls wait. @default 24 */
  readonly maxConnections?: number;
  /** Maximum number of REST calls per minute for each credential and account. Further calls wait or are rejected. 0: no limit. @default 200; 0 for the sandbox */
  readonly callsPerMinute?: number;
  /** Maximum number of retries of a failed read. @default 2 */
  readonly maxRetries?: number;
  /** Whether the key is also sent to Wix's public endpoints. @default false */
  readonly publicCallsWithKey?: boolean;
  /** Whether redirects are read from List Domain Assignments, whose parameters Wix does not document in full. @default false */
  readonly domainAssignments?: boolean;
  /** Whether domains registered through Wix are read from endpoints that Wix no longer documents. @default false */
  readonly registeredDomains?: boolean;
  /** Whether the graph has `Query.node`, `Query.nodes` and the interface `Node`, for Relay. @default false */
  readonly relayNode?: boolean;
  /** Maximum number of REST calls of one operation, including retries. An operation whose estimate is higher is rejected. @default 500 */
  readonly maxRestCalls?: number;
  /**
   * Caching of read responses. `ttlMs` is their time to live in milliseconds, `stableTtlMs` that of roles, editors and accounts. `staleMs`
   * is how much longer they are served stale if a call fails, and `maxBytes` the maximum size of the cache. @default no caching
   */
  readonly cache?: {
    readonly ttlMs?: number;
    readonly stableTtlMs?: number;
    readonly staleMs?: number;
    readonly maxBytes?: number;
  };
  /** Whether introspection and `_service` are enabled. @default true */
  readonly introspection?: boolean;
  /** Origins whose pages may send operations and read responses (CORS), such as `https://app.example.com`. @default none */
  readonly corsOrigins?: readonly string[];
  /** Accepted router secrets. Every request must send one of them as `x-router-secret`. @default no secret is required */
  readonly routerSecrets?: readonly string[];
  /** Trusted documents by their id. With `only`, all other documents are rejected. @default every document is accepted */
  readonly persistedDocuments?: { readonly documents: ReadonlyMap<string, string>; readonly only?: boolean };
  /**
   * Receives the audit log: one line of JSON, with its line break, for each mutation and each rejected identity. Personal data is `marked`
   * or `omitted`. `readsBefore: false` saves the reads that only describe the changes of a write. @default no audit log
   */
  readonly audit?: {
    readonly write: (line: string) => void;
    readonly personalData?: 'marked' | 'omitted';
    readonly readsBefore?: boolean;
  };
  /** Called with internal errors of the graph. The caller sees only the `errorId`. */
  readonly onUnexpectedError?: (unexpected: { readonly errorId: string; readonly error: unknown }) => void;
}

export type AccountGraphOptions = AccountGraphSource & AccountGraphSettings;

export interface AccountGraph {
  /** Handles one request. Does not use `this`, so it can be passed on its own. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Closes the connections after the requests in progress have ended. Further calls do nothing. */
  readonly close: () => Promise<void>;
}

/**
 * Creates the graph as a fetch handler, to embed in your server. Starts, opens and reads nothing before the first request. The handler
 * authenticates nobody: everyone who reaches it uses the configured key, so put your own authentication in front of it. Throws a
 * TypeError for an invalid API key or account id.
 */
export declare function createAccountGraph(options: AccountGraphOptions): AccountGraph;
