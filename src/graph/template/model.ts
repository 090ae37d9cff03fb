import { flag, object, text, time } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import { isGuid } from '../../wix/values.ts';
import { getTemplate, type WixTemplate } from './rest.ts';

/** A custom template of an account. Null fields were not sent by Wix. */
export interface Template {
  readonly id: string;
  readonly accountId: string;
  readonly name: string | null;
  readonly isHidden: boolean;
  readonly platformRaw: string | null;
  readonly typeRaw: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly lastEditedAt: string | null;
  /** Every GUID in the list of the sites that were created from it, whatever the list looks like. */
  readonly siteIds: readonly string[];
}

/** Maps Wix's template to ours. Throws a {@link WixError} `invalidResponse` if it has no id. */
export function toTemplate(raw: WixTemplate, accountId: string): Template {
  const id = text(raw.id);
  if (id === null) throw new WixError('invalidResponse', 'a template without an id', { endpoint: getTemplate.name });
  return {
    id,
    accountId,
    name: text(raw.name),
    isHidden: flag(raw.hidden),
    platformRaw: text(raw.platform),
    typeRaw: text(raw.templateType),
    createdAt: time(raw.createdDate),
    updatedAt: time(raw.updatedDate),
    lastEditedAt: time(raw.lastEditedDate),
    siteIds: guidsIn(raw.sites),
  };
}

function guidsIn(value: unknown): string[] {
  if (typeof value === 'string') return isGuid(value) ? [value.toLowerCase()] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(guidsIn) : [];
}

/**
 * Returns the id of the site in the response of Create Site From Template; null if it can't be told. UNKNOWN: whether the field holds the id
 * or an object with it.
 */
export function createdSiteId(response: Readonly<Record<string, unknown>>): string | null {
  const fields = Object.entries(response).filter(([name]) => name.startsWith('createdSiteMeta'));
  const ids = fields.flatMap(([, value]) => {
    const id = text(value) ?? text(object(value)['metaSiteId']) ?? text(object(value)['id']);
    return id !== null && isGuid(id) ? [id.toLowerCase()] : [];
  });
  return new Set(ids).size === 1 ? (ids[0] ?? null) : null;
}
