import { type Answer, applicationError, emptyError, ok } from '../answer.ts';
import { type JsonObject, refuseField, stringAt, stringsAt } from '../input.ts';
import type { AccountCall, Route, SiteCall } from '../route.ts';
import { type SandboxSite, writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { newSite } from './new-site.ts';

/** Stores a changed site; lists of sites show it after the lag. */
export function changeSite(
  state: SandboxState,
  call: Pick<AccountCall, 'now' | 'quirks'>,
  site: SandboxSite,
  change: Partial<SandboxSite>,
): void {
  const changed = { ...site, ...change, updatedDate: call.now.toISOString() };
  writeSite(state.sites, changed, { now: call.now, indexLagMs: call.quirks.indexLagMs });
}

function publishSite(state: SandboxState, call: SiteCall): Answer {
  const site = state.sites.get(call.siteId);
  // UNKNOWN: the code of the one documented 428, and that it stands for a site with nothing to publish. That a site in
  // the trash is refused in the same way is INFERRED. Branch on the status only.
  if (site === undefined || site.namespace === 'BRANDED_FIRST' || site.trashedDate !== undefined) {
    return applicationError(428, 'NOTHING_TO_PUBLISH', 'The site cannot be published.');
  }
  changeSite(state, call, site, { published: true });
  return ok({});
}

/** A text of 1 to `maximum` characters; refused with 400 otherwise. */
export function textAt(source: JsonObject, field: string, maximum: number): string {
  const text = stringAt(source, field) ?? '';
  if (text === '') refuseField({ field, description: 'must not be empty', violatedRule: 'REQUIRED_FIELD' });
  if (text.length > maximum) {
    const description = `has length ${text.length}, which is more than ${maximum}`;
    refuseField({ field, description, violatedRule: 'MAX_LENGTH', data: { threshold: maximum } });
  }
  return text;
}

function duplicateSite(state: SandboxState, call: AccountCall): Answer {
  const sourceId = textAt(call.body, 'sourceSiteId', 36);
  // Documented as at most 20, beside a sample of 21.
  const displayName = textAt(call.body, 'siteDisplayName', 20);
  const source = state.sites.get(sourceId);
  // UNKNOWN: the status for a site that the account does not have.
  if (source === undefined || source.accountId !== call.accountId) return emptyError(404);
  const copy = newSite(state, call, {
    displayName,
    namespace: source.namespace,
    editorType: source.editorType,
    published: call.quirks.duplicatePublished && source.published,
  });
  return ok({ newSiteId: copy.id });
}

type ItemError = { readonly code: string; readonly description: string } | null;

/** What keeps a site out of the trash. Only the first code is documented; the others are the sandbox's own. */
function refusalToTrash(call: AccountCall, site: SandboxSite | undefined): ItemError {
  if (site === undefined || site.accountId !== call.accountId) {
    return { code: 'SITE_NOT_FOUND', description: 'The account has no such site' };
  }
  if (site.trashedDate !== undefined) {
    return { code: 'ALREADY_IN_TRASH', description: 'The site is in the trash' };
  }
  return site.premium && call.quirks.premiumToTrash === 'reject'
    ? { code: 'PREMIUM_NOT_PERMITTED', description: 'unassign premium request: NOT_PERMITTED' }
    : null;
}

function itemMetadata(call: AccountCall, id: string, index: number, error: ItemError) {
  const success = error === null;
  return call.quirks.bulkDeleteResults === 'docs'
    ? { id, originalIndex: String(index), success, error }
    : { id, originalIndex: index, success, ...(error === null ? {} : { error }) };
}

function bulkDeleteSite(state: SandboxState, call: AccountCall): Answer {
  const ids = stringsAt(call.body, 'ids') ?? [];
  if (ids.length < 1 || ids.length > 20) {
    refuseField({ field: 'ids', description: 'must have 1 to 20 items', violatedRule: 'SIZE' });
  }
  const errors = ids.map((id) => {
    const site = state.sites.get(id);
    const error = refusalToTrash(call, site);
    if (site !== undefined && error === null) {
      changeSite(state, call, site, { published: false, trashedDate: call.now.toISOString() });
    }
    return error;
  });
  const totalFailures = errors.filter((error) => error !== null).length;
  return ok({
    results: ids.map((id, index) => ({ itemMetadata: itemMetadata(call, id, index, errors[index] ?? null) })),
    bulkActionMetadata: { totalSuccesses: ids.length - totalFailures, totalFailures },
  });
}

/** dev.wix.com/docs/api-reference/account-level/sites/site-actions */
export const siteActionRoutes: readonly Route[] = [
  {
    operation: 'Publish Site',
    method: 'POST',
    path: '/site-publisher/v1/site/publish',
    level: 'site',
    // UNKNOWN: the permission. The sandbox's own, so that a key without any right to write cannot publish.
    permission: 'Publish Site',
    handle: publishSite,
  },
  {
    operation: 'Duplicate Site',
    method: 'POST',
    path: '/site-actions/v1/sites/duplicate',
    level: 'account',
    // UNKNOWN: the permission id behind this scope name.
    permission: 'Duplicate Sites',
    handle: duplicateSite,
  },
  {
    operation: 'Bulk Delete Site',
    method: 'POST',
    path: '/site-actions/v1/bulk/sites/delete',
    level: 'account',
    permission: 'my-account.delete-site',
    handle: bulkDeleteSite,
  },
];
