import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observe } from './observer.ts';

export interface MetricsOptions {
  /** The operations that are counted by name; all others are `other`. What callers make up must not become labels without end. */
  readonly operationNames: ReadonlySet<string>;
  /** Read when the metrics are. */
  readonly gauges: { readonly requestsInFlight: () => number; readonly answersCached: () => number };
}

export interface Metrics {
  readonly contentType: string;
  /** All metrics in the text format of Prometheus. */
  readonly text: () => Promise<string>;
  readonly observe: Observe;
  readonly requestAnswered: (status: number) => void;
  readonly requestShed: (reason: string) => void;
  /** Measures the store that processes share. Its metrics exist where there is one. */
  readonly store: () => StoreMetrics;
  /** Stops measuring. */
  readonly close: () => void;
}

export interface StoreMetrics {
  readonly state: (state: 'up' | 'full' | 'down') => void;
  readonly command: (outcome: string) => void;
  readonly lost: () => void;
}

/** From 5 ms to the longest time that an operation may be given. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/**
 * Metrics in a registry of their own: requests, operations and REST calls, and what Node tells of the process. No label holds an id: they
 * are names of REST operations, codes of the closed list, statuses, and names of known GraphQL operations.
 */
export function createMetrics({ operationNames, gauges }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    name: 'graph_http_requests_total',
    help: 'Answered requests by HTTP status.',
    labelNames: ['status'],
    registers,
  });
  const shed = new Counter({
    name: 'graph_http_requests_shed_total',
    help: 'Requests that were turned away with 503 because there was too much to do.',
    labelNames: ['reason'],
    registers,
  });
  new Gauge({
    name: 'graph_http_requests_in_flight',
    help: 'Requests that are being answered.',
    registers,
    collect() {
      this.set(gauges.requestsInFlight());
    },
  });
  const operations = new Counter({
    name: 'graph_operations_total',
    help: 'GraphQL operations that ran, by result: ok, partial (data and errors), failed.',
    labelNames: ['type', 'operation', 'result'],
    registers,
  });
  const errors = new Counter({
    name: 'graph_operation_errors_total',
    help: 'Operations with an error of this code.',
    labelNames: ['code'],
    registers,
  });
  const duration = new Histogram({
    name: 'graph_operation_duration_seconds',
    help: 'How long operations ran.',
    labelNames: ['type'],
    buckets,
    registers,
  });
  const calls = new Counter({
    name: 'wix_calls_total',
    help: 'REST calls by operation and outcome: ok, or how they failed.',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const retries = new Counter({
    name: 'wix_call_retries_total',
    help: 'REST calls that repeated a failed one.',
    labelNames: ['operation'],
    registers,
  });
  const callDuration = new Histogram({
    name: 'wix_call_duration_seconds',
    help: 'How long REST calls took, from being sent to the end of the answer.',
    labelNames: ['operation'],
    buckets,
    registers,
  });
  const saved = new Counter({
    name: 'wix_reads_saved_total',
    help: 'Reads that needed no call of their own: answered by an equal one under way (flight), the cache, or what it had of old.',
    labelNames: ['operation', 'by'],
    registers,
  });
  new Gauge({
    name: 'wix_answers_cached',
    help: 'Answers that the cache keeps.',
    registers,
    collect() {
      this.set(gauges.answersCached());
    },
  });

  const observe: Observe = () => {
    let type = 'query';
    let operation = 'anonymous';
    let startedAt = 0;
    return {
      began: (begun) => {
        type = begun.type;
        if (begun.name !== null) operation = operationNames.has(begun.name) ? begun.name : 'other';
        startedAt = performance.now();
      },
      ended: ({ result, codes }) => {
        operations.inc({ type, operation, result });
        for (const code of codes) errors.inc({ code });
        duration.observe({ type }, (performance.now() - startedAt) / 1_000);
      },
      sent: ({ name }, tries) => {
        const sentAt = performance.now();
        if (tries > 1) retries.inc({ operation: name });
        return ({ failure }) => {
          calls.inc({ operation: name, outcome: failure ?? 'ok' });
          callDuration.observe({ operation: name }, (performance.now() - sentAt) / 1_000);
        };
      },
      saved: ({ name }, by) => saved.inc({ operation: name, by }),
    };
  };

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe,
    requestAnswered: (status) => requests.inc({ status: String(status) }),
    requestShed: (reason) => shed.inc({ reason }),
    store: () => storeMetrics(registers),
    close: () => registry.clear(),
  };
}

function storeMetrics(registers: Registry[]): StoreMetrics {
  const up = new Gauge({
    name: 'graph_store_up',
    help: 'Whether the shared store of REDIS_URL responds: 1, 0.5 while it has no memory left, 0 while it is down.',
    registers,
  });
  const commands = new Counter({
    name: 'graph_store_commands_total',
    help: 'Commands to the shared store by outcome: ok, timeout, failed, full, refused (not sent, because it is down).',
    labelNames: ['outcome'],
    registers,
  });
  const losses = new Counter({
    name: 'graph_store_losses_total',
    help: 'How often the shared store was found empty, and was filled again.',
    registers,
  });
  return {
    state: (state) => up.set({ up: 1, full: 0.5, down: 0 }[state]),
    command: (outcome) => commands.inc({ outcome }),
    lost: () => losses.inc(),
  };
}
