import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { AccountSize } from '../upstream/account.ts';
import { listedSiteIds } from '../upstream/account.ts';

/** Asks the graph, and answers the data. Rejects for an answer with errors. */
export type Ask = (document: string, variables?: Readonly<Record<string, unknown>>) => Promise<never>;

/** Something that a large account makes large. */
export interface Walk {
  readonly name: string;
  readonly full: number;
  readonly accountOf: (size: number) => AccountSize;
  /** Reads all of it. Answers how many items came. */
  readonly read: (ask: Ask, sandbox: Sandbox) => Promise<number>;
}

interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads a connection of the account page by page. */
function pagesOf(field: string, args: string, fields: string): Walk['read'] {
  const document = `query ($after: String) {
    account { list: ${field}(first: 100, after: $after${args}) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }
  }`;
  return async (ask) => {
    let count = 0;
    for (let after: string | null = null; ; ) {
      const { account }: { account: { list: Page } } = await ask(document, { after });
      count += account.list.nodes.length;
      if (!account.list.pageInfo.hasNextPage) return count;
      after = account.list.pageInfo.endCursor;
    }
  };
}

const everyKind = ', filter: { kinds: [WIX, HEADLESS, DEV_SITE, DASHBOARD_FIRST] }';
const siteFields = 'id displayName kind isPublished url createdAt';

export const walks: readonly Walk[] = [
  {
    name: 'sites, page by page',
    full: 10_000,
    accountOf: (sites) => ({ seededAs: 'huge', sites }),
    read: pagesOf('sites', everyKind, siteFields),
  },
  {
    name: 'sites by id, one operation',
    full: 1_300,
    accountOf: (sites) => ({ seededAs: 'large', sites }),
    // Two fields, because one takes at most 1,000 ids; their ids are read in common batches.
    read: async (ask, sandbox) => {
      const ids = listedSiteIds(sandbox);
      const data: { a: unknown[]; b: unknown[] } = await ask(
        `query ($a: [ID!]!, $b: [ID!]!) { a: sites(ids: $a) { ${siteFields} } b: sites(ids: $b) { ${siteFields} } }`,
        { a: ids.slice(0, 1_000), b: ids.slice(1_000) },
      );
      return [...data.a, ...data.b].filter((site) => site !== null).length;
    },
  },
  {
    name: 'child accounts with names, page by page',
    full: 500,
    accountOf: (childAccounts) => ({ seededAs: 'huge', childAccounts }),
    read: pagesOf('children', '', 'id name status'),
  },
  {
    name: 'team members, page by page',
    full: 5_000,
    accountOf: (members) => ({ seededAs: 'huge', members, invites: 0 }),
    read: pagesOf('teamMembers', '', 'userId email name { full } assignments { roleId }'),
  },
  {
    name: 'one team member, whole team read',
    full: 5_000,
    accountOf: (members) => ({ seededAs: 'huge', members, invites: 0 }),
    read: async (ask, { state, accountId }) => {
      const own = [...state.teamMembers.values()].filter((member) => member.accountId === accountId);
      const data: { account: { teamMember: unknown } } = await ask(
        'query ($userId: ID!) { account { teamMember(userId: $userId) { email } } }',
        { userId: own.at(-1)?.userId },
      );
      return data.account.teamMember === null ? 0 : own.length;
    },
  },
  {
    name: 'domains, page by page',
    full: 2_000,
    accountOf: (domains) => ({ seededAs: 'huge', domains }),
    read: pagesOf('domains', '', 'name propagationStatus assignment { siteId }'),
  },
  {
    name: 'all domains, one operation',
    full: 2_000,
    accountOf: (domains) => ({ seededAs: 'huge', domains }),
    read: async (ask) => {
      const data: { account: { domains: { totalCount: number } } } = await ask(
        '{ account { domains { totalCount } } }',
      );
      return data.account.domains.totalCount;
    },
  },
];
