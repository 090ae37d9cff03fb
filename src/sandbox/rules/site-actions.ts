import { z } from 'zod';
import { type Answer, applicationError, emptyError, ok } from '../answer.ts';
import { filled, guid } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { type SandboxSite, writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { newSite } from './new-site.ts';
import { refuseTrashed } from './trashed-site.ts';

// Documented as at most 20 characters, beside a sample of 21.
const duplicateSiteBody = z.strictObject({ sourceSiteId: guid, siteDisplayName: filled(20) });
// UNKNOWN: what an id that is sent twice does. Here its second item fails.
const bulkDeleteBody = z.strictObject({ ids: z.array(guid).min(1).max(20) });

/** Stores a changed site. Lists of sites show it after the lag. */
export function changeSite(
  state: SandboxState,
  at: Pick<Call, 'now' | 'quirks'>,
  site: SandboxSite,
  change: Partial<SandboxSite>,
): void {
  writeSite(state.sites, { ...site, ...change, updatedDate: at.now.toISOString() }, at);
}

/** Returns a site of the account of a call that its key covers. */
export function siteInAccount(state: SandboxState, call: Call, id: string): SandboxSite | undefined {
  const site = state.sites.get(id);
  const isCovered = call.covers(id) || call.quirks.limitedKeyWrites === 'accept';
  return site?.accountId === call.accountId && isCovered ? site : undefined;
}

function publishSite(state: SandboxState, call: Call): Answer {
  const site = state.sites.get(call.siteId);
  // UNKNOWN: the code of the one documented 428, and that it stands for a site with nothing to publish. That a site in
  // the trash is refused in the same way is INFERRED. Branch on the status only.
  if (site === undefined || site.namespace === 'BRANDED_FIRST' || site.trashedDate !== undefined) {
    return applicationError(428, 'NOTHING_TO_PUBLISH', 'The site cannot be published.');
  }
  changeSite(state, call, site, { published: true });
  return ok({});
}

function duplicateSite(state: SandboxState, call: Call<z.output<typeof duplicateSiteBody>>): Answer {
  const { sourceSiteId, siteDisplayName: displayName } = call.body;
  const source = siteInAccount(state, call, sourceSiteId);
  if (source === undefined) return emptyError(call.quirks.foreignSiteToDuplicate);
  refuseTrashed(call, source);
  const copy = newSite(state, call, {
    displayName,
    namespace: source.namespace,
    editorType: source.editorType,
    published: call.quirks.duplicatePublished && source.published,
    appIds: source.appIds,
  });
  return ok({ newSiteId: copy.id });
}

type ItemError = { readonly code: string; readonly description: string } | null;

/** Returns what keeps a site out of the trash. Only the last code is documented; the others are the sandbox's own. */
function refusalToTrash(call: Call, site: SandboxSite | undefined): ItemError {
  if (site === undefined) return { code: 'SITE_NOT_FOUND', description: 'The account has no such site' };
  if (site.trashedDate !== undefined) {
    return { code: 'ALREADY_IN_TRASH', description: 'The site is in the trash' };
  }
  return site.premium && call.quirks.premiumToTrash === 'reject'
    ? { code: 'PREMIUM_NOT_PERMITTED', description: 'unassign premium request: NOT_PERMITTED' }
    : null;
}

function itemMetadata(call: Call, id: string, index: number, error: ItemError) {
  const success = error === null;
  return call.quirks.bulkDeleteResults === 'docs'
    ? { id, originalIndex: String(index), success, error }
    : { id, originalIndex: index, success, ...(error === null ? {} : { error }) };
}

function bulkDeleteSite(state: SandboxState, call: Call<z.output<typeof bulkDeleteBody>>): Answer {
  const { ids } = call.body;
  const done = new Set<string>();
  const errors = ids.map((id) => {
    const site = siteInAccount(state, call, id);
    if (done.has(id) && call.quirks.repeatedTrashId === 'succeeds') return null;
    const error = refusalToTrash(call, site);
    if (error === null) done.add(id);
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
  route({
    operation: 'Publish Site',
    method: 'POST',
    path: '/site-publisher/v1/site/publish',
    level: 'site',
    // UNKNOWN: the permission. The sandbox's own, so that a key without any right to write cannot publish.
    permission: 'Publish Site',
    handle: publishSite,
  }),
  route({
    operation: 'Duplicate Site',
    method: 'POST',
    path: '/site-actions/v1/sites/duplicate',
    level: 'account',
    permission: 'my-account.duplicate-site',
    body: duplicateSiteBody,
    handle: duplicateSite,
  }),
  route({
    operation: 'Bulk Delete Site',
    method: 'POST',
    path: '/site-actions/v1/bulk/sites/delete',
    level: 'account',
    permission: 'my-account.delete-site',
    body: bulkDeleteBody,
    handle: bulkDeleteSite,
  }),
];
