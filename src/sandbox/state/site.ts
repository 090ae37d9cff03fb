/** A role a contributor holds on one site. */
export interface SandboxSiteRole {
  readonly roleId: string;
  readonly assignmentId: string;
}

/** Somebody who works on one site: an account, not a member of the owner's team. */
export interface SandboxContributor {
  readonly accountId: string;
  /** The user that owns the contributor's account. */
  readonly accountOwnerId: string;
  readonly email: string;
  readonly joinedDate: string;
  roles: readonly SandboxSiteRole[];
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
  /** When the search index shows this version. Absent: at once. */
  readonly visibleFrom?: string;
  /** What the index shows until then. Absent: the site is not in it yet. */
  readonly indexed?: SandboxSite;
}

/** Stores a new version of a site; Query Sites and Count Sites go on seeing the old one until the lag has passed. */
export function writeSite(
  sites: Map<string, SandboxSite>,
  site: SandboxSite,
  { now, indexLagMs }: { now: Date; indexLagMs: number },
): void {
  const { indexed: _, visibleFrom: __, ...written } = site;
  const before = sites.get(site.id);
  const shown = before === undefined ? undefined : versionInIndex(before, now);
  const visibleFrom = new Date(now.getTime() + indexLagMs).toISOString();
  sites.set(
    site.id,
    indexLagMs > 0 ? { ...written, visibleFrom, ...(shown === undefined ? {} : { indexed: shown }) } : written,
  );
}

/** The version of the site that the search index shows now; undefined when it does not know the site yet. */
export function versionInIndex(site: SandboxSite, now: Date): SandboxSite | undefined {
  if (site.visibleFrom === undefined || site.visibleFrom <= now.toISOString()) return site;
  return site.indexed;
}

/** The sites of one account, as the search index shows them. */
export function indexedSites(
  sites: ReadonlyMap<string, SandboxSite>,
  accountId: string,
  now: Date,
): readonly SandboxSite[] {
  const nowText = now.toISOString();
  const found: SandboxSite[] = [];
  for (const site of sites.values()) {
    const behind = site.visibleFrom !== undefined && site.visibleFrom > nowText;
    const version = behind ? site.indexed : site;
    if (version !== undefined && version.accountId === accountId) found.push(version);
  }
  return found;
}
