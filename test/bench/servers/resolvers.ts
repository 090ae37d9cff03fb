/** The resolvers of the servers of others, as the tutorials of all of them write them. */
import { readFileSync } from 'node:fs';
import type { Context } from './loaders.ts';
import { type Assignment, type Site, toSite, toTeam } from './model.ts';
import { accountId } from './wix.ts';

export const sdl = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');

interface AccountHandle {
  readonly id: string;
}

export const resolvers = {
  Query: {
    account: () => ({ id: accountId }),
    sites: (_: unknown, { ids }: { ids: string[] }, { site }: Context) => ids.map((id) => site.load(id)),
  },
  Account: {
    name: async ({ id }: AccountHandle, _: unknown, { account }: Context) => (await account.load(id))['accountName'],
    ownerUserId: async ({ id }: AccountHandle, _: unknown, { account }: Context) =>
      (await account.load(id))['accountOwner'],
    sites: async (_: AccountHandle, { first }: { first: number }, { wix }: Context) => ({
      nodes: (await wix.newestSites(first)).sites.map(toSite),
    }),
    teamMembers: async (_: AccountHandle, { first }: { first: number }, { wix }: Context) =>
      toTeam(await wix.team(first)),
  },
  Site: {
    __resolveReference: ({ id }: Site, { site }: Context) => site.load(id),
    domains: ({ id }: Site, _: unknown, { domains }: Context) => domains.load(id),
  },
  RoleAssignment: {
    role: ({ roleId }: Assignment, _: unknown, { role }: Context) => role.load(roleId),
  },
  SiteScope: {
    site: ({ siteId = '' }: Assignment['scope'], _: unknown, { site }: Context) => site.load(siteId),
  },
};
