import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { type CallerRequest, NodeCallerRequest, type NodeHeaders } from './caller-request.ts';
import type { DocumentShelves } from './checked-documents.ts';
import type { DocumentStore } from './documents.ts';
import type { DocumentRules } from './limits.ts';
import { jsonTypeFor } from './media-type.ts';
import type { Operations, ReadyOperation } from './operations.ts';
import { responseText } from './response-text.ts';
import type { Admitted } from './transport.ts';
import { writeErrors } from './written-errors.ts';

export interface FastPathOptions {
  readonly endpoint: string;
  readonly store: DocumentStore;
  readonly rules: DocumentRules;
  readonly documents: DocumentShelves;
  readonly operations: Operations;
  readonly maxResponseBytes: number;
  readonly context: (request: CallerRequest, admitted: Admitted) => object;
  /** Whether a request must be left to the server behind it. */
  readonly isSpecial: (headers: NodeHeaders) => boolean;
  /** Called for a failure outside of the operation's own error handling, which is a bug. */
  readonly onFault: (error: unknown) => void;
}

export interface FastPath {
  /** Responds to a request, given its whole body. Returns false if it leaves the request to the server behind it. */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    headers: NodeHeaders,
    admitted: Admitted,
    body: Buffer,
  ): boolean;
}

interface Begun {
  readonly ready: ReadyOperation;
  readonly context: object;
}

/**
 * Responds to common requests, an operation in a JSON body, without the fetch API and the hooks of the server behind it. All other requests
 * are left to that server. Invalid documents and variables get the same response as from that server.
 */
export function createFastPath(options: FastPathOptions): FastPath {
  return {
    answer: (request, response, headers, admitted, body) => {
      if (request.url !== options.endpoint || options.isSpecial(headers)) return false;
      const mediaType = jsonTypeFor(request.headers.accept);
      if (mediaType === null) return false;
      const begun = begin(options, body, new NodeCallerRequest(headers, response), admitted);
      if (begun === null) return false;
      if (!('ready' in begun)) {
        writeErrors(response, mediaType, begun);
        return true;
      }
      options.operations
        .run(begun.ready, begun.context)
        .then((result) => write(response, mediaType, responseText(result, options.maxResponseBytes)))
        .catch((error: unknown) => {
          options.onFault(error);
          response.destroy();
        });
      return true;
    },
  };
}

/**
 * Returns the operation of a body, ready to run, or the errors of an invalid document or invalid variables, so that they are not validated
 * twice. Null for a body that it leaves to the server behind it.
 */
function begin(
  options: FastPathOptions,
  body: Buffer,
  request: CallerRequest,
  admitted: Admitted,
): Begun | readonly GraphQLError[] | null {
  try {
    const params = readParams(body);
    if (params === null) return null;
    if (params.query !== undefined) options.rules.checkLength(params.query);
    const text = options.store.find(params as Readonly<Record<string, unknown>>);
    if (text === null || text === '') return null;
    const document = options.documents.of(admitted).read(text);
    if (!('kind' in document)) return document;
    const operation = options.operations.find(document, params.operationName);
    if (operation === null || operation.node.operation === 'subscription') return null;
    const ready = options.operations.prepare(operation, params.variables ?? {});
    return 'operation' in ready ? { ready, context: options.context(request, admitted) } : ready;
  } catch (error) {
    return error instanceof GraphQLError ? [error] : null;
  }
}

interface Params {
  readonly query?: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** Returns the parameters of a body that contains only known ones of the right type; null for any other body. */
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

/** Length from which a text is encoded once, which is faster than measuring its bytes and encoding it while writing. */
const longText = 16_384;

function write(response: ServerResponse, mediaType: string, text: string): void {
  const body = text.length > longText ? Buffer.from(text) : text;
  const length = Buffer.byteLength(body);
  response.writeHead(200, { 'content-type': `${mediaType}; charset=utf-8`, 'content-length': length });
  response.end(body);
}
