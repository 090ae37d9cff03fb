import { getRequestListener } from '@hono/node-server';
import { Kind, parse } from 'graphql';
import { listen, type Running } from './listen.ts';

/** A GraphQL request as a subgraph received it. */
export interface SubgraphRequest {
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** The representations of its `_entities`; empty for a request without. */
  readonly representations: readonly Readonly<Record<string, unknown>>[];
}

export interface HostedSubgraph extends Running {
  /** What the subgraph was asked, oldest first. */
  readonly requests: SubgraphRequest[];
  /** The status and headers of what it answered, in order. */
  readonly answers: { readonly status: number; readonly headers: Headers }[];
  /** While it is on, every request fails as behind a load balancer without a healthy process. */
  readonly outage: { isOn: boolean };
}

/** Serves a subgraph over HTTP and writes down what gateways ask of it. */
export async function hostSubgraph(serve: (request: Request) => Promise<Response> | Response): Promise<HostedSubgraph> {
  const requests: SubgraphRequest[] = [];
  const answers: { status: number; headers: Headers }[] = [];
  const outage = { isOn: false };
  const record = async (received: Request) => {
    const body = await received.text();
    requests.push(describe(JSON.parse(body) as GraphQLRequest));
    if (outage.isOn) return new Response('no healthy upstream', { status: 503 });
    const { url, method, headers, signal } = received;
    const response = await serve(new Request(url, { method, headers, body, signal }));
    answers.push({ status: response.status, headers: response.headers });
    return response;
  };
  const running = await listen(
    // The global Request and Response belong to the process, which runs gateways too.
    getRequestListener(record, { overrideGlobalObjects: false }),
  );
  return { ...running, url: `${running.url}/graphql`, requests, answers, outage };
}

interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

function describe({ query, variables }: GraphQLRequest): SubgraphRequest {
  const [definition] = parse(query).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A gateway sends its operation first.');
  const representations = Object.values(variables ?? {})
    .filter(isRepresentations)
    .flat();
  return { operation: definition.operation, representations };
}

function isRepresentations(value: unknown): value is SubgraphRequest['representations'] {
  return (
    Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && '__typename' in item)
  );
}
