import {
  context,
  INVALID_SPAN_CONTEXT,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api';
import type { Observe } from './observer.ts';

type HeaderView = { get(name: string): string | null };

const fromHeaders: TextMapGetter<HeaderView> = {
  keys: () => [],
  get: (headers, name) => headers.get(name) ?? undefined,
};

/** Maximum length of an operation's name in a span. */
const maxName = 100;

/** Uses the provider that is registered when a span begins. */
const tracer = trace.getTracer('wix-account-graph');

/**
 * Creates a span for each operation, in the trace of the caller, and one for each of its REST calls. An OpenTelemetry SDK that is loaded
 * at the start of the process exports them; without one they cost almost nothing.
 */
export const observeSpans: Observe = (headers) => {
  let span: Span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  let around = ROOT_CONTEXT;
  return {
    began: ({ name: given, type }) => {
      const name = given?.slice(0, maxName) ?? null;
      const parent = propagation.extract(context.active(), headers, fromHeaders);
      const attributes = {
        'graphql.operation.type': type,
        ...(name === null ? {} : { 'graphql.operation.name': name }),
      };
      span = tracer.startSpan(name === null ? type : `${type} ${name}`, { kind: SpanKind.SERVER, attributes }, parent);
      around = trace.setSpan(parent, span);
    },
    ended: ({ result, codes }) => {
      if (codes.length > 0) span.setAttribute('graphql.error.codes', [...codes]);
      if (result === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    sent: ({ name, method, path }, tries, operations) => {
      if (!span.isRecording()) return () => {};
      const attributes = {
        'http.request.method': method,
        'url.template': path,
        'wix.operation': name,
        ...(tries > 1 ? { 'http.request.resend_count': tries - 1 } : {}),
        ...(operations > 1 ? { 'wix.call.operations': operations } : {}),
      };
      const call = tracer.startSpan(`${method} ${path}`, { kind: SpanKind.CLIENT, attributes }, around);
      return ({ failure, status, requestId }) => {
        if (status !== undefined) call.setAttribute('http.response.status_code', status);
        if (requestId !== undefined) call.setAttribute('wix.request_id', requestId);
        if (failure !== null) call.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR });
        call.end();
      };
    },
    saved: ({ name }, by) => {
      if (span.isRecording()) span.addEvent('read saved', { 'wix.operation': name, by });
    },
  };
};
