/**
 * The limit: what the answers cost without any GraphQL. A hand-written proxy with a route for each operation, which makes the fewest
 * REST calls, as many at once as their data allows, and writes the same JSON. It checks nothing.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bySite, type Domain, toDomain, toRoles, toSite, toTeam } from './model.ts';
import { accountId, wix } from './wix.ts';
import { hundreds, type Raw } from './wix-calls.ts';

interface Variables {
  readonly ids: readonly string[];
  readonly representations: readonly { readonly id: string }[];
}

async function tiny() {
  const { account } = await wix.account(accountId);
  return { account: { name: account['accountName'] } };
}

async function allDomains(): Promise<Domain[]> {
  const domains: Domain[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await wix.domains(cursor);
    for (const raw of page.connectedDomains) domains.push(toDomain(raw));
    if (!page.pagingMetadata.hasNext) return domains;
    cursor = page.pagingMetadata.cursors.next ?? undefined;
  }
}

async function medium() {
  const [{ account }, { sites }, domains] = await Promise.all([
    wix.account(accountId),
    wix.newestSites(20),
    allDomains().then(bySite),
  ]);
  const nodes = sites.map((raw) => ({
    id: raw['id'],
    displayName: raw['displayName'],
    url: raw['viewUrl'] || null,
    domains: (domains.get(raw['id'] as string) ?? []).map(({ name, connectionMethod, propagationStatus }) => ({
      name,
      connectionMethod,
      propagationStatus,
    })),
  }));
  return { account: { name: account['accountName'], sites: { nodes } } };
}

async function sitesById<T>(ids: readonly string[], map: (raw: Raw) => T): Promise<(T | null)[]> {
  const pages = await Promise.all(hundreds(ids).map((page) => wix.sitesById(page)));
  const found = new Map<string, T>();
  for (const { sites } of pages) for (const raw of sites) found.set(raw['id'] as string, map(raw));
  return ids.map((id) => found.get(id) ?? null);
}

async function large({ ids }: Variables) {
  const [{ account }, sites] = await Promise.all([wix.account(accountId), sitesById(ids, toSite)]);
  return { account: { name: account['accountName'] }, sites };
}

async function entities({ representations }: Variables) {
  const ids = representations.map(({ id }) => id);
  const sites = await sitesById(ids, (raw) => ({
    id: raw['id'],
    displayName: raw['displayName'],
    url: raw['viewUrl'] || null,
    kind: raw['namespace'],
    isPublished: raw['published'],
  }));
  return { _entities: sites };
}

async function team() {
  const [{ account }, roles, { totalCount, nodes }] = await Promise.all([
    wix.account(accountId),
    wix.roles().then(toRoles),
    wix.team(50).then(toTeam),
  ]);
  const siteIds = new Set<string>();
  for (const member of nodes) {
    for (const { scope } of member.assignments) if (scope.siteId !== undefined) siteIds.add(scope.siteId);
  }
  const ids = [...siteIds];
  const urls = await sitesById(ids, (raw) => ({ url: raw['viewUrl'] || null }));
  const urlOf = new Map(ids.map((id, index) => [id, urls[index]]));
  const teamMembers = {
    totalCount,
    nodes: nodes.map((member) => ({
      ...member,
      assignments: member.assignments.map(({ roleId, scope: { siteId, ...scope } }) => {
        const { title, isCustom } = roles.get(roleId) ?? {};
        return {
          role: title === undefined ? null : { title, isCustom },
          scope: siteId === undefined ? scope : { ...scope, site: urlOf.get(siteId) },
        };
      }),
    })),
  };
  return { account: { ownerUserId: account['accountOwner'], teamMembers } };
}

const routes: Readonly<Record<string, (variables: Variables) => Promise<unknown>>> = {
  '/tiny': tiny,
  '/medium': medium,
  '/medium20': medium,
  '/large': large,
  '/entities': entities,
  '/team': team,
};

async function answer(request: IncomingMessage, body: string): Promise<string> {
  const { variables } = JSON.parse(body) as { readonly variables: Variables };
  const route = routes[request.url ?? ''];
  if (route === undefined) throw new Error(`There is no ${request.url}.`);
  return JSON.stringify({ data: await route(variables) });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const bytes = Buffer.from(await answer(request, Buffer.concat(chunks).toString()));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
