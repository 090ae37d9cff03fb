import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observe } from './observer.ts';

export interface MetricsOptions {
  /** The operations that are counted by name. All others count as `other`, so that callers can't create any number of labels. */
  readonly operationNames: ReadonlySet<string>;
  /** Read at every scrape. */
  readonly gauges: { readonly requestsInFlight: () => number; readonly answersCached: () => number };
}

export interface Metrics {
  readonly contentType: string;
  /** Returns all metrics in the text format of Prometheus. */
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

/** From 5 ms to the highest OPERATION_TIMEOUT_MS. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/**
 * Creates the metrics of requests, operations and REST calls and Node's own, in a separate registry. Labels contain no ids: they are names
 * of endpoints, codes of the closed list, statuses, and names of known GraphQL operations.
 */
export function createMetrics({ operationNames, gauges }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const requests = new Counter({
    name: 'graph_http_requests_total',
    help: 'Requests by HTTP status of the response.',
    labelNames: ['status'],
    registers,
  });
  const shed = new Counter({
    name: 'graph_http_requests_shed_total',
    help: 'Requests rejected with 503 because of overload.',
    labelNames: ['reason'],
    registers,
  });
  new Gauge({
    name: 'graph_http_requests_in_flight',
    help: 'Requests in progress.',
    registers,
    collect() {
      this.set(gauges.requestsInFlight());
    },
  });
  const operations = new Counter({
    name: 'graph_operations_total',
    help: 'Executed GraphQL operations by result: ok, partial (data and errors), failed.',
    labelNames: ['type', 'operation', 'result'],
    registers,
  });
  const errors = new Counter({
    name: 'graph_operation_errors_total',
    help: 'GraphQL operations with at least one error of this code.',
    labelNames: ['code'],
    registers,
  });
  const duration = new Histogram({
    name: 'graph_operation_duration_seconds',
    help: 'Duration of GraphQL operations.',
    labelNames: ['type'],
    buckets,
    registers,
  });
  const calls = new Counter({
    name: 'wix_calls_total',
    help: 'REST calls by endpoint (label operation) and outcome: ok, or the failure.',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const retries = new Counter({
    name: 'wix_call_retries_total',
    help: 'REST calls that were retries.',
    labelNames: ['operation'],
    registers,
  });
  const callDuration = new Histogram({
    name: 'wix_call_duration_seconds',
    help: 'Duration of REST calls, from sending to the end of the response.',
    labelNames: ['operation'],
    buckets,
    registers,
  });
  const saved = new Counter({
    name: 'wix_reads_saved_total',
    help: 'Reads that needed no REST call, by source: an equal read in flight (flight), the cache (cache), a stale response (staleCache).',
    labelNames: ['operation', 'by'],
    registers,
  });
  new Gauge({
    name: 'wix_answers_cached',
    help: 'Responses in the cache.',
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
