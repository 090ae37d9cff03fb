import type { ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import { type FetchAPI, processRegularResult } from 'graphql-yoga';
import { describeRequestError } from './errors.ts';

/** Replaces a fetch API response, of which yoga sets only body, status and headers. */
class ResponseParts {
  readonly body: string;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(body: string, { status, headers }: { status: number; headers: Record<string, string> }) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }
}

const partsOnly = { Response: ResponseParts } as unknown as FetchAPI;

/** Responds to a request that is rejected before it runs, with the status and body that yoga would choose. */
export function writeErrors(response: ServerResponse, mediaType: string, errors: readonly GraphQLError[]): void {
  const result = { errors: errors.map(describeRequestError) };
  const { body, status, headers } = processRegularResult(result, partsOnly, mediaType) as unknown as ResponseParts;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
