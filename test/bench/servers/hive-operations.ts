/**
 * The compared operations in the words of Wix, as Hive Gateway serves them over an OpenAPI description. It knows no joins between calls, so
 * what one call must know of another is given as a variable that a client would have to ask for first: the second page's cursor, the ids of
 * the team's sites. Answers are brought into the graph's form here, outside what is measured.
 */
import type { OperationName } from '../operations.ts';
import { bySite, type Site, toAccount, toDomain, toRoles, toSite, toTeam } from './model.ts';
import { bodies, hundreds, type Raw, type RawDomains, type RawPage, type RawRoles, type RawTeam } from './wix-calls.ts';

export interface HiveOperation {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly toGraph: (data: never) => unknown;
}

/** What a client must know beforehand. */
export interface Foreknowledge {
  readonly accountId: string;
  readonly secondDomainPage: string;
  readonly teamSiteIds: readonly string[];
}

interface AccountAnswer {
  readonly account: { readonly account: Raw };
}

const getAccount = (fields: string) => `account: getAccount(accountId: $accountId) { account { ${fields} } }`;
const domainFields = 'connectedDomains { domain connectionType dnsPropagationStatus siteInfo { id assignmentType } }';
const entityFields = 'id displayName viewUrl namespace published';
const siteFields = `${entityFields} name editorType premium blocked domainConnected thumbnail createdDate updatedDate`;

function pick(site: Site, ...names: string[]): unknown {
  return Object.fromEntries(names.map((name) => [name, site[name]]));
}

/** One aliased Query Sites for each hundred ids. */
function byIds(ids: readonly string[], fields: string) {
  const pages = hundreds(ids);
  return {
    declarations: pages.map((_, page) => `$p${page}: QuerySites_Input`).join(', '),
    fields: pages.map((_, page) => `p${page}: querySites(input: $p${page}) { sites { ${fields} } }`).join(' '),
    variables: Object.fromEntries(pages.map((page, index) => [`p${index}`, bodies.sitesById(page)])),
    sites: (data: Readonly<Record<string, unknown>>) => {
      const found = pages.flatMap((_, page) => (data[`p${page}`] as RawPage).sites.map(toSite));
      const known = new Map(found.map((site) => [site.id, site]));
      return ids.map((id) => known.get(id) as Site);
    },
  };
}

function medium({ accountId, secondDomainPage }: Foreknowledge): HiveOperation {
  return {
    document: `query ($accountId: String!, $sites: QuerySites_Input, $cursor: String) {
      ${getAccount('accountName')}
      page: querySites(input: $sites) { sites { id displayName viewUrl } }
      first: listDomains(paging_limit: 100) { ${domainFields} }
      second: listDomains(paging_limit: 100, paging_cursor: $cursor) { ${domainFields} }
    }`,
    variables: { accountId, sites: bodies.newestSites(20), cursor: secondDomainPage },
    toGraph: (data: AccountAnswer & { page: RawPage; first: RawDomains; second: RawDomains }) => {
      const domains = bySite([...data.first.connectedDomains, ...data.second.connectedDomains].map(toDomain));
      const nodes = data.page.sites.map(toSite).map(({ id, displayName, url }) => ({
        id,
        displayName,
        url,
        domains: (domains.get(id) ?? []).map(({ name, connectionMethod, propagationStatus }) => ({
          name,
          connectionMethod,
          propagationStatus,
        })),
      }));
      return { account: { name: toAccount(data.account.account).name, sites: { nodes } } };
    },
  };
}

function team({ accountId, teamSiteIds }: Foreknowledge): HiveOperation {
  const sites = byIds(teamSiteIds, 'id viewUrl');
  return {
    document: `query ($accountId: String!, $team: SearchTeam_Input, ${sites.declarations}) {
      ${getAccount('accountOwner')}
      team: searchTeam(input: $team) {
        facets { facetType values { value count } }
        teamMembers { user {
          id email joinedTeamAt name { firstName lastName }
          assignments { policyId restrictions { site { id value } conditions { conditions { id value } } } }
        } }
      }
      roles: getRoles { predefinedRoles { id title } customRoles { id title } }
      ${sites.fields}
    }`,
    variables: { accountId, team: bodies.team(50), ...sites.variables },
    toGraph: (data: AccountAnswer & { team: RawTeam; roles: RawRoles }) => {
      const roles = toRoles(data.roles);
      const urls = new Map(sites.sites({ ...data }).map(({ id, url }) => [id, url]));
      const teamMembers = data.team.teamMembers.map(({ user }) => (user ? { user } : {}));
      const { totalCount, nodes } = toTeam({ ...data.team, teamMembers });
      const toNode = (member: (typeof nodes)[number]) => ({
        ...member,
        assignments: member.assignments.map(({ roleId, scope: { siteId, ...scope } }) => {
          const { title, isCustom } = roles.get(roleId) ?? {};
          return {
            role: { title, isCustom },
            scope: siteId === undefined ? scope : { ...scope, site: { url: urls.get(siteId) } },
          };
        }),
      });
      const { ownerUserId } = toAccount(data.account.account);
      return { account: { ownerUserId, teamMembers: { totalCount, nodes: nodes.map(toNode) } } };
    },
  };
}

export function hiveOperation(
  name: OperationName,
  variables: Readonly<Record<string, unknown>>,
  known: Foreknowledge,
): HiveOperation {
  const { accountId } = known;
  switch (name) {
    case 'tiny':
      return {
        document: `query ($accountId: String!) { ${getAccount('accountName')} }`,
        variables: { accountId },
        toGraph: ({ account }: AccountAnswer) => ({ account: { name: toAccount(account.account).name } }),
      };
    case 'large': {
      const sites = byIds(variables['ids'] as string[], siteFields);
      return {
        document: `query ($accountId: String!, ${sites.declarations}) { ${getAccount('accountName')} ${sites.fields} }`,
        variables: { accountId, ...sites.variables },
        toGraph: (data: AccountAnswer) => ({
          account: { name: toAccount(data.account.account).name },
          sites: sites.sites({ ...data }),
        }),
      };
    }
    case 'entities': {
      const sites = byIds(
        (variables['representations'] as { id: string }[]).map(({ id }) => id),
        entityFields,
      );
      return {
        document: `query (${sites.declarations}) { ${sites.fields} }`,
        variables: sites.variables,
        toGraph: (data: Raw) => ({
          _entities: sites.sites(data).map((site) => pick(site, 'id', 'displayName', 'url', 'kind', 'isPublished')),
        }),
      };
    }
    case 'team':
      return team(known);
    default:
      return medium(known);
  }
}
