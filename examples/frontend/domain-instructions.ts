import { DomainRepairDocument, type RecordToEnterFragment } from '../../schema/typed/graphql.ts';
import type { GraphClient } from './graph-client.ts';

/** What to tell the owner of a domain that does not work; null for a domain that is not connected. */
export async function domainInstructions(client: GraphClient, name: string): Promise<readonly string[] | null> {
  const { data } = await client.run(DomainRepairDocument, { name });
  const setup = data?.domain?.setup;
  // A union: `__typename` tells which member came.
  if (!setup) return null;
  const place = setup.__typename === 'NameserverSetup' ? 'As name servers of the domain' : 'In the DNS of the domain';
  return [`${place}, at ${setup.registrarName ?? 'your registrar'}:`, ...setup.records.map(line)];
}

/** A fragment is a type of its own, and the props of a component. */
function line({ type, hostName, values }: RecordToEnterFragment): string {
  return `${type} ${hostName ?? ''} ${values.join(', ')}`;
}
