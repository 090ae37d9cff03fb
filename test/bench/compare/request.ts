import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { ComparedOperation } from '../operations.ts';
import { type Foreknowledge, hiveOperation } from '../servers/hive-operations.ts';
import { routerSecret, type ServerName } from '../servers/servers.ts';
import { bodies, paths, type RawDomains, type RawTeam } from '../servers/wix-calls.ts';

/** What one server is sent for an operation, and how its answer reads. */
export interface PreparedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The answer's data in the graph's form. */
  readonly toGraph: (data: never) => unknown;
}

const headers = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
  'x-router-secret': routerSecret,
};

/** Every server gets the same document and variables, except the limit, which has routes, and Hive Gateway, which has Wix's names. */
export function prepareRequest(
  server: ServerName,
  serverUrl: string,
  operation: ComparedOperation,
  known: Foreknowledge,
): PreparedRequest {
  const { name, document, variables } = operation;
  const same = (data: unknown) => data;
  if (server === 'hive') {
    const own = hiveOperation(name, variables, known);
    const body = JSON.stringify({ query: own.document, variables: own.variables });
    return { url: serverUrl, headers, body, toGraph: own.toGraph };
  }
  const url = server === 'limit' ? `${serverUrl}/${name}` : serverUrl;
  return { url, headers, body: JSON.stringify({ query: document, variables }), toGraph: same };
}

/** Reads from the account what Hive Gateway's clients would have to ask for beforehand. */
export async function readForeknowledge(sandbox: Sandbox): Promise<Foreknowledge> {
  const { accountId, keys } = sandbox;
  const ask = async <T>(path: string, body?: unknown) => {
    const answer = await sandbox.fetch(
      new Request(`http://wix${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: keys.owner, 'wix-account-id': accountId, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    return (await answer.json()) as T;
  };
  const domains = await ask<RawDomains>(paths.domains());
  const { teamMembers } = await ask<RawTeam>(paths.team, bodies.team(50));
  const assignments = teamMembers.flatMap(
    ({ user }) => (user?.['assignments'] ?? []) as { restrictions?: { site?: { id: string } } }[],
  );
  const siteIds = assignments.flatMap(({ restrictions }) => restrictions?.site?.id ?? []);
  return {
    accountId,
    secondDomainPage: domains.pagingMetadata.cursors.next ?? '',
    teamSiteIds: [...new Set(siteIds)],
  };
}
