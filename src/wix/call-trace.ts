import type { AnyEndpoint } from './endpoint.ts';
import type { CallEnd, CallObserver, SavedBy } from './observer.ts';
import { shownRequestId } from './shown.ts';

/** The calls to one endpoint, and the fields that needed them. */
export interface TracedOperation {
  /** The endpoint's name: the title of its page in Wix's documentation. */
  readonly operation: string;
  /** Number of calls sent, retries included. */
  calls: number;
  /** Number of these calls that were retries. */
  retries: number;
  /** Number of reads served from the cache. */
  cached: number;
  /** Number of reads that shared another request's call. */
  shared: number;
  /** Other GraphQL operations that these calls also served. */
  alsoAnswered: number;
  /** Fields that needed the endpoint, which is the number of calls without batching. */
  fields: number;
  /** Total duration of the calls, in milliseconds. Concurrent calls count separately, so the total can exceed the elapsed time. */
  timeMs: number;
}

/** One attempt of a call, or one read that needed none. */
export interface TracedCall {
  /** The endpoint's name. */
  readonly operation: string;
  /** When it was sent or served, in milliseconds after the operation began. */
  readonly startMs: number;
  /** Null for a call that is in progress. 0 for a read that needed no call of its own. */
  durationMs: number | null;
  /** The source of the response. */
  readonly from: 'wix' | SavedBy;
  /** Number of attempts of this call before this one. */
  readonly retries: number;
  /** Number of ids that it reads, merged ones included. Null if it reads none by id. */
  readonly batchSize: number | null;
  /** Null if there was no response. */
  status: number | null;
  /** Wix's id of the request. Null if there is none. */
  requestId: string | null;
}

/** Counts the REST calls of one session, and the fields that needed them. */
export class CallTrace implements CallObserver {
  readonly #operations = new Map<string, TracedOperation>();
  readonly #served = new Map<string, WeakSet<object>>();
  readonly #list: TracedCall[] = [];
  readonly #beganAt = performance.now();
  #firstSentAt: number | null = null;
  #lastEndedAt = 0;

  sent({ name }: AnyEndpoint, tries: number, operations: number, batchSize: number | null): (end: CallEnd) => void {
    const sentAt = performance.now();
    this.#firstSentAt ??= sentAt;
    const traced = this.#of(name);
    traced.calls += 1;
    if (tries > 1) traced.retries += 1;
    else if (operations > 1) traced.alsoAnswered += operations - 1;
    const call = this.#add({ operation: name, from: 'wix', durationMs: null, retries: tries - 1, batchSize });
    return ({ status = null, requestId }) => {
      this.#lastEndedAt = performance.now();
      traced.timeMs += this.#lastEndedAt - sentAt;
      call.durationMs = Math.round(this.#lastEndedAt - sentAt);
      call.status = status;
      call.requestId = shownRequestId(requestId);
    };
  }

  saved({ name }: AnyEndpoint, by: SavedBy): void {
    const traced = this.#of(name);
    this.#add({ operation: name, from: by, durationMs: 0, retries: 0, batchSize: null });
    if (by === 'flight') traced.shared += 1;
    else traced.cached += 1;
  }

  /** Records that a field needs the endpoint. Fields with the same `sharedBy` object count once. */
  needed(operation: string, sharedBy?: object): void {
    if (sharedBy !== undefined) {
      const served = this.#served.get(operation) ?? new WeakSet();
      this.#served.set(operation, served);
      if (served.has(sharedBy)) return;
      served.add(sharedBy);
    }
    this.#of(operation).fields += 1;
  }

  /** Returns the sums and each endpoint that was needed or called, in the order of their first use. Times are whole milliseconds. */
  summary(): CallSummary {
    const operations = [...this.#operations.values()].map((one) => ({ ...one, timeMs: Math.round(one.timeMs) }));
    const sum = (name: 'calls' | 'retries' | 'cached' | 'shared' | 'alsoAnswered' | 'fields') =>
      operations.reduce((total, one) => total + one[name], 0);
    const passedMs = this.#firstSentAt === null ? 0 : this.#lastEndedAt - this.#firstSentAt;
    return {
      calls: sum('calls'),
      retries: sum('retries'),
      cached: sum('cached'),
      shared: sum('shared'),
      alsoAnswered: sum('alsoAnswered'),
      fields: sum('fields'),
      timeMs: Math.round(passedMs),
      operations,
      list: this.#list,
    };
  }

  #add(facts: Omit<TracedCall, 'startMs' | 'status' | 'requestId'>): TracedCall {
    const call = { ...facts, startMs: Math.round(performance.now() - this.#beganAt), status: null, requestId: null };
    this.#list.push(call);
    return call;
  }

  #of(operation: string): TracedOperation {
    const known = this.#operations.get(operation);
    if (known !== undefined) return known;
    const made = { operation, calls: 0, retries: 0, cached: 0, shared: 0, alsoAnswered: 0, fields: 0, timeMs: 0 };
    this.#operations.set(operation, made);
    return made;
  }
}

/** Content of `extensions.upstream`. */
export interface CallSummary extends Omit<TracedOperation, 'operation'> {
  readonly operations: readonly TracedOperation[];
  /** Each attempt and each read that needed no call, in the order in which they began. */
  readonly list: readonly TracedCall[];
}
