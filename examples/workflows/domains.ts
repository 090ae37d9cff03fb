import { accepted, type Graph, type Refusal } from './graph.ts';

const connection = `mutation Connect($input: ConnectDomainInput!) {
  connectDomain(input: $input) { domain { name } userErrors { code message } }
}`;

/** Connects a domain to a site. Returns its name. */
export async function connectDomain(graph: Graph, input: object): Promise<string | null> {
  type Connected = { connectDomain: { domain: { name: string } | null; userErrors: readonly Refusal[] } | null };
  const { connectDomain: payload } = await graph.ask<Connected>(connection, { input });
  return accepted(payload).domain?.name ?? null;
}
