import type { ServedCall } from './calls.ts';

/** The effect of a fault. Kinds that cut or hold the connection need real HTTP. */
export type FaultEffect =
  /**
   * This status with this body (default: the empty system form) and these extra headers. The call has no effect, or with
   * `afterCommit` the effect that it would have had.
   */
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string>; afterCommit?: boolean }
  /** 403 with an empty message, which can mean throttling. */
  | { kind: 'empty403' }
  /** An HTML page, as a proxy sends it. Default status 502. */
  | { kind: 'html'; status?: number }
  /** The true response, cut in the middle, and the connection closed. */
  | { kind: 'truncated' }
  /** 200 with invalid JSON. */
  | { kind: 'malformed' }
  /** The connection is reset before a response; the call has no effect. */
  | { kind: 'reset' }
  /** No response, until `FaultPlan.clear()` or the server's close releases the connection; the call has no effect. */
  | { kind: 'hang' }
  /** The true response, later. */
  | { kind: 'delay'; delayMs: number }
  /** 200 with this JSON in place of the response. */
  | { kind: 'body'; body: unknown }
  /** The true response after this change to its JSON. */
  | { kind: 'patch'; patch: (body: unknown) => unknown };

/** A fault and the calls it strikes. Without `operation` and `match` it strikes every contract call. */
export type Fault = FaultEffect & {
  operation?: string;
  match?: (call: ServedCall) => boolean;
  /** Number of calls that it strikes. Default 1; `Infinity` for all. */
  times?: number;
};

/** The pending faults. Of several that fit a call, the one injected first strikes. */
export interface FaultPlan {
  inject(fault: Fault): void;
  /** Discards all faults and releases the connections that hang. */
  clear(): void;
}

/** The sandbox's own side of the plan. */
export interface FaultSource extends FaultPlan {
  /** Number of pending faults. */
  readonly size: number;
  /** Returns the fault that applies to the call and counts it as used; undefined if none applies. */
  take(call: ServedCall): Fault | undefined;
  /** Resolves when hanging connections are released. */
  released(): Promise<void>;
  /** Releases hanging connections and keeps the pending faults. */
  letGo(): void;
}

/** A plan without faults. */
export function createFaultPlan(): FaultSource {
  let pending: { fault: Fault; left: number }[] = [];
  let release = Promise.withResolvers<void>();
  const letGo = () => {
    release.resolve();
    release = Promise.withResolvers<void>();
  };
  return {
    get size() {
      return pending.length;
    },
    inject(fault) {
      pending.push({ fault, left: fault.times ?? 1 });
    },
    clear() {
      pending = [];
      letGo();
    },
    take(call) {
      const found = pending.find(
        ({ fault }) =>
          (fault.operation === undefined || fault.operation === call.operation) && (fault.match?.(call) ?? true),
      );
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) pending = pending.filter((entry) => entry !== found);
      return found.fault;
    },
    released: () => release.promise,
    letGo,
  };
}
