/** A role a contributor holds on one site. */
export interface SandboxSiteRole {
  readonly roleId: string;
  readonly assignmentId: string;
}

/** Someone who works on one site: an account, not a member of the owner's team. */
export interface SandboxContributor {
  readonly accountId: string;
  /** The user that owns the contributor's account. */
  readonly accountOwnerId: string;
  readonly email: string;
  readonly joinedDate: string;
  /** The locations that the roles are limited to. Absent: all. */
  readonly locationIds?: readonly string[];
  readonly roles: readonly SandboxSiteRole[];
}

/**
 * A site. What can be derived is not stored: its address comes from the account and the connected domains, and
 * `contributorAccountIds` from the contributors.
 */
export interface SandboxSite {
  readonly id: string;
  readonly accountId: string;
  readonly htmlAppId: string;
  readonly editorSessionId: string;
  readonly name: string;
  readonly displayName: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  /** Present only while the site is in the trash. */
  readonly trashedDate?: string;
  readonly published: boolean;
  readonly premium: boolean;
  readonly blocked: boolean;
  readonly editorType: string;
  readonly namespace: string;
  /** Absent at the root. */
  readonly folderId?: string;
  readonly contributors: readonly SandboxContributor[];
  /** The ids of the installed apps. */
  readonly appIds: readonly string[];
  /** The moment from which the search index shows this version. Absent: immediately. */
  readonly visibleFrom?: string;
  /** The version that the index shows until then. Absent: the site is not in it yet. */
  readonly indexed?: SandboxSite;
}

/** The version of the site that the search index shows at the moment; undefined when it does not know the site yet. */
function versionInIndex(site: SandboxSite, moment: string): SandboxSite | undefined {
  return site.visibleFrom === undefined || site.visibleFrom <= moment ? site : site.indexed;
}

/** Stores a new version of a site. Query Sites and Count Sites see the old one until the lag has passed. */
export function writeSite(
  sites: Map<string, SandboxSite>,
  site: SandboxSite,
  { now, quirks: { indexLagMs } }: { readonly now: Date; readonly quirks: { readonly indexLagMs: number } },
): void {
  const { indexed: _indexed, visibleFrom: _visibleFrom, ...written } = site;
  if (indexLagMs <= 0) {
    sites.set(site.id, written);
    return;
  }
  const before = sites.get(site.id);
  const indexed = before === undefined ? undefined : versionInIndex(before, now.toISOString());
  const visibleFrom = new Date(now.getTime() + indexLagMs).toISOString();
  sites.set(site.id, { ...written, visibleFrom, ...(indexed === undefined ? {} : { indexed }) });
}

/** The sites of one account, as the search index shows them. */
export function indexedSites(
  sites: ReadonlyMap<string, SandboxSite>,
  accountId: string,
  now: Date,
): readonly SandboxSite[] {
  const moment = now.toISOString();
  const found: SandboxSite[] = [];
  for (const site of sites.values()) {
    const version = versionInIndex(site, moment);
    if (version !== undefined && version.accountId === accountId) found.push(version);
  }
  return found;
}
