import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { type CallerRequest, NodeCallerRequest, NodeHeaders } from './caller-request.ts';
import type { CheckedDocuments } from './checked-documents.ts';
import type { DocumentStore } from './documents.ts';
import type { Grant } from './grant.ts';
import type { DocumentRules } from './limits.ts';
import { jsonTypeFor } from './media-type.ts';
import type { Operations, ReadyOperation } from './operations.ts';
import type { Admission, TransportGate } from './transport.ts';
import { writeErrors } from './written-errors.ts';

export interface FastPathOptions {
  readonly endpoint: string;
  readonly maxBodyBytes: number;
  readonly gate: TransportGate;
  readonly store: DocumentStore;
  readonly rules: DocumentRules;
  readonly documents: CheckedDocuments;
  readonly operations: Operations;
  readonly context: (request: CallerRequest, grant: Grant | null) => object;
  /** Requests that another listener answers in another way. */
  readonly isSpecial: (headers: NodeHeaders) => boolean;
  /** Told of what no operation may do: fail outside itself. */
  readonly onFault: (error: unknown) => void;
  /** Answers what the fast path does not. */
  readonly rest: RequestListener;
}

interface Begun {
  readonly ready: ReadyOperation;
  readonly context: object;
}

/**
 * Answers the common request, an operation in a JSON body, without the fetch API and the hooks of the server behind it. Whatever is not
 * such a request goes to that server, as it came. A document or variables that are refused are answered here as that server would.
 */
export function createFastPath(options: FastPathOptions): RequestListener {
  const { gate, rest } = options;

  const fail = (response: ServerResponse) => (error: unknown) => {
    options.onFault(error);
    response.destroy();
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    { headers, mediaType }: CommonRequest,
    grant: Grant | null,
    body: Buffer,
  ) => {
    const begun = begin(options, body, new NodeCallerRequest(headers, response), grant);
    if (begun === null) return rest(Object.assign(request, { body: Readable.from([body]) }), response);
    if (!('ready' in begun)) return writeErrors(response, mediaType, begun);
    write(response, mediaType, await options.operations.run(begun.ready, begun.context));
  };

  const run = (request: IncomingMessage, response: ServerResponse, common: CommonRequest, admission: Admission) => {
    if (!('grant' in admission)) return rest(request, response);
    readBody(request, common.length, (body) => {
      answer(request, response, common, admission.grant, body).catch(fail(response));
    });
  };

  return (request, response) => {
    const common = commonRequestOf(options, request);
    if (common === null) return rest(request, response);
    const admission = gate.admit('POST', common.headers);
    if (!(admission instanceof Promise)) return run(request, response, common, admission);
    admission.then((admitted) => run(request, response, common, admitted)).catch(fail(response));
  };
}

/** A request of which, up to its body, nothing is unusual. */
interface CommonRequest {
  readonly headers: NodeHeaders;
  /** Of its body, in bytes. */
  readonly length: number;
  /** Of the answer. */
  readonly mediaType: string;
}

function commonRequestOf(options: FastPathOptions, request: IncomingMessage): CommonRequest | null {
  if (request.method !== 'POST' || request.url !== options.endpoint) return null;
  const length = Number(request.headers['content-length']);
  const mediaType = jsonTypeFor(request.headers.accept);
  if (!(length > 0 && length <= options.maxBodyBytes) || mediaType === null) return null;
  const headers = new NodeHeaders(request.headers);
  return options.isSpecial(headers) ? null : { headers, length, mediaType };
}

/** Hands over the whole body, whose length the parser of `node:http` sees to; never, if the caller leaves before its end. */
function readBody(request: IncomingMessage, length: number, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length)));
  request.on('error', () => {});
}

/**
 * Returns what a body asks for when it may run, and why not when its document or variables are refused: that took time, and nobody
 * works it out again. Null for a body that has to be looked at more closely.
 */
function begin(
  options: FastPathOptions,
  body: Buffer,
  request: CallerRequest,
  grant: Grant | null,
): Begun | readonly GraphQLError[] | null {
  try {
    const params = readParams(body);
    if (params === null) return null;
    if (params.query !== undefined) options.rules.checkLength(params.query);
    const text = options.store.find(params as Readonly<Record<string, unknown>>);
    if (text === null || text === '') return null;
    const document = options.documents.read(text);
    if (!('kind' in document)) return document;
    const operation = options.operations.find(document, params.operationName);
    if (operation === null || operation.node.operation === 'subscription') return null;
    const ready = options.operations.prepare(operation, params.variables ?? {});
    return 'operation' in ready ? { ready, context: options.context(request, grant) } : ready;
  } catch (error) {
    return error instanceof GraphQLError ? [error] : null;
  }
}

interface Params {
  readonly query?: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** The parameters of a body that holds nothing but these, each of its kind; null for any other. */
function readParams(body: Buffer): Params | null {
  const parsed: unknown = JSON.parse(body.toString('utf8'));
  if (!isObjectOrNull(parsed) || parsed === null) return null;
  for (const name of Object.keys(parsed)) if (!isOrdinary(name, (parsed as Record<string, unknown>)[name])) return null;
  return parsed as Params;
}

function isOrdinary(name: string, value: unknown): boolean {
  switch (name) {
    case 'query':
    case 'documentId':
      return typeof value === 'string';
    case 'operationName':
      return typeof value === 'string' || value === null;
    case 'variables':
    case 'extensions':
      return isObjectOrNull(value);
    default:
      return false;
  }
}

function isObjectOrNull(value: unknown): value is object | null {
  return typeof value === 'object' && !Array.isArray(value);
}

/** A long text is turned into bytes here, because counting them and writing them one by one takes longer. */
const longText = 16_384;

function write(response: ServerResponse, mediaType: string, result: ExecutionResult): void {
  const text = JSON.stringify(result);
  const body = text.length > longText ? Buffer.from(text) : text;
  const length = Buffer.byteLength(body);
  response.writeHead(200, { 'content-type': `${mediaType}; charset=utf-8`, 'content-length': length });
  response.end(body);
}
