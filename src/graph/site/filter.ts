import { guidInputs } from '../../lib/guid-input.ts';
import { InputError } from '../../lib/input-error.ts';
import { WixError } from '../../wix/error.ts';
import { isGuid } from '../../wix/values.ts';
import { type EditorKind, editors, type Site, type SiteKind, siteKinds } from './model.ts';
import { querySites, type WixSiteFilter } from './rest.ts';

/** Filter of a list of sites. Absent fields do not filter. */
export interface SiteFilter {
  readonly kinds?: readonly SiteKind[] | null | undefined;
  readonly editors?: readonly EditorKind[] | null | undefined;
  readonly isPublished?: boolean | null | undefined;
  readonly isPremium?: boolean | null | undefined;
  readonly hasDomain?: boolean | null | undefined;
  readonly folderId?: string | null | undefined;
  readonly isInFolder?: boolean | null | undefined;
  readonly isTrashed?: boolean | null | undefined;
  readonly includeTrashed?: boolean | null | undefined;
  readonly search?: string | null | undefined;
  readonly appIds?: readonly string[] | null | undefined;
}

/** The kinds that are always sent, because Wix lists only WIX sites by default. */
const defaultKinds: readonly SiteKind[] = ['WIX', 'HEADLESS'];

/**
 * Maps the filter to Wix's, which has nothing about the trash. Throws an {@link InputError} for values that cannot be filtered by:
 * UNKNOWN kinds and editors, an empty list, a malformed folder id, a folder together with `isInFolder: false`, `isTrashed` together
 * with `includeTrashed: true`.
 */
export function toWixFilter(filter: SiteFilter): WixSiteFilter {
  if (filter.includeTrashed === true && isGiven(filter.isTrashed)) {
    throw new InputError(
      'filter.includeTrashed',
      "isTrashed and includeTrashed: true can't be combined. Use one of them.",
    );
  }
  return {
    namespace: { $in: namesOf('kinds', siteKinds, filter.kinds ?? defaultKinds) },
    ...(isGiven(filter.editors) ? { editorType: { $in: namesOf('editors', editors, filter.editors) } } : {}),
    ...(isGiven(filter.isPublished) ? { published: { $eq: filter.isPublished } } : {}),
    ...(isGiven(filter.isPremium) ? { premium: { $eq: filter.isPremium } } : {}),
    ...(isGiven(filter.hasDomain) ? { domainConnected: { $eq: filter.hasDomain } } : {}),
    ...toFolderFilter(filter),
    ...(isGiven(filter.search) ? { searchPhrase: { $eq: readSearch(filter.search) } } : {}),
    ...(isGiven(filter.appIds) ? { appIds: { $hasSome: readAppIds(filter.appIds) } } : {}),
  };
}

/** Returns the text to search for. Throws an {@link InputError} if it is blank. */
function readSearch(search: string): string {
  const phrase = search.trim();
  if (phrase !== '') return phrase;
  throw new InputError('filter.search', 'search must contain something to search for. Omit it to list all sites.');
}

function readAppIds(appIds: readonly string[]): string[] {
  if (appIds.length === 0) throw new InputError('filter.appIds', 'appIds must not be empty.');
  if (appIds.length > 100) throw new InputError('filter.appIds', 'appIds must contain at most 100 ids.');
  return guidInputs('filter.appIds', appIds, 'an app');
}

function toFolderFilter({ folderId, isInFolder }: SiteFilter): WixSiteFilter {
  if (!isGiven(folderId)) return isGiven(isInFolder) ? { folderId: { $exists: isInFolder } } : {};
  if (!isGuid(folderId)) throw new InputError('filter.folderId', 'folderId must be the GUID of a folder.');
  if (isInFolder === false) {
    throw new InputError('filter.isInFolder', "folderId and isInFolder: false can't be combined. Use one of them.");
  }
  return { folderId: { $eq: folderId.toLowerCase() } };
}

/** Maps values of an enum to Wix's names. */
function namesOf<T extends string>(
  field: string,
  table: Readonly<Record<string, T>>,
  wanted: readonly (T | 'UNKNOWN')[],
): string[] {
  if (wanted.length === 0) throw new InputError(`filter.${field}`, `${field} must not be empty.`);
  if (wanted.includes('UNKNOWN')) {
    throw new InputError(`filter.${field}`, `${field} must not contain UNKNOWN, because it can't be used as a filter.`);
  }
  return Object.keys(table).filter((name) => wanted.includes(table[name] as T));
}

/**
 * Throws a {@link WixError} `invalidResponse` if a listed site does not match the filter. Wix ignores a filter that it
 * does not support and returns every site (seen live by Wix's own staff), which must not be returned as a result.
 */
export function checkFilter(site: Site, filter: SiteFilter): void {
  if (!fitsFilter(site, filter)) {
    throw new WixError('invalidResponse', 'a site that the filter excludes', { endpoint: querySites.name });
  }
}

/** Returns whether a site is on the side of the trash that the filter asks for: by default outside. */
export function fitsTrash(site: Site, { isTrashed, includeTrashed }: SiteFilter): boolean {
  return includeTrashed === true || (isTrashed ?? false) === (site.trashedAt !== null);
}

/** Returns whether Wix would list a site under the filter. */
export function fitsFilter(site: Site, filter: SiteFilter): boolean {
  const kinds = filter.kinds ?? defaultKinds;
  return (
    kinds.includes(site.kind) &&
    (!isGiven(filter.editors) || filter.editors.includes(site.editor)) &&
    (!isGiven(filter.isPublished) || filter.isPublished === site.isPublished) &&
    (!isGiven(filter.isPremium) || filter.isPremium === site.isPremium) &&
    (!isGiven(filter.hasDomain) || filter.hasDomain === site.hasDomain) &&
    (!isGiven(filter.folderId) || filter.folderId.toLowerCase() === site.folderId) &&
    (!isGiven(filter.isInFolder) || filter.isInFolder === (site.folderId !== null)) &&
    (!isGiven(filter.search) || mayMatch(site, filter.search))
  );
}

/**
 * Returns whether a site can match a search. UNKNOWN: what Wix compares. A site whose shown texts contain no word of the search can still
 * match by a domain that redirects to it; without a domain it can't, so Wix ignored the search.
 */
function mayMatch({ displayName, slug, url, hasDomain }: Site, search: string): boolean {
  const texts = [displayName, slug ?? '', url ?? ''].map((text) => text.toLowerCase());
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return hasDomain || words.some((word) => texts.some((text) => text.includes(word)));
}

/**
 * Returns the part of the filter by which Wix cannot count: `premium` and `appIds` (documented) or a search (can't be verified). Null
 * if Wix can count.
 */
export function uncountable(filter: SiteFilter): string | null {
  if (isGiven(filter.isPremium)) return 'filter.isPremium';
  if (isGiven(filter.search)) return 'filter.search';
  return isGiven(filter.appIds) ? 'filter.appIds' : null;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
