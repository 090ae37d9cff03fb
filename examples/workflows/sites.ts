import { accepted, type Graph, present, type Refusal } from './graph.ts';

const creation = `mutation Create($input: CreateSiteInput!) {
  createSite(input: $input) { site { id } userErrors { code message } }
}`;

/** Creates a site. Returns its id. */
export async function createSite(graph: Graph, input: object): Promise<string> {
  type Created = { createSite: { site: { id: string } | null; userErrors: readonly Refusal[] } | null };
  const { createSite: payload } = await graph.ask<Created>(creation, { input });
  return present(accepted(payload).site, 'site').id;
}
