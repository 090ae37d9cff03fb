import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** Operations of the rows, each with the one REST call that it is about. */

/** Get Account, by GET. */
export const readAccount = '{ account { name } }';

/** Query Sites, by POST. */
export const readSites = '{ account { sites(first: 3) { nodes { id displayName } pageInfo { hasNextPage } } } }';

/** Create Folder, by POST; the folders are listed first. */
export const createFolder = `mutation ($name: String! = "Faults", $key: String) {
  createFolder(input: { name: $name, idempotencyKey: $key }) { folder { id name } userErrors { code path upstreamCode } } }`;

/** Create Project, by POST. */
export const createSite = `mutation ($name: String! = "Faulty Towers", $key: String) {
  createSite(input: { name: $name, idempotencyKey: $key }) { site { id displayName } userErrors { code path upstreamCode } } }`;

/** The first bytes of a Create Project call, to aim a fault at the write and not at the reads before it. */
export const createProjectCall = /^POST \/funnel\/projects\/v1\/create /;

/** Publish Site, by POST: an idempotent write. */
export const publishSite = `mutation ($siteId: ID!) {
  publishSite(input: { siteId: $siteId }) { site { id isPublished } userErrors { code path upstreamCode } } }`;

/** Create Invite, by POST: mails people. */
export const inviteTeamMember = `mutation ($email: EmailAddress! = "ana@guest.example", $key: String) {
  inviteTeamMembers(input: { invitees: [{ email: $email, assignments: [{ roleId: "6732588207941061632", scope: { siteIds: ["797e0df3-20ab-4679-8577-c3a9e7ddbad4"] } }] }], idempotencyKey: $key }) {
    results { email invite { id } error { code } } userErrors { code path upstreamCode } } }`;

/** The agency's sites as they are, in the order of the seed. */
export function ownSites({ state, accountId }: Sandbox) {
  return [...state.sites.values()].filter((site) => site.accountId === accountId && site.trashedDate === undefined);
}

/** Folders that the account has of a name. */
export function foldersNamed({ state, accountId }: Sandbox, name: string): number {
  return [...state.folders.values()].filter((folder) => folder.accountId === accountId && folder.name === name).length;
}

/** Sites that the account has of a name. */
export function sitesNamed({ state, accountId }: Sandbox, name: string): number {
  return [...state.sites.values()].filter((site) => site.accountId === accountId && site.displayName === name).length;
}

/** Invites that were made to an address. */
export function invitesTo({ state }: Sandbox, email: string): number {
  return [...state.accountInvites.values()].filter((invite) => invite.email === email).length;
}

/** Bytes of an HTTP answer, with the right length unless the headers say otherwise. */
export function httpAnswer(
  status: string,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer = '',
): Buffer {
  const length =
    'transfer-encoding' in headers || 'content-length' in headers || body.length === 0
      ? {}
      : { 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`), Buffer.from(body)]);
}
