import { type GraphQLSchema, isObjectType } from 'graphql';
import { scopesOfField } from '../../graph/federation/scopes.ts';
import type { AnyEndpoint } from '../../wix/endpoint.ts';
import type { CallEnd } from '../../wix/observer.ts';
import { inviteSecretScope, unnamedReadScope, unnamedWriteScope } from '../../wix/scope.ts';
import type { Config } from '../config.ts';
import { exitCodes } from '../exit-code.ts';
import type { Outputs } from './command-line.ts';
import type { CheckFlags } from './commands.ts';
import { type CommandGraph, openGraph } from './open-graph.ts';
import { connectionTrouble } from './reasons.ts';

export type PermissionState = 'GRANTED' | 'DENIED' | 'UNKNOWN';

export interface CheckedPermission {
  /** Wix's name of the permission; null if Wix does not document it. */
  readonly permission: string | null;
  readonly state: PermissionState;
  /** Reason for the state `UNKNOWN`; null otherwise. */
  readonly reason: string | null;
  /** Fields of the graph that need the permission. */
  readonly fields: readonly string[];
}

export interface CheckResult {
  readonly backend: 'sandbox' | 'wix';
  readonly isReachable: boolean;
  readonly isKeyAccepted: boolean;
  /** Reason why Wix is unreachable or the key is not accepted; null if neither is the case. */
  readonly trouble: string | null;
  readonly account: { readonly id: string; readonly name: string | null; readonly status: string | null } | null;
  readonly permissions: readonly CheckedPermission[];
  readonly restCalls: number;
}

/** Queries with the cheapest read that needs each permission. They write nothing. */
const probes = {
  account: '{ account { id name status } }',
  lists: `{
    account {
      roles { id }
      children(first: 1) { nodes { id } }
      domains(first: 1) { nodes { name } }
      packages(first: 1) { nodes { id } }
      teamMembers(first: 1) { nodes { userId } }
      folders { id }
      sites(first: 1) { nodes { id } }
      registeredDomains(first: 1) { nodes { name } }
    }
    siteTemplate(id: "00000000-0000-4000-8000-000000000000") { id }
    domainSuggestions(query: "example", first: 1) { nodes { __typename } }
  }`,
  site: `query ($id: ID!) {
    site(id: $id) {
      editorUrls { __typename }
      properties { __typename }
      urls { __typename }
      contributors { __typename }
    }
  }`,
  domain: `query ($name: DomainName!) {
    domain(name: $name) {
      certificate { __typename }
      dnsZone { __typename }
      propagation { __typename }
      assignmentDetails { __typename }
    }
  }`,
};

/** Checks the connection, the key and its permissions, and prints the result. Resolves to the exit code. */
export async function runCheck(flags: CheckFlags, config: Config, { output, notes }: Outputs): Promise<number> {
  const ends = new Map<AnyEndpoint, CallEnd>();
  const graph = await openGraph(config, {
    keepsReads: true,
    onUnexpected: (error) => void notes.write(`Internal error: ${String(error)}\n`),
    // A failure does not replace an earlier success of the same endpoint.
    onCallEnd: (endpoint, end) => {
      if (ends.get(endpoint)?.failure !== null || end.failure === null) ends.set(endpoint, end);
    },
  });
  try {
    if (config.backend.mode === 'sandbox') {
      await notes.write('(sandbox) Set WIX_API_KEY and WIX_ACCOUNT_ID to check a Wix API key.\n');
    }
    const result = await check(graph, flags.account, ends, config.backend.mode === 'sandbox' ? 'sandbox' : 'wix');
    await output.write(flags.format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : textOf(result));
    if (!result.isReachable) return exitCodes.unreachable;
    if (!result.isKeyAccepted) return exitCodes.keyRefused;
    return result.permissions.some(({ state }) => state === 'DENIED') ? exitCodes.failure : exitCodes.success;
  } finally {
    await graph.close();
  }
}

async function check(
  graph: CommandGraph,
  account: string | undefined,
  ends: ReadonlyMap<AnyEndpoint, CallEnd>,
  backend: CheckResult['backend'],
): Promise<CheckResult> {
  const headers = account === undefined ? {} : { 'wix-account-id': account };
  const ask = async (text: string, variables = {}) =>
    ((await graph.ask(text, variables, { headers })).data ?? {}) as Record<string, unknown>;
  const first = (await ask(probes.account)) as { account?: CheckResult['account'] };
  const failed = [...ends.values()].find(({ failure }) => failure !== null);
  const unreached = failed === undefined ? null : connectionTrouble(failed);
  if (unreached === null && failed?.failure !== 'unauthenticated') {
    const { account: lists } = (await ask(probes.lists)) as {
      account?: { sites?: { nodes: { id: string }[] } | null; domains?: { nodes: { name: string }[] } | null } | null;
    };
    const [site] = lists?.sites?.nodes ?? [];
    const [domain] = lists?.domains?.nodes ?? [];
    if (site !== undefined) await ask(probes.site, { id: site.id });
    if (domain !== undefined) await ask(probes.domain, { name: domain.name });
  }
  const all = [...ends.entries()].filter(([{ level }]) => level !== 'public').map(([, end]) => end);
  const isAllForbidden = all.length > 0 && all.every(({ failure }) => failure === 'forbidden');
  const isRejected = failed?.failure === 'unauthenticated';
  return {
    backend,
    isReachable: unreached === null,
    isKeyAccepted: unreached === null && !isRejected && !isAllForbidden,
    trouble:
      unreached ??
      (isRejected
        ? 'Wix does not accept the key (HTTP 401). Check WIX_API_KEY: it could be truncated, revoked or from another environment.'
        : isAllForbidden
          ? 'The key has no permissions on this account (HTTP 403), or Wix throttles it. Check WIX_ACCOUNT_ID and the permissions of the key, or try again after a minute.'
          : null),
    account: first.account?.name === undefined || first.account.name === null ? null : first.account,
    permissions: unreached !== null || isRejected ? [] : permissionsOf(graph.schema, ends),
    restCalls: graph.calls,
  };
}

/** Scopes of tokens that are not permissions of Wix API keys. */
const ownScopes: ReadonlySet<string> = new Set([unnamedReadScope, unnamedWriteScope, inviteSecretScope]);

/** Returns the result for each permission that a field of the graph needs, and for each read whose permission Wix does not document. */
function permissionsOf(schema: GraphQLSchema, ends: ReadonlyMap<AnyEndpoint, CallEnd>): CheckedPermission[] {
  const fields = new Map<string, string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || /^_|Payload$/.test(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      for (const scope of scopesOfField(field))
        fields.set(scope, [...(fields.get(scope) ?? []), `${type.name}.${field.name}`]);
    }
  }
  const documented = [...fields]
    .filter(([scope]) => !ownScopes.has(scope))
    .sort(([one], [other]) => one.localeCompare(other, 'en'))
    .map(([permission, names]) => {
      const tried = [...ends].filter(([endpoint]) => endpoint.permission === permission).map(([, end]) => end);
      const isOfWrites = names.every((name) => name.startsWith('Mutation.'));
      const untried = isOfWrites
        ? 'Only writes need it, and check never writes.'
        : names.includes('Account.registeredDomains')
          ? 'REGISTERED_DOMAINS is not set.'
          : 'The account has no site or domain to check it on.';
      return { permission, ...stateOf(tried, untried), fields: names };
    });
  const undocumented = [...ends]
    .filter(([{ permission }]) => permission === null)
    .map(([endpoint, end]) => ({
      permission: null,
      ...stateOf([end], ''),
      fields: fieldsBehind(schema, endpoint),
    }));
  return [...documented, ...undocumented];
}

function stateOf(tried: readonly CallEnd[], untried: string): Pick<CheckedPermission, 'state' | 'reason'> {
  // A 404 also shows that the key has the permission.
  if (tried.some(({ failure }) => failure === null || failure === 'notFound'))
    return { state: 'GRANTED', reason: null };
  if (tried.some(({ failure }) => failure === 'forbidden')) return { state: 'DENIED', reason: null };
  const [first] = tried;
  if (first === undefined) return { state: 'UNKNOWN', reason: untried };
  return {
    state: 'UNKNOWN',
    reason: connectionTrouble(first) ?? `The read failed with HTTP status ${first.status ?? 'unknown'}.`,
  };
}

function fieldsBehind(schema: GraphQLSchema, { name }: AnyEndpoint): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields())
          .filter(
            ({ extensions }) =>
              (extensions['upstream'] as { endpoint: AnyEndpoint } | undefined)?.endpoint.name === name,
          )
          .map((field) => `${type.name}.${field.name}`)
      : [],
  );
}

function textOf({ isReachable, isKeyAccepted, trouble, account, permissions, restCalls }: CheckResult): string {
  const yes = (is: boolean) => (is ? 'yes' : 'NO');
  const head = [
    `Wix is reachable:   ${yes(isReachable)}`,
    ...(isReachable ? [`Key is accepted:    ${yes(isKeyAccepted)}`] : []),
    ...(trouble === null ? [] : [trouble]),
    ...(account === null ? [] : [`Account:            ${account.name} (${account.id}), ${account.status}`]),
  ];
  const width = Math.max(0, ...permissions.map(({ permission }) => (permission ?? undocumentedName).length));
  const rows = permissions.map(({ permission, state, reason, fields }) => {
    const opens = `${fields.slice(0, shownFields).join(', ')}${fields.length > shownFields ? `, and ${fields.length - shownFields} more` : ''}`;
    return `${state.padEnd(8)} ${(permission ?? undocumentedName).padEnd(width)}  ${opens}${reason === null ? '' : ` (${reason})`}`;
  });
  return [
    ...head,
    ...(rows.length === 0 ? [] : ['', ...rows]),
    '',
    `${restCalls} REST calls; nothing was written.`,
    '',
  ].join('\n');
}

const undocumentedName = '(not documented by Wix)';

/** Maximum number of fields in a line of text. JSON lists all of them. */
const shownFields = 4;
