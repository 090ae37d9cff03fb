import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Tenant } from './caller.ts';
import type { GraphQLServer } from './reference.ts';

/** An operation whose answer does not change while the run goes on. */
export interface StillOperation {
  readonly name: string;
  readonly tenant: Tenant;
  readonly query: string;
  readonly variables: object | undefined;
  /** What a graph without faults answers. */
  readonly truth: unknown;
  /** The REST calls that it needs. */
  readonly calls: number;
}

const variablesOf = JSON.parse(readFileSync('schema/operations/sandbox.json', 'utf8')) as Record<
  string,
  { dryRun?: boolean } | undefined
>;

/** The operations of the library that write nothing, with what is true of each for a tenant. */
export async function stillOperations(reference: GraphQLServer, tenants: readonly Tenant[]): Promise<StillOperation[]> {
  const operations: StillOperation[] = [];
  for (const path of globSync('schema/operations/*.graphql').sort()) {
    const name = basename(path, '.graphql');
    const query = readFileSync(path, 'utf8');
    const variables = variablesOf[name];
    if (/^mutation/m.test(query) && variables?.dryRun !== true) continue;
    for (const tenant of tenants) {
      const { data, calls } = await reference.ask(tenant, query, variables);
      operations.push({ name, tenant, query, variables, truth: data, calls });
    }
  }
  return operations;
}
