import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/observe/log.ts';
import { logOperations } from '../../src/observe/log-operations.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { observeWith } from '../../src/observe/observer.ts';
import { useGraph } from '../support/graph.ts';

const metrics = createMetrics({
  operationNames: new Set(['SiteNames']),
  gauges: { requestsInFlight: () => 7, answersCached: () => 3 },
});
afterAll(() => metrics.close());

const lines: Record<string, unknown>[] = [];
const log = createLog({ level: 'info', secrets: [], write: (line) => lines.push(JSON.parse(line)) });
afterEach(() => {
  lines.splice(0);
});

/** The samples of a metric, with their labels as they are written. */
async function samples(name: string): Promise<Record<string, number>> {
  const found = [...(await metrics.text()).matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))];
  return Object.fromEntries(found.map(([, labels = '', value]) => [labels, Number(value)]));
}

/** How many lines there are about the graph; those about Node come and go. */
async function ownLines(): Promise<number> {
  return (await metrics.text()).match(/^(graph|wix)_/gm)?.length ?? 0;
}

describe('an operation that is watched', () => {
  const graph = useGraph({
    client: { retry: { maxRetries: 1, baseDelayMs: 0 } },
    server: { observe: observeWith([metrics.observe, logOperations(log)]) },
  });

  it('is counted by name where its name is known, with its calls', async () => {
    await graph.ask('query SiteNames { account { name sites(filter: { includeTrashed: true }) { totalCount } } }');
    await graph.ask('query SecretName { account { name } }');
    await graph.ask('{ account { name } }');
    expect(await samples('graph_operations_total')).toEqual({
      'type="query",operation="SiteNames",result="ok"': 1,
      'type="query",operation="other",result="ok"': 1,
      'type="query",operation="anonymous",result="ok"': 1,
    });
    expect(await samples('wix_calls_total')).toEqual({
      'operation="Get Account",outcome="ok"': 3,
      'operation="Count Sites",outcome="ok"': 1,
    });
    expect(await samples('wix_call_duration_seconds_count')).toEqual({
      'operation="Get Account"': 3,
      'operation="Count Sites"': 1,
    });
    expect(await samples('graph_operation_duration_seconds_count')).toEqual({ 'type="query"': 3 });
    expect(await samples('graph_http_requests_in_flight')).toEqual({ '': 7 });
    expect(await samples('wix_answers_cached')).toEqual({ '': 3 });
  });

  it('is logged with its calls, and nothing of its document', async () => {
    await graph.ask('query SiteNames { account { name } }', {}, { 'x-request-id': 'from-the-router' });
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        requestId: 'from-the-router',
        operation: 'SiteNames',
        type: 'query',
        result: 'ok',
        calls: 1,
        timeMs: expect.any(Number),
        msg: 'operation',
      },
    ]);
  });

  it('is a warning when Wix fails, with the ids that Wix gave the failed calls', async () => {
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 503 });
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 503 });
    const { errors } = await graph.ask('{ account { id name sites { totalCount } } }');
    expect(errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    expect(lines).toMatchObject([{ level: 'warn', result: 'partial', codes: ['UPSTREAM_UNAVAILABLE'], calls: 3 }]);
    const failed = lines[0]?.['failedCalls'] as { wixRequestId: string }[];
    expect(failed).toHaveLength(2);
    for (const call of failed) {
      expect(call).toEqual({
        call: 'Get Account',
        failure: 'unavailable',
        status: 503,
        wixRequestId: expect.stringMatching(/^[\w.-]+$/),
      });
    }
    expect(await samples('wix_call_retries_total')).toEqual({ 'operation="Get Account"': 1 });
    expect(await samples('graph_operation_errors_total')).toEqual({ 'code="UPSTREAM_UNAVAILABLE"': 1 });
  });

  it('is not one when its document is refused', async () => {
    const before = await samples('graph_operations_total');
    await graph.ask('{ nonsense }');
    expect([await samples('graph_operations_total'), lines]).toEqual([before, []]);
  });

  it('adds no labels with the names that callers make up', async () => {
    const before = await ownLines();
    for (let index = 0; index < 50; index += 1) await graph.ask(`query Made_up_${index} { account { id } }`);
    expect(await ownLines()).toBe(before);
  });

  it('counts requests by status and by why they were turned away', async () => {
    metrics.requestAnswered(200);
    metrics.requestShed('heap');
    expect(await samples('graph_http_requests_total')).toEqual({ 'status="200"': 1 });
    expect(await samples('graph_http_requests_shed_total')).toEqual({ 'reason="heap"': 1 });
  });
});
