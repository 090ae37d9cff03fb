/** Wix's names to the graph's, for the servers of others: only what the compared operations ask for. */
import type { Raw, RawRoles, RawTeam } from './wix-calls.ts';

const editors: Readonly<Record<string, string>> = {
  EDITOR: 'EDITOR',
  ADI: 'ADI',
  EDITORX: 'EDITOR_X',
  STUDIO: 'STUDIO',
  ODEDITOR: 'HARMONY',
  EDITORLESS: 'NONE',
};
const methods: Readonly<Record<string, string>> = {
  POINTING: 'POINTING',
  NAMESERVERS: 'NAMESERVERS',
  UNKNOWN_CONNECTION_TYPE: 'SUBDOMAIN',
  HIDDEN: 'HIDDEN',
};
const propagations: Readonly<Record<string, string>> = {
  IN_PROGRESS: 'IN_PROGRESS',
  COMPLETED: 'SUCCEEDED',
  FAILED: 'FAILED',
};

export interface Site {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface Domain {
  readonly name: string;
  readonly siteId: string | undefined;
  readonly isPrimary: boolean;
  readonly connectionMethod: string;
  readonly propagationStatus: string;
}

export interface Assignment {
  readonly roleId: string;
  readonly scope: Readonly<Record<string, unknown>> & { readonly __typename: string; readonly siteId?: string };
}

export interface Member {
  readonly userId: string;
  readonly name: { readonly full: string };
  readonly email: string;
  readonly joinedAt: string;
  readonly assignments: readonly Assignment[];
}

export interface Role {
  readonly id: string;
  readonly title: string;
  readonly isCustom: boolean;
}

export function toAccount(raw: Raw) {
  return { id: raw['accountId'] as string, name: raw['accountName'], ownerUserId: raw['accountOwner'] };
}

export function toSite(raw: Raw): Site {
  return {
    id: raw['id'] as string,
    displayName: raw['displayName'],
    slug: raw['name'],
    kind: raw['namespace'],
    kindRaw: raw['namespace'],
    editor: editors[raw['editorType'] as string] ?? 'UNKNOWN',
    editorRaw: raw['editorType'],
    isPublished: raw['published'],
    isPremium: raw['premium'],
    isBlocked: raw['blocked'],
    hasDomain: raw['domainConnected'],
    url: raw['viewUrl'] || null,
    thumbnailPath: raw['thumbnail'],
    createdAt: raw['createdDate'],
    updatedAt: raw['updatedDate'],
  };
}

export function toDomain(raw: Raw): Domain {
  const site = raw['siteInfo'] as { readonly id?: string; readonly assignmentType?: string } | undefined;
  return {
    name: raw['domain'] as string,
    siteId: site?.id,
    isPrimary: site?.assignmentType === 'PRIMARY',
    connectionMethod: methods[raw['connectionType'] as string] ?? 'UNKNOWN',
    propagationStatus: propagations[raw['dnsPropagationStatus'] as string] ?? 'UNKNOWN',
  };
}

/** Each site's domains, its primary one first. */
export function bySite(domains: readonly Domain[]): Map<string, Domain[]> {
  const sites = new Map<string, Domain[]>();
  for (const domain of domains) {
    if (domain.siteId === undefined) continue;
    const others = sites.get(domain.siteId);
    if (others === undefined) sites.set(domain.siteId, [domain]);
    else if (domain.isPrimary) others.unshift(domain);
    else others.push(domain);
  }
  return sites;
}

export function toTeam({ teamMembers, facets }: RawTeam) {
  const totalCount = facets
    .find(({ facetType }) => facetType === 'Users')
    ?.values.reduce((sum, { count }) => sum + count, 0);
  return { totalCount, nodes: teamMembers.flatMap(({ user }) => (user === undefined ? [] : toMember(user))) };
}

function toMember(raw: Raw): Member {
  const { firstName, lastName } = raw['name'] as { readonly firstName: string; readonly lastName: string };
  return {
    userId: raw['id'] as string,
    name: { full: `${firstName} ${lastName}` },
    email: raw['email'] as string,
    joinedAt: raw['joinedTeamAt'] as string,
    assignments: (raw['assignments'] as readonly Raw[]).map((assignment) => ({
      roleId: assignment['policyId'] as string,
      scope: toScope(assignment['restrictions'] as Restrictions | undefined),
    })),
  };
}

interface Restrictions {
  readonly site?: { readonly id: string; readonly value: string };
  readonly conditions?: { readonly conditions: readonly { readonly value: string }[] };
}

function toScope(restrictions: Restrictions | undefined): Assignment['scope'] {
  if (restrictions?.site) {
    return { __typename: 'SiteScope', siteId: restrictions.site.id, siteName: restrictions.site.value };
  }
  if (restrictions?.conditions) {
    return { __typename: 'FolderScope', folderPaths: restrictions.conditions.conditions.map(({ value }) => value) };
  }
  return { __typename: 'AccountScope' };
}

export function toRoles({ predefinedRoles, customRoles }: RawRoles): Map<string, Role> {
  const toRole = (raw: Raw, isCustom: boolean): [string, Role] => [
    raw['id'] as string,
    { id: raw['id'] as string, title: raw['title'] as string, isCustom },
  ];
  return new Map([...predefinedRoles.map((raw) => toRole(raw, false)), ...customRoles.map((raw) => toRole(raw, true))]);
}
