/**
 * The types of the package's entry, apart from its code: they name nothing of the engine, so that they mean the same in every
 * project. `account-graph.ts` is the code.
 */

/** Source of the account: a configured key, each caller's own key, or the sandbox. */
export type AccountGraphSource =
  | { readonly apiKey: string; readonly accountId: string }
  | { readonly forward: true }
  | { readonly sandbox: { readonly size?: 'demo' | 'large' | 'huge'; readonly seed?: number } };

export interface AccountGraphSettings {
  /** The path that the graph is served at. @default '/graphql' */
  readonly endpoint?: string;
  /** Origin of the REST APIs; the sandbox has its own. @default 'https://www.wixapis.com' */
  readonly origin?: string;
  /** The time of one operation, all its REST calls included. @default 10000 */
  readonly operationTimeoutMs?: number;
  /** The time of one REST call. @default 8000 */
  readonly callTimeoutMs?: number;
  /** REST calls of one account under way at once; more wait. @default 24 */
  readonly maxConnections?: number;
  /** REST calls in a minute for each credential and account; more wait, or are refused. 0 keeps no limit. @default 200; 0 for the sandbox */
  readonly callsPerMinute?: number;
  /** Maximum number of retries of a failed read. @default 2 */
  readonly maxRetries?: number;
  /** Whether Wix's public calls carry the key too. @default false */
  readonly publicCallsWithKey?: boolean;
  /** Whether redirects are read from List Domain Assignments, whose parameters Wix does not document in full. @default false */
  readonly domainAssignments?: boolean;
  /** Maximum number of REST calls of one operation, retries included. What is estimated to need more is refused before it runs. @default 500 */
  readonly maxRestCalls?: number;
  /**
   * For how many milliseconds answers of reads are kept: usually (`ttlMs`), of roles, editors and accounts (`stableTtlMs`), and beyond that
   * to stand in for a call that fails (`staleMs`); at most `maxBytes` of them. @default nothing is kept
   */
  readonly cache?: {
    readonly ttlMs?: number;
    readonly stableTtlMs?: number;
    readonly staleMs?: number;
    readonly maxBytes?: number;
  };
  /** Whether introspection and `_service` answer. @default true */
  readonly introspection?: boolean;
  /** Origins whose pages may send operations and read responses (CORS), such as `https://app.example.com`. @default none */
  readonly corsOrigins?: readonly string[];
  /** Secrets of which every request must carry one in `x-router-secret`. @default none is asked for */
  readonly routerSecrets?: readonly string[];
  /** Trusted documents by their id and, with `only`, no others. @default every document */
  readonly persistedDocuments?: { readonly documents: ReadonlyMap<string, string>; readonly only?: boolean };
  /**
   * Takes the audit log: one line of JSON, with its line break, for each mutation and each refused identity. Personal data is `marked` in it
   * or `omitted`; `readsBefore: false` saves the reads for the values before a write. @default nothing is recorded
   */
  readonly audit?: {
    readonly write: (line: string) => void;
    readonly personalData?: 'marked' | 'omitted';
    readonly readsBefore?: boolean;
  };
  /** Told of errors that are faults of the graph; the caller sees the `errorId` only. */
  readonly onUnexpectedError?: (unexpected: { readonly errorId: string; readonly error: unknown }) => void;
}

export type AccountGraphOptions = AccountGraphSource & AccountGraphSettings;

export interface AccountGraph {
  /** Answers one request. Needs no `this`, so it can be handed over as it is. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Closes the connections after the requests under way have ended. Closing again does nothing. */
  readonly close: () => Promise<void>;
}

/**
 * The graph as a fetch handler, to be embedded in a server of yours. Nothing is started, opened or read before its first request.
 * Whoever reaches it speaks with the configured key: it checks no user, so put it behind what does. Throws a TypeError for a key
 * or account id that cannot be one.
 */
export declare function createAccountGraph(options: AccountGraphOptions): AccountGraph;
