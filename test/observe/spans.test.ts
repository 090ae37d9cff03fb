import { context, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { observeSpans } from '../../src/observe/spans.ts';
import { useGraph } from '../support/graph.ts';

const exporter = new InMemorySpanExporter();

beforeAll(() => {
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
afterEach(() => exporter.reset());
afterAll(() => {
  trace.disable();
  propagation.disable();
  context.disable();
});

describe('spans', () => {
  const graph = useGraph({ client: { retry: { maxRetries: 1, baseDelayMs: 0 } }, server: { observe: observeSpans } });
  const spans = () =>
    exporter.getFinishedSpans().map((span) => ({
      name: span.name,
      attributes: span.attributes,
      status: span.status.code,
      parent: span.parentSpanContext?.spanId,
      traceId: span.spanContext().traceId,
      id: span.spanContext().spanId,
    }));

  it('show an operation in the trace of its caller, and its calls below it', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    await graph.ask('query SiteNames { account { name } }', {}, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    const [call, operation] = spans();
    expect(operation).toMatchObject({
      name: 'query SiteNames',
      attributes: { 'graphql.operation.name': 'SiteNames', 'graphql.operation.type': 'query' },
      status: 0,
      parent: '00f067aa0ba902b7',
      traceId,
    });
    expect(call).toEqual({
      name: 'GET /accounts/v1/accounts/{accountId}',
      attributes: {
        'http.request.method': 'GET',
        'url.template': '/accounts/v1/accounts/{accountId}',
        'wix.operation': 'Get Account',
        'http.response.status_code': 200,
        'wix.request_id': expect.any(String),
      },
      status: 0,
      parent: operation?.id,
      traceId,
      id: expect.any(String),
    });
  });

  it('show what failed and what was repeated', async () => {
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'status', status: 503 });
    graph.sandbox.faults.inject({ operation: 'Get Account', kind: 'reset' });
    await graph.ask('{ account { name } }');
    const [first, second, operation] = spans();
    expect(first).toMatchObject({
      status: 2,
      attributes: { 'error.type': 'unavailable', 'http.response.status_code': 503 },
    });
    expect(second).toMatchObject({
      status: 2,
      attributes: { 'error.type': 'unavailable', 'http.request.resend_count': 1 },
    });
    expect(operation).toMatchObject({
      name: 'query',
      // Only its field failed.
      status: 0,
      attributes: { 'graphql.error.codes': ['UPSTREAM_UNAVAILABLE'] },
    });
  });

  it('begin a trace of their own for a caller whose trace cannot be read', async () => {
    await graph.ask('{ account { id } }', {}, { traceparent: '00-nonsense' });
    expect(spans()).toMatchObject([{ name: 'query', parent: undefined }]);
  });
});
