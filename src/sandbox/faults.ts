import type { ServedCall } from './calls.ts';

/** What goes wrong. Kinds that cut or hold the connection need real HTTP. */
export type FaultEffect =
  /**
   * This status with this body (default: the empty system form) and these extra headers. The call has no effect, or with
   * `afterCommit` the one it would have had.
   */
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string>; afterCommit?: boolean }
  /** 403 with an empty message, which may be throttling. */
  | { kind: 'empty403' }
  /** An HTML page, as a proxy answers. Default status 502. */
  | { kind: 'html'; status?: number }
  /** The true answer, cut in the middle, and the connection closed. */
  | { kind: 'truncated' }
  /** 200 with invalid JSON. */
  | { kind: 'malformed' }
  /** The connection is reset before an answer; the call has no effect. */
  | { kind: 'reset' }
  /** No answer, until `FaultPlan.clear()` or the server's close lets go of the connection; the call has no effect. */
  | { kind: 'hang' }
  /** The true answer, later. */
  | { kind: 'delay'; delayMs: number }
  /** 200 with this JSON in place of the answer. */
  | { kind: 'body'; body: unknown }
  /** The true answer after this change to its JSON. */
  | { kind: 'patch'; patch: (body: unknown) => unknown };

/** A fault and the calls it strikes. Without `operation` and `match` it strikes every contract call. */
export type Fault = FaultEffect & {
  operation?: string;
  match?: (call: ServedCall) => boolean;
  /** How many calls it strikes. Default 1; `Infinity` for all. */
  times?: number;
};

/** The faults to come. Of several that fit a call, the one injected first strikes. */
export interface FaultPlan {
  inject(fault: Fault): void;
  /** Forgets all faults and lets go of the connections that hang. */
  clear(): void;
}

/** The sandbox's own side of the plan. */
export interface FaultSource extends FaultPlan {
  /** The fault that strikes the call, counted as used; undefined when none fits. */
  take(call: ServedCall): Fault | undefined;
  /** Resolves when hanging connections are let go. */
  released(): Promise<void>;
  /** Lets go of hanging connections and keeps the faults to come. */
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
