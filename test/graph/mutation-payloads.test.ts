import { type GraphQLObjectType, getNamedType, isNonNullType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { objectId } from '../../src/graph/object-id.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { isConnected, isHosted, type SandboxDomain } from '../../src/sandbox/state/domain.ts';
import { agencyDomain, connectedBy } from '../support/domains.ts';
import { useGraph } from '../support/graph.ts';
import { mutationExamples } from '../support/mutation-examples.ts';
import { agencySites, soon } from '../support/sites.ts';

const schema = buildSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const names = mutations.map(({ name }) => name).sort();

/** Selects identities to the given depth: everything that takes no arguments and leads to an object. */
function selectionOf(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: fieldType, args, description }) => {
    if (name.startsWith('_') || name === 'dryRun' || name === 'userErrors') return [];
    // The directory is off here.
    if (/\bthe directory\b/.test(description ?? '')) return [];
    const named = getNamedType(fieldType);
    if (/^(removed|revoked)\w*Ids?$/.test(name)) return [name];
    if (!isObjectType(named) || args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined))
      return [];
    if (depth === 0 || named.name.endsWith('Connection') || named.name === 'UserError') return [];
    return [`${name} ${selectionOf(named, name.endsWith('Edge') || name === 'results' ? depth : depth - 1)}`];
  });
  const own = [
    '__typename',
    ...('id' in type.getFields() ? ['id'] : []),
    ...('cursor' in type.getFields() ? ['cursor'] : []),
  ];
  return `{ ${[...own, ...fields].join(' ')} }`;
}

/** What clients can see of each object of the sandbox, by type and id. */
function identities({ state, accountId: agency }: Sandbox): ReadonlyMap<string, string> {
  const seen = new Map<string, string>();
  const add = (type: string, id: string, value: unknown) => seen.set(`${type} ${id}`, JSON.stringify(value));
  const folders = [...state.folders.values()];
  for (const { contributors, ...site } of state.sites.values()) {
    add('Site', site.id, { ...site, names: contributors.map((one) => one.accountId) });
    for (const one of contributors)
      add('SiteContributor', objectId('SiteContributor', site.accountId, site.id, one.accountId), one);
  }
  for (const folder of folders) {
    const children = folders.filter(({ parentId }) => parentId === folder.id).map(({ id }) => id);
    const sites = [...state.sites.values()].filter(({ folderId }) => folderId === folder.id).length;
    add('Folder', folder.id, { ...folder, children, sites });
  }
  for (const domain of state.domains.values()) {
    if (!isConnected(domain)) continue;
    add('Domain', objectId('Domain', domain.accountId, domain.domain), [domain, state.certificates.get(domain.domain)]);
  }
  for (const zone of state.dnsZones.values()) {
    if (!isHosted(state.domains.get(zone.domainName) ?? noDomain)) continue;
    add('DnsZone', objectId('DnsZone', zone.accountId, zone.domainName, 'hosted'), zone);
  }
  for (const { instances, ...pack } of state.packages.values()) {
    add('Package', pack.id, [pack, instances]);
    for (const instance of instances) add('ProductInstance', instance.instanceId, instance);
  }
  for (const member of state.teamMembers.values()) {
    add('TeamMember', objectId('TeamMember', member.accountId, member.userId), member);
    for (const one of member.assignments) {
      // The assignments of a member who was removed are reachable only through the member.
      if (member.accountId === agency) add('RoleAssignment', objectId('RoleAssignment', agency, one.assignmentId), one);
    }
  }
  for (const invite of state.accountInvites.values()) add('AccountInvite', invite.id, invite);
  for (const invite of state.siteInvites.values()) add('SiteInvite', invite.id, invite);
  for (const account of state.accounts.values()) add('Account', account.id, account);
  for (const [siteId, properties] of state.siteProperties) {
    const owner = state.sites.get(siteId)?.accountId ?? '';
    add('SiteProperties', objectId('SiteProperties', owner, siteId), properties);
  }
  return seen;
}

const noDomain = { connectionType: 'UNKNOWN_CONNECTION_TYPE' } as SandboxDomain;

/** The objects, removed ids and edges of a payload. */
function contentsOf(
  value: unknown,
  into = { objects: new Set<string>(), removed: new Set<string>(), edges: new Set<string>() },
) {
  if (typeof value !== 'object' || value === null) return into;
  const { __typename: type, id, node } = value as { __typename?: string; id?: string; node?: { id: string } };
  if (typeof id === 'string') into.objects.add(`${type} ${id}`);
  if (node !== undefined) into.edges.add(`${type?.replace(/Edge$/, '')} ${node.id}`);
  for (const [key, child] of Object.entries(value)) {
    if (/^(removed|revoked)\w*Ids?$/.test(key)) for (const one of [child].flat()) into.removed.add(String(one));
    contentsOf(child, into);
  }
  return into;
}

type Input = Readonly<Record<string, unknown>>;

/** Writes that change more than one object, beside the examples. */
const others: Readonly<Record<string, [mutation: string, (sandbox: Sandbox) => Input]>> = {
  'connecting a primary domain': [
    'connectDomain',
    (sandbox) => ({
      name: 'bakery.com',
      connectionMethod: 'POINTING',
      siteId: primaryOf(sandbox).assignment?.siteId,
      assignAs: 'PRIMARY',
    }),
  ],
  'disconnecting a primary domain': ['disconnectDomain', (sandbox) => ({ name: primaryOf(sandbox).domain })],
  'disconnecting a hosted domain': [
    'disconnectDomain',
    (sandbox) => ({ name: agencyDomain(sandbox, connectedBy('NAMESERVERS')).domain }),
  ],
  'unassigning a primary domain': ['unassignDomain', (sandbox) => ({ name: primaryOf(sandbox).domain })],
  'deleting a folder with sites and folders': ['deleteFolder', (sandbox) => ({ folderId: fullFolder(sandbox) })],
  'moving sites out of a folder': [
    'moveSitesToFolder',
    (sandbox) => ({ siteIds: [agencySites(sandbox, ({ folderId }) => folderId !== undefined)[0].id] }),
  ],
  'moving a nested folder to the root': [
    'moveFolders',
    ({ state, accountId }) => ({
      folderIds: [...state.folders.values()]
        .filter((folder) => folder.accountId === accountId && state.folders.has(folder.parentId ?? ''))
        .slice(0, 1)
        .map(({ id }) => id),
    }),
  ],
  'taking a role': [
    'updateTeamMemberAssignments',
    ({ state, accountId }) => {
      const owner = state.accounts.get(accountId)?.ownerUserId;
      const member = [...state.teamMembers.values()].find(
        (one) => one.accountId === accountId && one.userId !== owner && one.assignments.length > 1,
      );
      return { userId: member?.userId, removeAssignmentIds: [member?.assignments[0]?.assignmentId] };
    },
  ],
};

function primaryOf(sandbox: Sandbox): SandboxDomain {
  const all = [...sandbox.state.domains.values()];
  return agencyDomain(
    sandbox,
    ({ assignment }) =>
      assignment?.type === 'PRIMARY' &&
      all.some((one) => one.assignment?.type === 'REDIRECT' && one.assignment.siteId === assignment.siteId),
  );
}

function fullFolder({ state, accountId }: Sandbox): string | undefined {
  const folders = [...state.folders.values()].filter((folder) => folder.accountId === accountId);
  const sites = [...state.sites.values()];
  return folders.find(
    ({ id }) => folders.some(({ parentId }) => parentId === id) && sites.some(({ folderId }) => folderId === id),
  )?.id;
}

const cases: [what: string, mutation: string, (sandbox: Sandbox) => Input][] = [
  ...names.map((name): [string, string, (sandbox: Sandbox) => Input] => [
    `the example of ${name}`,
    name,
    (sandbox) => mutationExamples(sandbox)[name] ?? {},
  ]),
  ...Object.entries(others).map(([what, [name, input]]): [string, string, (sandbox: Sandbox) => Input] => [
    what,
    name,
    input,
  ]),
];

describe.each(cases)('%s', (_, name, inputOf) => {
  const graph = useGraph({ now: new Date(), server: soon });

  it('returns every object that changed, an edge of each that a list gained, and the id of each that is gone', async () => {
    // The sandbox makes up the properties of sites when they are read first.
    const siteIds = agencySites(graph.sandbox, () => true).map(({ id }) => id);
    if (/Site(Profile|Contact|Region|Schedule|Consent)|renameSite/.test(name)) {
      await graph.ask('query ($siteIds: [ID!]!) { sites(ids: $siteIds) { properties { id } } }', { siteIds });
    }
    const input = inputOf(graph.sandbox);
    const before = identities(graph.sandbox);
    const payload = getNamedType(mutations.find((one) => one.name === name)?.type) as GraphQLObjectType;
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const selection = selectionOf(payload, 2);
    const { data, errors } = await graph.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) { result: __typename ...P userErrors { code message path } } } fragment P on ${payload.name} ${selection}`,
      { input },
    );
    expect(errors).toBeUndefined();
    expect(data[name].userErrors).toEqual([]);
    const after = identities(graph.sandbox);
    const { objects, removed, edges } = contentsOf(data[name]);
    const changed = [...after].filter(([key, value]) => before.get(key) !== value).map(([key]) => key);
    const gone = [...before.keys()].filter((key) => !after.has(key));
    const gained = changed.filter(
      (key) => !before.has(key) && schema.getType(`${key.split(' ')[0]}Edge`) !== undefined,
    );
    const created = changed.filter((key) => !before.has(key));
    const isShown = (key: string) => objects.has(key) || removed.has(key.split(' ')[1] ?? '') || isInside(key, created);
    expect(changed.filter((key) => !isShown(key))).toEqual([]);
    expect(gone.filter((key) => !removed.has(key.split(' ')[1] ?? '') && !isInside(key, gone))).toEqual([]);
    expect(gained.filter((key) => !edges.has(key) && !isInside(key, created))).toEqual([]);
    expect(changed.length + gone.length).toBeGreaterThan(0);
  });
});

/** Descriptions of null that do not hold for a write that was applied. */
const notApplied =
  /Null (?:after a refusal|for a dry run|after a refusal of the whole write)(?: or a dry run|, and after a refusal)?\./;

/** Fields of a payload or of its results that are null, although their descriptions give no reason for it. */
function unexplained(type: GraphQLObjectType, value: Readonly<Record<string, unknown>>): string[] {
  return Object.values(type.getFields()).flatMap((field): string[] => {
    const { name, description } = field;
    const found = value[name];
    const named = getNamedType(field.type);
    if (name === 'results' && Array.isArray(found) && isObjectType(named)) {
      return found.flatMap((one) => unexplained(named, one));
    }
    if (found !== null || ['dryRun', 'error'].includes(name)) return [];
    const reasons = (description ?? '').replace(notApplied, '');
    return /\b[Nn]ull\b/.test(reasons) ? [] : [`${type.name}.${name}: ${description}`];
  });
}

describe.each(names)('the payload of %s', (name) => {
  const graph = useGraph({ now: new Date(), server: soon });

  it('has null for a write that was applied only where the description says why', async () => {
    const payload = getNamedType(mutations.find((one) => one.name === name)?.type) as GraphQLObjectType;
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await graph.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) ${flatSelection(payload)} }`,
      { input: mutationExamples(graph.sandbox)[name] },
    );
    expect(errors).toBeUndefined();
    expect(data[name].userErrors).toEqual([]);
    expect(unexplained(payload, data[name])).toEqual([]);
  });
});

/** Selects every field of a payload and of its results, and the type name of each object. */
function flatSelection(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).map(({ name, type: fieldType }) => {
    const named = getNamedType(fieldType);
    if (!isObjectType(named)) return name;
    return `${name} ${name === 'results' ? flatSelection(named) : '{ __typename }'}`;
  });
  return `{ ${fields.join(' ')} }`;
}

/** Whether a created or gone object is reachable only through another one that is. */
function isInside(key: string, others: readonly string[]): boolean {
  const holder = key.startsWith('RoleAssignment ') ? 'TeamMember ' : key.startsWith('TeamMember ') ? 'Account ' : null;
  return holder !== null && others.some((other) => other.startsWith(holder));
}
