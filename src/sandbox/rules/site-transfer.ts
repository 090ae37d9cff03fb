import { z } from 'zod';
import { type Answer, applicationError, emptyError, ok } from '../answer.ts';
import { guid, optional } from '../request/values.ts';
import { type Call, type Route, route } from '../route.ts';
import { isWithin } from '../state/account.ts';
import { domainsOfSite } from '../state/domain-changes.ts';
import { inviteStatus } from '../state/invite.ts';
import { isLive } from '../state/product-delivery.ts';
import { type SandboxSite, writeSite } from '../state/site.ts';
import type { SandboxState } from '../state/state.ts';
import { refuseTrashed } from './trashed-site.ts';

const transferBody = z.strictObject({
  siteTransfer: z.strictObject({
    siteId: guid,
    sourceAccountId: guid,
    enableNotifications: optional(z.boolean()),
  }),
});

/** Whether a site has a plan, another product that was sold for it, or a domain. */
function hasPaidServices(state: SandboxState, { quirks }: Call, site: SandboxSite): boolean {
  const isSold = [...state.packages.values()].some(({ instances }) =>
    instances.some((instance) => instance.siteId === site.id && isLive(instance)),
  );
  return isSold || site.premium || (quirks.domainIsPaidService && domainsOfSite(state, site.id).length > 0);
}

function revokeInvites(state: SandboxState, call: Call, siteId: string): void {
  for (const [id, invite] of state.siteInvites) {
    const isOpen = invite.siteId === siteId && inviteStatus(invite, call.now) === 'Pending';
    if (isOpen) state.siteInvites.set(id, { ...invite, status: 'Deleted' });
  }
}

/** The account in the header is the target. */
function transferSite(state: SandboxState, call: Call<z.output<typeof transferBody>>): Answer {
  const { siteId, sourceAccountId, enableNotifications = false } = call.body.siteTransfer;
  if (!isWithin(state.accounts, sourceAccountId, call.keyAccountId) || sourceAccountId === call.accountId) {
    return applicationError(403, 'SITE_TRANSFER_NOT_ALLOWED', 'Sites cannot be transferred between these accounts.');
  }
  const site = state.sites.get(siteId);
  if (site === undefined || site.accountId !== sourceAccountId) {
    return applicationError(400, 'SITE_NOT_FOUND', 'The source account has no such site.');
  }
  if (!call.covers(siteId) && call.quirks.limitedKeyWrites === 'reject') return emptyError(403);
  refuseTrashed(call, site);
  if (hasPaidServices(state, call, site)) {
    return applicationError(428, 'SITE_TRANSFER_NOT_SUPPORTED', 'The site has paid services.');
  }
  // UNKNOWN: where the site lies afterwards. The folders of the source account cannot hold it any more.
  const { folderId: _folderId, ...rest } = site;
  const contributors = call.quirks.transferredContributors === 'kept' ? site.contributors : [];
  const moved = { ...rest, contributors, accountId: call.accountId, updatedDate: call.now.toISOString() };
  writeSite(state.sites, moved, call);
  if (call.quirks.transferredInvites === 'revoked') revokeInvites(state, call, siteId);
  return ok({ siteTransfer: { siteId, sourceAccountId, enableNotifications } });
}

/** dev.wix.com/docs/rest/account-level/b2b-site-management/business-site-transfer-v1 */
export const siteTransferRoutes: readonly Route[] = [
  route({
    operation: 'Transfer Site',
    method: 'POST',
    path: '/b2b-site-management/v1/transfer-site',
    level: 'account',
    permission: 'PREMIUM.BUSINESS_SITE_TRANSFER',
    refusals: 'siteTransfer',
    body: transferBody,
    handle: transferSite,
  }),
];
