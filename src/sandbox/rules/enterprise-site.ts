import { z } from 'zod';
import { type Answer, emptyError, ok, Refusal } from '../answer.ts';
import { guid } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { isWithin } from '../state/account.ts';
import type { SandboxSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { changeSite } from './site-actions.ts';

/** The scope of all enterprise calls; their permission ids are not documented. */
export const enterprisePermission = 'SCOPE.ENTERPRISE.MANAGE-SITE-PROXY';

/**
 * Returns the site that an enterprise call names. The header must name the account that owns the key, and the key must cover
 * the site.
 */
export function enterpriseSite(state: SandboxState, call: Call, metaSiteId: string): SandboxSite {
  const site = state.sites.get(metaSiteId);
  const isReached =
    site !== undefined && call.covers(site.id) && isWithin(state.accounts, site.accountId, call.keyAccountId);
  if (call.accountId !== call.keyAccountId || !isReached) throw new Refusal(emptyError(call.quirks.enterpriseRefusal));
  return site;
}

/** Puts an object into the wrapper of its quirk. UNKNOWN: the wrappers of all enterprise responses. */
export function wrapped(field: string, value: object): Answer {
  return ok(field === '' ? value : { [field]: value });
}

const unpublishSiteBody = z.strictObject({ metaSiteId: guid });

function unpublishSite(state: SandboxState, call: Call<z.output<typeof unpublishSiteBody>>): Answer {
  const site = enterpriseSite(state, call, call.body.metaSiteId);
  if (!site.published) return emptyError(call.quirks.unpublishOffline);
  changeSite(state, call, site, { published: false });
  return wrapped(call.quirks.publishStateField, { id: site.id, published: false });
}

/** dev.wix.com/docs/api-reference/account-level/enterprise/site-management/site-publish-state-v1 */
export const enterpriseSiteRoutes: readonly Route[] = [
  route({
    operation: 'Unpublish Site',
    method: 'POST',
    path: '/enterprise-public-proxy/v1/sites/unpublish',
    level: 'account',
    permission: enterprisePermission,
    body: unpublishSiteBody,
    handle: unpublishSite,
  }),
];
